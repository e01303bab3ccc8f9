// Functions put where others find them: listeners in a module's list, handlers in a map, callbacks of a singleton. Who calls them is known
// only over the whole program, so they run when they are kept, with what any caller of that place passes.

import { changeAtom, rootAtom } from "./atom";
import type { Frame } from "./frame";
import { invoke, type Invocation } from "./invoke";
import { CLEAN, symbol, type Value } from "./value";
import { UNKNOWN_TYPE } from "../ir/types";
import type { Atom } from "./atom";

/** Arguments that are kept apart. */
const WIDTH = 3;

/** Runs functions that are put into ambient state at `place`. */
export function keepFunctions(frame: Frame, place: Atom, value: Value, at: number): void {
  keepDeep(frame, place, value, at, 0);
}

function keepDeep(frame: Frame, place: Atom, value: Value, at: number, depth: number): void {
  for (const { ref } of value.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (depth > 1 || (obj?.kind !== "object" && obj?.kind !== "array")) continue;
    for (const [key, field] of obj.fields) if (!key.startsWith("^")) keepDeep(frame, changeAtom(place, { path: [...place.path, key] }), field, at, depth + 1);
  }
  const functions = frame.functions(value);
  if (functions.size === 0) return;
  const label = `kept${place.path.join(".")}`;
  const args = Array.from({ length: WIDTH }, (_, index) => symbol(below(place, `()${index}`)));
  const result = invoke(frame, functions, { this: CLEAN, args, at, callback: true, label });
  frame.recordWrite({ target: { root: place.root, path: place.path }, key: "()r", value: result, strong: false });
}

/** A call of whatever functions are kept at a place: they get the arguments, their results come back. */
export function callKept(frame: Frame, place: Atom, call: Invocation): Value {
  call.args.slice(0, WIDTH).forEach((arg, index) => {
    frame.recordWrite({ target: { root: place.root, path: place.path }, key: `()${index}`, value: arg, strong: false });
  });
  return symbol(below(place, "()r"));
}

const below = (place: Atom, segment: string): Atom => changeAtom(place, { path: [...place.path, segment], type: UNKNOWN_TYPE, base: UNKNOWN_TYPE, typedAt: 0, opaque: false });

/** The place of a field of a global object or of ambient state. */
export const keptPlace = (location: string, path: readonly string[]): Atom => changeAtom(rootAtom({ kind: "ambient", location }, UNKNOWN_TYPE, ""), { path: [...path] });
