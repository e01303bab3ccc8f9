// The logger's own redaction: where the logger is built with an option for it, every call of it is put right at once.

import type { Finding, Fix } from "../../engine/api";
import type { Expr, Fn } from "../../ir/ir";
import { walkStmts } from "../../ir/walk";
import { moduleFn } from "../../ir/ir";
import { allowedBy, recordIn, tooHigh } from "../edits/carried";
import { addProperties } from "../edits/properties";
import { quoteOf } from "../edits/imports";
import type { Slot } from "../edits/slots";
import { editAt } from "../edits/text";
import { slotsOf } from "../edits/wrap";
import { type Facts, spanOf } from "../rule";

/** `pino({ redact: ["patient.ssn"] })` for what is logged in the first argument. */
export function* loggerFix(facts: Facts, finding: Finding): Iterable<Fix> {
  const slots = slotsOf(facts, finding);
  const call = slots?.[0]?.around[0];
  if (!slots || call?.k !== "call" || call.callee.k !== "get") return;
  const paths = new Set<string>();
  for (const slot of slots) {
    const found = pathsOf(facts, finding, slot, call);
    if (!found) return;
    for (const path of found) paths.add(path);
  }
  const built = slots[0] && builderOf(facts, slots[0].fn, call.callee.of);
  if (!built) return;
  const quote = quoteOf(facts.text(built.fn.file));
  const option = `redact: [${[...paths].map((path) => `${quote}${path}${quote}`).join(", ")}]`;
  const [first] = built.call.args;
  const span = spanOf(built.fn, built.call.at);
  let edit: Fix["edits"][number] | undefined;
  if (!first) edit = facts.text(built.fn.file).slice(span[0], span[1]).endsWith("()") ? editAt(facts, built.fn.file, [span[1] - 1, span[1] - 1], `{ ${option} }`) : undefined;
  else if (first.value.k === "object" && !first.value.props.some((prop) => prop.p === "spread" || prop.key === "redact")) edit = addProperties(facts, built.fn, first.value, [option]);
  if (!edit) return;
  yield { title: `Let the logger redact ${[...paths].slice(0, 3).join(", ")}${paths.size > 3 ? "…" : ""}`, preview: `Adds \`${option}\` where the logger is built, for all of its calls.`, kind: "logger-option", preferred: false, safe: false, edits: [edit], verify: true };
}

/** Paths below the merged object that hold what may not be logged. */
function pathsOf(facts: Facts, finding: Finding, slot: Slot, call: Expr & { readonly k: "call" }): string[] | undefined {
  const record = recordIn(facts, finding, slot);
  const below = record ? tooHigh(record, allowedBy(facts, finding)) : [""];
  const merged = call.args[0]?.value;
  if (slot.textual || slot.spread || below.length === 0) return undefined;
  if (slot.expr === merged) return record ? below.filter((name) => /^[A-Za-z_$][\w$]*$/.test(name)) : undefined;
  if (merged?.k !== "object" || slot.around.length !== 2) return undefined;
  const prop = merged.props.find((one) => one.p === "value" && one.value === slot.expr);
  if (prop?.p !== "value" || typeof prop.key !== "string" || !/^[A-Za-z_$][\w$]*$/.test(prop.key)) return undefined;
  const { key } = prop;
  return below.map((name) => (name === "" ? key : `${key}.${name}`));
}

/** Where a logger in a variable of the module is built, if that is pino. */
function builderOf(facts: Facts, user: Fn, logger: Expr): { readonly fn: Fn; readonly call: Expr & { readonly k: "call" } } | undefined {
  if (logger.k !== "module") return undefined;
  const binding = facts.program.binding(user.file, logger.name);
  if (binding.b !== "variable") return undefined;
  const fn = facts.program.fn(moduleFn(binding.file));
  let found: (Expr & { readonly k: "call" }) | undefined;
  if (fn) walkStmts(fn.body, { stmt: (stmt) => { if (stmt.s === "let" && stmt.name === binding.name && stmt.init?.k === "call") found = stmt.init; } });
  if (!fn || found?.callee.k !== "module") return undefined;
  const maker = facts.program.binding(fn.file, found.callee.name);
  return maker.b === "external" && maker.specifier === "pino" ? { fn, call: found } : undefined;
}
