// The results of the last check, kept so that a check of unchanged files need not analyse, nor load the compiler. Holds findings
// and digests, never source text. A cache that is broken, of another version or of other files is no cache.

import { createHash } from "node:crypto";
import type { ChecklistItem, Engine, Finding, InventoryType, OutboundDestination, Stats } from "../../engine/api";
import type { FileSystem } from "../../frontend/files";
import { type Recording, stillHolds } from "./recording";

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

/** The text of a cache file: a digest of the rest, then the rest. */
export function writeCache(key: CacheKey, recording: Recording, results: Results): string {
  const body = JSON.stringify({ key, recording, results });
  return `${hash(body)}\n${body}`;
}

/** Results that still hold, or undefined. */
export function readCache(text: string | undefined, key: CacheKey, fs: FileSystem): Results | undefined {
  if (text === undefined) return undefined;
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  if (end < 0 || hash(body) !== text.slice(0, end)) return undefined;
  const cache = JSON.parse(body) as { key: CacheKey; recording: Recording; results: Results };
  if (JSON.stringify(cache.key) !== JSON.stringify(key) || !stillHolds(cache.recording, fs)) return undefined;
  return cache.results;
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
    fixes: () => [],
    stats: () => ({ ...stats, milliseconds, phases: { load: milliseconds, lower: 0, solve: 0, rules: 0 }, rssMegabytes, cacheHits: stats.files, lowered: 0, summarized: 0 }),
  };
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
