// Files, their facts and the links between them, kept up to date under changes; and which functions a change touches.

import type { FileSystem } from "../frontend/files";
import { lowerFile } from "../frontend/lower/index";
import { discoverProjects, type Discovery } from "../frontend/project/discover";
import { ProgramIndex } from "../frontend/project/program";
import { type Resolution, Resolver } from "../frontend/project/resolve";
import { isWithin } from "../frontend/project/paths";
import { isSourceName } from "../frontend/project/sources";
import { topOf } from "../frontend/project/workspaces";
import type { FileFacts, FnId } from "../ir/ir";
import type { Change } from "./api";
import { FactsCache } from "./cache/facts";
import { digestOf } from "./cache/seal";
import type { Entries } from "./cache/summaries";
import { PolicyBook } from "./policies";
import { NotingFileSystem } from "./noting";

/** What a change means for the analysis. */
export interface Touched {
  /** Files whose facts changed, appeared or went. */
  readonly files: ReadonlySet<string>;
  /** Functions to be summarized again, whatever they call. */
  readonly functions: ReadonlySet<FnId>;
  /** Everything is new: projects or policies changed. */
  readonly all: boolean;
  readonly lowered: number;
}

export class Workspace {
  readonly program: ProgramIndex;
  private resolver: Resolver;
  readonly policies: PolicyBook;
  discovery: Discovery;
  /** The folder of the repository or monorepo around the root: what is kept between runs names files from there. */
  readonly top: string;
  private readonly facts = new Map<string, FileFacts>();
  private readonly kept: FactsCache | undefined;
  private readonly digests = new Map<string, string>();
  /** Through which settings are read: bases of tsconfigs and policies may have any name. */
  private readonly settings: NotingFileSystem;

  constructor(
    private readonly fs: FileSystem,
    private readonly root: string,
    policyFile: string | undefined,
    private readonly progress: (done: number, total: number) => void,
    cache: Entries | undefined,
  ) {
    this.top = topOf(fs, root);
    this.kept = cache && new FactsCache(cache, this.top);
    this.settings = new NotingFileSystem(fs);
    this.policies = new PolicyBook(this.settings, root, policyFile);
    this.discovery = this.discover();
    this.resolver = new Resolver(fs, this.discovery);
    this.program = new ProgramIndex(this.resolver);
  }

  private discover(): Discovery {
    return discoverProjects(this.settings, this.root, { policyName: "phi-lens.json", scopeAt: (file) => this.policies.scopeOf(file), ...this.policies.rootScope() });
  }

  /** Lowers everything: the first time, and when projects change. */
  loadAll(): Touched {
    const functions = new Set<FnId>();
    const files = new Set<string>();
    let lowered = 0;
    const sources = [...this.discovery.files, ...this.discovery.schemas];
    const wanted = new Set(sources);
    for (const file of [...this.facts.keys()]) {
      if (wanted.has(file)) continue;
      this.facts.delete(file);
      this.program.set(file, undefined);
      files.add(file);
    }
    let done = 0;
    for (const file of sources) {
      this.progress(++done, sources.length);
      const before = this.facts.get(file);
      const facts = this.lower(file);
      if (!facts) continue;
      if (facts !== before) lowered++;
      files.add(file);
      for (const fn of facts.fns) functions.add(fn.id);
    }
    return { files, functions, all: true, lowered };
  }

  private lower(file: string): FileFacts | undefined {
    const text = this.fs.read(file);
    if (text === undefined) {
      this.facts.delete(file);
      this.digests.delete(file);
      this.program.set(file, undefined);
      return undefined;
    }
    const digest = digestOf(text);
    const before = this.facts.get(file);
    if (before && this.digests.get(file) === digest) return before;
    const facts = this.kept ? this.kept.facts(file, digest, () => lowerFile(file, text)) : lowerFile(file, text);
    this.facts.set(file, facts);
    this.digests.set(file, digest);
    this.program.set(file, facts);
    return facts;
  }

  /** Takes over changes of files that were applied to the file system. */
  update(changes: readonly Change[]): Touched {
    if (changes.some((change) => this.changesProjects(change))) {
      this.policies.reload();
      this.settings.forget();
      this.discovery = this.discover();
      this.resolver = new Resolver(this.fs, this.discovery);
      this.program.relink(this.resolver);
      return this.loadAll();
    }
    const files = new Set<string>();
    const functions = new Set<FnId>();
    let lowered = 0;
    for (const file of new Set(changes.map((change) => change.file))) {
      const before = this.facts.get(file);
      if (!before) continue;
      const text = this.fs.read(file);
      if (text === undefined) continue;
      const after = lowerFile(file, text);
      if (after.textHash === before.textHash) continue;
      lowered++;
      files.add(file);
      this.facts.set(file, after);
      this.digests.set(file, digestOf(text));
      const change = this.program.set(file, after);
      for (const id of [...change.bodies, ...change.removed]) functions.add(id);
      if (!change.links && !change.declarations) continue;
      for (const user of [file, ...this.program.usersOf([file])]) for (const fn of this.facts.get(user)?.fns ?? []) functions.add(fn.id);
    }
    return { files, functions, all: false, lowered };
  }

  /** A change that may add, remove or re-link files. */
  private changesProjects(change: Change): boolean {
    const name = change.file.slice(change.file.lastIndexOf("/") + 1);
    if (/^(?:tsconfig.*|jsconfig|package|phi-lens|phi-lens\.checklist)\.json$/.test(name) || name === ".gitignore" || name === "pnpm-workspace.yaml" || name.endsWith(".prisma")) return true;
    const known = this.facts.has(change.file);
    if (!known && this.settings.wasRead(change.file) && !isSourceName(name)) return true;
    const exists = this.fs.isFile(change.file);
    if (!known && !exists && this.hadFolder(change.file)) return true;
    if (!known && this.resolver.missed(change.file, exists)) return true;
    return known !== (exists && this.discovery.rejects(change.file) === undefined);
  }

  /** Whether a path was a folder with files of the program in it. */
  private hadFolder(path: string): boolean {
    for (const file of this.facts.keys()) if (file.startsWith(`${path}/`)) return true;
    return false;
  }

  /** Of the text that the file's facts were made from. */
  digest(file: string): string | undefined {
    return this.digests.get(file);
  }

  resolve(file: string, specifier: string): Resolution {
    return this.resolver.resolve(file, specifier);
  }

  /** Whether a file was asked about, or is none of the sources; what lies elsewhere is read for the sake of the others only. */
  inFocus(file: string): boolean {
    return !this.facts.has(file) || this.discovery.focus.some((one) => isWithin(one, file));
  }

  factsOf(file: string): FileFacts | undefined {
    return this.facts.get(file);
  }

  unresolvedImports(): ReturnType<Resolver["unresolved"]> {
    // What was asked so far depends on what was kept from earlier runs.
    for (const file of this.program.files) for (const specifier of this.program.specifiersOf(file)) this.resolver.resolve(file, specifier);
    return this.resolver.unresolved();
  }

  get files(): readonly string[] {
    return [...this.facts.keys()].sort();
  }

  get functionCount(): number {
    let count = 0;
    for (const facts of this.facts.values()) count += facts.fns.length;
    return count;
  }
}
