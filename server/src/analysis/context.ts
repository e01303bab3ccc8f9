// What the analysis of a function may ask of the rest of the program, and the budget it has.

import type { FnId, Program } from "../ir/ir";
import type { ClassId, TypeService } from "../ir/types";
import type { ModelIndex } from "../models/match";
import type { Policy } from "../policy/policy";
import type { Obj } from "./heap";
import type { Summary } from "./summary";
import type { Value } from "./value";

/** What the analysis of a function may ask of the rest of the program. */
export interface Context {
  readonly program: Program;
  readonly types: TypeService;
  readonly models: ModelIndex;
  /** The folder whose paths do not count in hashes: another checkout has the same summaries. */
  readonly root: string;
  policyFor(file: string): Policy;
  /** The summary of another function; bottom while it is being made further up. Recorded as a dependency. */
  summary(fn: FnId): Summary;
  /** A global object's initial state, made by its module. */
  globalObject(id: string): Obj | undefined;
  /** The value of a top-level variable when its module has run. */
  moduleValue(file: string, name: string): Value;
  /** Whether a function is being solved right now: its summary is an approximation that may hold what this one adds. */
  recursive(fn: FnId): boolean;
  /** Whether anything in the workspace has a method of this name. Recorded. */
  hasMethod(name: string): boolean;
  /** What the constructor of a class leaves in a field, with inputs of the constructor as ambient places. */
  classField(cls: ClassId, key: string): Value;
}

/** Most evaluation steps of one function. Named cap `steps`. */
export const MAX_STEPS = 80_000;

/** The cap that an error stands for; undefined for errors that are none of a budget's. */
export const capOf = (error: unknown): string | undefined =>
  error instanceof BudgetExceeded ? error.cap : error instanceof RangeError && error.message.includes("call stack") ? "depth" : undefined;

/** Thrown when a function's budget is used up; the summary made so far is kept and marked. */
export class BudgetExceeded extends Error {
  constructor(readonly cap: string) {
    super(cap);
  }
}