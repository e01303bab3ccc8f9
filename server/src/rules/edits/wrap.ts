// Redaction of everything that carries PHI in one call: the quick fix that flow rules share.

import type { Finding, Fix, Place, TextEdit } from "../../engine/api";
import type { Fn, FnId } from "../../ir/ir";
import { walkStmts } from "../../ir/walk";
import { type Facts, spanOf } from "../rule";
import { redactorFor } from "./redactor";
import { type Slot, slotOf } from "./slots";
import { editAt, offsetsOf } from "./text";

interface Report {
  readonly fn: FnId;
  readonly at: number;
  readonly carrier: number;
}

/** The call and carrier that a flow finding is about. */
export function reportOf(finding: Finding): Report | undefined {
  const report = finding.data?.report as Report | undefined;
  return typeof report?.fn === "string" ? report : undefined;
}

/** Slots of a finding and of the further carriers in its call. */
export function slotsOf(facts: Facts, finding: Finding): Slot[] | undefined {
  const report = reportOf(finding);
  if (!report) return undefined;
  const places: Place[] = [finding, ...finding.related.filter((one) => one.file === finding.file)];
  const slots: Slot[] = [];
  for (const place of places) {
    const slot = slotOf(facts, report.fn, report.at, offsetsOf(facts, place));
    if (!slot) return undefined;
    if (!slots.some((one) => one.span[0] <= slot.span[0] && slot.span[1] <= one.span[1])) {
      slots.splice(0, slots.length, ...slots.filter((one) => !(slot.span[0] <= one.span[0] && one.span[1] <= slot.span[1])), slot);
    }
  }
  return slots.length > 0 ? slots : undefined;
}

/** The fix that redacts what carries PHI; nothing where the call's text gives no place for it. */
export function* redactFix(facts: Facts, finding: Finding, options: { readonly preferred: boolean; readonly safe: boolean }): Iterable<Fix> {
  const slots = slotsOf(facts, finding);
  if (!slots) return;
  const { file } = finding;
  const text = facts.text(file);
  const redactor = redactorFor(facts, { file, slots, text: areTexts(facts, finding, slots) });
  if (slots.some((slot) => text.slice(slot.span[0]).startsWith(`${redactor.local}(`))) return;
  const edits: TextEdit[] = [];
  for (const slot of slots) {
    const inner = text.slice(slot.span[0], slot.span[1]);
    edits.push(editAt(facts, file, [slot.span[0], slot.span[0]], `${slot.shorthand ? `${inner}: ` : ""}${redactor.local}(`), editAt(facts, file, [slot.span[1], slot.span[1]], ")"));
  }
  const first = slots[0];
  const what = first ? short(text.slice(first.span[0], first.span[1])) : "the value";
  yield {
    title: slots.length === 1 ? `Redact ${what}` : `Redact ${what} and ${slots.length - 1} more`,
    preview: `Wraps ${what} in \`${redactor.local}(…)\`${redactor.creates ? `, a helper that is created in ${redactor.creates[0]?.file.slice(facts.root.length + 1)}` : ""}.`,
    kind: "redact", ...options, edits: [...redactor.edits, ...edits], ...(redactor.creates ? { creates: redactor.creates } : {}),
  };
}

export const short = (text: string): string => {
  const line = text.replace(/\s+/g, " ").trim();
  return `\`${line.length > 40 ? `${line.slice(0, 39)}…` : line}\``;
};

/** Whether every slot is certainly a text, by its form or by its declared type. */
export function areTexts(facts: Facts, finding: Finding, slots: readonly Slot[]): boolean {
  const report = reportOf(finding);
  return slots.every(({ fn, expr, span }) => {
    if (expr.k === "template" || (expr.k === "op" && expr.op === "+" && expr.args.some((arg) => arg.k === "template" || (arg.k === "const" && typeof arg.v === "string")))) return true;
    if (/\?\.|\?\[/.test(facts.text(fn.file).slice(span[0], span[1]))) return false;
    if (expr.k === "call") return expr.callee.k === "get" && typeof expr.callee.key === "string" && TEXT_METHODS.has(expr.callee.key);
    if (!(expr.k === "local" && isField(fn, expr.name)) && (expr.k !== "get" || typeof expr.key !== "string")) return false;
    const flows = facts.flows.filter((flow) => flow.report.fn === report?.fn && flow.report.at === report.at && same(spanOf(fn, flow.report.carrier), span));
    return flows.length > 0 && flows.every(({ atom }) => !atom.opaque && atom.path.every((name) => isAlwaysThere(facts, name)) && facts.types.display(atom.type) === "string");
  });
}

/** Whether a variable is filled with a field: `const { ssn } = patient`. One that holds an object may carry a text in it. */
function isField(fn: Fn, name: string): boolean {
  let found = false;
  walkStmts(fn.body, { stmt: (stmt) => { if (stmt.s === "let" && stmt.name === name) found = stmt.init?.k === "get" && typeof stmt.init.key === "string"; } });
  return found;
}

/** Methods that only texts have, and that give texts. */
const TEXT_METHODS: ReadonlySet<string> = new Set(["trim", "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "padStart", "padEnd", "normalize", "replaceAll"]);

const same = (a: readonly [number, number], b: readonly [number, number]): boolean => a[0] === b[0] && a[1] === b[1];

/** No declaration of a member of this name is optional. */
function isAlwaysThere(facts: Facts, name: string): boolean {
  let names = optionals.get(facts);
  if (!names) {
    const found = facts.program.files.flatMap((file) => facts.program.facts(file)?.types ?? []).flatMap((type) => type.members.flatMap((member) => (member.optional ? [member.name] : [])));
    names = new Set(found);
    optionals.set(facts, names);
  }
  return !names.has(name);
}

const optionals = new WeakMap<Facts, ReadonlySet<string>>();
