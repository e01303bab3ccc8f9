// What the slots of a finding hold: which level may stay there, whole records and their fields, and whether another type fits.

import type { Flow } from "../../analysis/flows";
import type { Finding } from "../../engine/api";
import type { Expr } from "../../ir/ir";
import type { TypeKey } from "../../ir/types";
import { type Level, rank } from "../../lattice/level";
import { type Facts, spanOf } from "../rule";
import type { Slot } from "./slots";
import type { Span } from "./text";
import { reportOf } from "./wrap";

/** The highest level that the finding's rule lets pass. */
export function allowedBy(facts: Facts, finding: Finding): Level {
  const policy = facts.policyFor(finding.file);
  switch (finding.rule) {
    case "phi-in-log":
      return policy.logs.allows;
    case "phi-in-error":
    case "phi-in-url":
      return "phi-indirect";
    case "minimum-necessary":
    case "phi-to-ai-vendor":
    case "phi-to-unapproved-destination":
      return policy.destinations.find((one) => one.id === finding.destination?.id)?.allows ?? "operational";
    default:
      return "operational";
  }
}

/** Flows whose carrier is exactly an expression. */
export function flowsOf(facts: Facts, finding: Finding, { fn, span }: Slot): readonly Flow[] {
  const report = reportOf(finding);
  return facts.flows.filter((flow) => flow.report.fn === report?.fn && flow.report.at === report.at && sameSpan(spanOf(fn, flow.report.carrier), span));
}

const sameSpan = (a: Span, b: Span): boolean => a[0] === b[0] && a[1] === b[1];

export interface Field {
  readonly name: string;
  readonly level: Level;
}

export interface CarriedRecord {
  readonly slot: Slot;
  /** As written. */
  readonly text: string;
  /** The last name of it: `patient` of `event.patient`. */
  readonly name: string;
  readonly type: TypeKey;
  readonly fields: readonly Field[];
  /** The level of what is left without some fields. */
  without(names: readonly string[]): Level;
}

/** The slot as a record that is certainly there, with a type that says all its fields. */
export function recordIn(facts: Facts, finding: Finding, slot: Slot): CarriedRecord | undefined {
  const text = facts.text(slot.fn.file).slice(slot.span[0], slot.span[1]);
  const name = /^(?:[\w$]+\.)*([A-Za-z_$][\w$]*)$/.exec(text)?.[1];
  const flows = flowsOf(facts, finding, slot);
  const atom = flows[0]?.atom;
  if (slot.textual || name === undefined || name === "this" || !atom || atom.opaque || atom.cap < 2 || flows.some((flow) => flow.atom.type !== atom.type || flow.atom.path.length !== atom.path.length)) return undefined;
  const names = facts.types.properties(atom.type);
  if (!names || names.length < 2 || facts.types.shape(atom.type) !== "object" || facts.types.open(atom.type)) return undefined;
  const path = atom.path.slice(atom.typedAt);
  const levelOf = (at: readonly string[], except: readonly string[]): Level => facts.types.classify(atom.base, atom.hint, at, except)?.level ?? "operational";
  const fields = names.filter((one) => !atom.except.includes(one)).map((one) => ({ name: one, level: levelOf([...path, one], []) }));
  return { slot, text, name, type: atom.type, fields, without: (removed) => levelOf(path, [...atom.except, ...removed]) };
}

/** Fields that may not stay. */
export const tooHigh = (record: CarriedRecord, allowed: Level): string[] => record.fields.filter((field) => rank(field.level) > rank(allowed)).map((field) => field.name);

/** Whether the place takes a value of any type: it is turned into text, logged, or given to a function that asks nothing. */
export function takesAnything(facts: Facts, finding: Finding, slot: Slot): boolean {
  const [call] = slot.around;
  if (slot.around.some((expr) => expr.k === "call" && isStringify(expr))) return true;
  if (call?.k !== "call") return false;
  const flows = flowsOf(facts, finding, slot);
  if (flows.length === 0) return false;
  const report = reportOf(finding);
  const index = call.args.findIndex(({ value }) => value === (slot.around[1] ?? slot.expr));
  return flows.every((flow) => {
    if (flow.sink.fn === report?.fn && flow.sink.at === report.at) return flow.kind === "log";
    const target = facts.program.fn((flow.chain[1]?.fn ?? "").replace(/<entry>$/, ""));
    const param = target?.params[index] ?? (target?.params.at(-1)?.rest ? target.params.at(-1) : undefined);
    const type = param?.rest && param.type?.t === "array" ? param.type.of : param?.type;
    return target !== undefined && param !== undefined && (type === undefined || (type.t === "prim" && (type.name === "unknown" || type.name === "any")));
  });
}

const isStringify = (expr: Expr & { readonly k: "call" }): boolean =>
  expr.callee.k === "get" && expr.callee.key === "stringify" && expr.callee.of.k === "global" && expr.callee.of.name === "JSON" && expr.args.length === 1;
