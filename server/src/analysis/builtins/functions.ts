// Functions and constructors of the language, by name.

import type { Frame } from "../frame";
import { invoke, type Invocation } from "../invoke";
import { iterated } from "../iteration";
import { knownElements, spreadArguments } from "../calls";
import { parseJson, stringifyJson } from "../json";
import { concat, resolveUrl } from "../text";
import { CLEAN, constants, join, onlyConstant, type Value } from "../value";
import { copyObject, newArray } from "./arrays";
import { storeUnder } from "./collections";
import { objectStatics, makeError } from "./objects";
import { newPromise, promiseStatic } from "./promises";
import { reactFunctions } from "./react";
import { textOf } from "./strings";
import { streamConstructors, streamFunctions } from "./streams";
import { errorSink } from "../errors";
import { exitValue, sinkValue } from "../sinks";
import { isErrorStatus } from "../responses";
import { runFunctions } from "../unknown";

export type JsFunction = (frame: Frame, call: Invocation, name: string) => Value;

/** Tables that name functions of modules which in turn need the tables are made when first asked for. */
export function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const first = (call: Invocation): Value => call.args[0] ?? CLEAN;
const derived: JsFunction = (frame, call) => call.args.reduce((all, arg) => join(all, textOf(frame, arg)), CLEAN as Value);
const number: JsFunction = (frame, call) => frame.derive(first(call));
const nothing: JsFunction = (frame, call) => {
  runFunctions(frame, call.args, call);
  return CLEAN;
};

/** Nothing after it runs. */
const exit: JsFunction = (frame) => {
  frame.live = false;
  return CLEAN;
};

const later: JsFunction = (frame, call) => {
  frame.isolated(() => invoke(frame, first(call), { this: CLEAN, args: call.args.slice(2), at: call.at, callback: true, label: `${call.label ?? ""}(t` }));
  frame.escape(first(call));
  return CLEAN;
};

const soon: JsFunction = (frame, call) => later(frame, { ...call, args: [first(call), CLEAN, ...call.args.slice(1)] }, "");

