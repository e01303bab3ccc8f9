// What a modelled call gives back and what it calls its callbacks with, said in the vocabulary of the models.

import { UNKNOWN_TYPE, type TypeKey } from "../ir/types";
import type { ApiNode } from "../models/match";
import type { CallbackModel, CallModel, ResultModel } from "../models/schema";
import { rootAtom } from "./atom";
import type { Frame } from "./frame";
import { makeObj } from "./heap";
import { invoke, type Invocation } from "./invoke";
import { getMember } from "./members";
import { dataOf, type Modelled, partValue, rootHandles } from "./parts";
import { copyObject } from "./builtins/arrays";
import { knowHandler, payloadOf } from "./payloads";
import { selectedOf, tableOf } from "./columns";
import { inheritRedaction, keepRedaction, redacted } from "./redaction";
import { emitted, instanceOf } from "./instances";
import { operatorHandle, piped } from "./operators";
import { applied, madeAt, mountChild, registered } from "./routes";
import { rowOf } from "./rows";
import { schemaType } from "./schemaTypes";
import { runFunctions } from "./unknown";
import { CLEAN, constant, constants, filterValue, join, object, refKey, single, symbol, type Value } from "./value";

/** What callbacks returned, by part. */
export type Returned = ReadonlyMap<string, Value>;

/** Runs the callbacks that a model names; without a model of them, functions are run with the other arguments. */
export function runCallbacks(one: Modelled): Returned {
  const { frame, model, call } = one;
  const returned = new Map<string, Value>();
  const rows = [...(model.callbacks ?? [])];
  for (const part of model.entry?.handlers ?? []) if (!rows.some((row) => row.part === part)) rows.push({ part, parameters: ["request", "response", "clean"] });
  if (model.operator !== undefined) return returned;
  const { entry } = model;
  const isHandler = (part: string): boolean => entry?.handlers.includes(part) ?? false;
  const run = (): Value => {
    let answer: Value = CLEAN;
    for (const row of rows.toSorted((a, b) => Number(isHandler(a.part)) - Number(isHandler(b.part)))) {
      const functions = callable(frame, partValue(one, row.part));
      if (functions.size === 0) continue;
      const args = row.parameters.map((name, index) => say(one, name, returned, `(${row.part}:${index}`));
      if (isHandler(row.part)) for (const arg of args) knowHandler(frame, arg, functions);
      const result = runCallback(one, functions, args, row.part);
      returned.set(row.part, join(returned.get(row.part) ?? CLEAN, result));
      if (isHandler(row.part)) answer = join(answer, result);
    }
    return answer;
  };
  if (entry?.handlers.some((part) => part.endsWith(".*"))) registerEach(one, entry, rows, returned);
  else if (entry) registered(one, entry, run);
  else if (model.middleware) applied(one, run);
  else run();
  if (rows.length === 0 && model.pipes === undefined) runFunctions(frame, call.args, call);
  return returned;
}

/** Handlers in a table (`resolvers: { Query: { … } }`) are entry points of their own, each where the table names it. */
function registerEach(one: Modelled, entry: NonNullable<CallModel["entry"]>, rows: readonly CallbackModel[], returned: Map<string, Value>): void {
  for (const row of rows) {
    const isHandler = entry.handlers.includes(row.part);
    let index = 0;
    for (const single of callable(one.frame, partValue(one, row.part)).values()) {
      const label = index++ === 0 ? row.part : `${row.part}&${index}`;
      const run = (): Value => runCallback(one, new Map([[refKey(single.ref), single]]), row.parameters.map((name, at) => say(one, name, returned, `(${label}:${at}`)), label);
      if (isHandler) registered(one, entry, run, single.ref.r === "obj" ? madeAt(one.frame, single.ref.id) : undefined);
      else run();
    }
  }
}

export function runCallback(one: Modelled, functions: Value, args: readonly Value[], label: string): Value {
  const { frame, call } = one;
  const result = invoke(frame, functions, { this: CLEAN, args, at: call.at, callback: true, label: `${call.label ?? ""}(${label}`, ...(call.name ? { name: call.name } : {}) });
  frame.escape(functions);
  return result;
}

/** Functions and those in lists, in order. */
export const callable = (frame: Frame, value: Value): Value => {
  let found: Value = CLEAN;
  for (const entry of value.values()) found = join(found, frame.functions(join(single(entry.ref, entry.why), frame.elementsOfArrays(single(entry.ref)))));
  return found;
};

/** A part that is stored: an argument, or something said like a result. */
export const sayPart = (one: Modelled, said: string, returned: Returned): Value => say(one, said, returned, "(store");

