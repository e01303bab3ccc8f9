// Calls that rules look at by themselves: their parts flattened from arguments (`0`, `0.minVersion`, `1.headers.accept`), and which of
// them callers have to see again because inputs decide.

import { isInput } from "./atom";
import { UNKNOWN_TYPE } from "../ir/types";
import type { Frame } from "./frame";
import type { Invocation } from "./invoke";
import { guardsOf, sitesOf } from "./routes";
import { isShown } from "./sinks";
import type { CallFact, Summary } from "./summary";
import { CLEAN, constant, constants, join, symbols, type Value } from "./value";

const MAX_DEPTH = 3;
const MAX_PARTS = 60;

/** Node of facts about options that weaken a connection, whoever takes them. */
export const OPTION = "option";
/** Node of facts about calls of the policy's audit functions. */
export const AUDIT = "policy:audit";

/** Names under which the runtime and its clients take such options; they mean the same everywhere. */
const OPTIONS = new Set([
  "rejectUnauthorized", "strictSSL", "tlsAllowInvalidCertificates", "tlsAllowInvalidHostnames", "tlsInsecure", "sslValidate", "NODE_TLS_REJECT_UNAUTHORIZED", "minVersion", "maxVersion", "secureProtocol",
  "DEFAULT_MIN_VERSION", "baseURL", "baseUrl", "prefixUrl",
]);

export const isOption = (key: string): boolean => OPTIONS.has(key);

/** Notes an option that an object literal or an assignment sets. */
export function recordOption(frame: Frame, key: string, value: Value, at: number): void {
  if (value.size === 0) return;
  frame.recordFact({ node: OPTION, callee: key, at: { fn: frame.fn.id, at }, parts: new Map([["value", value]]), proven: [] });
}

/** Adds a value and the fields of its object literals under dotted names. */
export function flattenParts(frame: Frame, value: Value, name: string, into: Map<string, Value>, depth = 0): void {
  if (into.size >= MAX_PARTS) return;
  into.set(name, join(into.get(name) ?? CLEAN, value));
  if (depth >= MAX_DEPTH) return;
  for (const { ref } of value.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (!obj || (obj.kind !== "object" && obj.kind !== "array" && obj.kind !== "json")) continue;
    for (const [key, field] of obj.fields) {
      if (!key.startsWith("^")) flattenParts(frame, obj.kind === "json" ? (obj.fields.get("value") ?? CLEAN) : field, `${name}.${key}`, into, depth + 1);
    }
  }
}

/** One fact for each node and place: what several paths or turns of a loop say is joined. */
export function mergeFacts(a: CallFact, b: CallFact): CallFact {
  const parts = new Map(a.parts);
  for (const [name, value] of b.parts) parts.set(name, join(parts.get(name) ?? CLEAN, value));
  return { ...b, parts, proven: a.proven.filter((fact) => b.proven.includes(fact)) };
}

const hasInput = (value: Value): boolean => {
  for (const { ref } of value.values()) {
    const by = ref.r === "led" ? ref.by : ref;
    if (by.r === "sym" && isInput(by.atom.root)) return true;
  }
  return false;
};

/** Node of facts about accesses of stores. */
export const ACCESS = "store-access";

/** A helper that is told by its callers what to ask a store: the access is theirs. */
const isAskedByCallers = (fact: CallFact): boolean => {
  const subject = fact.parts.get("subject") ?? CLEAN;
  const isTyped = [...symbols(fact.parts.get("rows") ?? CLEAN)].some(({ atom }) => atom.base !== UNKNOWN_TYPE && !atom.base.startsWith("'"));
  return subject.size > 0 && !isTyped && [...subject.values()].every(({ ref }) => ref.r === "sym" && isInput(ref.atom.root));
};

/** The accesses of a callee that are its callers', by site. */
export const askedByCallers = (summary: Summary): ReadonlySet<string> =>
  new Set(openFacts(summary).filter((fact) => fact.node === ACCESS).map((fact) => `${fact.at.fn}@${fact.at.at}`));

/** Parts by which a fact stays open for callers. */
export function openParts(fact: CallFact): string[] {
  if (fact.node === ACCESS) return isAskedByCallers(fact) ? ["subject"] : [];
  if (fact.parts.has("shown")) return [];
  const names: string[] = [];
  for (const [name, value] of fact.parts) {
    const asked = fact.node === OPTION || fact.node === AUDIT ? true : /^(?:address|hashed|body|answer|receiver|(?:setting|crypto):)/.test(name);
    if (asked && hasInput(value)) names.push(name);
  }
  return names;
}

