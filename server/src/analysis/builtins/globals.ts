// The names the language and its runtimes provide, and what calling them does. Libraries are not here: those are models.

import type { Frame } from "../frame";
import type { Invocation } from "../invoke";
import { UNKNOWN_TYPE } from "../../ir/types";
import { CLEAN, constant, single, type Value } from "../value";
import { constructors, functions } from "./functions";
import { programGlobal } from "../scripts";
import { builtinMethod } from "./methods";
import { unknownCall } from "../unknown";

/** Names that need no import and have no model. */
const NAMES = new Set([
  "JSON", "Object", "Array", "Promise", "Map", "Set", "WeakMap", "WeakSet", "WeakRef", "String", "Number", "Boolean", "BigInt", "Symbol", "Date", "Math", "Reflect",
  "Proxy", "RegExp", "Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError", "AggregateError", "DOMException", "Intl",
  "URL", "URLSearchParams", "Headers", "FormData", "Blob", "File", "Request", "Response", "Buffer", "TextEncoder", "TextDecoder", "ReadableStream", "WritableStream", "TransformStream", "TextDecoderStream", "TextEncoderStream", "CompressionStream", "DecompressionStream",
  "Uint8Array", "ArrayBuffer", "DataView", "Float32Array", "Float64Array", "Int32Array", "Uint16Array", "Uint32Array", "AbortController", "EventTarget", "Event", "CustomEvent",
  "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame", "requestIdleCallback", "clearTimeout", "clearInterval",
  "structuredClone", "encodeURIComponent", "encodeURI", "decodeURIComponent", "decodeURI", "escape", "unescape", "btoa", "atob", "parseInt", "parseFloat", "isNaN", "isFinite",
  "process", "performance", "Iterator",
]);

const SELVES = new Set(["globalThis", "window", "self", "global", "top", "parent"]);

/** The value of a global name. */
export function jsGlobal(frame: Frame, name: string): Value {
  if (name === "undefined") return constant(undefined);
  if (name === "NaN" || name === "Infinity") return CLEAN;
  if (SELVES.has(name)) return single({ r: "api", node: "js|globalThis" });
  const modelled = frame.ctx.models.root("global")?.member(name);
  if (modelled && !NAMES.has(name)) return single({ r: "api", node: modelled.id });
  if (NAMES.has(name)) return single({ r: "api", node: `js|${name}` });
  return programGlobal(frame, name) ?? single({ r: "api", node: `?global|${name}` });
}

/** A member of a place of the language. */
export function jsMember(frame: Frame, node: string, key: string): Value {
  if (node === "js|globalThis") return jsGlobal(frame, key);
  if (node === `js|${key}`) return single({ r: "api", node });
  if (node === "js|process.env") return single({ r: "env", name: key });
  if (node === "js|react.default") return single({ r: "api", node: `js|react.${key}` });
  if (node.startsWith("js|react.") && key === "Provider") return CLEAN;
  const modelled = frame.ctx.models.root("global")?.member(node.slice(3))?.member(key);
  if (modelled && !functions().has(`${node.slice(3)}.${key}`)) return single({ r: "api", node: modelled.id });
  return single({ r: "api", node: `${node}.${key}` });
}

const MODULES: ReadonlyMap<string, (name: string) => string | undefined> = new Map([
  ["events", (name: string) => (name === "EventEmitter" || name === "default" ? "EventEmitter" : `events.${name}`)],
  ["util", (name: string) => `util.${name}`],
  ["url", (name: string) => (name === "URL" || name === "URLSearchParams" ? name : `url.${name}`)],
  ["buffer", (name: string) => name],
  ["stream", (name: string) => `stream.${name}`],
  ["readable-stream", (name: string) => `stream.${name}`],
  ["stream/web", (name: string) => name],
  ["stream/promises", (name: string) => `streamPromises.${name}`],
  ["stream/consumers", (name: string) => `streamConsumers.${name}`],
  ["querystring", (name: string) => `querystring.${name}`],
  ["timers", (name: string) => name],
  ["timers/promises", (name: string) => `timersPromises.${name}`],
  ["process", (name: string) => (name === "default" ? "process" : `process.${name}`)],
  ["perf_hooks", (name: string) => name],
  ["path", (name: string) => `path.${name}`],
  ["async_hooks", (name: string) => `async_hooks.${name}`],
  ["react", (name: string) => `react.${name}`],
  ["preact/hooks", (name: string) => `react.${name}`],
  ["preact", (name: string) => `react.${name}`],
  ["preact/compat", (name: string) => `react.${name}`],
]);

/** An export of a module of the runtime (or of React, whose hooks are part of how programs are written), as a place of the language. */
export function jsExternal(specifier: string, path: readonly string[]): string | undefined {
  const module = MODULES.get(specifier.replace(/^node:/, ""));
  if (!module) return undefined;
  if (path.length === 0 || (path.length === 1 && path[0] === "default")) {
    if (specifier.endsWith("events")) return "js|EventEmitter";
    return specifier.endsWith("process") ? "js|process" : `js|${moduleName(specifier)}.default`;
  }
  const names = path[0] === "default" ? path.slice(1) : path;
  return `js|${module(names[0] ?? "")}${names.slice(1).map((name) => `.${name}`).join("")}`;
}

const CAMEL: ReadonlyMap<string, string> = new Map([["timers/promises", "timersPromises"], ["stream/promises", "streamPromises"], ["stream/consumers", "streamConsumers"], ["readable-stream", "stream"]]);

const moduleName = (specifier: string): string => {
  const name = specifier.replace(/^node:/, "");
  return name.startsWith("preact") ? "react" : CAMEL.get(name) ?? name;
};

/** Whether a place is a function of the language that is known here. */
export const isJsFunction = (node: string): boolean => node.startsWith("js|") && functions().has(node.slice(3));

/** Calls or constructs a place of the language. */
export function callJs(frame: Frame, node: string, receiver: Value, call: Invocation): Value {
  const name = node.slice(3).replace(/^(util|path|url|stream|streamPromises|streamConsumers|querystring)\.default\./, "$1.");
  if (call.construct) {
    const make = constructors().get(name);
    if (make) return make(frame, call, name);
    unknownCall(frame, CLEAN, call);
    return call.args.reduce((all, arg) => (all.size > 0 ? all : frame.derive(arg)), CLEAN as Value);
  }
  const method = /^(Object|\w+)\.prototype\.(\w+)$/.exec(name);
  if (method) return method[1] === "Object" ? CLEAN : builtinMethod(frame, call.this, method[2] ?? "", call);
  const run = functions().get(name);
  if (run) return run(frame, call, name);
  const make = constructors().get(name);
  if (make && /^(?:[A-Z]\w*Error|Error|Array|Object)$/.test(name)) return make(frame, call, name);
  void receiver;
  return unknownCall(frame, CLEAN, { ...call, returns: UNKNOWN_TYPE });
}
