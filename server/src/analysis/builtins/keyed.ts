// Lists by the names of a record: `Object.keys` and `Object.entries` of a record whose fields are declared give one element for each
// name, so that allow-lists and deny-lists, which ask for names, can be followed name by name.

import type { Expr, Fn, Stmt } from "../../ir/ir";
import { readModuleName } from "../bindings";
import { knownElements } from "../calls";
import { loadCell } from "../cells";
import type { Frame } from "../frame";
import type { Obj } from "../heap";
import { CLEAN, constant, constants, onlyConstant, symbols, type Value } from "../value";
import { REST } from "../memory";

/** Most names of a record that are told apart. Named cap `names`. */
const MAX_NAMES = 24;

/** The names of a record's fields, as far as declarations and literals say; undefined where there may be others. */
export function namesOf(frame: Frame, value: Value): string[] | undefined {
  if (value.size !== 1) return undefined;
  const names = new Set<string>();
  for (const { ref } of value.values()) {
    if (ref.r === "sym") addDeclared(frame, value, names);
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (ref.r === "obj" && (obj?.kind !== "object" || obj.many)) return undefined;
    for (const [key, field] of obj?.fields ?? []) {
      if (key === "[*]" || key === "{k}") return undefined;
      if (key === REST) {
        if (field.size !== 1 || !addDeclared(frame, field, names)) return undefined;
      } else if (!key.startsWith("^")) names.add(key);
    }
  }
  return names.size > 0 && names.size <= MAX_NAMES ? [...names] : undefined;
}

function addDeclared(frame: Frame, value: Value, names: Set<string>): boolean {
  for (const { atom } of symbols(value)) {
    const declared = atom.opaque || frame.types.shape(atom.type) !== "object" || frame.types.open(atom.type) ? undefined : frame.types.properties(atom.type);
    if (!declared) return false;
    for (const name of declared) if (frame.fieldAtom(atom, name)) names.add(name);
    return true;
  }
  return false;
}

/** Whether a list of constants holds one: `true` or `false` only where all of its elements are written out. */
export function holdsConstant(frame: Frame, list: Value, wanted: Value): Value {
  const only = onlyConstant(wanted);
  const known = only && constantsOf(frame, list);
  return known ? constant(known.has(only.value)) : CLEAN;
}

/** The elements of a list of constants that is written out. */
export function constantsOf(frame: Frame, list: Value): ReadonlySet<Constant> | undefined {
  const found = new Set<Constant>();
  if (list.size !== 1) return undefined;
  for (const { ref } of list.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj?.kind !== "array" || obj.node === NAMES) return undefined;
    for (const [key, field] of obj.fields) {
      if (key.startsWith("^")) continue;
      const all = [...constants(field)];
      if (all.length !== field.size || all.length >= MAX_NAMES) return undefined;
      for (const one of all) found.add(one);
    }
  }
  return found.size > 0 ? found : undefined;
}

type Constant = string | number | boolean | null | undefined;

/** Mark of lists of names that a declaration gives: the record may have others. */
export const NAMES = "names";

// ---- callbacks that ask for names ------------------------------------------------------------------------------------------

/** What a test by name says of each element of a keyed list; undefined where the callback is no such test. */
export function keptByName(frame: Frame, list: Value, callback: Value): Value[] | undefined {
  const elements = knownElements(frame, list);
  const test = elements && singleTest(frame, callback);
  if (!elements || !test) return undefined;
  const kept: Value[] = [];
  for (const element of elements) {
    const only = onlyConstant(element) ?? onlyConstant(frame.read(element, "0", 0));
    const outcome = only && typeof only.value === "string" ? decide(frame, test, only.value) : undefined;
    if (outcome === undefined) return undefined;
    if (outcome) kept.push(element);
  }
  return kept;
}

/** Pairs that a callback makes of those of a keyed list: the same names, each value kept or replaced by a constant as the name decides. */
export function mappedByName(frame: Frame, list: Value, callback: Value): { readonly name: string; readonly value: Value }[] | undefined {
  const elements = knownElements(frame, list);
  const test = elements && singleTest(frame, callback);
  if (!elements || test?.expr.k !== "array" || test.expr.items.length !== 2) return undefined;
  const [key, made] = test.expr.items;
  const pairs: { name: string; value: Value }[] = [];
  for (const element of elements) {
    const only = onlyConstant(frame.read(element, "0", 0));
    if (!only || typeof only.value !== "string" || !key || !made) return undefined;
    const renamed = onlyConstant(valueFor(frame, test, key.value, only.value) ?? CLEAN);
    const value = chosen(frame, test, made.value, only.value, frame.read(element, "1", 0));
    if (!renamed || !value) return undefined;
    pairs.push({ name: String(renamed.value), value });
  }
  return pairs;
}

/** The names of a record whose values a replacer of `JSON.stringify` does not let through. */
export function replacedNames(frame: Frame, record: Value, replacer: Value): string[] {
  const names = namesOf(frame, record);
  const test = names && singleTest(frame, replacer);
  if (!names || !test || test.pair) return [];
  return names.filter((name) => chosen(frame, test, test.expr, name, constant(name))?.has(KEPT) === false);
}

