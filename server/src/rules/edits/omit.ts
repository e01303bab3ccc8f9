// Less of a record: the fields that may not go left out by rest destructuring, or the fields that are needed picked by name; and a field
// taken out of an object literal.

import type { Finding, Fix, TextEdit } from "../../engine/api";
import { rank } from "../../lattice/level";
import { walkStmts } from "../../ir/walk";
import type { Facts } from "../rule";
import { type CarriedRecord, allowedBy, recordIn, takesAnything, tooHigh } from "./carried";
import { freeName } from "./imports";
import { before } from "./statement";
import { isOnlyUse, type Slot } from "./slots";
import { editAt, skipBlanks, type Span } from "./text";
import { slotsOf } from "./wrap";

type Options = Pick<Fix, "preferred" | "safe">;

/** `const { ssn, ...patientRest } = patient;`, and `patientRest` where the record stood. */
export function* omitFix(facts: Facts, finding: Finding, options: Options): Iterable<Fix> {
  const records = recordsOf(facts, finding);
  const allowed = finding.rule === "minimum-necessary" ? "phi-indirect" : allowedBy(facts, finding);
  if (records?.length !== 1 || !records[0]) return;
  const [record] = records;
  const removed = tooHigh(record, allowed);
  if (removed.length === 0 || removed.length === record.fields.length || rank(record.without(removed)) > rank(allowed)) return;
  const text = facts.text(finding.file);
  const local = freeName(text, `${record.name}Rest`);
  const inside = text.slice(record.slot.fn.spans[0], record.slot.fn.spans[1]);
  const bindings = removed.map((name) => bindingOf(inside, name));
  const first = before(facts, record.slot.fn, record.slot.span, [`const { ${bindings.join(", ")}, ...${local} } = ${record.text}`]);
  if (!first) return;
  yield {
    title: `Leave out ${listed(removed)} of ${record.text}`, preview: `Takes ${listed(removed)} off \`${record.text}\` by rest destructuring and passes on the rest.`,
    kind: "omit", ...options, edits: [...first, replaced(facts, finding.file, record.slot, local)],
  };
}

/** `const patientSelection: Pick<Patient, "id"> = { id: patient.id };`: what the function reads of the record, else what identifies nobody directly. */
export function* selectFix(facts: Facts, finding: Finding, options: Options): Iterable<Fix> {
  const records = recordsOf(facts, finding);
  if (records?.length !== 1 || !records[0]) return;
  const [record] = records;
  const wanted = needed(facts, finding, record);
  if (wanted.length === 0 || wanted.length === record.fields.length || !wanted.every(isIdentifier)) return;
  const left = record.without(record.fields.map((field) => field.name).filter((name) => !wanted.includes(name)));
  if (finding.rule !== "minimum-necessary" && rank(left) > rank(allowedBy(facts, finding))) return;
  const text = facts.text(finding.file);
  const local = freeName(text, `${record.name}Selection`);
  const type = typeName(facts, finding.file, record);
  const annotation = type === undefined ? "" : `: Pick<${type}, ${wanted.map((name) => `"${name}"`).join(" | ")}>`;
  const literal = `{ ${wanted.map((name) => `${name}: ${record.text}.${name}`).join(", ")} }`;
  const first = before(facts, record.slot.fn, record.slot.span, [`const ${local}${annotation} = ${literal}`]);
  if (!first) return;
  yield {
    title: `Select ${listed(wanted)} of ${record.text}`, preview: `Passes on ${listed(wanted)} only, in a selection with its own type.`,
    kind: "select", ...options, edits: [...first, replaced(facts, finding.file, record.slot, local)],
  };
}

/** Takes a field out of an object literal that nothing asks for. */
export function* dropFieldFix(facts: Facts, finding: Finding, options: Options): Iterable<Fix> {
  const slots = slotsOf(facts, finding);
  const [slot] = slots ?? [];
  const text = facts.text(finding.file);
  if (!slot || slots?.length !== 1 || slot.spread || !takesAnything(facts, finding, slot) || isOnlyUse(text, slot)) return;
  const span = propertyAround(text, slot);
  if (!span) return;
  const shown = text.slice(slot.span[0], slot.span[1]).replace(/\s+/g, " ");
  yield { title: `Leave out \`${shown}\``, preview: "Takes the field out of the object.", kind: "omit-field", ...options, edits: [editAt(facts, finding.file, span, "")] };
}

