// Promises are transparent: a promise of a value is the value. What is thrown on the way is kept for `catch`.

import { errorSink } from "../errors";
import { PROMISE, type Frame } from "../frame";
import { invoke, type Invocation } from "../invoke";
import { CLEAN, join, type Value } from "../value";
import { newArray } from "./arrays";
import type { BuiltinMethod } from "./methods";

const then: BuiltinMethod = (frame, promise, call) => {
  const receiver = frame.settle(promise);
  const [fulfilled = CLEAN, rejected = CLEAN] = call.args;
  let result: Value = fulfilled.size === 0 ? receiver : CLEAN;
  if (fulfilled.size > 0) result = join(result, run(frame, fulfilled, [receiver], call, "t"));
  if (rejected.size > 0) result = join(result, run(frame, rejected, [takeRejection(frame)], call, "r"));
  return result;
};

const catchError: BuiltinMethod = (frame, receiver, call) =>
  join(receiver, run(frame, call.args[0] ?? CLEAN, [takeRejection(frame)], call, "r"));

const finallyRun: BuiltinMethod = (frame, receiver, call) => {
  run(frame, call.args[0] ?? CLEAN, [], call, "f");
  return receiver;
};

function takeRejection(frame: Frame): Value {
  const { rejection } = frame;
  frame.rejection = CLEAN;
  return rejection;
}

const run = (frame: Frame, callback: Value, args: readonly Value[], call: Invocation, label: string): Value =>
  invoke(frame, callback, { this: CLEAN, args, at: call.at, callback: true, label: `${call.label ?? ""}(${label}` });

export const promiseMethods: Readonly<Record<string, BuiltinMethod>> = { then, catch: catchError, finally: finallyRun };

/** `Promise.name(args)`. */
export function promiseStatic(frame: Frame, name: string, call: Invocation): Value | undefined {
  const [first = CLEAN] = call.args;
  switch (name) {
    case "resolve":
      return first;
    case "reject":
      errorSink(frame, first, call.at, "Promise.reject");
      frame.raise(first, true);
      return CLEAN;
    case "all":
      return first;
    case "race":
    case "any":
      return frame.elements(first, call.at);
    case "allSettled":
      return settled(frame, first, call);
    case "withResolvers":
      return withResolvers(frame, call);
    case "try":
      return invoke(frame, first, { this: CLEAN, args: call.args.slice(1), at: call.at, callback: true });
    default:
      return undefined;
  }
}

/** Positions stay apart where the list is written out. */
function settled(frame: Frame, list: Value, call: Invocation): Value {
  const wrap = (value: Value, label: string): Value => frame.newObject(call.at, "object", [["value", value], ["status", CLEAN]], {}, `${call.label ?? ""}settled${label}`);
  for (const { ref } of list.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj?.kind !== "array" || obj.fields.has("[*]")) continue;
    const fields = [...obj.fields].map(([key, value]): [string, Value] => [key, wrap(value, key)]);
    return frame.newObject(call.at, "array", fields, {}, `${call.label ?? ""}settled`);
  }
  return newArray(frame, wrap(frame.elements(list, call.at), "*"), call, "settled");
}

/** A promise made by hand: what `resolve` is called with is its value, what `reject` is called with its rejection. */
function deferredPromise(frame: Frame, call: Invocation): { readonly promise: Value; readonly resolve: Value; readonly reject: Value } {
  const label = call.label ?? "";
  const promise = frame.newObject(call.at, "object", [], { many: true, node: PROMISE }, `${label}promise`);
  const resolve = frame.newObject(call.at, "native", [["^to", promise]], { node: "resolve" }, `${label}resolve`);
  const reject = frame.newObject(call.at, "native", [["^to", promise]], { node: "reject" }, `${label}reject`);
  return { promise, resolve, reject };
}

function withResolvers(frame: Frame, call: Invocation): Value {
  const made = deferredPromise(frame, call);
  return frame.newObject(call.at, "object", [["promise", made.promise], ["resolve", made.resolve], ["reject", made.reject]], {}, `${call.label ?? ""}resolvers`);
}

/** `new Promise((resolve, reject) => …)`. */
export function newPromise(frame: Frame, call: Invocation): Value {
  const made = deferredPromise(frame, call);
  invoke(frame, call.args[0] ?? CLEAN, { this: CLEAN, args: [made.resolve, made.reject], at: call.at, callback: true, label: `${call.label ?? ""}(p` });
  return made.promise;
}

