// Function values that the language or a framework hands out: bound functions, resolvers, state setters.

import type { Frame } from "../frame";
import type { Obj } from "../heap";
import { invoke, type Invocation } from "../invoke";
import { errorSink } from "../errors";
import { CLEAN, join, type Value } from "../value";
import { knownElements } from "../calls";
import { PROMISE, REJECTED } from "../memory";
import { push } from "./streams";

/** Calls a native function object by what it does (`node`). */
export function callNative(frame: Frame, obj: Obj, call: Invocation): Value {
  switch (obj.node) {
    case "bound": {
      const bound = knownElements(frame, obj.fields.get("^args") ?? CLEAN) ?? [];
      return invoke(frame, obj.fields.get("^fn") ?? CLEAN, { ...call, this: obj.fields.get("^self") ?? CLEAN, args: [...bound, ...call.args] });
    }
    case "resolve":
      frame.write(obj.fields.get("^to") ?? CLEAN, "value", frame.settle(call.args[0] ?? CLEAN), call.at, true);
      return CLEAN;
    case "reject":
      errorSink(frame, call.args[0] ?? CLEAN, call.at, "reject");
      frame.write(obj.fields.get("^to") ?? CLEAN, REJECTED, call.args[0] ?? CLEAN, call.at, true);
      return CLEAN;
    case "chunk":
      if (call.args[1] && call.args[1].size > 0) push(frame, obj.fields.get("^to") ?? CLEAN, call.args[1], call);
      return CLEAN;
    case "promisified":
      return promisified(frame, obj, call);
    case "setState":
      return setState(frame, obj, call);
    case "dispatch":
      return dispatch(frame, obj, call);
    case "nodeback":
      return nodeback(frame, obj, call);
    default:
      return CLEAN;
  }
}

/** Runs the original function with a callback whose second argument is the result. */
function promisified(frame: Frame, obj: Obj, call: Invocation): Value {
  const promise = frame.newObject(call.at, "object", [], { many: true, node: PROMISE }, `${call.label ?? ""}promised`);
  const callback = frame.newObject(call.at, "native", [["^to", promise]], { node: "nodeback" }, `${call.label ?? ""}nodeback`);
  const result = invoke(frame, obj.fields.get("^fn") ?? CLEAN, { ...call, args: [...call.args, callback] });
  return join(promise, result);
}

/** `setState(value)` and `setState((old) => value)`. */
function setState(frame: Frame, obj: Obj, call: Invocation): Value {
  const cell = obj.fields.get("^to") ?? CLEAN;
  const given = call.args[0] ?? CLEAN;
  const updater = frame.functions(given);
  const value = updater.size > 0
    ? invoke(frame, updater, { this: CLEAN, args: [frame.read(cell, "value", call.at)], at: call.at, callback: true, label: `${call.label ?? ""}(u` })
    : given;
  frame.write(cell, "value", obj.type === undefined ? value : frame.ascribe(value, obj.type), call.at, true);
  return CLEAN;
}

/** `dispatch(action)`: the reducer makes the next state. */
function dispatch(frame: Frame, obj: Obj, call: Invocation): Value {
  const cell = obj.fields.get("^to") ?? CLEAN;
  const state = frame.read(cell, "value", call.at);
  const next = invoke(frame, obj.fields.get("^fn") ?? CLEAN, { this: CLEAN, args: [state, call.args[0] ?? CLEAN], at: call.at, callback: true, label: `${call.label ?? ""}(d` });
  frame.write(cell, "value", next, call.at, true);
  return CLEAN;
}

/** Node's `(error, value) => …` as the end of a promisified call. */
const nodeback = (frame: Frame, obj: Obj, call: Invocation): Value => {
  frame.write(obj.fields.get("^to") ?? CLEAN, "value", call.args[1] ?? CLEAN, call.at, true);
  return CLEAN;
};
