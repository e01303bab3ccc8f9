// Rows of the tables that members of a client stand for: `prisma.patient.findMany(…)`, `db.query.patients.findFirst(…)`. Which columns and
// relations a row has, the query's own options say.

import { UNKNOWN_TYPE, type TypeKey } from "../ir/types";
import { makeObj } from "./heap";
import type { Frame } from "./frame";
import { getMember } from "./members";
import { configOf, memberName, type Modelled } from "./parts";
import { CLEAN, filterValue, join, single, type Value } from "./value";

/** One row of the table that the receiver's name stands for. */
export function rowOf(one: Modelled, site: string): Value {
  const { frame, call } = one;
  const name = memberName(frame, one.receiver);
  const type = tableType(one, name);
  if (type === UNKNOWN_TYPE) return frame.born(call.at, call.returns ?? UNKNOWN_TYPE, name, site);
  return shaped(one, type, call.args[0] ?? CLEAN, site, 0);
}

function tableType(one: Modelled, name: string): TypeKey {
  const { frame, node } = one;
  const { tables } = node.library;
  if (tables === "prisma") return frame.types.schema("prisma", name)?.type ?? UNKNOWN_TYPE;
  for (const part of tables?.split("|") ?? []) {
    const [head = "", ...path] = part.split(".");
    const options = path.reduce((at, key) => getMember(frame, at, key, one.call.at), configOf(frame, one.receiver, Number(head.slice("config".length))));
    for (const { ref } of getMember(frame, options, name, one.call.at).values()) {
      const schema = ref.r === "obj" ? frame.obj(ref.id) : undefined;
      if (schema?.kind === "schema" && schema.type) return schema.type;
    }
  }
  return UNKNOWN_TYPE;
}

/** Deepest nesting of selections that is followed. */
const MAX_DEPTH = 4;

/** A row with the columns that its query selects, and with those relations only that it asks for. */
function shaped(one: Modelled, type: TypeKey, query: Value, site: string, depth: number): Value {
  const { frame, call } = one;
  const option = (name: string): ReadonlyMap<string, Value> => fieldsOf(frame, getMember(frame, query, name, call.at));
  const chosen = option("select").size > 0 ? option("select") : option("columns");
  const included = new Map([...option("include"), ...option("with")].filter(([, value]) => !isOff(value)));
  const left = [...option("omit")].filter(([, value]) => !isOff(value)).map(([key]) => key);
  const kept = [...chosen].filter(([, value]) => !isOff(value));
  const whole = frame.born(call.at, type, "", site);
  if (kept.length > 0 && depth < MAX_DEPTH) return objectOf(one, whole, type, new Map([...kept, ...included]), site, depth);
  const dropped = [...chosen.keys(), ...left, ...relations(frame, type).filter((name) => !included.has(name))];
  return dropped.length === 0 ? whole : frame.born(call.at, frame.types.without(type, dropped), "", site);
}

/** An object with these fields of a row. */
function objectOf(one: Modelled, row: Value, type: TypeKey, chosen: ReadonlyMap<string, Value>, site: string, depth: number): Value {
  const { frame, call } = one;
  const fields: [string, Value][] = [];
  for (const [key, query] of chosen) {
    const field = frame.types.field(type, key);
    const related = relatedType(frame, field);
    if (related === undefined || fieldsOf(frame, query).size === 0) fields.push([key, frame.read(row, key, call.at)]);
    else {
      const inner = shaped(one, related, query, `${site}.${key}`, depth + 1);
      fields.push([key, frame.types.shape(field) === "array" ? frame.newObject(call.at, "array", [["[*]", inner]], {}, `${site}.${key}[]`) : inner]);
    }
  }
  const id = `${frame.siteOf(call.at)}${site}row`;
  frame.place(id, makeObj("object", fields));
  return single({ r: "obj", id });
}

const isOff = (value: Value): boolean => value.size > 0 && [...value.values()].every(({ ref }) => ref.r === "const" && !ref.value);

function fieldsOf(frame: Frame, value: Value): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  for (const { ref } of filterValue(value, (part) => part.r === "obj").values()) {
    const obj = ref.r === "obj" ? frame.obj(ref.id) : undefined;
    if (obj?.kind !== "object") continue;
    for (const [key, field] of obj.fields) if (/^[A-Za-z_$]/.test(key)) found.set(key, join(found.get(key) ?? CLEAN, field));
  }
  return found;
}

const relations = (frame: Frame, type: TypeKey): string[] => (frame.types.properties(type) ?? []).filter((name) => relatedType(frame, frame.types.field(type, name)) !== undefined);

/** The model at the other end of a relation; undefined for a column. */
function relatedType(frame: Frame, field: TypeKey): TypeKey | undefined {
  const { types } = frame;
  const one = types.shape(field) === "array" ? types.element(field) : field;
  if (types.shape(one) !== "object") return undefined;
  const model = types.schema("prisma", types.display(one).replace(/\s*\|\s*(?:null|undefined)\b/g, ""));
  return model?.type;
}
