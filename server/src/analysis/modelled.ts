// Calls of modelled libraries: what their data files say about sinks, results, callbacks and stores.

import { UNKNOWN_TYPE } from "../ir/types";
import type { CryptoModel, SinkModel } from "../models/schema";
import { isInput } from "./atom";
import { ACCESS, flattenParts, isFixed } from "./callfacts";
import { redacted } from "./redaction";
import { guardBuilder, guardByDefault } from "./routes";
import { assignedAnswer, errorResponse } from "./responses";
import { checkArguments } from "./checks";
import type { Frame } from "./frame";
import type { Invocation } from "./invoke";
import { getMember } from "./members";
import { configOf, dataOf, type Modelled, partValue, rootHandles, store } from "./parts";
import { noteColumns } from "./columns";
import { givesHandle, makeHandle, resultOf, runCallbacks, sayPart } from "./results";
import { isShown, sinkValue } from "./sinks";
import { addressOnly, resolveUrl } from "./text";
import { runFunctions } from "./unknown";
import { CLEAN, constant, constants, join, single, symbols, type Value } from "./value";


/** Calls a place in a library. */
export function callModel(frame: Frame, nodeId: string, receiver: Value, call: Invocation, callee: Value): Value {
  const node = frame.ctx.models.byId(nodeId);
  if (!node) return CLEAN;
  const model = call.construct ? node.constructModel : node.callModel;
  const next = call.construct ? (node.construct() ?? node.call()) : (node.call() ?? (node.construct() && !node.callModel ? node.construct() : undefined));
  if (!model) {
    runFunctions(frame, call.args, call);
    if (next) return makeHandle(frame, next, call, receiver, CLEAN);
    let carried: Value = CLEAN;
    for (const arg of call.args) carried = join(carried, frame.derive(arg));
    return join(carried, frame.born(call.at, call.typeArgs?.[0] ?? call.returns ?? UNKNOWN_TYPE, "", call.label ?? ""));
  }
  void callee;
  const one: Modelled = { frame, node, model, receiver, call };
  if (model.role === "output-validation") checkArguments(frame, call);
  if (model.selects !== undefined) noteColumns(one, model.selects);
  if (model.result === "receiver" && call.typeArgs?.[0] !== undefined) frame.write(receiver, "^type0", constant(call.typeArgs[0]), call.at);
  recordFacts(one);
  recordSinks(one);
  if (model.response) errorResponse(one, model.response);
    for (const write of model.writes ?? []) frame.write(partValue(one, write.to), "[*]", partValue(one, write.from), call.at, true);
  const access = recordAccess(one);
  const returned = runCallbacks(one);
  if (!givesHandle(model, next)) for (const said of model.stores ?? []) store(one, ciphered(one, sayPart(one, said, returned)));
  const result = resultOf(one, next, returned);
  access?.(result);
  guardBuilder(one, result);
  return result;
}

/** What a cipher keeps is encrypted. */
const ciphered = (one: Modelled, value: Value): Value => (one.model.crypto?.does === "encrypt" ? one.frame.derive(value, { encrypted: true }) : value);

// ---- sinks ---------------------------------------------------------------------------------------------------------

function recordSinks(one: Modelled): void {
  const { frame, node, model, call } = one;
  const address = addressOf(one);
  const options = optionsOf(one);
  const common = { node: node.id, callee: call.name ?? node.path, library: node.library.library, address, options, ...clientOf(one) };
  for (const sink of model.sinks ?? []) {
    if (sink.when && !holds(one, sink.when)) continue;
    for (const part of sink.parts) {
      const plain = sink.least ? new Map([...options, ["least", constant(sink.least)]]) : options;
      const written = sink.kind === "storage" || sink.kind === "outbound" ? new Map([...plain, ["names", constant(namesGiven(frame, call.args))]]) : plain;
      sinkValue(frame, redacted(one, partValue(one, part)), { ...common, options: written, kind: sink.kind, inUrl: sink.kind === "url" }, call.at);
    }
  }
  if (!model.url) return;
  for (const part of [model.url.part, ...(model.url.query ?? [])]) {
    const value = ofUrl(frame, partValue(one, part));
    sinkValue(frame, value, { ...common, kind: "url", inUrl: true }, call.at);
    if (model.sinks?.some((sink) => sink.kind === "outbound")) sinkValue(frame, value, { ...common, kind: "outbound", inUrl: true }, call.at);
  }
}

