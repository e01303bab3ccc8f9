// What a rule is: it reads facts and says a sentence. No traversal, no state.

import type { Fn, FnId, Program } from "../ir/ir";
import type { TypeService } from "../ir/types";
import type { Ambient } from "../analysis/ambient";
import type { Flow } from "../analysis/flows";
import type { OutputFlow } from "../analysis/outputs";
import type { Summary } from "../analysis/summary";
import type { Finding, Place, Severity } from "../engine/api";
import type { ModelIndex } from "../models/match";
import type { LoadedPolicy, Policy } from "../policy/policy";
import type { Context } from "../analysis/context";

/** Everything a rule may read. */
export interface Facts {
  readonly program: Program;
  readonly types: TypeService;
  readonly models: ModelIndex;
  readonly flows: readonly Flow[];
  /** Ways out of what models wrote. */
  readonly outputs: readonly OutputFlow[];
  readonly entries: readonly FnId[];
  readonly ambient: Ambient;
  readonly summary: (fn: FnId) => Summary;
  /** Unknown callers' view of an entry point. */
  readonly entrySummary: (fn: FnId) => Summary;
  policyFor(file: string): Policy;
  readonly policies: readonly LoadedPolicy[];
  /** For looks into functions after the fact (hover). */
  readonly context: Context;
  /** Folder of the workspace. */
  readonly root: string;
  /** Text of a file, for messages. */
  text(file: string): string;
  /** ISO date. */
  readonly today: string;
}

/** A finding before policy has its say about severity and suppression. */
export type Draft = Omit<Finding, "severity" | "suppressed" | "fingerprint"> & {
  readonly severity?: Severity;
  /** Parts of the fingerprint besides rule and file. */
  readonly identity: readonly string[];
};

export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly citation: string;
  check(facts: Facts): Iterable<Draft>;
}

/** Offsets of an expression of a function in its file. */
export function spanOf(fn: Fn, at: number): readonly [number, number] {
  return [fn.spans[2 * at] ?? fn.spans[0] ?? 0, fn.spans[2 * at + 1] ?? fn.spans[1] ?? 0];
}

/** The place of two offsets. */
export function placeOf(program: Program, file: string, span: readonly [number, number]): Place {
  const starts = program.facts(file)?.lineStarts ?? [0];
  const position = (offset: number): { line: number; column: number } => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
  return { file, range: { start: position(span[0]), end: position(span[1]) } };
}

/** The place of an expression. */
export function siteOf(program: Program, fnId: FnId, at: number): Place | undefined {
  const fn = program.fn(fnId);
  return fn && placeOf(program, fn.file, spanOf(fn, at));
}
