// missing-access-control: entry points that answer with PHI and check nobody first.

import type { CallFact } from "../../analysis/summary";
import { expressionAt } from "../../analysis/sinks";
import type { Place } from "../../engine/api";
import type { Expr } from "../../ir/ir";
import type { Classification } from "../../lattice/level";
import { exposedByFunction, exposedByRoute } from "../exposure";
import { declaredHandlers, guardedEverywhere, type Handler, provenByDecorator } from "../handlers";
import { registrationsOf } from "../registrations";
import { type Draft, type Facts, placeOf, type Rule, siteOf, spanOf } from "../rule";

export const missingAccessControl: Rule = {
  id: "missing-access-control",
  severity: "warning",
  citation: "45 CFR 164.312(a)(1), (d)",
  check: judge,
};

/** Kinds of entry points that somebody outside calls and gets an answer from. */
const ANSWERED = new Set(["http", "graphql", "rpc", "lambda", "server-action"]);

function* judge(facts: Facts): Iterable<Draft> {
  const registrations = registrationsOf(facts);
  for (const route of registrations.routes) {
    const [fact] = route.facts;
    if (!fact || !ANSWERED.has(route.kind) || registrations.guarded(route, "access")) continue;
    const exposed = exposedByRoute(facts, route, "access");
    const place = exposed && registrationPlace(facts, fact);
    if (place) yield draft(place, `\`${route.path || fact.callee}\``, fact.at.fn, exposed.classification, route.path || fact.callee, { fn: fact.at.fn, at: fact.at.at });
  }
  for (const handler of declaredHandlers(facts)) yield* judgeHandler(facts, handler);
}

function* judgeHandler(facts: Facts, handler: Handler): Iterable<Draft> {
  const { fn } = handler;
  if (!ANSWERED.has(handler.kind) || provenByDecorator(facts, handler, "access")) return;
  const exposed = exposedByFunction(facts, fn.id, "access");
  if (!exposed || guardedEverywhere(facts, handler)) return;
  const name = placeOf(facts.program, fn.file, spanOf(fn, 1));
  const whole = placeOf(facts.program, fn.file, spanOf(fn, 0));
  yield draft({ ...name, enclosing: whole.range }, `\`${fn.display}\``, fn.id, exposed.classification, fn.display, { fn: fn.id });
}

/** How many entry points answer with PHI, whoever may ask. */
export function exposingEntries(facts: Facts): number {
  let count = 0;
  for (const route of registrationsOf(facts).routes) if (ANSWERED.has(route.kind) && exposedByRoute(facts, route, UNPROVEN)) count++;
  for (const { fn, kind } of declaredHandlers(facts)) if (ANSWERED.has(kind) && exposedByFunction(facts, fn.id, UNPROVEN)) count++;
  return count;
}

/** What no check proves: an answer counts whatever was checked before it. */
const UNPROVEN = "nothing";

function draft(place: Place & { readonly enclosing?: Place["range"] }, name: string, fn: string, phi: Classification, identity: string, data: Draft["data"] & object): Draft {
  const what = phi.categories.length > 0 ? ` (${phi.categories.slice(0, 3).join(", ").replace(/-/g, " ")})` : "";
  return {
    rule: missingAccessControl.id, citation: missingAccessControl.citation, ...place, confidence: phi.confidence, level: phi.level, categories: phi.categories,
    message: `${name} answers with PHI${what} and nothing checks who asks: put an authentication or authorization check in front of it.`,
    flow: [], sinks: [], related: [], identity: [fn.slice(fn.indexOf("#") + 1), identity], data,
  };
}

/** The path in a registration, also as an option, or the whole call. */
function registrationPlace(facts: Facts, fact: CallFact): (Place & { readonly enclosing: Place["range"] }) | undefined {
  const whole = siteOf(facts.program, fact.at.fn, fact.at.at);
  if (!whole) return undefined;
  const fn = facts.program.fn(fact.at.fn);
  const call = fn && expressionAt(fn, fact.at.at);
  const path = call?.k === "call" ? pathIn(call.args[0]?.value) : undefined;
  if (fn && path) return { ...placeOf(facts.program, fn.file, spanOf(fn, path.at)), enclosing: whole.range };
  return { ...whole, enclosing: whole.range };
}

function pathIn(expr: Expr | undefined): { readonly at: number } | undefined {
  if (expr?.k === "const") return typeof expr.v === "string" && expr.at !== undefined ? { at: expr.at } : undefined;
  if (expr?.k !== "object") return undefined;
  for (const prop of expr.props) if (prop.p === "value" && (prop.key === "url" || prop.key === "path")) return pathIn(prop.value);
  return undefined;
}