export const functions = lazily(() => new Map<string, JsFunction>([
  ["JSON.stringify", (frame, call) => stringifyJson(frame, first(call), call.at, call.args[1], call.label)],
  ["JSON.parse", (frame, call) => parseJson(frame, frame.settle(first(call)), call.at)],
  ...objectStatics,
  ["Array.from", (frame, call) => {
    const elements = frame.elements(iterated(frame, first(call), call.at), call.at);
    const mapper = call.args[1] ?? CLEAN;
    return newArray(frame, mapper.size > 0 ? invoke(frame, mapper, { this: CLEAN, args: [elements, CLEAN], at: call.at, callback: true, label: `${call.label ?? ""}(m` }) : elements, call, "from");
  }],
  ["Array.fromAsync", (frame, call) => newArray(frame, frame.elements(iterated(frame, first(call), call.at), call.at), call, "from")],
  ["Array.of", (frame, call) => newArray(frame, call.args.reduce(join, CLEAN), call, "of")],
  ["Array.isArray", nothing],
  ["Iterator.from", (_frame, call) => first(call)],
  ...["resolve", "reject", "all", "race", "any", "allSettled", "withResolvers", "try"].map((name): [string, JsFunction] => [`Promise.${name}`, (frame, call) => promiseStatic(frame, name, call) ?? CLEAN]),
  ["String", derived], ["String.raw", derived], ["String.fromCharCode", derived], ["String.fromCodePoint", derived],
  ["Number", number], ["BigInt", number], ["parseInt", number], ["parseFloat", number], ["Number.parseFloat", number], ["Number.parseInt", number],
  ["Boolean", nothing], ["isNaN", nothing], ["isFinite", nothing], ["Number.isNaN", nothing], ["Number.isInteger", nothing], ["Number.isFinite", nothing], ["Number.isSafeInteger", nothing],
  ["Date", () => CLEAN], ["Date.now", () => CLEAN], ["Date.parse", number], ["Date.UTC", (frame, call) => frame.derive(first(call), { cap: 1 })],
  ["Symbol", () => CLEAN], ["Symbol.for", () => CLEAN], ["performance.now", () => CLEAN], ["process.cwd", () => CLEAN], ["process.exit", exit], ["process.abort", exit], ["process.uptime", () => CLEAN],
  ["process.nextTick", soon], ["process.stdout.write", output], ["process.stderr.write", output], ["process.on", nothing],
  ...["max", "min", "round", "floor", "ceil", "abs", "trunc", "sqrt", "pow", "random", "sign", "log", "hypot"].map((name): [string, JsFunction] => [`Math.${name}`, (frame, call) => call.args.reduce((all, arg) => join(all, frame.derive(arg, { cap: 1 })), CLEAN as Value)]),
  ["structuredClone", (frame, call) => copyObject(frame, first(call), call)],
  ["setTimeout", later], ["setInterval", later], ["setImmediate", soon], ["queueMicrotask", soon], ["requestAnimationFrame", soon], ["requestIdleCallback", soon],
  ["clearTimeout", nothing], ["clearInterval", nothing],
  ["encodeURIComponent", derived], ["encodeURI", derived], ["decodeURIComponent", derived], ["decodeURI", derived], ["escape", derived], ["unescape", derived], ["btoa", derived], ["atob", derived],
  ["Buffer.from", bytes], ["Buffer.concat", (frame, call) => frame.derive(frame.elements(first(call), call.at))],
  ["Buffer.alloc", (frame, call) => newArray(frame, CLEAN, call, "buffer")], ["Buffer.allocUnsafe", (frame, call) => newArray(frame, CLEAN, call, "buffer")], ["Buffer.byteLength", nothing], ["Buffer.isBuffer", nothing],
  ["Uint8Array.from", bytes],
  ["URL.createObjectURL", derived], ["URL.canParse", nothing], ["Response.json", (frame, call) => response(frame, call, first(call))], ["Response.redirect", () => CLEAN], ["Response.error", () => CLEAN],
  ["util.inspect", derived], ["util.format", derived], ["util.promisify", promisify], ["util.callbackify", (_frame, call) => first(call)], ["util.isDeepStrictEqual", nothing], ["util.types", nothing],
  ["util.deprecate", (_frame, call) => first(call)], ["util.debuglog", (frame, call) => frame.newObject(call.at, "native", [], { node: "console" }, "debuglog")],
  ...streamFunctions,
  ["querystring.stringify", derived], ["querystring.parse", derived], ["url.format", derived], ["url.parse", derived],
  ["path.join", derived], ["path.resolve", derived], ["path.basename", derived], ["path.dirname", derived], ["path.extname", nothing],
  ["timersPromises.setTimeout", (_frame, call) => call.args[1] ?? CLEAN],
  ["events.once", (frame, call) => newArray(frame, frame.read(first(call), `!${String(onlyConstant(call.args[1] ?? CLEAN)?.value)}:0`, call.at), call, "once")],
  ["events.on", (frame, call) => newArray(frame, newArray(frame, frame.read(first(call), `!${String(onlyConstant(call.args[1] ?? CLEAN)?.value)}:0`, call.at), call, "on"), call, "events")],
  ["Reflect.get", (frame, call) => frame.read(first(call), String(onlyConstant(call.args[1] ?? CLEAN)?.value ?? "[*]"), call.at)],
  ["Reflect.set", (frame, call) => {
    storeUnder(frame, first(call), call.args[1] ?? CLEAN, call.args[2] ?? CLEAN, call.at);
    return CLEAN;
  }],
  ["Reflect.ownKeys", nothing], ["Reflect.has", nothing], ["Reflect.getMetadata", nothing],
  ["Reflect.apply", (frame, call) => {
    const list = spreadArguments(frame, [{ value: call.args[2] ?? CLEAN, spread: true }], call.at);
    return invoke(frame, first(call), { ...list, this: call.args[1] ?? CLEAN, at: call.at });
  }],
  ["Reflect.construct", (frame, call) => {
    const list = spreadArguments(frame, [{ value: call.args[1] ?? CLEAN, spread: true }], call.at);
    return invoke(frame, first(call), { ...list, this: CLEAN, at: call.at, construct: true });
  }],
  ...reactFunctions,
]));

const map: JsFunction = (frame, call) => {
  const holds = call.typeArgs?.[1];
  const made = frame.newObject(call.at, "map", [], holds === undefined ? {} : { type: frame.types.arrayOf(holds) }, `${call.label ?? ""}map`);
  for (const arg of call.args.slice(0, 1)) fillMap(frame, made, arg, call.at);
  return made;
};

/** Entries of an initialiser: a list of pairs, another map, or an object. */
function fillMap(frame: Frame, made: Value, init: Value, at: number): void {
  const known = knownElements(frame, init);
  if (known) {
    for (const pair of known) storeUnder(frame, made, frame.read(pair, "0", at), frame.read(pair, "1", at), at);
    return;
  }
  for (const entry of init.values()) {
    const one = iterated(frame, new Map([["one", entry]]), at);
    const obj = entry.ref.r === "obj" ? frame.obj(entry.ref.id) : undefined;
    if (obj?.kind === "object" || obj?.kind === "map") {
      for (const [key, value] of obj.fields) if (!key.startsWith("^")) frame.write(made, key, value, at, true);
    } else {
      const pairs = frame.elements(one, at);
      const values = frame.read(pairs, "1", at);
      const keys = frame.read(pairs, "0", at);
      if (onlyConstant(keys) || values.size > 0) storeUnder(frame, made, keys, values, at);
      else frame.write(made, "[*]", join(keys, frame.derive(one)), at, true);
    }
  }
}

const set: JsFunction = (frame, call) => newArray(frame, frame.elements(iterated(frame, first(call), call.at), call.at), call, "set");

