// What each expression of the IR evaluates to.

import type { Expr, Key, Prop, Target } from "../ir/ir";
import { UNKNOWN_TYPE } from "../ir/types";
import { forgetProven, readBinding, readModuleName } from "./bindings";
import { jsGlobal } from "./builtins/globals";
import { awaited } from "./builtins/promises";
import { evaluateCall, evaluateTagged } from "./calls";
import { isOption, recordOption } from "./callfacts";
import { closureFields, readCaptured, readLocal, writeCaptured, writeLocal } from "./cells";
import type { Frame } from "./frame";
import { makeObj } from "./heap";
import { applyFunction, classEnv } from "./invoke";
import { iterated } from "./iteration";
import { evaluateJsx } from "./jsx";
import { getMember } from "./members";
import { forgetTests } from "./proofs";
import { PROTO } from "./prototypes";
import { truth, under } from "./narrowing";
import { assignMember } from "./assign";
import { assignGlobal, isUnknownPlace, unknownMember } from "./scripts";
import { STATIC_CLASS, staticOf } from "./statics";
import { concat } from "./text";
import { ANYTHING, CLEAN, constant, constants, join, literal, object, onlyConstant, single, symbols, type Value } from "./value";
import { RETURNED, REST, SENT, SENT_ERROR } from "./memory";

/** Evaluates an expression for its value and effects. */
export function evaluate(frame: Frame, expr: Expr): Value {
  frame.step();
  const value = evaluateKind(frame, expr);
  if (frame.site === "" && "at" in expr && expr.at !== undefined) frame.values[expr.at] = value;
  return value;
}

function evaluateKind(frame: Frame, expr: Expr): Value {
  switch (expr.k) {
    case "const":
      return expr.regex ? CLEAN : expr.at === undefined ? constant(expr.v) : literal(expr.v, frame.fn.id, expr.at);
    case "local":
      return readLocal(frame, expr.name);
    case "captured":
      return readCaptured(frame, expr.name);
    case "module":
      return readModuleName(frame, expr.name, expr.at);
    case "global":
      return declaredGlobal(frame, expr);
    case "this":
      return frame.self();
    case "super":
      return frame.self();
    case "arguments":
      return argumentsObject(frame, expr.at);
    case "closure":
      return closure(frame, expr.fn, expr.at);
    case "class":
      return classValue(frame, expr);
    case "object":
      return objectLiteral(frame, expr.props, expr.at);
    case "array":
      return arrayLiteral(frame, expr);
    case "get":
      return getKey(frame, evaluate(frame, expr.of), expr.key, expr.at);
    case "rest":
      return frame.without(evaluate(frame, expr.of), expr.except.flatMap((key) => constantKeys(frame, key)), expr.at);
    case "restFrom":
      return restFrom(frame, evaluate(frame, expr.of), expr.index, expr.at);
    case "assign": {
      const value = evaluate(frame, expr.value);
      frame.current = expr.at;
      assign(frame, expr.to, value);
      return value;
    }
    case "delete": {
      const target = evaluate(frame, expr.of);
      for (const key of constantKeys(frame, expr.key)) frame.write(target, key, CLEAN, expr.at);
      return CLEAN;
    }
    case "op":
      return operator(frame, expr);
    case "template":
      return concat(frame, expr.parts.map((part) => (typeof part === "string" ? literal(part, frame.fn.id, expr.at) : evaluate(frame, part))), undefined);
    case "tagged":
      return evaluateTagged(frame, expr);
    case "cond":
      return conditional(frame, expr);
    case "logic":
      return logic(frame, expr);
    case "call":
      return evaluateCall(frame, expr);
    case "await":
      return awaited(frame, evaluate(frame, expr.of), expr.at);
    case "yield": {
      const value = expr.of ? evaluate(frame, expr.of) : CLEAN;
      frame.yielded = join(frame.yielded, expr.all ? frame.elements(iterated(frame, value, expr.at), expr.at) : value);
      if (expr.all) return frame.read(value, RETURNED, expr.at);
      if (frame.handlers.length > 0) frame.raise(frame.resultOf(SENT_ERROR, UNKNOWN_TYPE, expr.at), true);
      return frame.resultOf(SENT, UNKNOWN_TYPE, expr.at);
    }
    case "cast": {
      const value = evaluate(frame, expr.of);
      return expr.satisfies ? value : frame.ascribe(value, frame.types.generic(expr.type, frame.fn.file));
    }
    case "jsx":
      return evaluateJsx(frame, expr);
    case "seq": {
      let value: Value = CLEAN;
      for (const one of expr.of) value = evaluate(frame, one);
      return value;
    }
    case "import":
      return expr.spec === undefined ? CLEAN : readBinding(frame, frame.ctx.program.exported(frame.fn.file, expr.spec, "*"));
    case "opaque":
      for (const one of expr.args) evaluate(frame, one);
      return CLEAN;
  }
}

