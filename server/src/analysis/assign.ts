// Assignment to members: setters, static and instance fields, and properties of libraries that are sinks.

import type { Target } from "../ir/ir";
import { UNKNOWN_TYPE } from "../ir/types";
import { isInput } from "./atom";
import { isOption, recordOption } from "./callfacts";
import { evaluate } from "./expressions";
import type { Frame } from "./frame";
import { applyFunction, defer, invoke } from "./invoke";
import { findMethod, isRequestState, requestState } from "./members";
import { assignedSink } from "./modelled";
import { accessorOf, PROTO } from "./prototypes";
import { assignGlobal, isUnknownPlace, unknownPlace } from "./scripts";
import { carrierOf } from "./sinks";
import { CLEAN, constants, join, object, single, symbols, type Entry, type Value } from "./value";

type MemberTarget = Target & { readonly to: "member" };

/** `target.key = value`. */
export function assignMember(frame: Frame, to: MemberTarget, value: Value): void {
  const target = evaluate(frame, to.of);
  const keyValue = typeof to.key === "string" ? undefined : evaluate(frame, to.key);
  const keys = keyValue === undefined ? [to.key as string] : [...constants(keyValue)].map(String);
  const known = keyValue === undefined || (keys.length > 0 && keys.length === keyValue.size);
  if (!known) {
    for (const { ref } of target.values()) if (ref.r === "api" && isUnknownPlace(ref.node)) frame.write(unknownPlace(frame, ref.node), "[*]", value, to.at);
    frame.write(target, "[*]", value, to.at);
    frame.write(target, "{k}", keyValue ?? CLEAN, to.at);
    return;
  }
  for (const key of keys) if (isOption(key)) recordOption(frame, key, value, to.at);
  for (const key of keys) setMember(frame, target, key, value, to.at, keys.length > 1);
}

/** A write that a callee left to this function: objects with a setter of that name run it. */
export function writeMember(frame: Frame, target: Value, key: string, value: Value, at: number, weakly: boolean): void {
  if (!/^[\w$]/.test(key) || ![...target.values()].some(({ ref }) => ref.r === "obj" && hasSetter(frame, ref.id, key))) return frame.write(target, key, value, at, weakly);
  setMember(frame, target, key, value, at, weakly);
}

function hasSetter(frame: Frame, id: string, key: string): boolean {
  const obj = frame.obj(id);
  return accessorOf(frame, obj, `^set ${key}`) !== undefined || (obj?.cls !== undefined && obj.kind === "instance" && findMethod(frame, obj.cls, key, false, "set") !== undefined);
}

function setMember(frame: Frame, target: Value, key: string, value: Value, at: number, weakly: boolean): void {
  let plain: Value = CLEAN;
  for (const entry of target.values()) {
    const { ref } = entry;
    const one = single(ref, entry.why);
    if (ref.r === "api") {
      if (assignedSink(frame, ref.node, key, value, CLEAN, at)) continue;
      if (ref.node === "js|globalThis") assignGlobal(frame, key, value, at);
      else if (isUnknownPlace(ref.node)) frame.write(unknownPlace(frame, ref.node), key, value, at, weakly || target.size > 1);
    }
    else if (ref.r === "obj") {
      const obj = frame.obj(ref.id);
      const setter = accessorOf(frame, obj, `^set ${key}`);
      if (key === "__proto__") frame.writeObject(ref.id, PROTO, value, target.size === 1);
      else if (setter) runSetter(frame, setter, one, value, at);
      else if (obj?.kind === "instance" && obj.cls && callSetter(frame, obj.cls, one, key, value, at)) continue;
      else if (obj?.kind === "handle" && obj.node && assignedSink(frame, obj.node, key, value, object(ref.id), at)) continue;
      else if (obj?.kind === "handle" && obj.node && isRequestState(frame, obj.node, key)) frame.write(requestState(frame, obj.node, ""), key, value, at, true);
      else if (obj?.kind === "handle" && URL_PARTS.has(key)) frame.writeObject(ref.id, "[*]", value, false);
      else plain = join(plain, one);
    } else if (ref.r === "sym") {
      if (frame.ctx.models.answerNames.has(key)) answerLater(frame, entry, key, value, at);
      const classes = frame.types.classes(ref.atom.type);
      const first = classes[0];
      if (classes.length === 1 && first && callSetter(frame, first, one, key, value, at)) continue;
      const external = frame.types.external(ref.atom.type);
      const node = external && frame.ctx.models.typeNode(external.specifier, external.name);
      if (node && assignedSink(frame, node.id, key, value, one, at)) continue;
      plain = join(plain, one);
    }
  }
  if (plain.size > 0) frame.write(plain, key, value, at, weakly || plain.size < target.size);
  if (LISTENER.test(key)) runListener(frame, target, key, value, at);
}

/** Prefix of the method as which an assignment is left to the callers, who may know that its target is an answer. */
export const ASSIGNED = "=";

function answerLater(frame: Frame, { ref, why }: Entry, key: string, value: Value, at: number): void {
  if (ref.r !== "sym" || ref.atom.opaque || !isInput(ref.atom.root) || ref.atom.root.kind === "this" || frame.types.properties(ref.atom.type) !== undefined) return;
  const target = single(ref, why);
  const [carried] = symbols(frame.collect(value));
  const sites = carried ? [carrierOf(frame, frame.current, carried.atom)] : [];
  defer(frame, target, { this: CLEAN, args: [value, frame.read(target, "status", at)], at: frame.current, name: key, sites }, `${ASSIGNED}${key}`);
}

/** `onmessage`, `onload`, `onSuccess`: what a library's object calls when something happens. */
const LISTENER = /^on[a-zA-Z]+$/;

function runListener(frame: Frame, target: Value, key: string, value: Value, at: number): void {
  const listeners = frame.functions(value);
  const ofLibrary = [...target.values()].some(({ ref }) => ref.r === "obj" && frame.obj(ref.id)?.kind === "handle");
  if (listeners.size === 0 || !ofLibrary) return;
  invoke(frame, listeners, { this: target, args: [frame.born(at, UNKNOWN_TYPE, "event", key)], at, callback: true, label: `(${key}` });
}

/** Settable parts of a `URL`: what they carry is part of the whole. */
const URL_PARTS = new Set(["hash", "search", "pathname", "host", "hostname", "href", "username", "password"]);

function runSetter(frame: Frame, setter: Value, self: Value, value: Value, at: number): void {
  for (const { ref } of setter.values()) {
    const fn = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (fn?.fn) applyFunction(frame, fn.fn, { this: self, args: [value], at, env: fn });
  }
}

function callSetter(frame: Frame, cls: string, self: Value, key: string, value: Value, at: number): boolean {
  const setter = findMethod(frame, cls, key, false, "set");
  if (!setter) return false;
  applyFunction(frame, setter.fn, { this: self, args: [value], at });
  return true;
}
