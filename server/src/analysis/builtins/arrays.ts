// Array methods, and those that arrays share with texts.

import type { Frame } from "../frame";
import { makeObj } from "../heap";
import { invoke, type Invocation } from "../invoke";
import { predicateOf } from "../narrowing";
import { matchesCallee } from "../policies";
import { CLEAN, constant, filterValue, join, object, single, type Ref, type Value } from "../value";
import { staticOf } from "../statics";
import { concat } from "../text";
import type { BuiltinMethod } from "./methods";
import { holdsConstant, keptByName, mappedByName, NAMES } from "./keyed";
import { flowOn } from "./streams";
import { cut } from "./strings";
import { REST } from "../memory";

/** Whether a reference is a text rather than a list. */
function isText(frame: Frame, ref: Ref): boolean {
  if (ref.r === "sym") return ref.atom.opaque || frame.types.shape(ref.atom.type) === "scalar" || frame.types.shape(ref.atom.type) === "number";
  if (ref.r === "obj") return frame.obj(ref.id)?.kind === "json";
  return ref.r !== "api";
}

const texts = (frame: Frame, value: Value): Value => filterValue(value, (ref) => isText(frame, ref));
const lists = (frame: Frame, value: Value): Value => filterValue(value, (ref) => !isText(frame, ref));

/** A new array with these elements. */
export function newArray(frame: Frame, elements: Value, call: Invocation, label = "new"): Value {
  return frame.newObject(call.at, "array", [["[*]", elements]], {}, `${call.label ?? ""}${label}`);
}

/** The same elements in a new array; a symbolic list stays itself. */
const copied: BuiltinMethod = (frame, receiver, call) => {
  const objects = filterValue(receiver, (ref) => ref.r === "obj");
  const rest = filterValue(receiver, (ref) => ref.r === "sym");
  if (objects.size === 0) return rest;
  return join(newArray(frame, frame.elements(objects, call.at), call), rest);
};

/** Runs a callback over the elements. */
function over(frame: Frame, receiver: Value, call: Invocation, argument = 0): Value {
  const functions = call.args[argument] ?? CLEAN;
  if (functions.size === 0) return CLEAN;
  const isMap = [...receiver.values()].some(({ ref }) => ref.r === "obj" && frame.obj(ref.id)?.kind === "map");
  const elements = isMap ? frame.read(receiver, "[*]", call.at) : frame.elements(receiver, call.at);
  const second = isMap ? frame.read(receiver, "{k}", call.at) : CLEAN;
  frame.inLoop++;
  const result = invoke(frame, functions, { this: call.args[argument + 1] ?? CLEAN, args: [elements, second, receiver], at: call.at, callback: true, label: `${call.label ?? ""}(${argument}`, ...(call.name ? { name: call.name } : {}) });
  frame.inLoop--;
  return result;
}

const test: BuiltinMethod = (frame, receiver, call) => {
  over(frame, receiver, call);
  return CLEAN;
};

/** `filter`: all elements; a guard of the policy proves those that are kept. */
const filter: BuiltinMethod = (frame, receiver, call) => {
  over(frame, receiver, call);
  const narrowed = narrowedElements(frame, receiver, call);
  if (narrowed) return newArray(frame, narrowed, call);
  const kept = keptByName(frame, receiver, call.args[0] ?? CLEAN);
  if (kept) return frame.newObject(call.at, "array", kept.map((one, index): [string, Value] => [String(index), one]), { node: NAMES }, `${call.label ?? ""}kept`);
  if (provesElements(frame, call.args[0] ?? CLEAN)) return newArray(frame, frame.behaviour(frame.elements(receiver, call.at)), call);
  return copied(frame, receiver, call);
};

/** `filter((x): x is T => …)` leaves elements of that type. */
function narrowedElements(frame: Frame, receiver: Value, call: Invocation): Value | undefined {
  for (const { ref } of (call.args[0] ?? CLEAN).values()) {
    const id = ref.r === "obj" ? frame.obj(ref.id)?.fn : undefined;
    const fn = id === undefined ? undefined : frame.ctx.program.fn(id);
    const proven = fn && predicateOf(frame, fn);
    if (proven?.argument === 0) return frame.specialise(frame.elements(receiver, call.at), proven.type);
  }
  return undefined;
}

