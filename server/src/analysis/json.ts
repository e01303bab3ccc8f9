// JSON text: keeps the structure of what was serialised, so that parsing it again gives the same fields.

import { UNKNOWN_TYPE } from "../ir/types";
import { changeAtom, MAX_PATH } from "./atom";
import { replacedNames } from "./builtins/keyed";
import type { Frame } from "./frame";
import { addEntry, CLEAN, join, type Entry, type Value } from "./value";

/** `JSON.stringify(value)`. */
export function stringifyJson(frame: Frame, value: Value, at: number, replacer?: Value, label = ""): Value {
  if (value.size === 0) return CLEAN;
  const kept = replacer ? allowList(frame, value, replacer, at) : value;
  return frame.newObject(at, "json", [["value", kept]], {}, `json${label}`);
}

/** `JSON.stringify(x, ["a", "b"])` keeps the named keys; a function leaves out or replaces those that it asks for by name. */
function allowList(frame: Frame, value: Value, replacer: Value, at: number): Value {
  for (const { ref } of replacer.values()) {
    const list = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (list?.kind !== "array" || list.fields.has("[*]")) continue;
    const fields: [string, Value][] = [];
    for (const name of list.fields.values()) for (const one of name.values()) {
      if (one.ref.r === "const") fields.push([String(one.ref.value), frame.read(value, String(one.ref.value), at)]);
    }
    return frame.newObject(at, "object", fields, {}, "allow");
  }
  const names = replacedNames(frame, value, replacer);
  return names.length === 0 ? value : frame.without(value, names, at);
}

/** `JSON.parse(text)`: the value that was serialised, or an unknown one that a type may be given to. */
export function parseJson(frame: Frame, text: Value, at: number): Value {
  const result = new Map<string, Entry>();
  let parsed: Value = CLEAN;
  for (const { ref, why } of text.values()) {
    if (ref.r === "obj") {
      const obj = frame.obj(ref.id);
      if (obj?.kind === "json") parsed = join(parsed, obj.fields.get("value") ?? CLEAN);
    } else if (ref.r === "sym") {
      const { atom } = ref;
      const structured = !atom.opaque && frame.types.shape(atom.type) === "object";
      if (structured || atom.path.length >= MAX_PATH) addEntry(result, ref, why);
      else addEntry(result, { r: "sym", atom: changeAtom(atom, { path: [...atom.path, "{json}"], type: UNKNOWN_TYPE, opaque: false, hint: "" }) }, why);
    }
  }
  if (result.size === 0 && parsed.size === 0 && text.size === 0) return frame.born(at, UNKNOWN_TYPE, "", "json");
  return join(parsed, result);
}
