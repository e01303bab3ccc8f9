// Rows of query builders: of the type that a type argument of the client gives a table's name, with the columns that the query names.

import { UNKNOWN_TYPE, type TypeKey } from "../ir/types";
import type { Frame } from "./frame";
import { type Modelled, partValue, rootHandles } from "./parts";
import { constant, constants, join, type Value } from "./value";

/** The field of a query that holds the names of the columns it asks for. */
const COLUMNS = "^columns";

/** Notes the columns that a step of a query names; any that is not plain means all of them. */
export function noteColumns(one: Modelled, part: string): void {
  const { frame, call } = one;
  const given = partValue(one, part);
  const names = [...constants(join(given, frame.elements(given, call.at)))].flatMap((name) => String(name).split(",")).map(columnName);
  const plain = names.length > 0 && names.every((name) => /^[A-Za-z_]\w*$/.test(name));
  frame.write(rootHandles(frame, one.receiver), COLUMNS, constant(plain ? names.join(",") : "*"), call.at, true);
  frame.write(one.receiver, COLUMNS, constant(plain ? names.join(",") : "*"), call.at, true);
}

/** `p.full_name as name` gives a `name`. */
const columnName = (text: string): string => (/\bas\s+"?(\w+)"?\s*$/i.exec(text)?.[1] ?? text.trim().replace(/^.*\./, "")).trim();

/** A row type with the columns that were asked for. */
export function selectedOf(one: Modelled, type: TypeKey): TypeKey {
  const { frame, receiver } = one;
  if (type === UNKNOWN_TYPE) return type;
  const asked = new Set<string>();
  for (const { ref } of receiver.values()) {
    const columns = ref.r === "obj" ? frame.obj(ref.id)?.fields.get(COLUMNS) : undefined;
    for (const names of constants(columns ?? new Map())) for (const name of String(names).split(",")) asked.add(name);
  }
  return asked.size === 0 || asked.has("*") ? type : frame.types.pick(type, [...asked]);
}

/** `table:config:*`: a row of the table that a constant names, typed by the client's type argument along a path (`*` is the name). */
export function tableOf(one: Modelled, rest: string): { readonly type: TypeKey; readonly hint: string } {
  const { frame, receiver } = one;
  const [part = "config", path = "*"] = rest.split(":");
  const [given] = constants(partValue(one, part));
  const hint = String(given ?? "").replace(/\s+as\s+.*$/i, "").trim();
  return { type: selectedOf(one, declaredRow(frame, receiver) ?? typeAlong(frame, clientType(one), path, hint)), hint };
}

/** The type argument of a step of the query itself (`single<Patient>()`). */
function declaredRow(frame: Frame, receiver: Value): TypeKey | undefined {
  for (const { ref } of receiver.values()) {
    const type = ref.r === "obj" ? [...constants(frame.obj(ref.id)?.fields.get("^type0") ?? new Map())][0] : undefined;
    if (type !== undefined) return String(type);
  }
  return undefined;
}

function clientType(one: Modelled): TypeKey {
  const { frame } = one;
  for (const { ref } of rootHandles(frame, one.receiver).values()) {
    if (ref.r === "sym") return frame.types.argument(ref.atom.type, 0);
    const type = ref.r === "obj" ? frame.obj(ref.id)?.type : undefined;
    if (type !== undefined) return type;
  }
  return UNKNOWN_TYPE;
}

const typeAlong = (frame: Frame, type: TypeKey, path: string, table: string): TypeKey =>
  path.split(".").reduce((at, step) => frame.types.field(at, step === "*" ? table : step), type);
