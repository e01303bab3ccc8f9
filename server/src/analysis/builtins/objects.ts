// `Object.*` and errors.

import type { ClassId } from "../../ir/types";
import { spreadInto } from "../expressions";
import type { Frame } from "../frame";
import { invoke, type Invocation } from "../invoke";
import { getMember } from "../members";
import { PROTO } from "../prototypes";
import { CLEAN, constant, join, onlyConstant, single, symbols, type Value } from "../value";
import { knownElements } from "../calls";
import { newArray } from "./arrays";
import { NAMES, namesOf } from "./keyed";
import { storeUnder } from "./collections";
import type { JsFunction } from "./functions";
import { REST } from "../memory";

const first = (call: Invocation): Value => call.args[0] ?? CLEAN;

/** `Object.assign(target, …sources)`: sources are written over the target. */
const assign: JsFunction = (frame, call) => {
  const [target = CLEAN, ...sources] = call.args;
  for (const source of sources) {
    const fields = new Map<string, Value>();
    spreadInto(frame, fields, source, call.at);
    for (const [key, value] of fields) {
      if (key !== REST) frame.write(target, key, value, call.at, key.startsWith("["));
      else for (const { ref } of target.values()) if (ref.r === "obj") mergeRest(frame, ref.id, value, call.at);
    }
  }
  return target;
};

/** A spread of a symbolic value over an object: names it may have are joined, the rest is kept whole. */
function mergeRest(frame: Frame, id: string, rest: Value, at: number): void {
  const obj = frame.obj(id);
  if (!obj) return;
  const names = [...obj.fields].filter(([key]) => key !== REST && !key.startsWith("[") && !key.startsWith("{") && !key.startsWith("^"));
  for (const [key] of names) {
    const has = [...symbols(rest)].some(({ atom }) => frame.types.properties(atom.type)?.includes(key) ?? true);
    if (has) frame.writeObject(id, key, frame.read(rest, key, at), false);
  }
  frame.writeObject(id, REST, rest, false);
}

const values: JsFunction = (frame, call) => {
  let found: Value = CLEAN;
  for (const entry of first(call).values()) {
    const { ref } = entry;
    if (ref.r === "sym") found = join(found, ref.atom.opaque ? single(ref, entry.why) : frame.allFields(ref.atom, call.at, entry.why));
    else found = join(found, frame.read(single(ref), "[*]", call.at));
  }
  return newArray(frame, found, call, "values");
};

/** One element for each name of a record whose names are known. */
function byName(frame: Frame, call: Invocation, label: string, element: (name: string, index: number) => Value): Value | undefined {
  const names = namesOf(frame, first(call));
  return names && frame.newObject(call.at, "array", names.map((name, index): [string, Value] => [String(index), element(name, index)]), { node: NAMES }, `${call.label ?? ""}${label}`);
}

const entries: JsFunction = (frame, call) =>
  byName(frame, call, "entries", (name, index) => frame.newObject(call.at, "array", [["0", constant(name)], ["1", getMember(frame, first(call), name, call.at)]], {}, `${call.label ?? ""}kv${index}`))
  ?? newArray(frame, frame.pairs(first(call), call.at), call, "entries");

const keys: JsFunction = (frame, call) => {
  const named = byName(frame, call, "keys", (name) => constant(name));
  if (named) return named;
  let found: Value = CLEAN;
  for (const { ref } of first(call).values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj) found = join(found, frame.read(single(ref), "{k}", call.at));
  }
  return newArray(frame, found, call, "keys");
};

const fromEntries: JsFunction = (frame, call) => {
  const made = frame.newObject(call.at, "object", [], {}, `${call.label ?? ""}entries`);
  const list = first(call);
  const known = knownElements(frame, list)?.map((pair) => ({ key: onlyConstant(frame.read(pair, "0", call.at)), value: frame.read(pair, "1", call.at) }));
  if (known?.every(({ key }) => key !== undefined)) {
    for (const { key, value } of known) frame.write(made, String(key?.value), value, call.at);
    return made;
  }
  const isMap = [...list.values()].some(({ ref }) => ref.r === "obj" && frame.obj(ref.id)?.kind === "map");
  const pairs = isMap ? frame.pairs(list, call.at) : frame.elements(list, call.at);
  const key = frame.read(pairs, "0", call.at);
  const value = frame.read(pairs, "1", call.at);
  const only = onlyConstant(key);
  if (only) frame.write(made, String(only.value), value, call.at, true);
  else storeUnder(frame, made, key, value, call.at);
  return made;
};