/** A name of the runtime. What the program declares and nobody knows is a value of its declared type; a function stays its name. */
function declaredGlobal(frame: Frame, expr: Expr & { readonly k: "global" }): Value {
  const known = jsGlobal(frame, expr.name);
  if (!expr.type || ![...known.values()].every(({ ref }) => ref.r === "api" && ref.node.startsWith("?"))) return known;
  const type = frame.types.of(expr.type, frame.fn.file);
  return type === UNKNOWN_TYPE || frame.types.shape(type) === "function" ? known : frame.born(expr.at, type, expr.name);
}

/** The names that a computed key can be; constant keys are themselves. */
export function constantKeys(frame: Frame, key: Key): string[] {
  if (typeof key === "string") return [key];
  return [...constants(evaluate(frame, key))].map(String);
}

/** `value[key]` for a key of any kind. */
export function getKey(frame: Frame, value: Value, key: Key, at: number): Value {
  if (typeof key === "string") return getMember(frame, value, key, at);
  const keyValue = evaluate(frame, key);
  const names = new Set([...constants(keyValue)].map(String));
  let result: Value = CLEAN;
  for (const name of names) result = join(result, getMember(frame, value, name, at));
  if (names.size > 0 && names.size === keyValue.size) return result;
  const segment = dynamicKey(frame, keyValue);
  if (segment !== undefined) return join(result, readDynamic(frame, value, segment, at));
  return join(result, readDynamic(frame, value, "[*]", at));
}

/** The path segment of a key that is an input: `[=p0]`, `[=^field]`. Callers put the names in. */
export function dynamicKey(frame: Frame, key: Value): string | undefined {
  if (key.size !== 1) return undefined;
  for (const { atom } of symbols(key)) {
    if (atom.path.length > 0 || atom.opaque || frame.types.shape(atom.type) === "number") continue;
    if (atom.root.kind === "param") return `[=p${atom.root.index}]`;
    if (atom.root.kind === "captured") return `[=^${atom.root.name}]`;
  }
  return undefined;
}

/** Reads under a key that only callers (or nobody) know. */
export function readDynamic(frame: Frame, value: Value, key: string, at: number): Value {
  let result: Value = CLEAN;
  for (const entry of value.values()) {
    const { ref } = entry;
    if (ref.r === "obj") result = join(result, frame.readObject(ref.id, "[*]", at));
    else if (ref.r === "sym") {
      if (key !== "[*]" || ref.atom.opaque) result = join(result, frame.readSymbol(ref.atom, key, at, entry.why));
      else result = join(result, frame.allFields(ref.atom, at, entry.why));
    } else if (ref.r === "const" && typeof ref.value === "string") continue;
    else if (ref.r === "api" && isUnknownPlace(ref.node)) result = join(result, unknownMember(frame, ref.node, "[*]", at).value);
  }
  return result;
}

export function closure(frame: Frame, id: string, at: number): Value {
  const fn = frame.ctx.program.fn(id);
  if (!fn) return CLEAN;
  return frame.newObject(at, "function", closureFields(frame, fn, frame.self()), { fn: id }, `fn${id.slice(id.lastIndexOf("/") + 1)}`);
}

