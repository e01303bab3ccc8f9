// Calls of modelled libraries: what their data files say about sinks, results, callbacks and stores.

import { UNKNOWN_TYPE } from "../ir/types";
import type { CallModel, ResultModel, SinkModel } from "../models/schema";
import type { ApiNode } from "../models/match";
import { rootAtom } from "./atom";
import { flattenParts } from "./callfacts";
import type { Frame } from "./frame";
import { makeObj } from "./heap";
import { invoke, type Invocation } from "./invoke";
import { getMember } from "./members";
import { sinkValue } from "./sinks";
import { resolveUrl } from "./text";
import { runFunctions } from "./unknown";
import { CLEAN, constant, constants, join, single, symbol, type Value } from "./value";

/** One modelled call while it is worked on. */
interface Modelled {
  readonly frame: Frame;
  readonly node: ApiNode;
  readonly model: CallModel;
  readonly receiver: Value;
  readonly call: Invocation;
}

/** Calls a place in a library. */
export function callModel(frame: Frame, nodeId: string, receiver: Value, call: Invocation, callee: Value): Value {
  const node = frame.ctx.models.byId(nodeId);
  if (!node) return CLEAN;
  const model = call.construct ? node.constructModel : node.callModel;
  const next = call.construct ? (node.construct() ?? node.call()) : (node.call() ?? (node.construct() && !node.callModel ? node.construct() : undefined));
  if (!model) {
    runFunctions(frame, call.args, call);
    if (next) return handle(frame, next, call, receiver, CLEAN);
    let carried: Value = CLEAN;
    for (const arg of call.args) carried = join(carried, frame.derive(arg));
    return join(carried, frame.born(call.at, call.typeArgs?.[0] ?? call.returns ?? UNKNOWN_TYPE, "", call.label ?? ""));
  }
  void callee;
  const one: Modelled = { frame, node, model, receiver, call };
  recordFacts(one);
  recordSinks(one);
  for (const part of model.stores ?? []) store(one, partValue(one, part));
  for (const write of model.writes ?? []) frame.write(partValue(one, write.to), "[*]", partValue(one, write.from), call.at, true);
  const returned = runCallbacks(one);
  return resultOf(one, next, returned);
}

/** The value of a part of the call (see `Part`). */
function partValue(one: Modelled, part: string): Value {
  const { frame, call } = one;
  const [head = "", ...path] = part.split(".");
  if (head === "*") return call.args.reduce(join, CLEAN);
  const open = /^(\d+)$/.exec(head) && path[0] === "" ? Number(head) : undefined;
  if (open !== undefined) return call.args.slice(open).reduce(join, CLEAN);
  let value: Value;
  if (head === "recv") value = dataOf(frame, one.receiver, call.at);
  else if (head === "config") value = configOf(frame, one.receiver, 0);
  else if (/^config\d+$/.test(head)) value = configOf(frame, one.receiver, Number(head.slice(6)));
  else value = call.args[Number(head)] ?? (call.spread ? (call.args.at(-1) ?? CLEAN) : CLEAN);
  for (const key of path) value = key === "*" || key === "[*]" ? frame.read(value, "[*]", call.at) : getMember(frame, value, key, call.at);
  return value;
}

/** What was stored in a library's object, wherever in the chain. */
function dataOf(frame: Frame, receiver: Value, at: number): Value {
  return frame.read(rootHandles(frame, receiver), "[*]", at);
}

/** The objects at the start of chains of members. */
export function rootHandles(frame: Frame, value: Value, depth = 0): Value {
  let result: Value = CLEAN;
  for (const entry of value.values()) {
    const { ref } = entry;
    const on = ref.r === "obj" ? frame.obj(ref.id)?.fields.get("^on") : undefined;
    result = join(result, on && depth < 12 ? rootHandles(frame, on, depth + 1) : single(ref, entry.why));
  }
  return result;
}

/** The n-th argument that a client was made with. */
function configOf(frame: Frame, receiver: Value, index: number): Value {
  let result: Value = CLEAN;
  for (const { ref } of join(receiver, rootHandles(frame, receiver)).values()) {
    const config = ref.r === "obj" ? frame.obj(ref.id)?.fields.get(`^config${index}`) : undefined;
    if (config) result = join(result, config);
  }
  return result;
}

function store(one: Modelled, value: Value): void {
  const roots = rootHandles(one.frame, one.receiver);
  one.frame.write(roots, "[*]", value, one.call.at, true);
}

// ---- sinks ---------------------------------------------------------------------------------------------------------