/** `Object.groupBy(list, by)`: groups of the same elements under what the callback returns. */
const groupBy: JsFunction = (frame, call, name) => {
  const made = frame.newObject(call.at, name.startsWith("Map") ? "map" : "object", [], {}, `${call.label ?? ""}groups`);
  const elements = frame.elements(first(call), call.at);
  const key = invoke(frame, call.args[1] ?? CLEAN, { this: CLEAN, args: [elements, CLEAN], at: call.at, callback: true, label: `${call.label ?? ""}(g` });
  frame.write(made, "[*]", newArray(frame, elements, call, "group"), call.at, true);
  frame.write(made, "{k}", key, call.at, true);
  return made;
};

const same: JsFunction = (_frame, call) => first(call);
const nothing: JsFunction = () => CLEAN;

/** A property by its descriptor: a value, or accessors. */
function define(frame: Frame, target: Value, key: Value, descriptor: Value, at: number): void {
  const value = frame.read(descriptor, "value", at);
  const name = onlyConstant(key)?.value;
  if (name === undefined) return storeUnder(frame, target, key, value, at);
  for (const kind of ["get", "set"]) {
    const accessor = frame.functions(frame.read(descriptor, kind, at));
    if (accessor.size > 0) frame.write(target, `^${kind} ${String(name)}`, accessor, at);
  }
  if (value.size > 0) frame.write(target, String(name), value, at);
}

function defineAll(frame: Frame, target: Value, descriptors: Value, at: number): void {
  for (const { ref } of descriptors.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    for (const [key, descriptor] of obj?.fields ?? []) if (!/^[\^[{.]/.test(key)) define(frame, target, constant(key), descriptor, at);
  }
}

function inheritedFrom(frame: Frame, value: Value): Value {
  let result: Value = CLEAN;
  for (const { ref } of value.values()) result = join(result, (ref.r === "obj" ? frame.obj(ref.id)?.fields.get(PROTO) : undefined) ?? CLEAN);
  return result;
}

export const objectStatics: readonly (readonly [string, JsFunction])[] = [
  ["Object.assign", assign], ["Object.values", values], ["Object.keys", keys], ["Object.getOwnPropertyNames", keys],
  ["Object.entries", entries],
  ["Object.fromEntries", fromEntries], ["Object.groupBy", groupBy], ["Map.groupBy", groupBy],
  ["Object.freeze", same], ["Object.seal", same], ["Object.preventExtensions", same], 
  ["Object.create", (frame, call) => {
    const made = frame.newObject(call.at, "object", [[PROTO, first(call)]], {}, `${call.label ?? ""}create`);
    defineAll(frame, made, call.args[1] ?? CLEAN, call.at);
    return made;
  }],
  ["Object.defineProperty", (frame, call) => {
    define(frame, first(call), call.args[1] ?? CLEAN, call.args[2] ?? CLEAN, call.at);
    return first(call);
  }],
  ["Object.defineProperties", (frame, call) => {
    defineAll(frame, first(call), call.args[1] ?? CLEAN, call.at);
    return first(call);
  }],
  ["Object.getOwnPropertyDescriptor", (frame, call) => {
    const only = onlyConstant(call.args[1] ?? CLEAN);
    const value = only ? getMember(frame, first(call), String(only.value), call.at) : frame.read(first(call), "[*]", call.at);
    return frame.newObject(call.at, "object", [["value", value]], {}, `${call.label ?? ""}descriptor`);
  }],
  ["Object.setPrototypeOf", (frame, call) => {
    frame.write(first(call), PROTO, call.args[1] ?? CLEAN, call.at);
    return first(call);
  }],
  ["Object.getPrototypeOf", (frame, call) => inheritedFrom(frame, first(call))],
  ["Object.is", nothing], ["Object.hasOwn", nothing], ["Object.isFrozen", nothing],
];

/** `new Error(message, { cause })`. */
export const makeError: JsFunction = (frame, call, name) => {
  const at = name === "AggregateError" ? 1 : 0;
  const fields: [string, Value][] = [["message", frame.derive(call.args[at] ?? CLEAN)], ["name", constant(name)]];
  const cause = frame.read(call.args[at + 1] ?? CLEAN, "cause", call.at);
  if (cause.size > 0) fields.push(["cause", cause]);
  if (at === 1) fields.push(["errors", first(call)]);
  return frame.newObject(call.at, "error", fields, {}, `${call.label ?? ""}error`);
};

/** Whether a class descends from the language's errors. */
export function errorBase(frame: Frame, cls: ClassId): boolean {
  const base = frame.ctx.program.cls(cls)?.base;
  if (base?.t !== "ref") return false;
  return base.scope === "global" ? /Error$|Exception$/.test(base.name) : frame.ctx.program.base(cls) === undefined && /Error$|Exception$/.test(base.name);
}

/** What `super(message, { cause })` of an error class sets. */
export function writeErrorFields(frame: Frame, self: Value, args: readonly Value[], at: number): void {
  frame.write(self, "message", args[0] ?? CLEAN, at);
  const cause = frame.read(args[1] ?? CLEAN, "cause", at);
  if (cause.size > 0) frame.write(self, "cause", cause, at);
}
