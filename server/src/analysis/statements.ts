// Running the statements of a function: branches, loops, exceptions, exits.

import type { Expr, Stmt } from "../ir/ir";
import { knownElements } from "./calls";
import { writeLocal } from "./cells";
import { evaluate, plainName } from "./expressions";
import type { Frame, Gathering } from "./frame";
import type { State } from "./heap";
import { iterated } from "./iteration";
import { holdTest, noteProofs } from "./proofs";
import { assertGuard, refine, refineEqual, truth } from "./narrowing";
import { throwSink } from "./errors";
import { returnedAnswer } from "./responses";
import { exitValue } from "./sinks";
import { namesOf } from "./builtins/keyed";
import { CLEAN, constant, join, onlyConstant, type Value } from "./value";

/** Runs statements in order until one of them leaves. */
export function run(frame: Frame, body: readonly Stmt[]): void {
  for (const stmt of body) {
    if (!frame.live) return;
    frame.step();
    runOne(frame, stmt);
  }
}

function runOne(frame: Frame, stmt: Stmt): void {
  switch (stmt.s) {
    case "expr":
      evaluateDetached(frame, stmt.of);
      return assertGuard(frame, stmt.of);
    case "let":
      return declare(frame, stmt);
    case "if":
      return branch(frame, stmt);
    case "loop":
      return loop(frame, stmt);
    case "each":
      return each(frame, stmt);
    case "switch":
      return switchOn(frame, stmt);
    case "try":
      return tryCatch(frame, stmt);
    case "block":
      return block(frame, stmt);
    case "return":
      return returnValue(frame, stmt.of, stmt.at);
    case "throw": {
      const value = evaluate(frame, stmt.of);
      throwSink(frame, stmt.of, value, stmt.at);
      return frame.raise(value, false);
    }
    case "break":
      return jump(frame, frame.breaks, stmt.label);
    case "continue":
      return jump(frame, frame.continues, stmt.label);
  }
}

/** A call whose promise nobody waits for here: a rejection is not an exception. */
function evaluateDetached(frame: Frame, expr: Expr): Value {
  if (expr.k !== "call") return evaluate(frame, expr);
  const outer = frame.detached;
  frame.detached = expr.at;
  const value = evaluate(frame, expr);
  frame.detached = outer;
  return value;
}

function declare(frame: Frame, stmt: Stmt & { readonly s: "let" }): void {
  let value = stmt.init ? evaluateDetached(frame, stmt.init) : CLEAN;
  if (stmt.type) value = frame.ascribe(value, frame.types.generic(stmt.type, frame.fn.file));
  value = frame.ascribe(value, "", plainName(stmt.name));
  if (stmt.tag) value = frame.tagged(value, stmt.tag, stmt.at, plainName(stmt.name));
  if (stmt.init) holdTest(frame, stmt.name, stmt.init);
  if (stmt.scope === "module") frame.state.vars.set(stmt.name, value);
  else writeLocal(frame, stmt.name, value);
}

function branch(frame: Frame, stmt: Stmt & { readonly s: "if" }): void {
  const known = truth(evaluate(frame, stmt.test));
  if (known !== undefined) return run(frame, known ? stmt.then : stmt.else);
  const before = frame.state;
  frame.state = before.clone();
  refine(frame, stmt.test, true);
  run(frame, stmt.then);
  const then = frame.live ? frame.state : undefined;
  frame.state = before;
  frame.live = true;
  refine(frame, stmt.test, false);
  run(frame, stmt.else);
  meet(frame, then);
}

/** Goes on with the current path and another one, as far as each is alive. */
function meet(frame: Frame, other: State | undefined): void {
  if (!other) return;
  if (frame.live) other.absorb(frame.state);
  frame.state = other;
  frame.live = true;
}

/** Most turns of a loop that are looked at. Values only grow, so this is reached by long chains of copies only. Named cap `turns`. */
const MAX_TURNS = 6;