/** What an expression that keeps or replaces a value gives for one name. */
function chosen(frame: Frame, test: NameTest, expr: Expr, name: string, value: Value): Value | undefined {
  if (expr.k === "cond") {
    const only = onlyConstant(valueFor(frame, test, expr.test, name) ?? CLEAN);
    return only && chosen(frame, test, only.value ? expr.then : expr.else, name, value);
  }
  if (expr.k === "local" && expr.name === test.value) return test.pair ? value : new Map([[KEPT, { ref: { r: "const", value: KEPT } }]]);
  return expr.k === "const" ? constant(expr.v) : expr.k === "global" && expr.name === "undefined" ? constant(undefined) : undefined;
}

/** Stands for a value that a replacer lets through. */
const KEPT = "kept";

interface NameTest {
  readonly expr: Expr;
  readonly fn: Fn;
  readonly closure: Obj;
  /** The local that holds the name. */
  readonly name: string;
  /** The local that holds the value. */
  readonly value: string;
  /** Both come in a pair, not as two parameters. */
  readonly pair: boolean;
}

function singleTest(frame: Frame, callback: Value): NameTest | undefined {
  if (callback.size !== 1) return undefined;
  for (const { ref } of callback.values()) {
    const closure = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    const fn = closure?.fn === undefined ? undefined : frame.ctx.program.fn(closure.fn);
    const last = fn?.body.at(-1);
    const param = fn?.params[0]?.name;
    if (!closure || !fn || param === undefined || last?.s !== "return" || !last.of) return undefined;
    const rest = fn.body.slice(0, -1);
    if (rest.some((stmt) => stmt.s !== "let")) return undefined;
    const bound = (index: string): string => rest.map((stmt) => boundTo(stmt, param, index)).find((name) => name !== undefined) ?? "";
    const pair = rest.length > 0;
    return { expr: last.of, fn, closure, pair, name: pair ? bound("0") : param, value: pair ? bound("1") : (fn.params[1]?.name ?? "") };
  }
  return undefined;
}

/** `let key = pair[0]`, as a destructured parameter is lowered. */
function boundTo(stmt: Stmt, param: string, wanted: string): string | undefined {
  if (stmt.s !== "let" || stmt.init?.k !== "get" || stmt.init.of.k !== "local" || stmt.init.of.name !== param) return undefined;
  const { key } = stmt.init;
  const index = typeof key === "string" ? key : key.k === "const" ? String(key.v) : "";
  return index === wanted ? stmt.name : undefined;
}

/** The outcome of a test for one name. */
function decide(frame: Frame, test: NameTest, name: string): boolean | undefined {
  const value = valueFor(frame, test, test.expr, name);
  const only = value && onlyConstant(value);
  return only ? Boolean(only.value) : undefined;
}

function valueFor(frame: Frame, test: NameTest, expr: Expr, name: string): Value | undefined {
  switch (expr.k) {
    case "const":
      return expr.regex ? undefined : constant(expr.v);
    case "local":
      return expr.name === test.name ? constant(name) : undefined;
    case "captured":
      return loadCell(frame, test.closure.fields.get(`^${expr.name}`) ?? CLEAN);
    case "module":
      return test.fn.file === frame.fn.file ? readModuleName(frame, expr.name) : undefined;
    case "cast":
      return valueFor(frame, test, expr.of, name);
    case "logic": {
      const left = valueFor(frame, test, expr.left, name);
      const known = left && onlyConstant(left);
      if (!known || expr.op === "??") return undefined;
      return Boolean(known.value) === (expr.op === "||") ? left : valueFor(frame, test, expr.right, name);
    }
    case "op":
      return comparison(frame, test, expr, name);
    case "call": {
      const { callee } = expr;
      if (callee.k !== "get" || (callee.key !== "has" && callee.key !== "includes")) return undefined;
      const [arg] = expr.args;
      const wanted = arg && valueFor(frame, test, arg.value, name);
      const written = callee.key === "includes" ? writtenConstants(callee.of) : undefined;
      const only = wanted && onlyConstant(wanted);
      if (written) return only && constant(written.includes(only.value));
      const list = valueFor(frame, test, callee.of, name);
      const held = list && wanted ? holdsConstant(frame, list, wanted) : CLEAN;
      return held.size > 0 ? held : undefined;
    }
    default:
      return undefined;
  }
}

/** The elements of an array that is written in place, if all are constants. */
function writtenConstants(expr: Expr): unknown[] | undefined {
  if (expr.k === "cast") return writtenConstants(expr.of);
  if (expr.k !== "array") return undefined;
  const found: unknown[] = [];
  for (const { value, spread } of expr.items) {
    if (spread || value.k !== "const" || value.regex) return undefined;
    found.push(value.v);
  }
  return found;
}

function comparison(frame: Frame, test: NameTest, expr: Expr & { readonly k: "op" }, name: string): Value | undefined {
  const args = expr.args.map((arg) => valueFor(frame, test, arg, name));
  const [left, right] = args.map((arg) => arg && onlyConstant(arg));
  if (expr.test?.test === "not") return left ? constant(!left.value) : undefined;
  if (expr.test?.test !== "equals" || !left || !right) return undefined;
  return constant((left.value === right.value) !== expr.test.negated);
}
