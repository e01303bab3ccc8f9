// Schemas as values: parsing gives a value of the schema's type, stripped to its fields; picking makes a smaller one.

import { changeAtom } from "../atom";
import { hasFreeText } from "../checks";
import type { Frame } from "../frame";
import { makeObj, type Obj } from "../heap";
import type { Invocation } from "../invoke";
import { UNKNOWN_TYPE, type TypeKey } from "../../ir/types";
import { join, CLEAN, single, symbol, symbols, type Value } from "../value";
import { unknownCall } from "../unknown";

/** Methods that give rows of the schema's type. */
const ONE = new Set(["findOne", "findById", "findOneAndUpdate", "findByIdAndUpdate", "findOneAndDelete", "findByIdAndDelete", "create", "findFirst", "findUnique", "findByPk", "upsert", "update", "save", "hydrate"]);
const MANY = new Set(["find", "findAll", "findMany", "insertMany", "bulkCreate", "aggregate"]);
const COUNTS = new Set(["countDocuments", "estimatedDocumentCount", "count", "exists", "deleteOne", "deleteMany", "updateOne", "updateMany", "destroy", "distinct"]);
const SAME = new Set(["strict", "strip", "readonly", "brand", "refine", "superRefine", "describe", "nullable", "optional", "nullish", "default", "partial", "required", "deepPartial", "catch", "required"]);

/** Whether a method of a schema gives rows of its type. */
export const givesRows = (name: string): boolean => ONE.has(name) || MANY.has(name) || COUNTS.has(name);

/** A method call on a schema. */
export function schemaMethod(frame: Frame, schema: Obj, name: string, call: Invocation): Value {
  const type = schema.type ?? UNKNOWN_TYPE;
  const value = (): Value => parsed(frame, type, call);
  if (name === "parse" || name === "parseAsync" || name === "validateSync" || name === "cast") return value();
  if (name === "validate" || name === "safeParse" || name === "safeParseAsync") {
    const result = value();
    return frame.newObject(call.at, "object", [["data", result], ["value", result], ["success", CLEAN], ["error", CLEAN]], {}, `${call.label ?? ""}parsed`);
  }
  if (name === "pick" || name === "omit") return derivedSchema(frame, schema, name === "pick" ? frame.types.pick(type, keysOf(frame, call)) : frame.types.without(type, keysOf(frame, call)), call);
  if (name === "array") return derivedSchema(frame, schema, frame.types.arrayOf(type), call);
  if (name === "extend" || name === "merge" || name === "and") return derivedSchema(frame, schema, type, call);
  if (SAME.has(name)) return derivedSchema(frame, schema, type, call);
  if (ONE.has(name)) return frame.born(call.at, type, "", call.label ?? "");
  if (MANY.has(name)) return frame.born(call.at, frame.types.arrayOf(type), "", call.label ?? "");
  if (COUNTS.has(name)) return CLEAN;
  return unknownCall(frame, CLEAN, { ...call, this: CLEAN });
}

/** What a schema lets through: a value of unknown origin gets the schema's type; a known one keeps its named fields. */
function parsed(frame: Frame, type: TypeKey, call: Invocation): Value {
  const input = call.args[0] ?? CLEAN;
  const names = frame.types.properties(type);
  const known = [...input.values()].some(({ ref }) => ref.r === "obj");
  if (names === undefined || !known || frame.types.open(type)) return join(frame.born(call.at, type, "", call.label ?? ""), frame.types.open(type) ? input : textOfModel(frame, type, input));
  const fields: [string, Value][] = names.map((name) => [name, frame.ascribe(frame.read(input, name, call.at), frame.types.field(type, name))]);
  return frame.newObject(call.at, "object", fields, {}, `${call.label ?? ""}kept`);
}

/** Text that a model wrote is still that where the schema has room for any text. */
function textOfModel(frame: Frame, type: TypeKey, input: Value): Value {
  if (!hasFreeText(frame.types, type)) return CLEAN;
  let kept: Value = CLEAN;
  for (const { atom, why } of symbols(input)) {
    if (atom.root.kind === "output") kept = join(kept, symbol(changeAtom(atom, { base: type, typedAt: atom.path.length, type, opaque: false }), why));
  }
  return kept;
}

function keysOf(frame: Frame, call: Invocation): string[] {
  const names: string[] = [];
  for (const { ref } of (call.args[0] ?? CLEAN).values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    for (const key of obj?.fields.keys() ?? []) if (!key.startsWith("^") && !key.startsWith("[")) names.push(key);
  }
  return names;
}

function derivedSchema(frame: Frame, schema: Obj, type: TypeKey, call: Invocation): Value {
  const id = `${frame.siteOf(call.at)}${call.label ?? ""}schema`;
  frame.place(id, makeObj("schema", [], { type, ...(schema.node === undefined ? {} : { node: schema.node }), many: true }));
  return single({ r: "obj", id });
}