/** Whether the call makes an object of its own, which then keeps what is stored: steps of a query do not change the client. */
export const givesHandle = (model: CallModel, next: ApiNode | undefined): boolean =>
  model.operator === undefined && model.pipes === undefined && model.fields === undefined && (model.result === "handle" || (model.result === undefined && next !== undefined));

/** The result of the call. */
export function resultOf(one: Modelled, next: ApiNode | undefined, returned: Returned): Value {
  const { frame, model, call } = one;
  if (model.sanitizes) return sanitizedResult(one, model.sanitizes);
  if (model.operator !== undefined) return operatorHandle(one);
  if (model.pipes !== undefined) return piped(one, model.pipes, next);
  if (model.fields && !(model.callbacks ?? []).some((row) => row.parameters.includes("fields"))) {
    const fields = Object.entries(model.fields).map(([key, said]): [string, Value] => [key, say(one, said, returned, `.${key}`)]);
    const kind = fields.every(([key]) => /^\d+$/.test(key)) ? "array" : "object";
    return frame.newObject(call.at, kind, fields, {}, `${call.label ?? ""}fields`);
  }
  const crypto = cryptoResult(one);
  const said: ResultModel = model.result ?? (next ? "handle" : model.sinks || model.url || model.callbacks ? "clean" : "arguments");
  if (said === "handle") {
    const at = model.as ? frame.ctx.models.nodeFrom(one.node.library.library, model.as) : next;
    const stored = (model.stores ?? []).reduce((all, part) => join(all, sayPart(one, part, returned)), CLEAN as Value);
    if (!at) return crypto ?? CLEAN;
    const made = madeBefore(one) ?? makeHandle(frame, at, call, one.receiver, crypto ?? stored);
    keepRedaction(one, made);
    return made;
  }
  if (crypto && said !== "clean") return crypto;
  return say(one, said, returned, "");
}

/** A handle that callbacks were already given: it keeps what they put into it. */
const madeBefore = (one: Modelled): Value | undefined =>
  (one.model.callbacks ?? []).some((row) => row.parameters.includes("result")) && one.frame.obj(handleSite(one.frame, one.call)) ? object(handleSite(one.frame, one.call)) : undefined;

/** A value said in the vocabulary of `ResultModel`; plain parts are values too. */
export function say(one: Modelled, said: string, returned: Returned, label: string): Value {
  if (said.includes("|") && !said.startsWith("handle")) return sayFirst(one, said.split("|"), returned, label);
  const { frame, call } = one;
  const [kind, rest] = split(said);
  const site = `${call.label ?? ""}${label}`;
  const list = (value: Value): Value => frame.newObject(call.at, "array", [["[*]", value]], {}, `${site}[]`);
  switch (kind) {
    case "clean":
    case "error":
      return CLEAN;
    case "arguments":
      return frame.derive(join(call.args.reduce(join, CLEAN), dataOf(frame, one.receiver, call.at)));
    case "unknown": {
      const declared = call.typeArgs?.[0] ?? call.returns ?? UNKNOWN_TYPE;
      const { type, hint } = declared === UNKNOWN_TYPE && REQUEST_BODY.test(one.node.path) ? payloadOf(frame, "body", "", []) : { type: declared, hint: "" };
      return frame.born(call.at, type, hint, site);
    }
    case "model-output":
      return symbol(rootAtom({ kind: "output", fn: frame.fn.id, at: call.at, site: frame.siteOf(call.at) + site }, rest === "" ? UNKNOWN_TYPE : schemaType(frame, partValue(one, rest)), ""), frame.why(call.at, ""));
    case "receiver":
      return one.receiver;
    case "stored":
      return dataOf(frame, one.receiver, call.at);
    case "request":
    case "response":
      return typedHandle(one, kind, site);
    case "handle":
      return handleAt(one, rest, site);
    case "child": {
      const made = handleAt(one, rest, site);
      mountChild(one, made, site);
      return made;
    }
    case "part":
      return partValue(one, rest);
    case "elements":
      return frame.elements(sayOrPart(one, rest, returned, label), call.at);
    case "inner":
      return emitted(frame, sayOrPart(one, rest, returned, label), call.at);
    case "instance":
      return instanceOf(one, partValue(one, rest), site);
    case "result":
      return resultSoFar(one);
    case "array":
      return list(sayOrPart(one, rest, returned, `${label}[`));
    case "callback":
      return frame.ascribe(returned.get(rest) ?? callbackResult(one, rest), awaited(frame, call.typeArgs?.[0]));
    case "callbacks":
      return list(returned.get(rest) ?? CLEAN);
    case "type":
    case "types": {
      const value = frame.born(call.at, call.typeArgs?.[Number(rest)] ?? call.returns ?? UNKNOWN_TYPE, "", site);
      return kind === "type" ? value : list(value);
    }
    case "recvType":
    case "recvTypes": {
      const value = frame.born(call.at, selectedOf(one, receiverType(one, Number(rest))), "", site);
      return kind === "recvType" ? value : list(value);
    }
    case "schema":
    case "schemas": {
      const described = rest === "recv" ? join(one.receiver, rootHandles(frame, one.receiver)) : partValue(one, rest);
      const value = selectedColumns(one) ?? frame.born(call.at, schemaType(frame, described), "", site);
      return kind === "schema" ? value : list(value);
    }
    case "row":
      return rowOf(one, site);
    case "rows":
      return list(rowOf(one, site));
    case "table":
    case "tables": {
      const { type, hint } = tableOf(one, rest);
      const value = frame.born(call.at, type, hint, site);
      return kind.endsWith("s") ? list(value) : value;
    }
    case "fields":
      return frame.newObject(call.at, "object", Object.entries(one.model.fields ?? {}).map(([key, field]): [string, Value] => [key, say(one, field, returned, `${label}.${key}`)]), {}, `${site}fields`);
    case "zip":
      return zip(one, partValue(one, rest), site);
    case "spread":
      return spread(one, rest, site);
    case "pick":
    case "omit":
    case "get":
      return selected(one, kind, rest, site);
    default:
      return /^(?:\d|\*|recv|config)/.test(said) ? partValue(one, said) : frame.born(call.at, UNKNOWN_TYPE, "", site);
  }
}

