// Map, Set, URLSearchParams, Headers, FormData and iterators.

import type { Frame } from "../frame";
import type { Invocation } from "../invoke";
import { iterated, resume } from "../iteration";
import { getMember } from "../members";
import { CLEAN, constant, filterValue, join, onlyConstant, type Value } from "../value";
import { newArray } from "./arrays";
import { holdsConstant } from "./keyed";
import type { BuiltinMethod } from "./methods";
import { RETURNED } from "../memory";

/** Stores under a key: a constant one has a field of its own. */
const set: BuiltinMethod = (frame, receiver, call) => {
  const [key = CLEAN, value = CLEAN] = call.args;
  if (call.args.length === 1) frame.write(receiver, "[*]", key, call.at, true);
  else storeUnder(frame, receiver, key, value, call.at);
  return receiver;
};

export function storeUnder(frame: Frame, receiver: Value, key: Value, value: Value, at: number): void {
  const only = onlyConstant(key);
  if (only && typeof only.value === "string") frame.write(receiver, only.value, value, at, true);
  else {
    frame.write(receiver, "[*]", value, at, true);
    frame.write(receiver, "{k}", key, at, true);
  }
}

const get: BuiltinMethod = (frame, receiver, call) => {
  const only = onlyConstant(call.args[0] ?? CLEAN);
  if (only && typeof only.value === "string") {
    let result: Value = CLEAN;
    for (const [key, entry] of receiver) {
      const one = new Map([[key, entry]]);
      const isObject = entry.ref.r === "obj";
      result = join(result, isObject ? getMember(frame, one, only.value, call.at) : frame.read(one, "[*]", call.at));
    }
    return result;
  }
  return frame.read(receiver, "[*]", call.at);
};

const keys: BuiltinMethod = (frame, receiver, call) => {
  const maps = filterValue(receiver, (ref) => (ref.r === "obj" && frame.obj(ref.id)?.kind === "map") || ref.r === "sym");
  let found = frame.read(maps, "{k}", call.at);
  for (const { ref } of maps.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    for (const name of obj?.fields.keys() ?? []) if (!name.startsWith("[") && !name.startsWith("{") && !name.startsWith("^")) found = join(found, constant(name));
  }
  return newArray(frame, found, call, "keys");
};

const values: BuiltinMethod = (frame, receiver, call) => newArray(frame, frame.read(receiver, "[*]", call.at), call, "values");

const entries: BuiltinMethod = (frame, receiver, call) => newArray(frame, frame.pairs(receiver, call.at), call, "entries");

const next: BuiltinMethod = (frame, receiver, call) =>
  frame.newObject(call.at, "object", [["value", stepped(frame, receiver, call)]], {}, `${call.label ?? ""}next`);

/** What a step of an iterator gives; generators go on with what is handed in. */
function stepped(frame: Frame, receiver: Value, call: Invocation): Value {
  const [sent = CLEAN] = call.args;
  const more = sent.size > 0 ? resume(frame, receiver, call, { value: sent, error: CLEAN }) : CLEAN;
  return join(join(frame.elements(iterated(frame, receiver, call.at), call.at), frame.read(receiver, RETURNED, call.at)), more);
}

const throwInto: BuiltinMethod = (frame, receiver, call) =>
  frame.newObject(call.at, "object", [["value", resume(frame, receiver, call, { value: CLEAN, error: call.args[0] ?? CLEAN })]], {}, `${call.label ?? ""}next`);

const nothing: BuiltinMethod = () => CLEAN;

function iterate(frame: Frame, receiver: Value, _call: Invocation): Value {
  void frame;
  return receiver;
}

export const collectionMethods: Readonly<Record<string, BuiltinMethod>> = {
  set, append: set, add: set,
  get, getAll: (frame, receiver, call) => newArray(frame, get(frame, receiver, call), call, "all"),
  has: (frame, receiver, call) => holdsConstant(frame, receiver, call.args[0] ?? CLEAN), hasOwnProperty: nothing,
  delete: nothing, clear: nothing,
  keys, values, entries, next, throw: throwInto,
  "[Symbol.iterator]": iterate,
  toArray: (frame, receiver, call) => newArray(frame, frame.elements(receiver, call.at), call, "list"),
};
