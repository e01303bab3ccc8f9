// The parts of a call that rules may ask about, flattened from its arguments: `0`, `0.minVersion`, `1.headers.accept`.

import { CLEAN, type Value } from "./value";
import type { Frame } from "./frame";

const MAX_DEPTH = 3;
const MAX_PARTS = 60;

/** Adds a value and the fields of its object literals under dotted names. */
export function flattenParts(frame: Frame, value: Value, name: string, into: Map<string, Value>, depth = 0): void {
  if (into.size >= MAX_PARTS) return;
  into.set(name, value);
  if (depth >= MAX_DEPTH) return;
  for (const { ref } of value.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (!obj || (obj.kind !== "object" && obj.kind !== "array" && obj.kind !== "json")) continue;
    for (const [key, field] of obj.fields) {
      if (!key.startsWith("^")) flattenParts(frame, obj.kind === "json" ? (obj.fields.get("value") ?? CLEAN) : field, `${name}.${key}`, into, depth + 1);
    }
  }
}