/** Names of properties, declared fields and words of SQL in the arguments: what is written beside a value. */
function namesGiven(frame: Frame, args: readonly Value[]): string {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (value: Value): void => {
    for (const { ref } of value.values()) {
      if (ref.r === "const" && typeof ref.value === "string") for (const word of ref.value.match(/[A-Za-z_]\w*/g) ?? []) names.add(word);
      if (ref.r === "text") for (const word of ref.lead.match(/[A-Za-z_]\w*/g) ?? []) names.add(word);
      if (ref.r === "sym") for (const name of frame.types.properties(ref.atom.type) ?? []) names.add(name);
      if (ref.r !== "obj" || seen.has(ref.id)) continue;
      seen.add(ref.id);
      const obj = frame.obj(ref.id);
      if (obj?.kind !== "object" && obj?.kind !== "array" && obj?.kind !== "instance" && obj?.kind !== "json") continue;
      for (const [key, field] of obj.fields) {
        if (/^[A-Za-z_]/.test(key)) names.add(key);
        visit(field);
      }
    }
  };
  args.forEach(visit);
  return [...names].sort().slice(0, 200).join(" ");
}

/** What of a value is in the URL: of a `Request`, its URL only. */
function ofUrl(frame: Frame, value: Value): Value {
  let result: Value = CLEAN;
  for (const entry of value.values()) {
    const request = entry.ref.r === "obj" ? frame.obj(entry.ref.id) : undefined;
    result = join(result, request?.fields.has("^address") && request.fields.has("body") ? (request.fields.get("url") ?? CLEAN) : single(entry.ref, entry.why));
  }
  return result;
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
  for (const part of model.via ?? []) base = join(base, destinationOf(one.frame, partValue(one, part)));
  return addressOnly(model.url ? resolveUrl(urlText(one.frame, partValue(one, model.url.part)), base) : base);
}

