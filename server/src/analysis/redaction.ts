// Redaction that a logger or tracker does by itself: paths and keys that its options remove, and serializers that fields pass through.

import { removedBelow, removedPath } from "../ir/removed";
import { changeAtom } from "./atom";
import type { Frame } from "./frame";
import { invoke } from "./invoke";
import { type Modelled, partValue } from "./parts";
import { CLEAN, constant, constants, join, joinAll, object, single, type Value } from "./value";
import { REST } from "./memory";

/** Fields of a handle: the removed paths, and the object that holds the serializers. */
const REMOVES = "^removes";
const SERIALIZERS = "^serializers";

/** Keeps what the options of a construction redact with the object that is made; one that hangs on another redacts what that one does. */
export function keepRedaction(one: Modelled, made: Value): void {
  const { frame, model, call } = one;
  if (!model.redacts) return;
  const { paths, keys, serializers } = model.redacts;
  const named = (part: string | undefined): Value => {
    const list = part === undefined ? CLEAN : partValue(one, part);
    return join(list, frame.elements(list, call.at));
  };
  const removed = [...strings(named(paths)).map(removedPath), ...strings(named(keys)).map((key) => `**.${key}`)];
  for (const { ref } of made.values()) {
    if (ref.r !== "obj") continue;
    if (removed.length > 0) frame.writeObject(ref.id, REMOVES, joinAll(removed.map((path) => constant(path))), true);
    if (serializers !== undefined) frame.writeObject(ref.id, SERIALIZERS, partValue(one, serializers), true);
  }
}

const strings = (value: Value): string[] => [...constants(value)].filter((one): one is string => typeof one === "string");

/** What a handle that the library hands out inherits from the object it belongs to. */
export function inheritRedaction(frame: Frame, from: Value, to: Value): void {
  for (const field of [REMOVES, SERIALIZERS]) {
    const value = upwards(frame, from, field);
    if (value.size === 0) continue;
    for (const { ref } of to.values()) if (ref.r === "obj") frame.writeObject(ref.id, field, value, true);
  }
}

/** A field of an object or of what it hangs on. */
function upwards(frame: Frame, value: Value, field: string, depth = 0): Value {
  let found = CLEAN;
  for (const { ref } of value.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (!obj) continue;
    found = join(found, obj.fields.get(field) ?? CLEAN);
    const on = obj.fields.get("^on");
    if (on && depth < 12) found = join(found, upwards(frame, on, field, depth + 1));
  }
  return found;
}

/** What the receiver of a call lets out of a part. */
export function redacted(one: Modelled, value: Value): Value {
  const { frame, receiver, call } = one;
  const removed = strings(upwards(frame, receiver, REMOVES));
  const serializers = upwards(frame, receiver, SERIALIZERS);
  if (removed.length === 0 && serializers.size === 0) return value;
  const kept = serializers.size === 0 ? value : serialized(frame, value, serializers, call.at);
  return removed.length === 0 ? kept : withoutPaths(frame, kept, removed, new Set());
}

/** Fields for which there is a serializer are what it makes of them. */
function serialized(frame: Frame, value: Value, serializers: Value, at: number): Value {
  let result: Value = CLEAN;
  let part = 0;
  for (const entry of value.values()) {
    const obj = entry.ref.r === "obj" ? frame.obj(entry.ref.id) : undefined;
    if (obj?.kind !== "object") {
      result = join(result, single(entry.ref, entry.why));
      continue;
    }
    for (const [name, field] of obj.fields) {
      if (name.startsWith("^")) continue;
      const by = frame.functions(frame.read(serializers, name, at));
      const given = name === REST ? object(entry.ref.r === "obj" ? entry.ref.id : "") : field;
      result = join(result, by.size === 0 ? given : invoke(frame, by, { this: CLEAN, args: [field], at, callback: true, label: `serializer${part++}` }));
    }
  }
  return result;
}

/** The data of a value without what lies at some paths. */
function withoutPaths(frame: Frame, value: Value, removed: readonly string[], seen: ReadonlySet<string>): Value {
  if (removed.length === 0) return value;
  let result: Value = CLEAN;
  for (const entry of value.values()) {
    const { ref } = entry;
    if (ref.r === "sym") {
      const left = ref.atom.opaque ? ref.atom : changeAtom(ref.atom, { except: [...new Set([...ref.atom.except, ...removed])].sort() });
      result = join(result, single({ r: "sym", atom: left }, entry.why));
      continue;
    }
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (ref.r !== "obj" || !obj || seen.has(ref.id) || (obj.kind !== "object" && obj.kind !== "array" && obj.kind !== "instance")) {
      result = join(result, single(ref, entry.why));
      continue;
    }
    const below = new Set([...seen, ref.id]);
    for (const [name, field] of frame.shallowFields(ref.id, obj)) {
      if (name === REST) {
        const others = [...obj.fields.keys()].filter((key) => key !== REST && !/^[[{^]/.test(key));
        result = join(result, withoutPaths(frame, field, [...removed, ...others], below));
        continue;
      }
      const deeper = removedBelow(removed, name);
      if (deeper !== undefined) result = join(result, withoutPaths(frame, field, deeper, below));
    }
  }
  return result;
}