/** Calls that read what a request brings: `request.json()`. */
const REQUEST_BODY = /(?:Request|Context|Event)\.new\(\)\.(?:request\.|req\.)?(?:json|parseBody|formData|valid)$/;

/** The object that a call makes, for callbacks that run before it is there. */
function resultSoFar(one: Modelled): Value {
  const { model, node, call } = one;
  const at = model.as ? one.frame.ctx.models.nodeFrom(node.library.library, model.as) : call.construct ? node.construct() : node.call();
  return at ? makeHandle(one.frame, at, call, one.receiver, CLEAN) : CLEAN;
}

const awaited = (frame: Frame, type: TypeKey | undefined): TypeKey => (type === undefined ? UNKNOWN_TYPE : frame.types.awaited(type));

const split = (name: string): [string, string] => {
  const at = name.indexOf(":");
  return at < 0 ? [name, ""] : [name.slice(0, at), name.slice(at + 1)];
};

/** The first alternative that the call has. */
function sayFirst(one: Modelled, alternatives: readonly string[], returned: Returned, label: string): Value {
  for (const said of alternatives) {
    const [kind, rest] = split(said);
    const present = kind === "callback" ? returned.has(rest) || callable(one.frame, partValue(one, rest)).size > 0 : say(one, said, returned, label).size > 0;
    if (present) return say(one, said, returned, label);
  }
  return CLEAN;
}

const sayOrPart = (one: Modelled, said: string, returned: Returned, label: string): Value =>
  /^(?:\d|\*|recv|config)/.test(said) ? partValue(one, said) : say(one, said, returned, label);

/** What a callback returns that the model does not list among its callbacks. */
function callbackResult(one: Modelled, part: string): Value {
  const functions = callable(one.frame, partValue(one, part));
  return functions.size === 0 ? CLEAN : runCallback(one, functions, [], part);
}

function typedHandle(one: Modelled, kind: "request" | "response", site: string): Value {
  const types = one.node.library.types ?? {};
  const wanted = kind === "request" ? /(?:request|req|event)$/i : /(?:response|reply|res)$/i;
  const name = Object.keys(types).find((type) => type.toLowerCase() === kind) ?? Object.keys(types).find((type) => wanted.test(type));
  return name ? handleAt(one, types[name] ?? "", site) : one.frame.born(one.call.at, UNKNOWN_TYPE, kind, site);
}

function handleAt(one: Modelled, path: string, site: string): Value {
  const node = one.frame.ctx.models.nodeFrom(one.node.library.library, path);
  if (!node) return one.frame.born(one.call.at, UNKNOWN_TYPE, "", site);
  const payload = one.call.typeArgs?.map((type, index): [string, Value] => [`^type${index}`, constant(type)]) ?? [];
  for (const value of constants(one.model.entry ? (one.call.args[0] ?? CLEAN) : CLEAN)) if (typeof value === "string") payload.push(["^route", constant(value)]);
  const made = one.frame.allocate(one.frame.siteOf(one.call.at) + site, makeObj("handle", payload, { node: node.id }));
  inheritRedaction(one.frame, one.receiver, made);
  return made;
}

