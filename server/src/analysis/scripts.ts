// Globals that the program itself makes: assigned without a declaration, hung on the global object, or declared by a script. They are ambient
// state; within the function that assigns one, its value is known.

import { assignedGlobal, isScript, readGlobal, topLevelNames } from "../ir/scripts";
import { UNKNOWN_TYPE } from "../ir/types";
import type { Frame } from "./frame";
import type { Write } from "./summary";
import { join, type Value } from "./value";

const PLACE = "global:";

/** The value of a global that the program assigns somewhere; undefined for one that it does not. */
export function programGlobal(frame: Frame, name: string): Value | undefined {
  if (!frame.ctx.hasMethod(assignedGlobal(name))) return undefined;
  return frame.state.vars.get(`${PLACE}${name}`) ?? frame.ambient(`${PLACE}${name}`, UNKNOWN_TYPE, name);
}

/** `name = value` where nobody declares the name. */
export function assignGlobal(frame: Frame, name: string, value: Value, at: number): void {
  frame.state.vars.set(`${PLACE}${name}`, value);
  tell(frame, name, value, at);
}

/** A callee assigned a global. */
export function globalAssigned(frame: Frame, write: Write, value: Value): void {
  const { target } = write;
  if ("id" in target || target.root.kind !== "ambient" || write.key !== "" || target.path.length > 0) return;
  const old = frame.state.vars.get(target.root.location);
  if (old) frame.state.vars.set(target.root.location, join(old, value));
}

/** At the end of a script, what others read of its names is there for them. */
export function publishScript(frame: Frame): void {
  const facts = frame.ctx.program.facts(frame.fn.file);
  if (!facts || !isScript(facts)) return;
  for (const name of new Set(topLevelNames(facts))) {
    const value = frame.state.vars.get(name);
    if (value && value.size > 0 && frame.ctx.hasMethod(readGlobal(name))) tell(frame, name, value, 0);
  }
}

function tell(frame: Frame, name: string, value: Value, at: number): void {
  const location = `${PLACE}${name}`;
  frame.recordWrite({ target: { root: { kind: "ambient", location }, path: [] }, key: "", value, strong: false });
  frame.keep?.(location, [], value, at);
}
