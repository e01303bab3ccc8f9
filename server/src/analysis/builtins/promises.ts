// Promises are transparent: a promise of a value is the value. What is thrown on the way is kept for `catch`.

import { errorSink } from "../errors";
import type { Frame } from "../frame";
import { invoke, type Invocation } from "../invoke";
import { isInput } from "../atom";
import { UNKNOWN_TYPE } from "../../ir/types";
import { findMethod } from "../members";
import { invokeMethod } from "../methods";
import { CLEAN, filterValue, join, single, type Ref, type Value } from "../value";
import { newArray } from "./arrays";
import type { BuiltinMethod } from "./methods";
import { PROMISE, REJECTED } from "../memory";

/** What `await` gives: the value of a promise or thenable; what a promise was rejected with is thrown. */
export function awaited(frame: Frame, value: Value, at: number): Value {
  const rejected = rejectionOf(frame, value, at);
  if (rejected.size > 0) frame.raise(rejected, true);
  const result = frame.settle(filterValue(value, (ref) => !isThenable(frame, ref)));
  if (result === value) return value;
  let part = 0;
  return [...value.values()].filter(({ ref }) => isThenable(frame, ref)).reduce((all, { ref }) => {
    const label = `thenable${part++ || ""}`;
    const made = deferredPromise(frame, { this: CLEAN, args: [], at, label });
    invokeMethod(frame, single(ref), "then", { this: CLEAN, args: [made.resolve, made.reject], at, callback: true, label: `${label}(` });
    return join(all, frame.settle(made.promise));
  }, result);
}

/** A model that names `then`, and not any method. */
const THEN = /[.|]then(?:\||$)/;

/** Whether awaiting a value runs a `then` of its own: of an object or class of the program, of a library's object. */
function isThenable(frame: Frame, ref: Ref): boolean {
  const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
  if (!obj || obj.node === PROMISE) return false;
  if (obj.kind === "object") return frame.functions(obj.fields.get("then") ?? CLEAN).size > 0;
  if (obj.kind === "instance" && obj.cls !== undefined) return findMethod(frame, obj.cls, "then", false) !== undefined;
  return obj.kind === "handle" && obj.node !== undefined && THEN.test(frame.ctx.models.byId(obj.node)?.member("then")?.callModel?.path ?? "");
}

/** What promises made by hand were rejected with; of one that comes from a caller, what it turns out to be rejected with. */
export function rejectionOf(frame: Frame, value: Value, at: number): Value {
  let result: Value = CLEAN;
  for (const { ref, why } of value.values()) {
    if (ref.r === "obj" && frame.obj(ref.id)?.node === PROMISE) result = join(result, frame.readObject(ref.id, REJECTED, at));
    else if (ref.r === "sym" && isInput(ref.atom.root) && !ref.atom.opaque && ref.atom.type === UNKNOWN_TYPE && !ref.atom.path.includes(REJECTED)) result = join(result, frame.readSymbol(ref.atom, REJECTED, at, why));
  }
  return result;
}

/** A promise that may also be rejected. */
export function rejecting(frame: Frame, value: Value, rejected: Value, call: Invocation, label: string): Value {
  if (rejected.size === 0) return value;
  return frame.newObject(call.at, "object", [["value", frame.settle(value)], [REJECTED, rejected]], { many: true, node: PROMISE }, `${call.label ?? ""}${label}`);
}

/** Runs callbacks of a promise: what they throw, and what a promise that they give back is rejected with, is the next promise's rejection. */
function chained(frame: Frame, call: Invocation, label: string, rejected: Value, work: () => Value): Value {
  const handler = { thrown: CLEAN, state: undefined };
  frame.handlers.push(handler);
  const value = work();
  frame.handlers.pop();
  frame.live = true;
  return rejecting(frame, value, join(join(rejected, handler.thrown), ownRejection(frame, value, call.at)), call, label);
}

const ownRejection = (frame: Frame, value: Value, at: number): Value => rejectionOf(frame, filterValue(value, (ref) => ref.r === "obj"), at);

const then: BuiltinMethod = (frame, promise, call) => {
  const receiver = frame.settle(promise);
  const [fulfilled = CLEAN, rejected = CLEAN] = call.args;
  const passed = rejected.size > 0 ? CLEAN : ownRejection(frame, promise, call.at);
  return chained(frame, call, "then", passed, () => {
    let result: Value = fulfilled.size === 0 ? receiver : CLEAN;
    if (fulfilled.size > 0 && !alwaysRejected(frame, promise)) result = join(result, run(frame, fulfilled, [receiver], call, "t"));
    if (rejected.size > 0) result = join(result, run(frame, rejected, [handled(frame, promise, call)], call, "r"));
    return result;
  });
};

/** Whether nothing but rejection was seen of a promise. */
const alwaysRejected = (frame: Frame, promise: Value): boolean =>
  promise.size > 0 && [...promise.values()].every(({ ref }) => {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    return obj?.node === PROMISE && obj.fields.has(REJECTED) && !obj.fields.has("value");
  });

const catchError: BuiltinMethod = (frame, receiver, call) =>
  join(frame.settle(receiver), chained(frame, call, "catch", CLEAN, () => run(frame, call.args[0] ?? CLEAN, [handled(frame, receiver, call)], call, "r")));

const finallyRun: BuiltinMethod = (frame, receiver, call) =>
  chained(frame, call, "finally", ownRejection(frame, receiver, call.at), () => {
    const given = run(frame, call.args[0] ?? CLEAN, [], call, "f");
    const rejected = ownRejection(frame, given, call.at);
    if (rejected.size > 0) frame.raise(rejected, true);
    return frame.settle(receiver);
  });

/** What a handler is given: what was thrown while the promise came about, and what the promise is rejected with where only callers know it. */
const handled = (frame: Frame, promise: Value, call: Invocation): Value => join(takeRejection(frame), rejectionOf(frame, promise, call.at));

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
      return frame.newObject(call.at, "object", [[REJECTED, first]], { many: true, node: PROMISE }, `${call.label ?? ""}rejected`);
    case "all":
      return rejecting(frame, first, ownRejection(frame, frame.elements(first, call.at), call.at), call, "all");
    case "race":
    case "any":
      return frame.elements(first, call.at);
    case "allSettled":
      return settled(frame, first, call);
    case "withResolvers":
      return withResolvers(frame, call);
    case "try":
      return chained(frame, call, "try", CLEAN, () => invoke(frame, first, { this: CLEAN, args: call.args.slice(1), at: call.at, callback: true }));
    default:
      return undefined;
  }
}

/** Positions stay apart where the list is written out. */
function settled(frame: Frame, list: Value, call: Invocation): Value {
  const thrown = takeRejection(frame);
  const wrap = (value: Value, label: string): Value =>
    frame.newObject(call.at, "object", [["value", frame.settle(value)], ["reason", join(rejectionOf(frame, value, call.at), thrown)], ["status", CLEAN]], {}, `${call.label ?? ""}settled${label}`);
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
  const handler = { thrown: CLEAN, state: undefined };
  frame.handlers.push(handler);
  invoke(frame, call.args[0] ?? CLEAN, { this: CLEAN, args: [made.resolve, made.reject], at: call.at, callback: true, label: `${call.label ?? ""}(p` });
  frame.handlers.pop();
  frame.live = true;
  if (handler.thrown.size > 0) frame.write(made.promise, REJECTED, handler.thrown, call.at, true);
  return made.promise;
}

