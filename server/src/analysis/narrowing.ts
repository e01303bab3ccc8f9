// What a test proves on each branch: discriminants, guards, and branches that cannot be taken.

import type { Expr, Fn } from "../ir/ir";
import { UNKNOWN_TYPE, type TypeKey } from "../ir/types";
import { provenModuleName, readModuleName } from "./bindings";
import { readCaptured, readLocal, writeLocal } from "./cells";
import { evaluate } from "./expressions";
import type { Frame } from "./frame";
import { pinEqual, pinFalsy, pinIndex, pinMember } from "./pinned";
import type { Proof } from "./proofs";
import { calleesOf, guardProofs } from "./policies";
import { CLEAN, constant, constants, filterValue, join, onlyConstant, symbols, type Value } from "./value";

/** Whether a value is known to be truthy or falsy. */
export function truth(value: Value): boolean | undefined {
  const only = onlyConstant(value);
  return only ? Boolean(only.value) : undefined;
}

/** Runs both branches of a test, each with what the test proves there, and joins them. */
export function under(frame: Frame, test: Expr | undefined, whenTrue: () => Value, whenFalse: () => Value): Value {
  const before = frame.state;
  const liveBefore = frame.live;
  frame.state = before.clone();
  if (test) refine(frame, test, true);
  const a = whenTrue();
  const afterTrue = frame.state;
  const liveTrue = frame.live;
  frame.live = liveBefore;
  frame.state = before.clone();
  if (test) refine(frame, test, false);
  const b = whenFalse();
  const liveFalse = frame.live;
  if (liveTrue && liveFalse) {
    afterTrue.absorb(frame.state);
    frame.state = afterTrue;
  } else if (liveTrue) frame.state = afterTrue;
  frame.live = liveTrue || liveFalse;
  return join(liveTrue ? a : CLEAN, liveFalse ? b : CLEAN);
}

/** Changes the state to what holds where the test came out as told. */
export function refine(frame: Frame, test: Expr, outcome: boolean): void {
  switch (test.k) {
    case "op":
      return refineOperator(frame, test, outcome);
    case "logic":
      if ((test.op === "&&" && outcome) || (test.op === "||" && !outcome)) {
        refine(frame, test.left, outcome);
        refine(frame, test.right, outcome);
      } else if (test.op !== "??" && isTest(test.left) && isTest(test.right)) refineEither(frame, test, outcome);
      return;
    case "call":
      return refineGuard(frame, test, outcome);
    case "await":
      return refine(frame, test.of, outcome);
    case "assign":
      return refine(frame, test.value, outcome);
    case "local":
    case "module": {
      const held = frame.tests.get(test.name);
      if (held) refine(frame, held.test, outcome);
      if (!outcome) pinFalsy(frame, test);
      return;
    }
    case "captured":
      if (!outcome) pinFalsy(frame, test);
      return;
    default:
      return;
  }
}

/** Whether a test may prove something: variables alone rarely do, and two states are joined to find out. */
const isTest = (expr: Expr): boolean => expr.k === "op" || expr.k === "call" || expr.k === "logic" || expr.k === "await";

/** One of two tests came out as told: what both prove holds. */
function refineEither(frame: Frame, test: Expr & { readonly k: "logic" }, outcome: boolean): void {
  const before = frame.state;
  const first = before.clone();
  frame.state = first;
  refine(frame, test.left, outcome);
  frame.state = before.clone();
  refine(frame, test.left, !outcome);
  refine(frame, test.right, outcome);
  first.absorb(frame.state);
  before.become(first);
  frame.state = before;
}

function refineOperator(frame: Frame, test: Expr & { readonly k: "op" }, outcome: boolean): void {
  const [left, right] = test.args;
  if (!left || !test.test) return;
  if (test.test.test === "not") return refine(frame, left, !outcome);
  if (test.test.test === "typeof" && test.test.type === "undefined") {
    if (outcome !== test.test.negated) pinEqual(frame, left, constant(undefined));
    return;
  }
  if (test.test.test === "typeof" && (test.test.type === "number" || test.test.type === "boolean")) {
    if (outcome !== test.test.negated) rewrite(frame, left, (value) => filterValue(value, (ref) => ref.r !== "sym" || frame.types.shape(ref.atom.type) !== "scalar"));
    return;
  }
  if (pinIndex(frame, test, outcome)) return;
  if (test.test.test === "equals" && right) {
    const equal = outcome !== test.test.negated;
    if (left.k === "call" && right.k === "const" && typeof right.v === "boolean") return refine(frame, left, equal === right.v);
    refineEqual(frame, left, evaluate(frame, right), equal);
    if (left.k === "const") refineEqual(frame, right, evaluate(frame, left), equal);
  }
}

