// React's hooks. State outlives a render, so it is an object of its own for each hook call; what setters put into it any render reads.

import type { Frame } from "../frame";
import { invoke, type Invocation } from "../invoke";
import { getMember } from "../members";
import { CLEAN, join, type Value } from "../value";
import type { JsFunction } from "./functions";

const first = (call: Invocation): Value => call.args[0] ?? CLEAN;

const run = (frame: Frame, callback: Value, args: readonly Value[], call: Invocation, label: string): Value =>
  invoke(frame, callback, { this: CLEAN, args, at: call.at, callback: true, label: `${call.label ?? ""}(${label}` });

const useState: JsFunction = (frame, call) => {
  const state = frame.ambientObject(call.at, call.label ?? "", call.typeArgs?.[0]);
  const init = frame.functions(first(call)).size > 0 ? run(frame, first(call), [], call, "i") : first(call);
  const value = join(init, frame.read(state, "value", call.at));
  const setter = frame.newObject(call.at, "native", [["^to", state]], { node: "setState", ...(call.typeArgs?.[0] === undefined ? {} : { type: call.typeArgs[0] }) }, `${call.label ?? ""}set`);
  return frame.newObject(call.at, "array", [["0", value], ["1", setter]], {}, `${call.label ?? ""}pair`);
};

const useReducer: JsFunction = (frame, call) => {
  const [reducer = CLEAN, start = CLEAN, init = CLEAN] = call.args;
  const state = frame.ambientObject(call.at, call.label ?? "", undefined);
  const initial = init.size > 0 ? run(frame, init, [start], call, "i") : start;
  frame.write(state, "value", initial, call.at, true);
  const value = join(initial, frame.read(state, "value", call.at));
  const dispatch = frame.newObject(call.at, "native", [["^to", state], ["^fn", reducer]], { node: "dispatch" }, `${call.label ?? ""}dispatch`);
  return frame.newObject(call.at, "array", [["0", value], ["1", dispatch]], {}, `${call.label ?? ""}pair`);
};

const useRef: JsFunction = (frame, call) => frame.newObject(call.at, "object", [["current", first(call)]], { many: true }, `${call.label ?? ""}ref`);

const effect: JsFunction = (frame, call) => {
  const cleanup = run(frame, first(call), [], call, "e");
  if (frame.functions(cleanup).size > 0) run(frame, cleanup, [], call, "c");
  return CLEAN;
};

const useContext: JsFunction = (frame, call) => join(getMember(frame, first(call), "{default}", call.at), frame.read(first(call), "{context}", call.at));

const createContext: JsFunction = (frame, call) => frame.newObject(call.at, "object", [["{default}", first(call)]], {}, `${call.label ?? ""}context`);

const wrapped: JsFunction = (_frame, call) => first(call);

const lazy: JsFunction = (frame, call) => getMember(frame, run(frame, first(call), [], call, "l"), "default", call.at);

const rows: readonly (readonly [string, JsFunction])[] = [
  ["useState", useState], ["useReducer", useReducer], ["useRef", useRef],
  ["useMemo", (frame, call) => run(frame, first(call), [], call, "m")],
  ["useCallback", wrapped], ["useDeferredValue", wrapped], ["memo", wrapped], ["forwardRef", wrapped], ["startTransition", effect], ["useEffectEvent", wrapped],
  ["useEffect", effect], ["useLayoutEffect", effect], ["useInsertionEffect", effect], ["useImperativeHandle", (frame, call) => run(frame, call.args[1] ?? CLEAN, [], call, "h")],
  ["useContext", useContext], ["use", useContext], ["createContext", createContext], ["lazy", lazy],
  ["cache", wrapped], ["useId", () => CLEAN],
  ["useTransition", (frame, call) => frame.newObject(call.at, "array", [["0", CLEAN], ["1", CLEAN]], {}, "transition")],
];

export const reactFunctions: readonly (readonly [string, JsFunction])[] = rows.map(([name, run]) => [`react.${name}`, run]);
