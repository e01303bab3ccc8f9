// Answers of entry points: a body with an error status is an error that others see.

import type { CallModel } from "../models/schema";
import { errorSink } from "./errors";
import type { Frame } from "./frame";
import { partValue, type Modelled } from "./parts";
import { exitValue } from "./sinks";
import { CLEAN, constants, join, type Value } from "./value";

/** Records the body of a 4xx or 5xx answer. */
export function errorResponse(one: Modelled, response: NonNullable<CallModel["response"]>): void {
  const { frame, call } = one;
  const status = response.status === undefined ? CLEAN : response.status === "config" ? chainStatus(one) : partValue(one, response.status);
  const body = partValue(one, response.body);
  if ([...constants(status)].some(isErrorStatus)) errorSink(frame, body, call.at, call.name ?? "response");
  exitValue(frame, "response", body, call.at, call.name ?? "response");
}

/** An answer that is assigned: `ctx.body = …`. */
export function assignedAnswer(frame: Frame, node: string, body: Value, status: Value, at: number): void {
  const name = node.slice(node.lastIndexOf("|") + 1);
  if ([...constants(status)].some(isErrorStatus)) errorSink(frame, body, at, name);
  exitValue(frame, "response", body, at, name);
  frame.recordFact({ node, callee: name, ...frame.placeOfCall(at), parts: new Map([["body", frame.collect(body)]]), proven: [...frame.state.proven] });
}

/** An answer that is returned, as gateways take it: `return { statusCode: 400, body }`. */
export function returnedAnswer(frame: Frame, value: Value, at: number): void {
  for (const { ref } of value.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj?.kind !== "object") continue;
    const status = obj.fields.get("statusCode");
    const body = obj.fields.get("body");
    if (status && body && [...constants(status)].some(isErrorStatus)) errorSink(frame, body, at, "return");
  }
}

export const isErrorStatus = (status: unknown): boolean => typeof status === "number" && status >= 400;

/** The status that an earlier call of the chain set: `res.status(400).json(…)`. */
function chainStatus(one: Modelled): Value {
  const { frame } = one;
  let status: Value = CLEAN;
  let at = one.receiver;
  for (let depth = 0; depth < 8 && at.size > 0; depth++) {
    let next: Value = CLEAN;
    for (const { ref } of at.values()) {
      const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
      if (!obj) continue;
      status = join(status, obj.fields.get("^config0") ?? CLEAN);
      next = join(next, obj.fields.get("^on") ?? CLEAN);
    }
    at = next;
  }
  return status;
}