/** `place === constant`: narrows unions by a discriminant, and drops objects whose own discriminant differs. */
export function refineEqual(frame: Frame, place: Expr, value: Value, equal: boolean): void {
  const only = onlyConstant(value);
  if (equal) pinEqual(frame, place, value);
  if (!only || place.k !== "get" || typeof place.key !== "string" || typeof only.value !== "string") return;
  const { key } = place;
  const wanted = only.value;
  const holder = evaluate(frame, place.of);
  for (const { atom } of symbols(holder)) {
    const narrowed = frame.types.narrow(atom.type, key, wanted, equal);
    if (narrowed !== atom.type && narrowed !== UNKNOWN_TYPE) frame.state.narrowed.set(atom.place, narrowed);
  }
  rewrite(frame, place.of, (old) =>
    filterValue(retype(frame, old), (ref) => {
      if (ref.r === "sym") {
        const allowed = ref.atom.opaque ? [] : frame.types.literals(frame.types.field(ref.atom.type, key));
        return allowed.length === 0 || (equal ? allowed.includes(wanted) : allowed.some((one) => one !== wanted));
      }
      const field = ref.r === "obj" ? frame.obj(ref.id)?.fields.get(key) : undefined;
      const own = field && [...constants(field)];
      if (!field || !own || own.length !== field.size || own.length === 0) return true;
      return equal ? own.includes(wanted) : own.some((one) => one !== wanted);
    }));
}

/** Puts proven types into the atoms of a value. */
function retype(frame: Frame, value: Value): Value {
  let result = value;
  for (const { atom } of symbols(value)) {
    const proven = frame.state.narrowed.get(atom.place);
    if (proven !== undefined && proven !== atom.type) result = frame.replaceAtom(result, atom, { base: proven, typedAt: atom.path.length, type: proven });
  }
  return result;
}

function refineGuard(frame: Frame, written: Expr & { readonly k: "call" }, outcome: boolean): void {
  const test = direct(written);
  for (const { argument, type } of predicates(frame, test)) {
    const arg = test.args[argument]?.value;
    if (arg) rewrite(frame, arg, (value) => (outcome ? frame.specialise(frame.ascribe(value, type), type) : frame.exclude(value, type)));
  }
  if (outcome) pinMember(frame, test);
  for (const proof of [...guardProofs(frame, test), ...wrapperProofs(frame, test)]) {
    if (proof.when !== outcome) continue;
    const arg = test.args[proof.argument]?.value;
    if (arg) rewrite(frame, arg, (value) => frame.behaviour(value));
  }
}

/** `guard.call(self, x)` as `guard(x)`. */
function direct(test: Expr & { readonly k: "call" }): Expr & { readonly k: "call" } {
  const { callee } = test;
  return callee.k === "get" && callee.key === "call" && callee.of.k !== "this" ? { ...test, callee: callee.of, args: test.args.slice(1) } : test;
}

/** What workspace functions prove because of the guards in them. */
function wrapperProofs(frame: Frame, test: Expr & { readonly k: "call" }): readonly Proof[] {
  if (frame.ctx.policyFor(frame.fn.file).guards.length === 0) return [];
  const callees = calleesOf(frame, test.callee);
  const [first, ...others] = callees.map(({ fn }) => (fn === undefined ? [] : (frame.ctx.summary(fn).guards ?? [])));
  return (first ?? []).filter((proof) => others.every((list) => list.some((one) => one.argument === proof.argument && one.when === proof.when)));
}

/** A call that comes back only if its argument passed a guard. */
export function assertGuard(frame: Frame, expr: Expr): void {
  if (expr.k === "await") return assertGuard(frame, expr.of);
  if (expr.k !== "call" || frame.ctx.policyFor(frame.fn.file).guards.length === 0) return;
  const proofs = wrapperProofs(frame, expr);
  for (const { argument, when } of proofs) {
    const arg = expr.args[argument]?.value;
    if (when && arg && proofs.some((other) => !other.when && other.argument === argument)) rewrite(frame, arg, (value) => frame.behaviour(value));
  }
}

/** Type predicates of the called functions: which argument, and what it is proven to be. */
function predicates(frame: Frame, test: Expr & { readonly k: "call" }): { readonly argument: number; readonly type: TypeKey }[] {
  const found: { argument: number; type: TypeKey }[] = [];
  for (const callee of calleesOf(frame, test.callee)) {
    const fn = callee.fn === undefined ? undefined : frame.ctx.program.fn(callee.fn);
    const proven = fn && predicateOf(frame, fn);
    if (proven) found.push(proven);
  }
  return found;
}

/** `x is T`: the parameter's index and the type. */
export function predicateOf(frame: Frame, fn: Fn): { readonly argument: number; readonly type: TypeKey } | undefined {
  if (!fn.predicate?.type) return undefined;
  const argument = fn.params.findIndex((param) => param.name.replace(/~\d+$/, "") === fn.predicate?.param.replace(/~\d+$/, ""));
  const type = frame.types.of(fn.predicate.type, fn.file);
  return argument < 0 || type === UNKNOWN_TYPE ? undefined : { argument, type };
}

/** Gives the place that an expression names another value. */
export function rewrite(frame: Frame, place: Expr, change: (value: Value) => Value): void {
  switch (place.k) {
    case "local":
      return writeLocal(frame, place.name, change(readLocal(frame, place.name)));
    case "captured": {
      const old = readCaptured(frame, place.name);
      const next = change(old);
      if (next !== old) frame.state.vars.set(`^${place.name}`, next);
      return;
    }
    case "module": {
      const old = readModuleName(frame, place.name, place.at);
      const next = change(old);
      if (next !== old) provenModuleName(frame, place.name, next);
      return;
    }
    case "get": {
      if (typeof place.key !== "string") return;
      const holder = evaluate(frame, place.of);
      const old = frame.read(holder, place.key, place.at);
      const next = change(old);
      if (next !== old) frame.overlay(holder, place.key, next);
      return;
    }
    case "cast":
    case "await":
      return rewrite(frame, place.of, change);
    default:
      return;
  }
}