function provesElements(frame: Frame, callback: Value): boolean {
  const { guards } = frame.ctx.policyFor(frame.fn.file);
  if (guards.length === 0) return false;
  for (const { ref } of callback.values()) {
    const fn = ref.r === "obj" ? frame.obj(ref.id)?.fn : undefined;
    if (fn && returnsGuard(frame, fn)) return true;
    const callee = fn ? { fn, name: fn.slice(fn.lastIndexOf("#") + 1) } : ref.r === "api" ? { node: ref.node, name: ref.node } : undefined;
    if (callee && guards.some((guard) => guard.when && guard.argument === 0 && matchesCallee(guard.callee, callee, frame))) return true;
  }
  return false;
}

/** `(x) => guard(x)` and `(x) => !guard(x)`. */
function returnsGuard(frame: Frame, id: string): boolean {
  const fn = frame.ctx.program.fn(id);
  const [first] = fn?.body ?? [];
  if (!fn || first?.s !== "return" || !first.of) return false;
  const negated = first.of.k === "op" && first.of.test?.test === "not";
  const test = negated && first.of.k === "op" ? first.of.args[0] : first.of;
  if (test?.k !== "call" || !("name" in test.callee)) return false;
  const known = test.callee.k === "module" ? bindingOf(frame, fn.file, test.callee.name) : undefined;
  const callee = known ?? { name: test.callee.name };
  return frame.ctx.policyFor(frame.fn.file).guards.some((guard) => {
    const arg = test.args[guard.argument]?.value;
    return guard.when !== negated && arg?.k === "local" && arg.name === fn.params[0]?.name && matchesCallee(guard.callee, callee, frame);
  });
}

function bindingOf(frame: Frame, file: string, name: string): { readonly fn: string; readonly name: string } | undefined {
  const binding = frame.ctx.program.binding(file, name);
  const known = binding.b === "variable" ? staticOf(frame.ctx.program, binding.file, binding.name) : undefined;
  return known && "fn" in known ? { fn: known.fn, name: known.fn.slice(known.fn.lastIndexOf("#") + 1) } : undefined;
}

function mapByName(frame: Frame, receiver: Value, call: Invocation): Value | undefined {
  const pairs = mappedByName(frame, receiver, call.args[0] ?? CLEAN);
  if (!pairs) return undefined;
  const site = call.label ?? "";
  const made = pairs.map(({ name, value }, index): [string, Value] => [String(index), frame.newObject(call.at, "array", [["0", constant(name)], ["1", value]], {}, `${site}pair${index}`)]);
  return frame.newObject(call.at, "array", made, { node: NAMES }, `${site}pairs`);
}

const elementOf: BuiltinMethod = (frame, receiver, call) => {
  if (call.args.length > 0) over(frame, receiver, call);
  if (provesElements(frame, call.args[0] ?? CLEAN)) return frame.behaviour(frame.elements(receiver, call.at));
  const text = texts(frame, receiver);
  return join(frame.elements(lists(frame, receiver), call.at), frame.derive(text));
};

const reduce: BuiltinMethod = (frame, receiver, call) => {
  const elements = frame.elements(receiver, call.at);
  let result = call.args.length > 1 ? (call.args[1] ?? CLEAN) : elements;
  frame.inLoop++;
  for (let turn = 0; turn < 3; turn++) {
    const next = invoke(frame, call.args[0] ?? CLEAN, { this: CLEAN, args: [result, elements, CLEAN, receiver], at: call.at, callback: true, label: `${call.label ?? ""}(r` });
    const both = join(result, next);
    if (both.size === result.size) break;
    result = both;
  }
  frame.inLoop--;
  return result;
};

const put: BuiltinMethod = (frame, receiver, call) => {
  for (const arg of call.args) {
    frame.write(receiver, "[*]", arg, call.at, true);
    flowOn(frame, receiver, arg, call);
  }
  return CLEAN;
};

const splice: BuiltinMethod = (frame, receiver, call) => {
  const removed = newArray(frame, frame.elements(receiver, call.at), call);
  for (const arg of call.args.slice(2)) frame.write(receiver, "[*]", arg, call.at, true);
  return removed;
};

const withAdded: BuiltinMethod = (frame, receiver, call) => {
  const text = texts(frame, receiver);
  if (text.size > 0 && lists(frame, receiver).size === 0) return concat(frame, [text, ...call.args]);
  let elements = frame.elements(lists(frame, receiver), call.at);
  for (const arg of call.args) {
    const nested = frame.elements(lists(frame, arg), call.at);
    elements = join(elements, nested.size > 0 ? nested : arg);
  }
  return newArray(frame, elements, call);
};