function classValue(frame: Frame, expr: Expr & { readonly k: "class" }): Value {
  const known = frame.fn.kind === "module" ? staticOf(frame.ctx.program, frame.fn.file, frame.ctx.program.cls(expr.cls)?.name ?? "") : undefined;
  if (known && "cls" in known && known.cls === expr.cls) {
    const decl = frame.ctx.program.cls(expr.cls);
    const value = object(`${STATIC_CLASS}${expr.cls}`);
    if (decl?.staticFn) applyFunction(frame, decl.staticFn, { this: value, args: [], at: expr.at });
    return value;
  }
  const base = expr.base ? evaluate(frame, expr.base) : undefined;
  const decl = frame.ctx.program.cls(expr.cls);
  const fields: [string, Value][] = base ? [["^super", base]] : [];
  for (const name of decl ? capturedByClass(frame, expr.cls) : []) {
    const fn = frame.ctx.program.fn(decl?.constructorFn ?? "");
    if (fn) fields.push([`^${name}`, closureFields(frame, { ...fn, captures: [name] }, CLEAN)[0]?.[1] ?? CLEAN]);
  }
  const value = frame.newObject(expr.at, "class", fields, { cls: expr.cls }, "class");
  if (decl?.staticFn) applyFunction(frame, decl.staticFn, { this: value, args: [], at: expr.at, env: classEnv(frame, value) });
  return value;
}

function capturedByClass(frame: Frame, cls: string): readonly string[] {
  const names = new Set<string>();
  const decl = frame.ctx.program.cls(cls);
  for (const id of [decl?.constructorFn, decl?.staticFn, ...(decl?.methods.map((one) => one.fn) ?? [])]) {
    for (const name of (id && frame.ctx.program.fn(id)?.captures) || []) names.add(name);
  }
  return [...names];
}

/** An object literal: later properties win; accessors are kept as functions. */
export function objectLiteral(frame: Frame, props: readonly Prop[], at: number): Value {
  const fields = new Map<string, Value>();
  const set = (key: string, value: Value): void => {
    fields.delete(key);
    fields.set(key, value);
  };
  for (const prop of props) {
    if (prop.p === "spread") spreadInto(frame, fields, evaluate(frame, prop.value), at);
    else if (prop.p === "value") {
      if (typeof prop.key === "string") {
        const value = evaluate(frame, prop.value);
        set(prop.key === "__proto__" ? PROTO : prop.key, value);
        if (isOption(prop.key)) recordOption(frame, prop.key, value, at);
      }
      else computedProperty(frame, fields, prop.key, evaluate(frame, prop.value));
    } else for (const key of constantKeys(frame, prop.key)) {
      fields.delete(key);
      fields.set(`^${prop.p} ${key}`, closure(frame, prop.fn, at));
    }
  }
  return frame.newObject(at, "object", fields);
}

function computedProperty(frame: Frame, fields: Map<string, Value>, key: Expr, value: Value): void {
  const keyValue = evaluate(frame, key);
  const only = onlyConstant(keyValue);
  if (only) {
    fields.set(String(only.value), value);
    return;
  }
  const allowed = keyValue.size === 1 ? [...symbols(keyValue)].flatMap(({ atom }) => frame.types.literals(atom.type)) : [];
  const names = allowed.length > 0 ? allowed : [...constants(keyValue)];
  if (names.length > 0 && (allowed.length > 0 || names.length === keyValue.size)) for (const name of names) fields.set(String(name), join(fields.get(String(name)) ?? CLEAN, value));
  else {
    fields.set("[*]", join(fields.get("[*]") ?? CLEAN, value));
    fields.set("{k}", join(fields.get("{k}") ?? CLEAN, keyValue));
  }
}