/** Node of facts about new instances that keep addresses in their fields, before the class. */
export const INSTANCE = "new:";

/** Notes the addresses that a constructor keeps: methods connect to them later. */
export function recordInstance(frame: Frame, cls: string, id: string, at: number): void {
  const parts = new Map<string, Value>();
  for (const [key, value] of frame.obj(id)?.fields ?? []) {
    if (!key.startsWith("^") && [...constants(value)].some((one) => typeof one === "string" && /^[a-z][a-z0-9+.-]*:\/\//i.test(one))) parts.set(`field:${key}`, value);
  }
  if (parts.size > 0) frame.recordFact({ node: `${INSTANCE}${cls}`, callee: `new ${cls.slice(cls.lastIndexOf("#") + 1)}`, at: { fn: frame.fn.id, at }, parts, proven: [] });
}

const memo = new WeakMap<Summary, readonly CallFact[]>();

/** Most facts of one callee that its callers see. Named cap `open-facts`. */
const MAX_OPEN = 60;

/** The facts of a summary that its callers have to complete. */
export function openFacts(summary: Summary): readonly CallFact[] {
  let found = memo.get(summary);
  if (!found) {
    found = summary.calls.filter((fact) => openParts(fact).length > 0).slice(0, MAX_OPEN);
    memo.set(summary, found);
  }
  return found;
}

/** An access of a helper as its caller's own: what it asks and what it gets. */
export function completeAccess(frame: Frame, fact: CallFact, call: Invocation, put: (value: Value) => Value, result: Value): void {
  const types = [...fact.parts.keys()].filter((name) => /^type\d/.test(name));
  const parts = new Map([...fact.parts, ["subject", put(fact.parts.get("subject") ?? CLEAN)], ["rows", frame.collect(result)]] as const);
  for (const name of types) parts.delete(name);
  call.typeArgs?.forEach((type, index) => parts.set(`type${index}`, constant(type)));
  frame.recordFact({ ...fact, callee: call.name ?? fact.callee, at: { fn: frame.fn.id.replace(/<entry>$/, ""), at: call.at }, parts, proven: [...new Set([...fact.proven, ...frame.state.proven])] });
}

/** A fact of a callee with the caller's values put in. */
export function completeFact(frame: Frame, fact: CallFact, at: number, put: (value: Value) => Value): void {
  const parts = new Map<string, Value>();
  const open = new Set(openParts(fact));
  for (const [name, value] of fact.parts) {
    if (name === "fixed-iv" || name === "fixed-salt") continue;
    if (!open.has(name)) {
      parts.set(name, join(parts.get(name) ?? CLEAN, value));
      continue;
    }
    const made = put(value);
    if (name === "hashed" || name === "body" || name === "answer") parts.set(name, frame.collect(made));
    else if (fact.node === AUDIT) flattenParts(frame, made, name.replace(/\.\.\.\.$/, ""), parts);
    else parts.set(name, made);
  }
  if (open.has("crypto:iv") && isFixed(frame, parts.get("crypto:iv") ?? CLEAN)) parts.set("fixed-iv", constant(true));
  if (open.has("crypto:salt") ? isFixed(frame, parts.get("crypto:salt") ?? CLEAN) : fact.parts.has("fixed-salt")) parts.set("fixed-salt", constant(true));
  const hashed = parts.get("hashed");
  if (hashed && [...symbols(hashed)].some(({ atom }) => isInput(atom.root) && isShown(frame, atom))) parts.set("shown", constant(true));
  const receiver = open.has("receiver") ? parts.get("receiver") : undefined;
  if (receiver) {
    const [path] = constants(parts.get("path") ?? CLEAN);
    parts.set("router", join(parts.get("router") ?? CLEAN, sitesOf(frame, receiver)));
    const before = guardsOf(frame, receiver, typeof path === "string" && path !== "" ? path : undefined);
    return frame.recordFact({ ...fact, parts, proven: [...new Set([...fact.proven, ...before])], from: { fn: frame.fn.id, at } });
  }
  frame.recordFact({ ...fact, parts, proven: [...new Set([...fact.proven, ...frame.state.proven])], from: { fn: frame.fn.id, at } });
}

/** Bytes that are the same in every run: constants and buffers that nothing random was put into. */
export function isFixed(frame: Frame, value: Value): boolean {
  if (value.size === 0) return false;
  for (const { ref } of value.values()) {
    if (ref.r === "const" && typeof ref.value === "string") continue;
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj?.kind !== "array" || obj.fields.has("^random")) return false;
    for (const field of obj.fields.values()) for (const entry of field.values()) if (entry.ref.r !== "const") return false;
  }
  return true;
}
