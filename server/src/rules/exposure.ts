// What of PHI a function or a registered handler answers its caller with, and after which checks.

import type { CallFact, Site, Summary } from "../analysis/summary";
import { addEntry, CLEAN, constants, type Entry, type Value } from "../analysis/value";
import type { FnId } from "../ir/ir";
import type { Classification } from "../lattice/level";
import { phiIn } from "./phi";
import type { Route } from "./registrations";
import type { Facts } from "./rule";

export interface Exposure {
  readonly classification: Classification;
  /** The call that answers; none where the result does. */
  readonly site?: Site;
  /** Where the PHI comes into the handler. */
  readonly origin?: Site;
}

/** PHI that a registered handler answers with before `what` is proven in it. */
export function exposedByRoute(facts: Facts, route: Route, what: string): Exposure | undefined {
  for (const fact of route.facts) {
    let responded = false;
    for (const { fn, proven } of fact.applied ?? []) {
      const { calls } = facts.summary(fn);
      responded ||= calls.some((call) => call.parts.has("body"));
      if (proven.includes(what)) continue;
      const found = answered(facts, calls, what);
      if (found) return found;
    }
    const completed = answersOf(facts, fact);
    const found = answered(facts, completed, what);
    if (found) return found;
    responded ||= completed.length > 0;
    if (responded || [...constants(fact.parts.get("end") ?? CLEAN)].includes(what)) continue;
    const answer = fact.parts.get("answer") ?? CLEAN;
    const classification = phiIn(facts, answer);
    if (classification) return { classification, ...originOf(facts, answer) };
  }
  return undefined;
}

/** Answers of handlers that the function which registers them, or one that calls it, had to complete. */
function answersOf(facts: Facts, route: CallFact): CallFact[] {
  const { at, from } = route;
  const own = facts.summary(at.fn).calls.filter((call) => call.parts.has("body") && (call.from ?? call.at).at === at.at);
  if (!from) return own;
  const handlers = new Set((route.applied ?? []).map((one) => one.fn));
  const later = facts.summary(from.fn).calls.filter((call) => call.parts.has("body") && call.from?.at === from.at && ((call.at.fn === at.fn && call.at.at === at.at) || handlers.has(call.at.fn)));
  return [...own, ...later];
}

/** PHI that a function answers with or returns before `what` is proven in it. */
export function exposedByFunction(facts: Facts, fn: FnId, what: string): Exposure | undefined {
  const summary = facts.summary(fn);
  const found = answered(facts, summary.calls, what);
  if (found) return found;
  if (summary.proves.includes(what)) return undefined;
  const answer = deep(summary, summary.returns);
  const classification = phiIn(facts, answer);
  return classification && { classification, ...originOf(facts, answer) };
}

function answered(facts: Facts, calls: readonly CallFact[], what: string): Exposure | undefined {
  for (const call of calls) {
    const body = call.parts.get("body");
    if (!body || call.proven.includes(what)) continue;
    const classification = phiIn(facts, body);
    if (classification) return { classification, site: call.at, ...originOf(facts, body) };
  }
  return undefined;
}

/** The oldest step of the first value that is PHI. */
function originOf(facts: Facts, value: Value): { readonly origin?: Site } {
  for (const [key, entry] of value) {
    if (!phiIn(facts, new Map([[key, entry]]))) continue;
    let why = entry.why;
    while (why?.prev && why.prev.fn === why.fn) why = why.prev;
    if (why) return { origin: { fn: why.fn.replace(/<entry>$/, ""), at: why.at } };
  }
  return {};
}

/** A value with all that its objects hold. */
function deep(summary: Summary, value: Value): Value {
  const found = new Map<string, Entry>();
  const seen = new Set<string>();
  const visit = (one: Value): void => {
    for (const { ref, why } of one.values()) {
      if (ref.r !== "obj") addEntry(found, ref, why);
      else if (!seen.has(ref.id)) {
        seen.add(ref.id);
        const obj = summary.heap.get(ref.id);
        if (!obj || obj.kind === "function" || obj.kind === "class" || obj.kind === "native" || obj.kind === "instance") continue;
        for (const [key, field] of obj.fields) if (!key.startsWith("^") && (obj.kind !== "handle" || key === "[*]" || key === "body")) visit(field);
      }
    }
  };
  visit(value);
  return found;
}
