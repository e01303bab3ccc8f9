// Calls whose target nobody knows: the result carries what went in, functions that went in are run.

import { UNKNOWN_TYPE, type TypeKey } from "../ir/types";
import type { Frame } from "./frame";
import { invoke, type Invocation } from "./invoke";
import { sanitizerByName } from "./sanitizers";
import { CLEAN, join, type Value } from "./value";

/** Takes a function to call later, and gives back nothing of it. */
const LISTENS = /(?:^|\.)(?:addEventListener|addListener|on|once|subscribe|listen)$/;

/** SPEC 2: joined level of the arguments and the receiver, unless the declared result cannot carry any. What functions among them give back may come back. */
export function unknownCall(frame: Frame, callee: Value, call: Invocation): Value {
  const given = LISTENS.test(call.name ?? "") ? frame.isolated(() => runFunctions(frame, call.args, call)) : runFunctions(frame, call.args, call);
  const byName = sanitizerByName(call.name ?? "");
  const typed = call.returns ?? UNKNOWN_TYPE;
  const type = call.typeArgs?.length === 1 && typed === UNKNOWN_TYPE ? (call.typeArgs[0] ?? UNKNOWN_TYPE) : typed;
  const shape = type === UNKNOWN_TYPE ? "unknown" : frame.types.shape(awaited(frame, type));
  if (shape === "none" || (shape === "number" && typed !== UNKNOWN_TYPE)) return CLEAN;
  let carried: Value = LISTENS.test(call.name ?? "") ? CLEAN : given;
  for (const arg of call.args) carried = join(carried, frame.derive(arg));
  carried = join(carried, frame.derive(join(call.this, receiverOf(frame, callee))));
  if (byName !== undefined) return frame.derive(carried, { cap: byName });
  return join(carried, frame.born(call.at, awaited(frame, type), "", call.label ?? ""));
}

const awaited = (frame: Frame, type: TypeKey): TypeKey => (type === UNKNOWN_TYPE ? type : frame.types.awaited(type));

/** A member of a symbolic record that is called carries the record. */
const receiverOf = (frame: Frame, callee: Value): Value => frame.symbolic(callee);

/** Runs the functions among some arguments with the other ones. */
export function runFunctions(frame: Frame, args: readonly Value[], call: Invocation): Value {
  let result: Value = CLEAN;
  args.forEach((arg, index) => {
    const functions = frame.functions(arg);
    if (functions.size === 0) return;
    let others: Value = CLEAN;
    args.forEach((other, at) => {
      if (at !== index) others = join(others, other);
    });
    others = join(others, frame.born(call.at, UNKNOWN_TYPE, "", `${call.label ?? ""}fn${index}`));
    result = join(result, invoke(frame, functions, { this: CLEAN, args: [others, others, others], at: call.at, callback: true, label: `${call.label ?? ""}!${index}` }));
    frame.escape(functions);
  });
  return result;
}