/** An object of a library, with what it was made from. */
export function makeHandle(frame: Frame, node: ApiNode, call: Invocation, receiver: Value, stored: Value): Value {
  const fields: [string, Value][] = call.args.map((arg, index) => [`^config${index}`, arg]);
  if (!isHook(call)) fields.push(["^built", constant(`${frame.fn.id}@${call.at}`)]);
  if (!call.construct && isInstance(frame, receiver)) fields.push(["^on", receiver]);
  if (stored.size > 0) fields.push(["[*]", stored]);
  const type = call.typeArgs?.[0];
  return frame.allocate(handleSite(frame, call), makeObj("handle", fields, { node: node.id, ...(type === undefined ? {} : { type }) }));
}

/** `useMedplum()` hands out a client that was built elsewhere. */
const isHook = (call: Invocation): boolean => /(?:^|\.)use[A-Z]\w*$/.test(call.name ?? "");

const handleSite = (frame: Frame, call: Invocation): string => `${frame.siteOf(call.at) + (call.label ?? "")}()`;

const isInstance = (frame: Frame, receiver: Value): boolean => [...receiver.values()].some(({ ref }) => ref.r === "sym" || (ref.r === "obj" && frame.obj(ref.id)?.kind === "handle"));

function receiverType(one: Modelled, index: number): TypeKey {
  const { frame } = one;
  for (const { ref } of join(one.receiver, rootHandles(frame, one.receiver)).values()) {
    if (ref.r === "sym") return frame.types.argument(ref.atom.type, index);
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj?.type && index === 0) return obj.type;
    const schema = obj && schemaType(frame, obj.fields.get("^config0") ?? CLEAN);
    if (schema) return schema;
  }
  return UNKNOWN_TYPE;
}

/** Columns that the query names (`select({ id: patients.id })`): a row has those and no others. */
function selectedColumns(one: Modelled): Value | undefined {
  const { frame, receiver } = one;
  for (const { ref } of join(receiver, rootHandles(frame, receiver)).values()) {
    const columns = ref.r === "obj" ? frame.obj(ref.id)?.fields.get("^config0") : undefined;
    const objects = filterValue(columns ?? CLEAN, (column) => column.r === "obj" && frame.obj(column.id)?.kind === "object");
    if (objects.size > 0) return objects;
  }
  return undefined;
}

/** `[a$, b$]` gives `[a, b]`. */
function zip(one: Modelled, list: Value, site: string): Value {
  const { frame, call } = one;
  const fields = new Map<string, Value>();
  for (const entry of list.values()) {
    const obj = entry.ref.r === "obj" ? frame.obj(entry.ref.id) : undefined;
    if (!obj) continue;
    for (const [key, field] of obj.fields) if (!key.startsWith("^")) fields.set(key, join(fields.get(key) ?? CLEAN, frame.elements(rootHandles(frame, field), call.at)));
  }
  return frame.newObject(call.at, "array", fields, {}, `${site}zip`);
}

function spread(one: Modelled, part: string, site: string): Value {
  const values = part === "*" ? one.call.args : [partValue(one, part)];
  let result: Value = CLEAN;
  values.forEach((value, index) => {
    result = join(result, copyObject(one.frame, value, { ...one.call, label: `${site}spread${index}` }));
  });
  return result;
}

/** `pick:0:1..`, `omit:0:1..`, `get:0:1`. */
function selected(one: Modelled, kind: "pick" | "omit" | "get", rest: string, site: string): Value {
  const { frame, call } = one;
  const [from = "0", by = "1.."] = rest.split(":");
  const value = partValue(one, from);
  const names = namesIn(frame, partValue(one, by), call.at);
  if (names.length === 0) return kind === "omit" ? value : kind === "get" ? frame.read(value, "[*]", call.at) : frame.derive(value);
  if (kind === "omit") return frame.without(value, names, call.at);
  if (kind === "get") return names.reduce((all, name) => join(all, name.split(".").reduce((at, key) => getMember(frame, at, key, call.at), value)), CLEAN as Value);
  return frame.newObject(call.at, "object", names.map((name): [string, Value] => [name, getMember(frame, value, name, call.at)]), {}, `${site}picked`);
}

function namesIn(frame: Frame, value: Value, at: number): string[] {
  const lists = filterValue(value, (ref) => ref.r === "obj");
  return [...constants(value), ...constants(frame.elements(lists, at))].map(String);
}

// ---- redaction and cryptography ------------------------------------------------------------------------------------------

function sanitizedResult(one: Modelled, rule: NonNullable<CallModel["sanitizes"]>): Value {
  const { frame, call } = one;
  const [whole = CLEAN] = call.args;
  const kept = redacted(one, whole);
  if (kept !== whole) return kept;
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
  let data: Value = dataOf(frame, one.receiver, call.at);
  for (const part of crypto.data ?? []) data = join(data, partValue(one, part));
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