function loop(frame: Frame, stmt: Stmt & { readonly s: "loop" }): void {
  const exits = gather(frame.breaks, stmt.label);
  frame.inLoop++;
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const start = frame.state.clone();
    let out: State | undefined;
    if (stmt.test && !stmt.after) {
      const known = truth(evaluate(frame, stmt.test));
      if (known === false) {
        out = frame.state;
        frame.live = false;
      } else {
        if (known !== true) {
          out = frame.state.clone();
          const inside = frame.state;
          frame.state = out;
          refine(frame, stmt.test, false);
          frame.state = inside;
        }
        refine(frame, stmt.test, true);
      }
    }
    const next = gather(frame.continues, stmt.label);
    run(frame, stmt.body);
    frame.continues.pop();
    meet(frame, next.state);
    if (frame.live && stmt.update) evaluate(frame, stmt.update);
    if (stmt.test && stmt.after && frame.live) {
      evaluate(frame, stmt.test);
      out = frame.state.clone();
    }
    if (out) absorbExit(exits, out);
    if (!frame.live || !start.absorb(frame.state)) break;
    frame.state = start;
  }
  frame.inLoop--;
  frame.breaks.pop();
  frame.live = false;
  meet(frame, exits.state);
}

function gather(list: Gathering[], label: string | undefined): Gathering {
  const made: Gathering = { label, state: undefined };
  list.push(made);
  return made;
}

function absorbExit(exits: Gathering, state: State): void {
  if (exits.state) exits.state.absorb(state);
  else exits.state = state.clone();
}

function each(frame: Frame, stmt: Stmt & { readonly s: "each" }): void {
  const over = evaluate(frame, stmt.over);
  const known = stmt.keys ? namesOf(frame, over)?.map((name) => constant(name)) : constantElements(frame, over);
  if (known) return unroll(frame, stmt, known);
  const exits = gather(frame.breaks, stmt.label);
  absorbExit(exits, frame.state);
  frame.inLoop++;
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const start = frame.state.clone();
    const item = stmt.keys ? frame.read(over, "{k}", stmt.at) : frame.elements(iterated(frame, over, stmt.at), stmt.at);
    writeLocal(frame, stmt.item, frame.ascribe(item, "", plainName(stmt.item)));
    const next = gather(frame.continues, stmt.label);
    run(frame, stmt.body);
    frame.continues.pop();
    meet(frame, next.state);
    if (!frame.live) break;
    absorbExit(exits, frame.state);
    if (!start.absorb(frame.state)) break;
    frame.state = start;
  }
  frame.inLoop--;
  frame.breaks.pop();
  frame.live = false;
  meet(frame, exits.state);
}

/** Most elements of a constant list that are run one by one. Named cap `unrolled`. */
const MAX_UNROLLED = 24;

/** The elements of a list of constants: what a loop does to each of them can be told apart. */
function constantElements(frame: Frame, over: Value): Value[] | undefined {
  const elements = knownElements(frame, over);
  if (!elements || elements.length === 0 || elements.length > MAX_UNROLLED) return undefined;
  return elements.every((element) => onlyConstant(element) !== undefined || onlyConstant(frame.read(element, "0", 0)) !== undefined) ? elements : undefined;
}

function unroll(frame: Frame, stmt: Stmt & { readonly s: "each" }, elements: readonly Value[]): void {
  const exits = gather(frame.breaks, stmt.label);
  for (const element of elements) {
    if (!frame.live) break;
    writeLocal(frame, stmt.item, element);
    const next = gather(frame.continues, stmt.label);
    run(frame, stmt.body);
    frame.continues.pop();
    meet(frame, next.state);
  }
  frame.breaks.pop();
  meet(frame, exits.state);
}

