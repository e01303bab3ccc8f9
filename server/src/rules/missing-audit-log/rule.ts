// missing-audit-log: accesses of PHI after which some path ends without an audit event, and answers with PHI that nobody records.

import type { CallFact, Site } from "../../analysis/summary";
import { type Exposure, exposedByFunction, exposedByRoute } from "../exposure";
import { auditedEverywhere, declaredHandlers, type Handler, provenByDecorator } from "../handlers";
import { names, registrationsOf } from "../registrations";
import { type Draft, type Facts, type Rule, siteOf } from "../rule";
import { isServer, phiAccesses } from "./access";

export const missingAuditLog: Rule = {
  id: "missing-audit-log",
  severity: "warning",
  citation: "45 CFR 164.312(b)",
  check: judge,
};

function* judge(facts: Facts): Iterable<Draft> {
  const accesses = phiAccesses(facts);
  const open = openSites(facts);
  const byFunction = new Map<string, CallFact>();
  for (const site of [...open].sort()) {
    const access = accesses.get(site);
    if (!access || !isServer(facts, fileOf(access.at.fn))) continue;
    const first = byFunction.get(access.at.fn);
    if (!first || offsetOf(facts, access) < offsetOf(facts, first)) byFunction.set(access.at.fn, access);
  }
  for (const access of byFunction.values()) {
    const place = siteOf(facts.program, access.at.fn, access.at.at);
    if (place) yield draft(facts, access, place);
  }
  const told = new Set<string>();
  for (const answer of unrecordedAnswers(facts, accesses)) {
    const { start } = answer.range;
    const place = `${answer.file}:${start.line}:${start.column}`;
    if (!told.has(place)) yield answer;
    told.add(place);
  }
}

const fileOf = (fn: string): string => fn.slice(0, fn.indexOf("#"));

const offsetOf = (facts: Facts, access: CallFact): number => facts.program.fn(access.at.fn)?.spans[2 * access.at.at] ?? 0;

/** Accesses that some way into the program leaves without an audit event. */
function openSites(facts: Facts): Set<string> {
  const open = new Set<string>();
  const handlers = new Map<string, Handler>([...declaredHandlers(facts)].map((handler) => [handler.fn.id, handler]));
  const everywhere = auditedEverywhere(facts);
  const run = new Set(facts.entries.flatMap((entry) => facts.entrySummary(entry).applied.filter((fn) => fn !== entry)));
  for (const entry of facts.entries) {
    if (run.has(entry)) continue;
    const handler = handlers.get(entry);
    if (handler && (everywhere || provenByDecorator(facts, handler, "audit"))) continue;
    for (const site of [...facts.summary(entry).pending, ...facts.entrySummary(entry).pending]) open.add(site);
  }
  const registrations = registrationsOf(facts);
  for (const route of registrations.routes) {
    if (registrations.guarded(route, "audit")) continue;
    for (const fact of route.facts) for (const site of fact.pending ?? []) open.add(site);
  }
  return open;
}

function draft(facts: Facts, access: CallFact, place: NonNullable<ReturnType<typeof siteOf>>): Draft {
  const { fn } = access.at;
  return {
    rule: missingAuditLog.id, citation: missingAuditLog.citation, ...place, enclosing: place.range, confidence: "high", categories: [],
    message: `\`${access.callee}\` accesses PHI, and on some path no audit event says who did: record the access here, in a wrapper, or in every caller.`,
    flow: [], sinks: [], related: [], identity: [fn.slice(fn.indexOf("#") + 1), access.callee], data: { callee: access.callee, fn, at: access.at.at, callees: facts.policyFor(place.file).audit.callees.map((one) => one.text) },
  };
}

/** Entry points that answer with PHI which comes from no store the analysis knows, and record nothing. */
function* unrecordedAnswers(facts: Facts, accesses: ReadonlyMap<string, CallFact>): Iterable<Draft> {
  const registrations = registrationsOf(facts);
  for (const route of registrations.routes) {
    const [fact] = route.facts;
    if (!fact || !ANSWERED.has(route.kind) || !isServer(facts, fileOf(fact.at.fn)) || registrations.guarded(route, "audit")) continue;
    if (route.facts.some((one) => names(one, "end").includes("audit") || (one.pending ?? []).some((site) => accesses.has(site)))) continue;
    const exposed = exposedByRoute(facts, route, "audit");
    if (exposed) yield* answerDraft(facts, exposed, exposed.site ?? fact.at, route.path || fact.callee);
  }
  const everywhere = auditedEverywhere(facts);
  for (const handler of declaredHandlers(facts)) {
    const { fn } = handler;
    if (everywhere && handler.cls) continue;
    const { proves, pending } = facts.summary(fn.id);
    if (!ANSWERED.has(handler.kind) || proves.includes("audit") || pending.some((site) => accesses.has(site)) || provenByDecorator(facts, handler, "audit")) continue;
    const exposed = exposedByFunction(facts, fn.id, "audit");
    if (exposed) yield* answerDraft(facts, exposed, exposed.site ?? { fn: fn.id, at: 1 }, fn.display);
  }
}

const ANSWERED = new Set(["http", "graphql", "rpc", "lambda", "server-action"]);

function* answerDraft(facts: Facts, exposed: Exposure, site: Site, name: string): Iterable<Draft> {
  const place = siteOf(facts.program, site.fn, site.at);
  if (!place) return;
  const { classification: phi } = exposed;
  const origin = exposed.origin && siteOf(facts.program, exposed.origin.fn, exposed.origin.at);
  yield {
    rule: missingAuditLog.id, citation: missingAuditLog.citation, ...place, enclosing: place.range, confidence: phi.confidence, level: phi.level, categories: phi.categories,
    message: `\`${name}\` answers with PHI, and no audit event says who got it: record it here, in a wrapper, or in middleware above.`,
    flow: origin ? [{ ...origin, text: "PHI comes from here" }, { ...place, text: "answers with it" }] : [], sinks: [], related: [], identity: [site.fn.slice(site.fn.indexOf("#") + 1), name],
    data: { callee: name, fn: site.fn, at: site.at, callees: facts.policyFor(place.file).audit.callees.map((one) => one.text) },
  };
}
