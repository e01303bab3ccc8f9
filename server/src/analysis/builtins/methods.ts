// Methods of the language's own values: arrays, strings, maps, promises, iterators, events, functions. By name, as receivers
// are often symbolic: what a receiver is shows in its shape.

import type { Frame } from "../frame";
import { spreadArguments } from "../calls";
import { invoke, type Invocation } from "../invoke";
import { CLEAN, type Value } from "../value";
import { arrayMethods } from "./arrays";
import { lazily } from "./functions";
import { collectionMethods } from "./collections";
import { eventMethods } from "./events";
import { promiseMethods } from "./promises";
import { streamMethods } from "./streams";
import { stringMethods } from "./strings";
import { unknownCall } from "../unknown";

/** A builtin method: receiver is `call.this`. */
export type BuiltinMethod = (frame: Frame, receiver: Value, call: Invocation) => Value;

const methods = lazily(() => new Map<string, BuiltinMethod>([
  ...Object.entries(stringMethods), ...Object.entries(arrayMethods), ...Object.entries(collectionMethods),
  ...Object.entries(promiseMethods), ...Object.entries(eventMethods), ...Object.entries(streamMethods),
  ...Object.entries<BuiltinMethod>({
    call: (frame, receiver, call) => invoke(frame, receiver, { ...call, this: call.args[0] ?? CLEAN, args: call.args.slice(1) }),
    apply: (frame, receiver, call) => applyWith(frame, receiver, call),
    bind: (frame, receiver, call) => bind(frame, receiver, call),
  }),
]));

export const isBuiltinMethod = (name: string): boolean => methods().has(name);

/** Calls a builtin; one that does not exist is an unknown call. */
export function builtinMethod(frame: Frame, receiver: Value, name: string, call: Invocation): Value {
  const method = methods().get(name);
  return method ? method(frame, receiver, call) : unknownCall(frame, receiver, call);
}

function applyWith(frame: Frame, receiver: Value, call: Invocation): Value {
  const list = call.args[1] ?? CLEAN;
  return invoke(frame, receiver, { ...call, ...spreadArguments(frame, [{ value: list, spread: true }], call.at), this: call.args[0] ?? CLEAN });
}

function bind(frame: Frame, receiver: Value, call: Invocation): Value {
  const args = call.args.slice(1).map((arg, index): [string, Value] => [String(index), arg]);
  const bound = frame.newObject(call.at, "array", args, {}, `${call.label ?? ""}bound`);
  return frame.newObject(call.at, "native", [["^fn", receiver], ["^self", call.args[0] ?? CLEAN], ["^args", bound]], { node: "bound" }, `${call.label ?? ""}bind`);
}
