// What a test says of the value that it looks at: equal to a constant, one of a list of constants, or empty. Such a value tells nothing more
// than the program's text does.

import type { Expr } from "../ir/ir";
import { constantsOf } from "./builtins/keyed";
import type { Frame } from "./frame";
import { rewrite } from "./narrowing";
import { CLEAN, constant, filterValue, join, onlyConstant, type Value } from "./value";

/** `place === constant` holds: the place is that constant. */
export function pinEqual(frame: Frame, place: Expr, value: Value): void {
  const only = onlyConstant(value);
  if (only) rewrite(frame, place, (old) => pinned(frame, old, only.value == null ? CLEAN : constant(only.value)));
}

/** A variable that came out as false: an empty text, zero, nothing. */
export function pinFalsy(frame: Frame, place: Expr): void {
  rewrite(frame, place, (old) => (holdsData(old) ? filterValue(old, (ref) => ref.r === "const" && !ref.value) : old));
}

/** `list.includes(place)`, `set.has(place)` with a list of constants holds: the place is one of them. */
export function pinMember(frame: Frame, test: Expr & { readonly k: "call" }): void {
  const { callee } = test;
  if (callee.k !== "get" || typeof callee.key !== "string" || !MEMBERSHIP.has(callee.key)) return;
  pinToList(frame, callee, test.args[0]?.value);
}

/** `list.indexOf(place) !== -1` and its like: the place is one of the list. */
export function pinIndex(frame: Frame, test: Expr & { readonly k: "op" }, outcome: boolean): boolean {
  const [call, bound] = test.args;
  if (call?.k !== "call" || call.callee.k !== "get" || (call.callee.key !== "indexOf" && call.callee.key !== "findIndex")) return false;
  const limit = bound && numberOf(bound);
  if (limit === undefined || !test.test) return false;
  if (found(test.test, limit, outcome)) pinToList(frame, call.callee, call.args[0]?.value);
  return true;
}

const MEMBERSHIP = new Set(["includes", "has", "contains"]);

function pinToList(frame: Frame, callee: Expr & { readonly k: "get" }, place: Expr | undefined): void {
  const list = "at" in callee.of && callee.of.at !== undefined ? frame.values[callee.of.at] : undefined;
  const known = list && place ? constantsOf(frame, list) : undefined;
  if (!known || !place) return;
  const values = [...known].reduce<Value>((all, one) => join(all, constant(one)), CLEAN);
  rewrite(frame, place, (old) => pinned(frame, old, values));
}

/** Behaviour stays: what a value is good for is not what it tells. */
const pinned = (frame: Frame, old: Value, proven: Value): Value => (holdsData(old) ? join(frame.behaviour(old), proven) : old);

const holdsData = (value: Value): boolean => [...value.values()].some(({ ref }) => ref.r === "sym");

const numberOf = (expr: Expr): number | undefined => {
  if (expr.k === "const" && typeof expr.v === "number") return expr.v;
  if (expr.k === "op" && expr.op === "arith" && expr.args.length === 1 && expr.args[0]?.k === "const" && typeof expr.args[0].v === "number") return -expr.args[0].v;
  return undefined;
};

/** Whether an index that passed the test is one of the list. */
function found(test: NonNullable<(Expr & { readonly k: "op" })["test"]>, limit: number, outcome: boolean): boolean {
  if (test.test === "equals") return limit === -1 ? outcome === test.negated : limit >= 0 && outcome !== test.negated;
  if (test.test !== "order") return false;
  const least = test.operator === ">=" ? limit : limit + 1;
  const below = test.operator === "<" ? limit : limit + 1;
  if (test.operator === ">" || test.operator === ">=") return outcome && least >= 0;
  return !outcome && below >= 0;
}