const body: JsFunction = (frame, call) => {
  const options = call.args[1] ?? CLEAN;
  const parts = frame.derive(first(call));
  return frame.newObject(call.at, "object", [["{data}", parts], ["type", frame.read(options, "type", call.at)], ["size", CLEAN]], {}, `${call.label ?? ""}body`);
};

function response(frame: Frame, call: Invocation, payload: Value): Value {
  const status = frame.read(call.args[1] ?? CLEAN, "status", call.at);
  if ([...constants(status)].some(isErrorStatus)) errorSink(frame, payload, call.at, call.name ?? "Response");
  exitValue(frame, "response", payload, call.at, call.name ?? "Response");
  return frame.newObject(call.at, "object", [["body", payload], ["status", status], ["headers", frame.read(call.args[1] ?? CLEAN, "headers", call.at)]], { node: "response" }, `${call.label ?? ""}response`);
}

const url: JsFunction = (frame, call) => {
  const [path = CLEAN, base = CLEAN] = call.args;
  const address = resolveUrl(textOf(frame, path), textOf(frame, base));
  const carried = concat(frame, [frame.derive(path), frame.derive(base)]);
  const parts = frame.derive(carried);
  const search = frame.newObject(call.at, "map", parts.size > 0 ? [["[*]", parts]] : [], {}, `${call.label ?? ""}search`);
  return frame.newObject(call.at, "object", [["^address", address], ["{data}", parts], ["searchParams", search], ["href", join(address, parts)], ["search", parts]], {}, `${call.label ?? ""}url`);
};

const request: JsFunction = (frame, call) =>
  frame.newObject(call.at, "object", [["^address", textOf(frame, first(call))], ["body", frame.read(call.args[1] ?? CLEAN, "body", call.at)], ["headers", frame.read(call.args[1] ?? CLEAN, "headers", call.at)], ["url", first(call)]], {}, `${call.label ?? ""}request`);

/** Bytes of a text; those of a constant stay one: keys and initialisation vectors that are written in the program. */
const bytes: JsFunction = (frame, call) => {
  const given = first(call);
  if (typeof onlyConstant(given)?.value === "string") return given;
  const lists = [...given.values()].every(({ ref }) => ref.r === "obj" && isConstantList(frame, ref.id));
  return given.size > 0 && lists ? given : frame.derive(given);
};

const isConstantList = (frame: Frame, id: string): boolean => {
  const obj = frame.obj(id);
  return obj?.kind === "array" && [...obj.fields.values()].every((field) => [...field.values()].every(({ ref }) => ref.r === "const"));
};

const plain: JsFunction = (frame, call) => frame.newObject(call.at, "object", [], {}, call.label ?? "");

export const constructors = lazily(() => new Map<string, JsFunction>([
  ["Map", map], ["WeakMap", map], ["URLSearchParams", map], ["Headers", map], ["FormData", map],
  ["Set", set], ["WeakSet", set],
  ["WeakRef", (_frame, call) => first(call)],
  ["Array", (frame, call) => newArray(frame, call.args.length > 1 ? call.args.reduce(join, CLEAN) : CLEAN, call, "array")],
  ["Object", (_frame, call) => first(call)],
  ["Promise", newPromise],
  ["Date", (frame, call) => call.args.reduce((all, arg) => join(all, frame.derive(arg)), CLEAN as Value)],
  ["String", derived], ["Number", number],
  ["RegExp", () => CLEAN],
  ["Proxy", (_frame, call) => first(call)],
  ["URL", url], ["Request", request], ["Response", (frame, call) => response(frame, call, first(call))],
  ["Blob", body], ["File", body],
  ["Uint8Array", (frame, call) => (typeof onlyConstant(first(call))?.value === "number" ? newArray(frame, CLEAN, call, "buffer") : bytes(frame, call, ""))], ["Buffer", bytes],
  ["TextEncoder", () => CLEAN], ["TextDecoder", () => CLEAN], ["AbortController", () => CLEAN],
  ["EventEmitter", plain], ["EventTarget", plain], ["async_hooks.AsyncLocalStorage", plain],
  ...streamConstructors,
  ["CustomEvent", (frame, call) => frame.newObject(call.at, "object", [["type", first(call)], ["detail", frame.read(call.args[1] ?? CLEAN, "detail", call.at)]], {}, `${call.label ?? ""}event`)],
  ...["Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError", "AggregateError", "DOMException"].map((name): [string, JsFunction] => [name, makeError]),
]));

/** What a process prints is kept by whoever runs it. */
function output(frame: Frame, call: Invocation, name: string): Value {
  sinkValue(frame, first(call), { kind: "log", node: `js|${name}`, callee: name, library: "process", address: CLEAN, inUrl: false, options: new Map() }, call.at);
  return CLEAN;
}

/** `promisify(fn)`: the callback's second argument becomes the result. */
function promisify(frame: Frame, call: Invocation): Value {
  return frame.newObject(call.at, "native", [["^fn", first(call)]], { node: "promisified" }, `${call.label ?? ""}promisify`);
}

