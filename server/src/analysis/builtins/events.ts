// Event emitters: what is emitted under a name is what listeners of that name get. Payloads are fields of the emitter, so emitters and
// names stay apart like objects and fields.

import type { Frame } from "../frame";
import { invoke, type Invocation } from "../invoke";
import { CLEAN, filterValue, join, onlyConstant, single, type Value } from "../value";
import { runFunctions } from "../unknown";
import type { BuiltinMethod } from "./methods";

/** Payload arguments that are kept apart. */
const WIDTH = 3;

const eventName = (value: Value | undefined): string => {
  const only = value && onlyConstant(value);
  return only ? `!${String(only.value)}` : "!*";
};

const listen: BuiltinMethod = (frame, receiver, call) => {
  const listener = filterValue(call.args[1] ?? CLEAN, (ref) => ref.r === "api" || frame.functions(single(ref)).size > 0);
  if (listener.size === 0) {
    runFunctions(frame, call.args, call);
    return receiver;
  }
  const name = eventName(call.args[0]);
  const args = Array.from({ length: WIDTH }, (_, index) => join(frame.read(receiver, `${name}:${index}`, call.at), name === "!*" ? CLEAN : frame.read(receiver, `!*:${index}`, call.at)));
  if (name === "!data") args[0] = join(args[0] ?? CLEAN, chunks(frame, receiver, call));
  frame.write(receiver, `^listeners${name}`, listener, call.at, true);
  frame.isolated(() => invoke(frame, listener, { this: receiver, args: args.map((arg) => payload(frame, arg, call)), at: call.at, callback: true, label: `${call.label ?? ""}(e` }));
  frame.escape(listener);
  return receiver;
};

/** What a stream has yielded so far. */
const chunks = (frame: Frame, receiver: Value, call: Invocation): Value =>
  frame.read(filterValue(receiver, (ref) => ref.r === "obj"), "[*]", call.at);

/** Nobody in sight emits: an event of the platform. */
const payload = (frame: Frame, arg: Value, call: Invocation): Value => (arg.size > 0 ? arg : frame.born(call.at, "", "event", `${call.label ?? ""}(e`));

const emit: BuiltinMethod = (frame, receiver, call) => {
  const name = eventName(call.args[0]);
  const args = call.args.slice(1, 1 + WIDTH);
  args.forEach((arg, index) => frame.write(receiver, `${name}:${index}`, arg, call.at, true));
  const listeners = join(frame.read(receiver, `^listeners${name}`, call.at), frame.read(receiver, "^listeners!*", call.at));
  const known = filterValue(listeners, (ref) => ref.r === "api" || frame.functions(single(ref)).size > 0);
  if (known.size > 0) invoke(frame, known, { this: receiver, args, at: call.at, callback: true, label: `${call.label ?? ""}(e` });
  return CLEAN;
};

/** `dispatchEvent(event)`: the event itself is what listeners of its type get. */
const dispatch: BuiltinMethod = (frame, receiver, call) => emit(frame, receiver, { ...call, args: [frame.read(call.args[0] ?? CLEAN, "type", call.at), call.args[0] ?? CLEAN] });

/** A payload that a callee emitted on an object of this function: its listeners here get it. */
export function fireListeners(frame: Frame, emitter: Value, key: string, payloadValue: Value, call: Invocation): void {
  const [name = "", index = "0"] = [key.slice(0, key.lastIndexOf(":")), key.slice(key.lastIndexOf(":") + 1)];
  const listeners = frame.functions(join(frame.read(emitter, `^listeners${name}`, call.at), frame.read(emitter, "^listeners!*", call.at)));
  if (listeners.size === 0) return;
  const args = Array.from({ length: WIDTH }, (_, at) => (String(at) === index ? payloadValue : CLEAN));
  invoke(frame, listeners, { this: emitter, args, at: call.at, callback: true, label: `${call.label ?? ""}(e${index}` });
}

const same: BuiltinMethod = (_frame, receiver) => receiver;

export const eventMethods: Readonly<Record<string, BuiltinMethod>> = {
  on: listen, once: listen, addListener: listen, prependListener: listen, addEventListener: listen, emit, dispatchEvent: dispatch,
  off: same, removeListener: same, removeEventListener: same, removeAllListeners: same, setMaxListeners: same, listenerCount: () => CLEAN, eventNames: () => CLEAN,
};