function switchOn(frame: Frame, stmt: Stmt & { readonly s: "switch" }): void {
  const on = evaluate(frame, stmt.on);
  const subject = onlyConstant(on);
  const exits = gather(frame.breaks, stmt.label);
  const before = frame.state;
  let falling: State | undefined;
  let hasDefault = false;
  let taken = false;
  for (const one of stmt.cases) {
    frame.state = before.clone();
    frame.live = true;
    let possible = true;
    if (one.test) {
      const test = evaluate(frame, one.test);
      const known = onlyConstant(test);
      if (typeof subject?.value === "boolean" && !known) {
        refine(frame, one.test, subject.value);
        const after = frame.state;
        frame.state = before;
        refine(frame, one.test, !subject.value);
        frame.state = after;
      }
      else if (subject && known) {
        possible = subject.value === known.value;
        taken ||= possible;
      } else refineEqual(frame, stmt.on, test, true);
    } else {
      hasDefault = true;
      possible = !taken;
      for (const other of stmt.cases) if (other.test) refineEqual(frame, stmt.on, evaluate(frame, other.test), false);
    }
    frame.live = possible;
    meet(frame, falling);
    run(frame, one.body);
    falling = frame.live ? frame.state : undefined;
  }
  frame.breaks.pop();
  frame.live = false;
  meet(frame, falling);
  if (!hasDefault && !taken) meet(frame, before.clone());
  meet(frame, exits.state);
}

function tryCatch(frame: Frame, stmt: Stmt & { readonly s: "try" }): void {
  if (stmt.finalizer) frame.finalizers.push(stmt.finalizer);
  const handler = { thrown: CLEAN, state: stmt.handler ? frame.state.clone() : (undefined as State | undefined) };
  frame.handlers.push(handler);
  run(frame, stmt.body);
  frame.handlers.pop();
  const normal = frame.live ? frame.state : undefined;
  if (stmt.handler) {
    frame.state = handler.state ?? frame.state.clone();
    frame.live = true;
    if (stmt.param) {
      writeLocal(frame, stmt.param, handler.thrown);
      frame.caught.add(stmt.param);
    }
    run(frame, stmt.handler);
    meet(frame, normal);
  } else if (handler.thrown.size > 0) frame.passOn(handler.thrown);
  if (stmt.finalizer) {
    frame.finalizers.pop();
    if (frame.live) run(frame, stmt.finalizer);
    else if (handler.state && !stmt.handler) {
      const after = frame.state;
      frame.state = handler.state;
      frame.live = true;
      run(frame, stmt.finalizer);
      frame.state = after;
      frame.live = false;
    }
  }
}

function block(frame: Frame, stmt: Stmt & { readonly s: "block" }): void {
  if (stmt.label === undefined) return run(frame, stmt.body);
  const exits = gather(frame.breaks, stmt.label);
  run(frame, stmt.body);
  frame.breaks.pop();
  meet(frame, exits.state);
}

/** Whether the function's result leaves the program is not known here; what a model wrote in it is noted. */
function returnValue(frame: Frame, of: Expr | undefined, at: number): void {
  const value = of ? evaluate(frame, of) : CLEAN;
  if (of && frame.fn.kind !== "module") exitValue(frame, "return", value, "at" in of && of.at !== undefined ? of.at : at, "return");
  noteProofs(frame, of, value);
  if (of && frame.site === "") returnedAnswer(frame, value, "at" in of && of.at !== undefined ? of.at : at);
  leave(frame, value);
}

/** Ends the function with a value, through the `finally` blocks around. */
export function leave(frame: Frame, value: Value): void {
  const blocks = frame.finalizers.splice(0);
  for (let index = blocks.length - 1; index >= 0 && frame.live; index--) run(frame, blocks[index] ?? []);
  frame.finalizers.push(...blocks);
  if (!frame.live) return;
  frame.returned = join(frame.returned, value);
  frame.exit();
  frame.live = false;
}

function jump(frame: Frame, targets: readonly Gathering[], label: string | undefined): void {
  const target = label === undefined ? targets.at(-1) : targets.findLast((one) => one.label === label);
  if (target) absorbExit(target, frame.state);
  frame.live = false;
}

