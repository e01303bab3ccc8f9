// Checks of what models wrote, and reviews by people: what passed one carries a mark from there on. Values of a model's output, and inputs
// that may be such, are marked; a path without the check leaves the unmarked atom beside the marked one.

import type { Expr } from "../ir/ir";
import { UNKNOWN_TYPE, type TypeKey, type TypeService } from "../ir/types";
import { changeAtom, mayBeOutput, type Atom } from "./atom";
import type { Frame } from "./frame";
import { isGlobalId } from "./heap";
import type { Invocation } from "./invoke";
import { rewrite } from "./narrowing";
import { expressionAt } from "./sinks";
import { addEntry, CLEAN, filterValue, join, type Entry, type Value } from "./value";

export interface Marks {
  readonly checked?: boolean;
  readonly reviewed?: boolean;
}

const CHECKED: Marks = { checked: true };
const REVIEWED: Marks = { checked: true, reviewed: true };

/** A check by policy or model: its arguments, the variables that hold them and its result are checked from here on. */
export function checkArguments(frame: Frame, call: Invocation): readonly Value[] {
  const marked = call.args.map((arg) => marking(frame, arg, CHECKED));
  if (frame.via.length > 0 || call.callback) return marked;
  for (const site of call.sites ?? []) {
    const expr = expressionAt(frame.fn, site);
    if (expr) markPlaces(frame, expr);
  }
  return marked;
}

/** What a check gives back is checked. */
export const checkedResult = (frame: Frame, value: Value): Value => marking(frame, value, CHECKED);

/** What a person is asked about, as the function that asks sees it. */
export const reviewedArguments = (frame: Frame, args: readonly Value[]): Value[] => args.map((arg) => (frame.symbolic(arg).size === arg.size ? marking(frame, arg, REVIEWED) : join(behaviourOf(arg), reviewedText(frame, arg))));

const behaviourOf = (value: Value): Value => filterValue(value, (ref) => ref.r !== "obj" && ref.r !== "sym");

const reviewedText = (frame: Frame, value: Value): Value => marking(frame, frame.derive(value), REVIEWED);

/** The answer of a review: the text that was asked about, as a person let it pass, wherever the answer may hold it. */
export function reviewedResult(frame: Frame, args: readonly Value[], result: Value): Value {
  const marked = marking(frame, result, REVIEWED);
  const shown = args.reduce(join, CLEAN);
  for (const { ref } of shown.values()) {
    const draft = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (draft?.kind !== "object") continue;
    for (const [key, field] of draft.fields) {
      const text = outputs(reviewedText(frame, field));
      if (text.size === 0 || key.startsWith("^")) continue;
      for (const entry of marked.values()) if (entry.ref.r === "sym" && !entry.ref.atom.opaque) frame.overlay(new Map([["", entry]]), key, text);
    }
  }
  const plain = outputs(reviewedText(frame, filterValue(shown, (ref) => ref.r === "sym")));
  const carries = [...marked.values()].some(({ ref }) => ref.r === "sym" && (frame.types.shape(ref.atom.type) === "scalar" || ref.atom.type === UNKNOWN_TYPE));
  return carries ? join(marked, plain) : marked;
}

const outputs = (value: Value): Value => filterValue(value, (ref) => ref.r === "sym" && ref.atom.root.kind === "output");

/** The marks of a callee's input on what a caller passes for it. */
export const takeMarks = (frame: Frame, value: Value, atom: Atom): Value =>
  atom.checked || atom.reviewed ? marking(frame, [...value.values()].some(({ ref }) => ref.r === "obj") ? frame.derive(value) : value, atom) : value;

/** The value with marks; objects are marked where they are, since whoever holds them holds what was checked. */
function marking(frame: Frame, value: Value, marks: Marks, seen = new Set<string>()): Value {
  if (value.size === 0) return value;
  const result = new Map<string, Entry>();
  for (const { ref, why } of value.values()) {
    if (ref.r === "obj") markObject(frame, ref.id, marks, seen);
    addEntry(result, ref.r === "sym" && mayBeOutput(ref.atom) ? { r: "sym", atom: withMarks(ref.atom, marks) } : ref, why);
  }
  return result;
}

function markObject(frame: Frame, id: string, marks: Marks, seen: Set<string>): void {
  const obj = frame.obj(id);
  if (!obj || seen.has(id) || isGlobalId(id) || obj.kind === "function" || obj.kind === "native" || obj.kind === "class" || obj.kind === "schema") return;
  seen.add(id);
  const fields = new Map<string, Value>();
  for (const [key, field] of obj.fields) fields.set(key, key.startsWith("^") ? field : marking(frame, field, marks, seen));
  const now = frame.obj(id) ?? obj;
  frame.state.heap.set(id, { ...now, fields });
}

export const withMarks = (atom: Atom, { checked, reviewed }: Marks): Atom =>
  changeAtom(atom, { checked: atom.checked === true || checked === true, reviewed: atom.reviewed === true || reviewed === true });

/** Marks the variables and members that an argument is made of. */
function markPlaces(frame: Frame, expr: Expr): void {
  switch (expr.k) {
    case "local":
    case "captured":
      return rewrite(frame, expr, (value) => marking(frame, value, CHECKED));
    case "get":
      if (isPlace(expr)) rewrite(frame, expr, (value) => marking(frame, value, CHECKED));
      return;
    case "cast":
    case "await":
      return markPlaces(frame, expr.of);
    case "object":
      for (const prop of expr.props) if (prop.p === "value" || prop.p === "spread") markPlaces(frame, prop.value);
      return;
    case "array":
      return expr.items.forEach((item) => markPlaces(frame, item.value));
    case "template":
      return expr.parts.forEach((part) => typeof part !== "string" && markPlaces(frame, part));
    case "logic":
      markPlaces(frame, expr.left);
      return markPlaces(frame, expr.right);
    case "call":
      if (expr.callee.k !== "get") return;
      markPlaces(frame, expr.callee.of);
      if (expr.callee.of.k === "global") expr.args.forEach((item) => markPlaces(frame, item.value));
      return;
    default:
      return;
  }
}

/** A chain of members that can be read again without effects. */
function isPlace(expr: Expr): boolean {
  if (expr.k === "get") return typeof expr.key === "string" && isPlace(expr.of);
  return expr.k === "local" || expr.k === "captured" || expr.k === "module" || expr.k === "this" || (expr.k === "cast" && isPlace(expr.of));
}

/** Whether a value of the type may hold text that nobody chose: not numbers, flags and listed words. */
export function hasFreeText(types: TypeService, type: TypeKey, depth = 0): boolean {
  if (type === UNKNOWN_TYPE || depth > 6) return true;
  switch (types.shape(type)) {
    case "none":
    case "number":
    case "function":
      return false;
    case "scalar":
      return types.literals(type).length === 0;
    case "array":
      return hasFreeText(types, types.element(type), depth + 1);
    case "object": {
      const names = types.properties(type);
      if (!names) return hasFreeText(types, types.mapValue(type), depth + 1);
      return types.open(type) || names.some((name) => hasFreeText(types, types.field(type, name), depth + 1));
    }
    default:
      return true;
  }
}
