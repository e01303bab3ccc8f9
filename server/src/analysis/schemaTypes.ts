// The types that schemas describe: tables, models and entity classes by their declarations, validators also where they are written in
// the call that uses them.

import { UNKNOWN_TYPE, type TypeExpr, type TypeKey } from "../ir/types";
import type { Frame } from "./frame";
import type { Obj } from "./heap";
import { CLEAN, filterValue, type Value } from "./value";

/** The type that a schema, table, model or entity class describes. */
export function schemaType(frame: Frame, value: Value, depth = 0): TypeKey {
  for (const { ref } of value.values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj?.kind === "schema" && obj.type) return obj.type;
    if (obj?.kind === "class" && obj.cls) return obj.cls;
    const described = obj?.kind === "handle" ? describedType(frame, obj, depth) : UNKNOWN_TYPE;
    if (described !== UNKNOWN_TYPE) return described;
    for (const made of obj?.kind === "handle" ? [obj.fields.get("^config1"), obj.fields.get("^config0")] : []) {
      const type = schemaType(frame, filterValue(made ?? CLEAN, (part) => part.r === "obj" && frame.obj(part.id)?.kind === "schema"));
      if (type !== UNKNOWN_TYPE) return type;
    }
  }
  return UNKNOWN_TYPE;
}

/** The type that a schema lets through which is written where it is used (`z.object({ urgent: z.boolean() })`); unknown where any part is. */
function describedType(frame: Frame, { node, fields }: Obj, depth: number): TypeKey {
  const [kind, part = "0"] = frame.ctx.models.byId(node?.replace(/\(\)$/, "") ?? "")?.callModel?.describes?.split(":") ?? [];
  if (kind === undefined || depth > MAX_SCHEMA_DEPTH) return UNKNOWN_TYPE;
  const { types } = frame;
  const given = fields.get(`^config${part}`) ?? CLEAN;
  if (kind === "array") return types.arrayOf(schemaType(frame, given, depth + 1));
  if (kind !== "object") return types.of(SCALARS[kind], frame.fn.file);
  for (const { ref } of given.values()) {
    const shape = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (shape?.kind === "object") return types.object(new Map([...shape.fields].filter(([key]) => !key.startsWith("^")).map(([key, field]) => [key, schemaType(frame, field, depth + 1)])));
  }
  return UNKNOWN_TYPE;
}

/** Deepest nesting of such a schema. */
const MAX_SCHEMA_DEPTH = 6;

const SCALARS: Readonly<Record<string, TypeExpr>> = {
  string: { t: "prim", name: "string" }, number: { t: "prim", name: "number" }, none: { t: "prim", name: "boolean" }, constant: { t: "literal", value: "" },
};
