// Runs the engine for a command: over the disk, with progress on a terminal where it takes more than a second.

import type { Engine } from "../engine/api";
import type { Entries } from "../engine/cache/summaries";
import type { FileSystem } from "../frontend/files";
import { loadPolicy } from "../policy/load";
import { entriesOf } from "../host/userCache";
import { RecordingFileSystem } from "./cache/recording";
import { type CacheKey, cacheName, cachedEngine, readCache, resultsOf, writeCache } from "./cache/results";
import { type Environment, writing } from "./environment";
import { resolveTarget, type Target } from "./targets";

export interface Analysis {
  readonly engine: Engine;
  readonly fs: FileSystem;
  readonly target: Target;
  /** The policy file named or nearest to the root cannot be used as it is: exit code 2. */
  readonly badPolicy: string | undefined;
  /** Gives a file other text without writing it; undefined: the disk's again. */
  readonly overlay: (file: string, text: string | undefined) => void;
  /** The artefact that was written. */
  readonly saved?: string | undefined;
}

export interface AnalysisOptions {
  readonly policy?: string;
  readonly cache?: boolean;
  /** More than results will be asked of the engine (fixes, changes), so that kept results do not do. */
  readonly live?: boolean;
  /** Folder of summaries in each package (or one for all): read where there are any, and written for the package that is checked. */
  readonly summaries?: string;
}

/**
 * Analyses what the paths name and brings all results up to date, or takes them from the cache where nothing has changed.
 * `before` may refuse, while nothing has been read yet.
 */
export async function analyse(paths: readonly string[], options: AnalysisOptions, environment: Environment, before: (fs: FileSystem) => void = () => {}): Promise<Analysis> {
  const { DiskFileSystem } = await import("../host/disk");
  const fs = new DiskFileSystem();
  before(fs);
  const target = resolveTarget(fs, environment.cwd, paths, options.policy);
  const badPolicy = policyMistake(fs, target);
  const overlay = (file: string, text: string | undefined): void => fs.setOverlay(file, text);

  const cache = options.cache === false ? undefined : environment.cache;
  const key: CacheKey = { build: cache?.build ?? "", root: target.root, policyFile: target.policyFile, today: environment.today };
  const start = environment.now();
  const kept = cache && !options.live && options.summaries === undefined ? readCache(cache.read(cacheName(key)), key, fs) : undefined;
  if (kept) return { engine: cachedEngine(kept, environment.now() - start, environment.rssMegabytes()), fs, target, badPolicy, overlay };

  const { createEngine } = await import("../engine/engine");
  const progress = progressLine(environment);
  const recorder = cache && new RecordingFileSystem(fs);
  const artefacts = options.summaries === undefined ? undefined : await artefactsOf(fs, target, options.summaries, options.cache, environment);
  const engine = createEngine({
    root: target.root, fs: recorder ?? fs, policyFile: target.policyFile, today: environment.today,
    cache: artefacts?.entries ?? entriesOf(cache), now: environment.now, rssMegabytes: environment.rssMegabytes, onProgress: progress.show,
  });
  try {
    engine.apply([]);
  } finally {
    progress.clear();
  }
  const saved = artefacts?.save();
  if (cache && recorder) {
    const results = resultsOf(engine);
    cache.write(cacheName(key), writeCache(key, recorder, results));
    cache.trim();
  }
  return { engine, fs, target, badPolicy, overlay, saved };
}

/** Summaries of packages, over the user's cache; saving writes those of the package whose folder is checked. */
async function artefactsOf(fs: FileSystem, target: Target, directory: string, cached: boolean | undefined, environment: Environment): Promise<{ entries: Entries; save: () => string | undefined }> {
  const [{ Artefacts }, { topOf, packageFinder }] = await Promise.all([import("../host/artefacts"), import("../frontend/project/workspaces")]);
  const top = topOf(fs, target.folder);
  const packageOf = packageFinder(fs, top);
  const below = cached === false ? undefined : environment.cache;
  const entries = new Artefacts({ build: environment.build, directory, packageOf, top, below: entriesOf(below) });
  return { entries, save: () => (packageOf(`${target.folder}/x`) === target.folder && target.folder !== top ? writing(entries.fileOf(target.folder), () => entries.save(target.folder)) : undefined) };
}

function policyMistake(fs: FileSystem, target: Target): string | undefined {
  const { problems } = loadPolicy(fs, target.policyFile ?? target.folder);
  return problems.find((problem) => problem.severity === "error")?.message;
}

/** `Solving 120/400`, rewritten in place; nothing within the first second, and nothing where nobody watches. */
function progressLine({ stderr, now }: Environment): { show: (phase: string, done: number, total: number) => void; clear: () => void } {
  const start = now();
  let last = 0;
  let shown = false;
  return {
    show(phase, done, total) {
      const at = now();
      if (!stderr.isTTY || at - start < QUIET || at - last < INTERVAL) return;
      last = at;
      shown = true;
      stderr.write(`\r\u001b[K${phase} ${done}/${total}`);
    },
    clear() {
      if (shown) stderr.write("\r\u001b[K");
    },
  };
}

const QUIET = 1000;
const INTERVAL = 100;
