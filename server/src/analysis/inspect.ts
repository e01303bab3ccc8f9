// Looks into one function after the fact: what an expression of it can hold, for hovers.

import type { Fn, Program } from "../ir/ir";
import type { TypeService } from "../ir/types";
import { LEVELS, rank, type Classification } from "../lattice/level";
import type { ModelIndex } from "../models/match";
import type { Policy } from "../policy/policy";
import type { Atom } from "./atom";
import { Frame } from "./frame";
import { emptySummary, type Summary } from "./summary";
import { bindParameters } from "./summarize";
import { run } from "./statements";
import { CLEAN } from "./value";
import { capOf, type Context } from "./context";

/** What a look needs: finished summaries and the program. */
export interface Looked {
  readonly program: Program;
  readonly types: TypeService;
  readonly models: ModelIndex;
  policyFor(file: string): Policy;
  readonly summary: (fn: string) => Summary;
  readonly context?: Context;
}

/** The classified atoms of an expression; inputs by their declared types and names. */
export function evaluateAt(facts: Looked, fn: Fn, at: number): { readonly atom: Atom; readonly classification: Classification }[] {
  const context: Context = facts.context ?? {
    program: facts.program, types: facts.types, models: facts.models, root: "/", policyFor: (file) => facts.policyFor(file),
    summary: (id) => facts.summary(id) ?? emptySummary(id), globalObject: () => undefined, moduleValue: () => CLEAN, classField: () => CLEAN, recursive: () => false, hasMethod: (name) => facts.program.hasMethod(name),
  };
  const frame = new Frame(fn, context);
  try {
    bindParameters(frame);
    run(frame, fn.body);
  } catch (error) {
    if (capOf(error) === undefined) throw error;
  }
  const found: { atom: Atom; classification: Classification }[] = [];
  for (const { ref } of frame.collect(frame.values[at] ?? CLEAN).values()) {
    if (ref.r !== "sym") continue;
    const { atom } = ref;
    const classification = atom.root.kind === "source"
      ? { level: LEVELS[atom.root.level] ?? "phi-direct", categories: [], confidence: "high" as const, evidence: "policy" as const, fields: 1 }
      : facts.types.classify(atom.base, atom.hint, atom.path.slice(atom.typedAt), atom.except);
    if (classification) found.push({ atom, classification: { ...classification, level: LEVELS[Math.min(rank(classification.level), atom.cap)] ?? "operational" } });
  }
  return found;
}
