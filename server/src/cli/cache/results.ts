// The results of the last check, kept so that a check of unchanged files need not analyse, nor load the compiler. Holds findings
// and digests, never source text. A cache that is broken, of another version or of other files is no cache.

import { createHash } from "node:crypto";
import type { ChecklistItem, Engine, Finding, InventoryType, OutboundDestination, Stats } from "../../engine/api";
import type { FileSystem } from "../../frontend/files";
import { seal, unseal } from "../../engine/cache/seal";
import { type Recording, type RecordingFileSystem, secretIfHolds } from "./recording";

/** What all queries but those about one place answer. */
export interface Results {
  readonly findings: readonly Finding[];
  readonly checklist: readonly ChecklistItem[];
  readonly inventory: readonly InventoryType[];
  readonly outbound: readonly OutboundDestination[];
  readonly stats: Stats;
}

/** Everything the results depend on, apart from what the file system answers. */
export interface CacheKey {
  /** Of the program: another build may find other things. */
  readonly build: string;
  readonly root: string;
  readonly policyFile: string | undefined;
  readonly today: string;
}

/** All results of an engine, asked for once. */
export function resultsOf(engine: Engine): Results {
  return { findings: engine.findings(), checklist: engine.checklist(), inventory: engine.inventory(), outbound: engine.outbound(), stats: engine.stats() };
}

/** The name under which results of a root are kept; the rest of the key is inside, so that old results are overwritten. */
export const cacheName = ({ root, policyFile }: CacheKey): string => hash(JSON.stringify([root, policyFile])).slice(0, 24);

/** The bytes of a cache entry: what they depend on, then the results, sealed by the texts that they come from. */
export function writeCache(key: CacheKey, recorder: RecordingFileSystem, results: Results): Buffer {
  const head = Buffer.from(JSON.stringify({ key, recording: recorder.recording() }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, seal(Buffer.from(JSON.stringify(results)), recorder.secret())]);
}

/** Results that still hold, or undefined. */
export function readCache(bytes: Uint8Array | undefined, key: CacheKey, fs: FileSystem): Results | undefined {
  if (bytes === undefined || bytes.length < 4) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = 4 + buffer.readUInt32LE(0);
  const head = parsed<{ readonly key: CacheKey; readonly recording: Recording }>(buffer.toString("utf8", 4, end));
  if (!head || JSON.stringify(head.key) !== JSON.stringify(key)) return undefined;
  const secret = secretIfHolds(head.recording, fs);
  const results = secret && unseal(buffer.subarray(end), secret);
  return results && parsed<Results>(results.toString());
}

function parsed<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}

/** Kept results as an engine. Fixes, hovers and changes need a real one: ask for a live analysis. */
export function cachedEngine({ findings, checklist, inventory, outbound, stats }: Results, milliseconds: number, rssMegabytes: number): Engine {
  return {
    apply: () => ({ revision: 0, changedFiles: [] }),
    findings: (file) => (file === undefined ? findings : findings.filter((finding) => finding.file === file)),
    checklist: () => checklist,
    inventory: () => inventory,
    outbound: () => outbound,
    hover: () => undefined,
    functions: () => [],
    fixes: () => [],
    stats: () => ({ ...stats, milliseconds, phases: { load: milliseconds, lower: 0, solve: 0, rules: 0 }, rssMegabytes, cacheHits: stats.files, lowered: 0, summarized: 0 }),
  };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