function recordSinks(one: Modelled): void {
  const { frame, node, model, call } = one;
  const address = addressOf(one);
  const options = optionsOf(one);
  const common = { node: node.id, callee: call.name ?? node.path, library: node.library.library, address, options, ...clientOf(one) };
  for (const sink of model.sinks ?? []) {
    if (sink.when && !holds(one, sink.when)) continue;
    for (const part of sink.parts) {
      sinkValue(frame, partValue(one, part), { ...common, kind: sink.kind, inUrl: sink.kind === "url" }, call.at);
    }
  }
  if (!model.url) return;
  for (const part of [model.url.part, ...(model.url.query ?? [])]) {
    const value = partValue(one, part);
    sinkValue(frame, value, { ...common, kind: "url", inUrl: true }, call.at);
    if (model.sinks?.some((sink) => sink.kind === "outbound")) sinkValue(frame, value, { ...common, kind: "outbound", inUrl: true }, call.at);
  }
}

function holds(one: Modelled, when: NonNullable<SinkModel["when"]>): boolean {
  const known = [...constants(partValue(one, when.part))];
  if (when.is) return known.length === 0 ? false : known.some((value) => when.is?.includes(value as string));
  if (when.not) return !known.some((value) => when.not?.includes(value as string));
  return true;
}

/** Where a call goes by URL or configured address; empty: the library's own destination. */
function addressOf(one: Modelled): Value {
  const { model, node } = one;
  let base: Value = CLEAN;
  for (const part of [...(model.url?.base ?? []), ...(node.library.address ?? [])]) base = join(base, partValue(one, part));
  return model.url ? resolveUrl(urlText(one.frame, partValue(one, model.url.part)), base) : base;
}

/** The text of a URL that may be an object (`URL`, `Request`, options with `url` or `host`). */
export function urlText(frame: Frame, value: Value): Value {
  let result: Value = CLEAN;
  for (const entry of value.values()) {
    const { ref } = entry;
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (!obj) {
      result = join(result, single(ref, entry.why));
      continue;
    }
    const address = obj.fields.get("^address");
    if (address) result = join(result, address);
    for (const key of ["url", "href", "host", "hostname"]) result = join(result, obj.fields.get(key) ?? CLEAN);
  }
  return result;
}

/** Constants that the storage and error rules ask about. */
function optionsOf(one: Modelled): Map<string, Value> {
  const { model } = one;
  const options = new Map<string, Value>();
  const { store: kept } = model;
  if (kept) {
    options.set("store", constant(kept.kind));
    options.set("encryption", encryptionOf(one));
  }
  for (const [name, part] of Object.entries(model.settings ?? {})) options.set(name, partValue(one, part));
  return options;
}

function encryptionOf(one: Modelled): Value {
  const kept = one.model.store;
  if (!kept) return CLEAN;
  if (kept.encrypted) return constant("yes");
  if ((kept.encryptedBy ?? []).some((row) => named(partValue(one, row.part), row.is))) return constant("yes");
  for (const arg of one.call.args) {
    for (const { ref } of arg.values()) {
      const command = ref.r === "obj" ? one.frame.obj(ref.id) : undefined;
      const made = command?.node ? one.frame.ctx.models.byId(command.node)?.library : undefined;
      if (!command || !made || command.kind !== "handle") continue;
      for (const other of made.calls) {
        for (const row of other.store?.encryptedBy ?? []) {
          let value = command.fields.get("^config0") ?? CLEAN;
          for (const key of row.part.split(".").slice(1)) value = getMember(one.frame, value, key, one.call.at);
          if (named(value, row.is)) return constant("yes");
        }
        if (other.store?.encryptedByDefault) return constant("default");
      }
    }
  }
  return constant(kept.encryptedByDefault ? "default" : "no");
}

const named = (value: Value, wanted: readonly string[] | undefined): boolean =>
  value.size > 0 && (wanted === undefined || [...constants(value)].some((one) => wanted.includes(String(one))) || [...value.values()].some(({ ref }) => ref.r !== "const"));

function clientOf(one: Modelled): { client?: { fn: string; at: number } } {
  for (const { ref } of join(one.receiver, rootHandles(one.frame, one.receiver)).values()) {
    const built = ref.r === "obj" ? one.frame.obj(ref.id)?.fields.get("^built") : undefined;
    for (const value of constants(built ?? CLEAN)) {
      const text = String(value);
      const split = text.lastIndexOf("@");
      return { client: { fn: text.slice(0, split), at: Number(text.slice(split + 1)) } };
    }
  }
  return {};
}

/** An assignment to a property of a library that is a sink. */
export function assignedSink(frame: Frame, node: string, key: string, value: Value, receiver: Value, at: number): boolean {
  if (node.startsWith("?") || node.startsWith("ns:") || node.startsWith("js|")) {
    if (!node.startsWith("js|")) return false;
  }
  const place = node.startsWith("js|") ? frame.ctx.models.root("global")?.member(node.slice(3)) : frame.ctx.models.byId(node);
  const property = place?.member(key)?.property;
  if (!place || !property?.assigned) return false;
  void receiver;
  sinkValue(frame, value, {
    kind: property.assigned, node: `${place.id}.${key}`, callee: `${place.path}.${key}`, library: place.library.library,
    address: property.assigned === "url" ? value : CLEAN, inUrl: property.assigned === "url", options: new Map(),
  }, at);
  return true;
}