const inPlace: BuiltinMethod = (frame, receiver, call) => {
  if (call.args.length > 0 && frame.functions(call.args[0] ?? CLEAN).size > 0) {
    const elements = frame.elements(receiver, call.at);
    invoke(frame, call.args[0] ?? CLEAN, { this: CLEAN, args: [elements, elements], at: call.at, callback: true, label: `${call.label ?? ""}(s` });
  }
  return receiver;
};

const flat: BuiltinMethod = (frame, receiver, call) => {
  const elements = frame.elements(receiver, call.at);
  const nested = frame.elements(filterValue(elements, (ref) => ref.r === "obj" || (ref.r === "sym" && !ref.atom.opaque && frame.types.shape(ref.atom.type) === "array")), call.at);
  return newArray(frame, nested.size > 0 ? join(nested, texts(frame, elements)) : elements, call);
};

const flatMap: BuiltinMethod = (frame, receiver, call) => {
  const results = over(frame, receiver, call);
  const nested = frame.elements(lists(frame, results), call.at);
  return newArray(frame, join(nested, texts(frame, results)), call);
};

const joined: BuiltinMethod = (frame, receiver, call) => {
  const list = lists(frame, receiver);
  return join(frame.derive(join(frame.elements(list, call.at), texts(frame, receiver))), frame.derive(call.args[0] ?? CLEAN));
};

const nothing: BuiltinMethod = () => CLEAN;

export const arrayMethods: Readonly<Record<string, BuiltinMethod>> = {
  map: (frame, receiver, call) => mapByName(frame, receiver, call) ?? newArray(frame, over(frame, receiver, call), call),
  forEach: test, some: test, every: test, findIndex: test, findLastIndex: test,
  indexOf: nothing, lastIndexOf: nothing, includes: (frame, receiver, call) => holdsConstant(frame, receiver, call.args[0] ?? CLEAN),
  filter, find: elementOf, findLast: elementOf, at: elementOf, pop: elementOf, shift: elementOf,
  reduce, reduceRight: reduce,
  push: put, unshift: put, splice,
  toSpliced: (frame, receiver, call) => withAdded(frame, receiver, { ...call, args: call.args.slice(2) }),
  concat: withAdded,
  with: (frame, receiver, call) => withAdded(frame, receiver, { ...call, args: call.args.slice(1) }),
  fill: (frame, receiver, call) => {
    put(frame, receiver, { ...call, args: call.args.slice(0, 1) });
    return receiver;
  },
  slice: (frame, receiver, call) => {
    const list = lists(frame, receiver);
    const text = texts(frame, receiver);
    return join(list.size > 0 ? copied(frame, list, call) : CLEAN, text.size > 0 ? cut(frame, text, call) : CLEAN);
  },
  subarray: copied, toReversed: copied,
  toSorted: (frame, receiver, call) => copied(frame, inPlace(frame, receiver, call), call),
  reverse: inPlace, sort: inPlace, copyWithin: inPlace,
  flat, flatMap, join: joined,
};

/** A copy of an object's own fields: `Object.assign({}, x)`, `structuredClone`. */
export function copyObject(frame: Frame, value: Value, call: Invocation): Value {
  let result: Value = CLEAN;
  let part = 0;
  for (const entry of value.values()) {
    const { ref } = entry;
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (ref.r === "obj" && obj && (obj.kind === "object" || obj.kind === "array" || obj.kind === "map")) {
      const id = `${frame.siteOf(call.at)}${call.label ?? ""}copy${part++}`;
      frame.place(id, makeObj(obj.kind, frame.shallowFields(ref.id, obj)));
      result = join(result, object(id));
    } else if (ref.r === "sym" && !ref.atom.opaque && frame.types.shape(ref.atom.type) !== "scalar") {
      const id = `${frame.siteOf(call.at)}${call.label ?? ""}copy${part++}`;
      const fields: [string, Value][] = [[REST, [...frame.collect(single(ref, entry.why)).values()].reduce((all, one) => join(all, single(one.ref, one.why)), CLEAN as Value)]];
      frame.place(id, makeObj("object", fields));
      result = join(result, object(id));
    } else result = join(result, single(ref, entry.why));
  }
  return result;
}