/** All slots of a finding, where each is a record in a place that takes a part of it. */
function recordsOf(facts: Facts, finding: Finding): CarriedRecord[] | undefined {
  const slots = slotsOf(facts, finding);
  const records = slots?.map((slot) => (takesAnything(facts, finding, slot) ? recordIn(facts, finding, slot) : undefined));
  return records?.every((record) => record !== undefined) ? (records as CarriedRecord[]) : undefined;
}

function replaced(facts: Facts, file: string, { span, shorthand }: Slot, local: string): TextEdit {
  const name = facts.text(file).slice(span[0], span[1]);
  return editAt(facts, file, span, shorthand ? `${name}: ${local}` : local);
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);

/** A name that is used for something else in the function gets another one. */
function bindingOf(inside: string, name: string): string {
  const used = isIdentifier(name) && new RegExp(`(?<![.\\w$"'])${name.replace(/\$/g, "\\$")}\\b`).test(inside);
  if (isIdentifier(name) && !used) return name;
  const key = isIdentifier(name) ? name : JSON.stringify(name);
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean).map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`);
  return `${key}: ${freeName(inside, `omitted${words.join("")}`)}`;
}

/** Fields of the record that the function reads by name; where it reads none, those that are not directly identifying. */
function needed(facts: Facts, finding: Finding, record: CarriedRecord): string[] {
  const read = new Set<string>();
  const { slot } = record;
  const text = facts.text(finding.file);
  walkStmts(slot.fn.body, {
    expr: (expr) => {
      if (expr.k !== "get" || typeof expr.key !== "string" || !("at" in expr.of) || expr.of.at === undefined) return;
      const [start, end] = [slot.fn.spans[2 * expr.of.at] ?? 0, slot.fn.spans[2 * expr.of.at + 1] ?? 0];
      if (text.slice(start, end) === record.text) read.add(expr.key);
    },
  });
  const own = record.fields.filter((field) => read.has(field.name) && (finding.rule === "minimum-necessary" || rank(field.level) <= rank(allowedBy(facts, finding))));
  const chosen = own.length > 0 ? own : record.fields.filter((field) => rank(field.level) <= rank(finding.rule === "minimum-necessary" ? "phi-indirect" : allowedBy(facts, finding)));
  return chosen.map((field) => field.name);
}

/** The type's name where the file may write it. */
function typeName(facts: Facts, file: string, record: CarriedRecord): string | undefined {
  if (!/\.[cm]?tsx?$/.test(file)) return undefined;
  const name = facts.types.display(record.type);
  const own = facts.program.facts(file);
  const known = own?.types.some((type) => type.name === name && type.typeParams.length === 0 && !type.id.includes("/", type.id.indexOf("#"))) || own?.imports.some((one) => one.local === name);
  return isIdentifier(name) && known ? name : undefined;
}

/** The property that holds a slot in an object literal, with the comma that separates it. */
function propertyAround(text: string, slot: Slot): Span | undefined {
  const object = slot.around.at(-1);
  if (object?.k !== "object" || object.props.length < 2) return undefined;
  let start = slot.span[0];
  if (!slot.shorthand) {
    const key = /(?:[\w$]+|"[^"\n]*"|'[^'\n]*')\s*:\s*$/.exec(text.slice(0, start));
    if (!key) return undefined;
    start = key.index;
  }
  const next = skipBlanks(text, slot.span[1]);
  if (text[next] === ",") {
    const line = text.lastIndexOf("\n", start - 1);
    const last = text[skipBlanks(text, next + 1)] === "}";
    if (last && line >= 0 && /^\s*$/.test(text.slice(line, start)) && !/\/[/*]/.test(text.slice(slot.span[1], next))) return [text[line - 1] === "\r" ? line - 1 : line, next + 1];
    const gap = /^,[ \t]*(?:\r?\n[ \t]*(?!\/[/*]))?/.exec(text.slice(next));
    return /\/[/*]/.test(text.slice(slot.span[1], next)) || !gap ? undefined : [start, next + gap[0].length];
  }
  const comma = /,\s*$/.exec(text.slice(0, start));
  return text[next] === "}" && comma && !/\/[/*]/.test(text.slice(slot.span[1], next)) ? [comma.index, slot.span[1]] : undefined;
}

const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  return names.length > 3 ? `${shown.join(", ")} and ${names.length - 3} more` : shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : (shown[0] ?? "");
};