/** Where the objects of other libraries send what they are given: their configured address, else a host of their library's own destination. */
function destinationOf(frame: Frame, value: Value): Value {
  let result: Value = CLEAN;
  for (const entry of value.values()) {
    const { ref } = entry;
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    const library = obj?.node === undefined || obj.kind !== "handle" ? undefined : frame.ctx.models.byId(obj.node)?.library;
    if (!library) continue;
    let address: Value = CLEAN;
    for (const part of library.address ?? []) {
      const [head = "", ...path] = part.split(".");
      const config = configOf(frame, single(ref, entry.why), Number(head.slice("config".length)));
      address = join(address, addressOnly(path.reduce((at, key) => getMember(frame, at, key, 0), config)));
    }
    const host = library.destination?.kind === "first-party" ? "localhost" : library.destination?.hosts?.[0];
    // A setting that only others could have filled in may be empty: then the library's own destination stands.
    const certain = [...address.values()].some(({ ref }) => ref.r !== "sym" || ref.atom.root.kind !== "ambient");
    result = join(join(result, address), certain || host === undefined ? CLEAN : constant(`https://${host}`));
  }
  return result;
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
  const region = join(partValue(one, "config.region"), partValue(one, "config1.region"));
  if (region.size > 0) options.set("region", region);
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
  for (const { ref } of join(rootHandles(one.frame, one.receiver), one.receiver).values()) {
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
export function assignedSink(frame: Frame, node: string, key: string, value: Value, receiver: Value, at: number, status?: Value): boolean {
  if (node.startsWith("?") || node.startsWith("ns:") || node.startsWith("js|")) {
    if (!node.startsWith("js|")) return false;
  }
  const place = node.startsWith("js|") ? frame.ctx.models.root("global")?.member(node.slice(3)) : frame.ctx.models.byId(node);
  const property = place?.member(key)?.property;
  if (place && property?.answers) assignedAnswer(frame, `${place.id}.${key}`, value, status ?? frame.read(receiver, property.answers.status, at), at);
  if (!place || !property?.assigned) return false;
  sinkValue(frame, value, {
    kind: property.assigned, node: `${place.id}.${key}`, callee: `${place.path}.${key}`, library: place.library.library,
    address: property.assigned === "url" ? value : CLEAN, inUrl: property.assigned === "url", options: new Map(),
  }, at);
  return true;
}

// ---- facts -----------------------------------------------------------------------------------------------------------

/** What the control rules ask of a call: its settings, address, algorithm, data and answer, and what was proven before it. */
function recordFacts(one: Modelled): void {
  const { frame, model, node, call } = one;
  const { crypto } = model;
  if (crypto?.does === "random") for (const arg of call.args) for (const { ref } of arg.values()) if (ref.r === "obj") frame.writeObject(ref.id, "^random", constant(true), true);
  if (model.role === "audit") frame.prove("audit");
  if (model.role === "authentication" || model.role === "authorization") frame.prove("access");
  if (model.role) guardByDefault(one);
  if (!(model.settings || crypto || model.role || model.middleware || model.url || model.response)) return;
  const parts = new Map<string, Value>();
  call.args.forEach((arg, index) => flattenParts(frame, arg, String(index), parts));
  for (const [name, part] of Object.entries(model.settings ?? {})) parts.set(`setting:${name}`, partValue(one, part));
  if (crypto) cryptoParts(one, crypto, parts);
  if (model.url) parts.set("address", addressOf(one));
  if (model.response) parts.set("body", frame.collect(partValue(one, model.response.body)));
  frame.recordFact({ node: node.id, callee: call.name ?? node.path, ...frame.placeOfCall(call.at), parts, proven: [...frame.state.proven] });
}

/** An access of a store waits for an audit event; whether it is about patients is seen from what it is asked, given and gives back. */
function recordAccess(one: Modelled): ((result: Value) => void) | undefined {
  const { frame, model, node, call } = one;
  const access = model.store?.access;
  if (access === undefined) return undefined;
  const place = frame.placeOfCall(call.at);
  const at = { fn: place.at.fn.replace(/<entry>$/, ""), at: place.at.at };
  if (!frame.state.proven.has("audit")) frame.state.pending.add(`${at.fn}@${at.at}`);
  const parts = new Map<string, Value>([
    ["subject", (model.store?.subject ?? []).reduce((all, part) => join(all, partValue(one, part)), CLEAN as Value)], ["access", constant(access)], ["node", constant(node.id)],
  ]);
  call.typeArgs?.forEach((type, index) => parts.set(`type${index}`, constant(type)));
  if (access !== "read" || model.result !== "clean") parts.set("gives", constant(true));
  const proven = [...frame.state.proven];
  return (result) => frame.recordFact({ node: ACCESS, callee: call.name ?? node.path, at, parts: new Map([...parts, ["rows", frame.collect(result)]]), proven });
}

function cryptoParts(one: Modelled, crypto: CryptoModel, parts: Map<string, Value>): void {
  const { frame } = one;
  for (const name of ["algorithm", "key", "iv", "salt", "iterations"] as const) {
    const part = crypto[name];
    if (part !== undefined) parts.set(`crypto:${name}`, partValue(one, part));
  }
  const data = (crypto.data ?? []).reduce((all, part) => join(all, partValue(one, part)), CLEAN as Value);
  if (crypto.does === "kdf") parts.set("crypto:secret", data);
  if (crypto.iv !== undefined && isFixed(frame, partValue(one, crypto.iv))) parts.set("fixed-iv", constant(true));
  if (crypto.salt !== undefined && isFixed(frame, partValue(one, crypto.salt))) parts.set("fixed-salt", constant(true));
  if (crypto.does !== "hash" && crypto.does !== "kdf") return;
  const hashed = frame.collect(join(data, dataOf(frame, one.receiver, one.call.at)));
  if (hashed.size === 0) return;
  parts.set("hashed", hashed);
  if ([...symbols(hashed)].some(({ atom }) => isInput(atom.root) && isShown(frame, atom))) parts.set("shown", constant(true));
}