/** Copies the fields of a spread value over what is there. */
export function spreadInto(frame: Frame, fields: Map<string, Value>, value: Value, _at: number): void {
  const certain = value.size === 1;
  for (const entry of value.values()) {
    const { ref } = entry;
    if (ref.r === "obj") {
      const obj = frame.obj(ref.id);
      if (!obj) continue;
      for (const [key, field] of frame.shallowFields(ref.id, obj)) {
        if (key === REST) {
          spreadSymbols(frame, fields, field, new Set(obj.fields.keys()));
          continue;
        }
        const getter = key.startsWith("^");
        if (getter) continue;
        fields.set(key, certain && key !== "[*]" && key !== "{k}" ? field : join(fields.get(key) ?? CLEAN, field));
      }
    } else if (ref.r === "sym") spreadSymbols(frame, fields, single(ref, entry.why), new Set());
  }
}

function spreadSymbols(frame: Frame, fields: Map<string, Value>, value: Value, set: ReadonlySet<string>): void {
  for (const { atom, why } of symbols(value)) {
    const whole = frame.collect(single({ r: "sym", atom }, why));
    for (const [key, old] of fields) {
      if (key === REST || key.startsWith("^") || key.startsWith("[") || key.startsWith("{") || set.has(key)) continue;
      if (frame.types.properties(atom.type) !== undefined && frame.types.field(atom.type, key) === UNKNOWN_TYPE) continue;
      if (!atom.opaque) fields.set(key, join(old, frame.readSymbol(atom, key, 0, why)));
    }
    let rest = fields.get(REST) ?? CLEAN;
    for (const entry of whole.values()) rest = join(rest, single(entry.ref, entry.why));
    fields.set(REST, rest);
  }
}

function arrayLiteral(frame: Frame, expr: Expr & { readonly k: "array" }): Value {
  const fields = new Map<string, Value>();
  let index = 0;
  let known = true;
  for (const item of expr.items) {
    const value = evaluate(frame, item.value);
    if (item.spread) {
      fields.set("[*]", join(fields.get("[*]") ?? CLEAN, frame.elements(iterated(frame, value, expr.at), expr.at)));
      known = false;
    } else if (known && index < 16) fields.set(String(index++), value);
    else fields.set("[*]", join(fields.get("[*]") ?? CLEAN, value));
  }
  return frame.newObject(expr.at, "array", fields);
}

function restFrom(frame: Frame, given: Value, from: number, at: number): Value {
  const value = iterated(frame, given, at);
  let left: Value = CLEAN;
  for (const entry of value.values()) {
    const { ref } = entry;
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (ref.r === "obj" && obj?.kind === "array" && !obj.many && !obj.fields.has("[*]")) {
      for (const [key, field] of obj.fields) if (Number(key) >= from) left = join(left, field);
    } else left = join(left, frame.elements(single(ref, entry.why), at));
  }
  return frame.newObject(at, "array", [["[*]", left]]);
}

function argumentsObject(frame: Frame, at: number): Value {
  const fields = new Map(frame.state.heap.get(ARGUMENTS)?.fields);
  frame.fn.params.forEach((param, index) => fields.set(String(index), param.rest ? frame.elements(readLocal(frame, param.name), at) : readLocal(frame, param.name)));
  const last = frame.fn.params.length;
  for (let index = last; index < last + 4; index++) if (!fields.has(String(index))) fields.set(String(index), frame.parameter(index));
  frame.state.heap.set(ARGUMENTS, makeObj("array", fields));
  return object(ARGUMENTS);
}

/** The one object behind `arguments`. Its declared part is what the parameters are. */
const ARGUMENTS = "arguments";

/** `arguments[index] = value` is an assignment to the parameter. */
function assignArgument(frame: Frame, key: Key, value: Value): void {
  const param = typeof key === "string" && /^\d+$/.test(key) ? frame.fn.params[Number(key)] : undefined;
  if (param && !param.rest) writeLocal(frame, param.name, value);
}

/** Stores a value in a variable or member. */
export function assign(frame: Frame, to: Target, value: Value): void {
  switch (to.to) {
    case "local":
      forgetTests(frame, to.name);
      return writeLocal(frame, to.name, frame.ascribe(value, UNKNOWN_TYPE, plainName(to.name)));
    case "captured":
      return writeCaptured(frame, to.name, value);
    case "module":
      forgetTests(frame, to.name);
      return assignModule(frame, to.name, value);
    case "global":
      return assignGlobal(frame, to.name, value, to.at);
    case "member":
      if (to.of.k === "arguments") assignArgument(frame, to.key, value);
      return assignMember(frame, to, value);
  }
}