// ---- callbacks and results ---------------------------------------------------------------------------------------------

function runCallbacks(one: Modelled): Map<string, Value> {
  const { frame, model, call } = one;
  const returned = new Map<string, Value>();
  const done = new Set<Value>();
  const all = [...(model.callbacks ?? [])];
  for (const part of model.entry?.handlers ?? []) if (!all.some((row) => row.part === part)) all.push({ part, parameters: ["request", "response", "clean"] });
  for (const row of all) {
    const value = partValue(one, row.part);
    done.add(value);
    const functions = callable(frame, value);
    if (functions.size === 0) continue;
    const args = row.parameters.map((name, index) => callbackArgument(one, name, `${row.part}:${index}`));
    const before = frame.saveProven();
    const result = invoke(frame, functions, { this: CLEAN, args, at: call.at, callback: true, label: `${call.label ?? ""}(${row.part}` });
    if (model.entry) frame.restoreProven(before);
    frame.escape(functions);
    returned.set(row.part, join(returned.get(row.part) ?? CLEAN, result));
  }
  if (all.length === 0) runFunctions(frame, call.args.filter((arg) => !done.has(arg)), call);
  return returned;
}

const callable = (frame: Frame, value: Value): Value => {
  const direct = frame.functions(value);
  if (direct.size > 0) return direct;
  return frame.functions(frame.elementsOfArrays(value));
};

function callbackArgument(one: Modelled, name: string, label: string): Value {
  const { frame, call } = one;
  const site = `${call.label ?? ""}(${label}`;
  const [kind = "", rest = ""] = split(name);
  switch (kind) {
    case "clean":
    case "error":
      return CLEAN;
    case "stored":
      return dataOf(frame, one.receiver, call.at);
    case "unknown":
      return frame.born(call.at, UNKNOWN_TYPE, "", site);
    case "request":
    case "response":
      return typedHandle(one, kind, site);
    case "handle":
      return handleAt(one, rest, site);
    case "type":
      return frame.born(call.at, call.typeArgs?.[Number(rest)] ?? UNKNOWN_TYPE, "", site);
    case "elements":
      return frame.elements(partValue(one, rest), call.at);
    case "part":
      return partValue(one, rest);
    default:
      return /^(\d+|\*|recv|config)/.test(name) ? partValue(one, name) : frame.born(call.at, UNKNOWN_TYPE, "", site);
  }
}

const split = (name: string): [string, string] => {
  const at = name.indexOf(":");
  return at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
};

function typedHandle(one: Modelled, kind: "request" | "response", site: string): Value {
  const types = one.node.library.types ?? {};
  const name = Object.keys(types).find((type) => type.toLowerCase().endsWith(kind));
  if (name) return handleAt(one, types[name] ?? "", site);
  return one.frame.born(one.call.at, UNKNOWN_TYPE, kind, site);
}

function handleAt(one: Modelled, path: string, site: string): Value {
  const node = one.frame.ctx.models.nodeAt(one.node.library.library, path);
  if (!node) return one.frame.born(one.call.at, UNKNOWN_TYPE, "", site);
  return one.frame.allocate(one.frame.siteOf(one.call.at) + site, makeObj("handle", [], { node: node.id }));
}

function handle(frame: Frame, node: ApiNode, call: Invocation, receiver: Value, stored: Value): Value {
  const fields: [string, Value][] = call.args.map((arg, index) => [`^config${index}`, arg]);
  fields.push(["^built", constant(`${frame.fn.id}@${call.at}`)]);
  if (!call.construct && isInstance(frame, receiver)) fields.push(["^on", receiver]);
  if (stored.size > 0) fields.push(["[*]", stored]);
  return frame.allocate(frame.siteOf(call.at) + (call.label ?? "") + "()", makeObj("handle", fields, { node: node.id }));
}

const isInstance = (frame: Frame, receiver: Value): boolean => [...receiver.values()].some(({ ref }) => ref.r === "obj" && frame.obj(ref.id)?.kind === "handle");

