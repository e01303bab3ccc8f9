// Globals that the program itself makes: assigned without a declaration, hung on the global object, or declared by a script. They are ambient
// state; within the function that assigns one, its value is known.

import { assignedGlobal, isScript, readGlobal, topLevelNames } from "../ir/scripts";
import { UNKNOWN_TYPE } from "../ir/types";
import { rootKey } from "./atom";
import type { Frame } from "./frame";
import type { Write } from "./summary";
import { CLEAN, join, type Value } from "./value";

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

// ---- members of globals and imports that the program does not show -----------------------------------------------------

const MEMBERS = "api:";

/** A place of a library or a global that nobody here knows, as something that can be written to. */
export const unknownPlace = (frame: Frame, node: string): Value => frame.ambient(`${MEMBERS}${node}`, UNKNOWN_TYPE, "");

/** Whether a place is of no known library: what a program puts there is all that is known of it. */
export const isUnknownPlace = (node: string): boolean => node.startsWith("?");

/** What was put under a name of an unknown place: here, or in other functions where it hangs on a global. */
export function unknownMember(frame: Frame, node: string, key: string, at: number): { readonly value: Value; readonly certain: boolean } {
  const overlay = frame.state.heap.get(`~${rootKey({ kind: "ambient", location: `${MEMBERS}${node}` })}|`);
  const own = overlay?.fields.get(key);
  if (own && !overlay?.weak?.has(key)) return { value: own, certain: true };
  const global = /^\?global\|([^.]+)/.exec(node)?.[1];
  if (!own && !overlay?.fields.has("[*]") && (global === undefined || !frame.ctx.hasMethod(assignedGlobal(`${global}.`)))) return { value: CLEAN, certain: false };
  return { value: frame.read(unknownPlace(frame, node), key, at), certain: false };
}

function tell(frame: Frame, name: string, value: Value, at: number): void {
  const location = `${PLACE}${name}`;
  frame.recordWrite({ target: { root: { kind: "ambient", location }, path: [] }, key: "", value, strong: false });
  frame.keep?.(location, [], value, at);
}