/** A top-level variable: the module's own while it runs, ambient state from anywhere else. */
function assignModule(frame: Frame, name: string, value: Value): void {
  if (frame.fn.kind === "module") {
    frame.state.vars.set(name, value);
    return;
  }
  forgetProven(frame, name);
  const binding = frame.ctx.program.binding(frame.fn.file, name);
  if (binding.b !== "variable") return;
  frame.recordWrite({ target: { root: { kind: "ambient", location: `${binding.file}#${binding.name}` }, path: [] }, key: "", value, strong: false });
}

export const plainName = (name: string): string => (name.startsWith("%") ? "" : name.replace(/~\d+$/, ""));

function operator(frame: Frame, expr: Expr & { readonly k: "op" }): Value {
  const args = expr.args.map((arg) => evaluate(frame, arg));
  if (expr.op === "compare") return compareConstants(expr, args);
  const number = arithmetic(expr, args);
  if (number) return number;
  if (expr.op === "+") return concat(frame, args);
  return args.reduce((all, arg) => join(all, frame.derive(arg, { cap: 1 })), CLEAN);
}

/** Sums of known numbers are known; any other arithmetic on them gives some number. */
function arithmetic(expr: Expr & { readonly k: "op" }, args: readonly Value[]): Value | undefined {
  const known = args.map((arg) => onlyConstant(arg)?.value);
  const [left, right] = known;
  if (expr.op === "+") return args.length === 2 && typeof left === "number" && typeof right === "number" ? constant(left + right) : undefined;
  const plain = args.every((arg) => [...arg.values()].every(({ ref }) => ref.r === "const" || ref.r === "text"));
  return plain && args.some((arg) => arg.size > 0) ? ANYTHING : undefined;
}

function compareConstants(expr: Expr & { readonly k: "op" }, args: readonly Value[]): Value {
  if (expr.test?.test === "not") {
    const only = args[0] && onlyConstant(args[0]);
    return only ? constant(!only.value) : CLEAN;
  }
  if (expr.test?.test !== "equals" || args.length !== 2) return CLEAN;
  const [left, right] = args;
  const a = left && onlyConstant(left);
  const b = right && onlyConstant(right);
  if (!a || !b) return CLEAN;
  const equal = a.value === b.value || (a.value == null && b.value == null);
  return constant(equal !== expr.test.negated);
}

function conditional(frame: Frame, expr: Expr & { readonly k: "cond" }): Value {
  const test = evaluate(frame, expr.test);
  const known = truth(test);
  if (known === true) return evaluate(frame, expr.then);
  if (known === false) return evaluate(frame, expr.else);
  return under(frame, expr.test, () => evaluate(frame, expr.then), () => evaluate(frame, expr.else));
}

function logic(frame: Frame, expr: Expr & { readonly k: "logic" }): Value {
  const left = evaluate(frame, expr.left);
  const known = truth(left);
  const leftKnown = onlyConstant(left);
  switch (expr.op) {
    case "&&":
      if (known === false) return left;
      return under(frame, expr.left, () => evaluate(frame, expr.right), () => keepConstants(left));
    case "||":
      if (known === true) return left;
      if (known === false) return evaluate(frame, expr.right);
      return under(frame, expr.left, () => left, () => evaluate(frame, expr.right));
    case "??":
      if (leftKnown) return leftKnown.value === undefined || leftKnown.value === null ? evaluate(frame, expr.right) : left;
      return under(frame, undefined, () => left, () => evaluate(frame, expr.right));
  }
}

/** A falsy left side of `&&` is an empty text, zero, null or false: nothing of what it carried. */
const keepConstants = (value: Value): Value => {
  const result = [...constants(value)].filter((one) => !one).map((one) => constant(one));
  return result.reduce(join, CLEAN);
};