function resultOf(one: Modelled, next: ApiNode | undefined, returned: ReadonlyMap<string, Value>): Value {
  const { frame, model, call, node } = one;
  const crypto = cryptoResult(one);
  if (model.sanitizes) return sanitizedResult(one, model.sanitizes);
  const said: ResultModel = model.result ?? (next ? "handle" : model.sinks || model.url || model.callbacks ? "clean" : "arguments");
  const [kind, rest] = split(said);
  const built = (value: Value): Value => frame.newObject(call.at, "array", [["[*]", value]], {}, `${call.label ?? ""}[]`);
  switch (kind) {
    case "clean":
      return CLEAN;
    case "arguments":
      return crypto ?? frame.derive(join(call.args.reduce(join, CLEAN), dataOf(frame, one.receiver, call.at)));
    case "unknown":
      return frame.born(call.at, call.typeArgs?.[0] ?? call.returns ?? UNKNOWN_TYPE, "", call.label ?? "");
    case "model-output":
      return symbol(rootAtom({ kind: "output", fn: frame.fn.id, at: call.at, site: frame.siteOf(call.at) + (call.label ?? "") }, UNKNOWN_TYPE, ""), frame.why(call.at, ""));
    case "handle": {
      const at = model.as ? frame.ctx.models.nodeAt(node.library.library, model.as) : next;
      const stored = call.construct || !isInstance(frame, one.receiver) ? (model.stores ?? []).reduce((all, part) => join(all, partValue(one, part)), CLEAN) : CLEAN;
      if (crypto && !at) return crypto;
      return at ? handle(frame, at, call, one.receiver, crypto ?? stored) : CLEAN;
    }
    case "part":
      return crypto ?? partValue(one, rest);
    case "elements":
      return frame.elements(partValue(one, rest), call.at);
    case "array":
      return built(partValue(one, rest));
    case "callback":
      return returned.get(rest) ?? CLEAN;
    case "callbacks":
      return built(returned.get(rest) ?? CLEAN);
    case "type":
      return frame.born(call.at, call.typeArgs?.[Number(rest)] ?? UNKNOWN_TYPE, "", call.label ?? "");
    case "types":
      return built(frame.born(call.at, call.typeArgs?.[Number(rest)] ?? UNKNOWN_TYPE, "", call.label ?? ""));
    case "recvType":
      return frame.born(call.at, receiverType(one, Number(rest)), "", call.label ?? "");
    case "recvTypes":
      return built(frame.born(call.at, receiverType(one, Number(rest)), "", call.label ?? ""));
    case "stored":
      return crypto ?? dataOf(frame, one.receiver, call.at);
    default:
      return CLEAN;
  }
}

function receiverType(one: Modelled, index: number): string {
  for (const { ref } of rootHandles(one.frame, one.receiver).values()) {
    if (ref.r === "sym") return one.frame.types.argument(ref.atom.type, index);
    const type = ref.r === "obj" ? one.frame.obj(ref.id)?.type : undefined;
    if (type) return one.frame.types.argument(type, index);
  }
  return UNKNOWN_TYPE;
}

function sanitizedResult(one: Modelled, rule: NonNullable<CallModel["sanitizes"]>): Value {
  const { frame, call } = one;
  const named = new Set(rule.parts.map((part) => part.split(".")[0]));
  let result: Value = CLEAN;
  call.args.forEach((arg, index) => {
    const lowered = named.has("*") || named.has(String(index));
    result = join(result, frame.derive(arg, lowered ? { cap: rule.yields === "operational" ? 0 : 1 } : {}));
  });
  return result;
}

/** What encryption, hashing and encoding leave of their data. */
function cryptoResult(one: Modelled): Value | undefined {
  const { frame, model, call } = one;
  const { crypto } = model;
  if (!crypto) return undefined;
  const parts = crypto.data ?? ["*"];
  let data: Value = dataOf(frame, one.receiver, call.at);
  for (const part of parts) data = join(data, partValue(one, part));
  switch (crypto.does) {
    case "encrypt":
      return frame.derive(data, { encrypted: true });
    case "hash":
    case "hmac":
      return frame.derive(data, { cap: 1 });
    case "decrypt":
      return frame.decrypted(data);
    case "random":
    case "kdf":
      return CLEAN;
    default:
      return frame.derive(data);
  }
}

// ---- facts -----------------------------------------------------------------------------------------------------------

function recordFacts(one: Modelled): void {
  const { frame, model, node, call } = one;
  if (model.role === "audit") frame.prove("audit");
  if (model.role === "authentication" || model.role === "authorization") frame.prove("access");
  if (!(model.settings || model.crypto || model.role || model.entry || model.middleware || model.store || model.url)) return;
  const parts = new Map<string, Value>();
  call.args.forEach((arg, index) => flattenParts(frame, arg, String(index), parts));
  for (const [name, part] of Object.entries(model.settings ?? {})) parts.set(`setting:${name}`, partValue(one, part));
  for (const name of ["algorithm", "key", "iv"] as const) {
    const part = model.crypto?.[name];
    if (part !== undefined) parts.set(`crypto:${name}`, partValue(one, part));
  }
  if (model.url) parts.set("address", addressOf(one));
  frame.recordFact({ node: node.id, callee: call.name ?? node.path, at: { fn: frame.fn.id, at: call.at }, parts, proven: [...frame.state.proven] });
}

