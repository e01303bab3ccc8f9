// What a function's result proves of its arguments: wrappers around guards are guards, and so are variables that hold what a guard said.

import type { Expr } from "../ir/ir";
import { readLocal } from "./cells";
import type { Frame } from "./frame";
import { refine, truth } from "./narrowing";
import { symbols, type Value } from "./value";

/** Where a function gives back `when`, this argument passed a guard. */
export interface Proof {
  readonly argument: number;
  readonly when: boolean;
}

/** A test that a variable holds, with the names it speaks of. */
export interface HeldTest {
  readonly test: Expr;
  readonly names: ReadonlySet<string>;
}

/** Notes that a variable holds the outcome of a test. */
export function holdTest(frame: Frame, name: string, init: Expr | undefined): void {
  forgetTests(frame, name);
  if (init?.k === "await") return holdTest(frame, name, init.of);
  if (init && (init.k === "call" || init.k === "logic" || (init.k === "op" && init.op === "compare"))) frame.tests.set(name, { test: init, names: new Set(namesIn(init)) });
}

/** A variable that is assigned again holds no known test, and what tests said of it is no longer true. */
export function forgetTests(frame: Frame, name: string): void {
  frame.assigned.add(name);
  for (const [holder, { names }] of frame.tests) if (holder === name || names.has(name)) frame.tests.delete(holder);
}

function* namesIn(expr: Expr): Iterable<string> {
  switch (expr.k) {
    case "local":
    case "module":
      yield expr.name;
      return;
    case "get":
    case "cast":
    case "await":
      return yield* namesIn(expr.of);
    case "call":
      for (const { value } of expr.args) yield* namesIn(value);
      return;
    case "op":
      for (const arg of expr.args) yield* namesIn(arg);
      return;
    case "logic":
      yield* namesIn(expr.left);
      yield* namesIn(expr.right);
      return;
    default:
      return;
  }
}

/** Notes, at an exit, which parameters passed a guard for each outcome. */
export function noteProofs(frame: Frame, of: Expr | undefined, value: Value): void {
  const { fn } = frame;
  if (fn.params.length === 0 || fn.kind === "module" || frame.ctx.policyFor(fn.file).guards.length === 0) return;
  const known = of ? truth(value) : false;
  for (const outcome of [true, false]) {
    if (known === !outcome) continue;
    const before = frame.state;
    frame.state = before.clone();
    if (of && known === undefined) refine(frame, of, outcome);
    const safe = new Set(fn.params.flatMap((param, index) => (!param.rest && !frame.assigned.has(param.name) && isProven(readLocal(frame, param.name), index) ? [index] : [])));
    frame.state = before;
    const old = frame.proofs.get(outcome);
    frame.proofs.set(outcome, old ? new Set([...old].filter((index) => safe.has(index))) : safe);
  }
}

/** Nothing of the argument is left: a guard took it out. */
const isProven = (value: Value, index: number): boolean => ![...symbols(value)].some(({ atom }) => atom.root.kind === "param" && atom.root.index === index);

/** The proofs of a function. An outcome that never is proves whatever the other one does: a function without result is a guard where it returns at all. */
export function proofsOfFrame(frame: Frame): Proof[] {
  const found: Proof[] = [];
  for (const when of [false, true]) {
    for (const argument of [...(frame.proofs.get(when) ?? frame.proofs.get(!when) ?? [])].sort((a, b) => a - b)) found.push({ argument, when });
  }
  return found;
}
