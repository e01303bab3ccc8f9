// The parts of a modelled call: arguments and their properties, what the receiver holds, how its client was configured.

import type { ApiNode } from "../models/match";
import type { CallModel } from "../models/schema";
import type { Frame } from "./frame";
import type { Invocation } from "./invoke";
import { getMember, MEMBER } from "./members";
import { CLEAN, constant, constants, join, single, type Value } from "./value";

/** One modelled call while it is worked on. */
export interface Modelled {
  readonly frame: Frame;
  readonly node: ApiNode;
  readonly model: CallModel;
  readonly receiver: Value;
  readonly call: Invocation;
  /** What its middleware proves, for the builder that it makes. */
  proofs?: readonly string[];
}

/** The value of a part of the call (see `Part`). */
export function partValue(one: Modelled, part: string): Value {
  if (part.includes("|")) return firstPart(one, part.split("|"));
  const { frame, call } = one;
  const [head = "", ...path] = part.split(".");
  if (head === "*") return call.args.reduce(join, CLEAN);
  const open = /^(\d+)$/.exec(head) && path[0] === "" ? Number(head) : undefined;
  if (open !== undefined) return call.args.slice(open).reduce(join, CLEAN);
  let value: Value;
  if (head === "chain") value = chainOf(frame, one.receiver);
  else if (head === "member") value = constant(memberName(frame, one.receiver));
  else if (head === "recv") value = dataOf(frame, one.receiver, call.at);
  else if (head === "config") value = configOf(frame, one.receiver, 0);
  else if (/^config\d+$/.test(head)) value = configOf(frame, one.receiver, Number(head.slice(6)));
  else value = call.args[Number(head)] ?? (call.spread ? (call.args.at(-1) ?? CLEAN) : CLEAN);
  for (const key of path) value = key === "*" || key === "[*]" ? frame.read(value, "[*]", call.at) : getMember(frame, value, key, call.at);
  return value;
}

/** The name under which a place of a library was read that its model knows by `*`. */
export function memberName(frame: Frame, receiver: Value): string {
  for (const { ref } of receiver.values()) {
    const [name] = constants((ref.r === "obj" ? frame.obj(ref.id)?.fields.get(MEMBER) : undefined) ?? CLEAN);
    if (typeof name === "string") return name;
  }
  return "";
}

/** The first alternative that the call has: `0.url|0`. */
function firstPart(one: Modelled, alternatives: readonly string[]): Value {
  for (const part of alternatives) {
    const value = partValue(one, part);
    if (value.size > 0) return value;
  }
  return CLEAN;
}

/** What was stored in a library's object, wherever in its chain of calls. */
export function dataOf(frame: Frame, receiver: Value, at: number, depth = 0): Value {
  let result = frame.read(receiver, "[*]", at);
  if (depth > 12) return result;
  for (const { ref } of receiver.values()) {
    const on = ref.r === "obj" ? frame.obj(ref.id)?.fields.get("^on") : undefined;
    if (on) result = join(result, dataOf(frame, on, at, depth + 1));
  }
  return result;
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

/** The first arguments of the calls that led from the client to the receiver: `db.collection("patients").doc(id)`. */
function chainOf(frame: Frame, receiver: Value, depth = 0): Value {
  let result: Value = CLEAN;
  if (depth > 8) return result;
  for (const { ref } of receiver.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    const on = obj?.fields.get("^on");
    if (obj && on) result = join(join(result, obj.fields.get("^config0") ?? CLEAN), chainOf(frame, on, depth + 1));
  }
  return result;
}

/** The n-th argument that a client was made with. */
export function configOf(frame: Frame, receiver: Value, index: number): Value {
  let result: Value = CLEAN;
  for (const { ref } of join(receiver, rootHandles(frame, receiver)).values()) {
    const config = ref.r === "obj" ? frame.obj(ref.id)?.fields.get(`^config${index}`) : undefined;
    if (config) result = join(result, config);
  }
  return result;
}

export function store(one: Modelled, value: Value): void {
  const roots = rootHandles(one.frame, one.receiver);
  one.frame.write(roots, "[*]", value, one.call.at, true);
}

