// What may be asked of an engine from another thread: names, arguments and results of the calls, all plain data. Kept apart so
// that the engine in a worker and the engine in this thread answer the very same calls.

import type {
  Change, ChecklistItem, Delta, Engine, Finding, Fix, FunctionInfo, HoverInfo, InventoryType, OutboundDestination, Stats,
} from "../engine/api";

export interface EngineCalls {
  apply(changes: readonly Change[]): Delta;
  findings(files?: readonly string[]): readonly Finding[];
  checklist(): readonly ChecklistItem[];
  inventory(): readonly InventoryType[];
  outbound(): readonly OutboundDestination[];
  hover(file: string, offset: number): HoverInfo | undefined;
  functions(file: string): readonly FunctionInfo[];
  /** The fixes of several findings, in their order. */
  fixes(findings: readonly Finding[], only?: "safe"): readonly (readonly Fix[])[];
  stats(): Stats;
}

/** Progress of a first scan. */
export interface Progress {
  readonly phase: "load" | "lower" | "solve" | "rules";
  readonly done: number;
  readonly total: number;
}

/** Answers the calls with an engine of this thread. `before` sees each change before the engine does (overlays). */
export function answerCalls(engine: Engine, before: (change: Change) => void): EngineCalls {
  // A cancelled apply leaves its changes to be applied again with the next one.
  const pending = new Map<string, Change>();
  return {
    apply(changes) {
      for (const change of changes) {
        before(change);
        pending.set(change.file, change);
      }
      const delta = engine.apply([...pending.values()]);
      pending.clear();
      return delta;
    },
    findings: (files) => (files ? files.flatMap((file) => engine.findings(file)) : engine.findings()),
    checklist: () => engine.checklist(),
    inventory: () => engine.inventory(),
    outbound: () => engine.outbound(),
    hover: (file, offset) => engine.hover(file, offset),
    functions: (file) => engine.functions(file),
    fixes: (findings, only) => findings.map((finding) => engine.fixes(finding, only)),
    stats: () => engine.stats(),
  };
}
