// The outbound map: destinations with their policy state, the call sites that reach them, and the PHI on the way.

import { CLEAN } from "../analysis/value";
import type { Flow } from "../analysis/flows";
import { joinLevels, type Category, type Level } from "../lattice/level";
import { baaState } from "../policy/baa";
import { targetsOf, type Target } from "../rules/destinations";
import { type Facts, siteOf } from "../rules/rule";
import type { OutboundDestination, OutboundSite } from "./api";

interface Gathered {
  target: Target;
  sites: Map<string, OutboundSite>;
}

/** All destinations outside the program that calls of the code reach, and those that the policy names. */
export function outboundOf(facts: Facts): OutboundDestination[] {
  const found = new Map<string, Gathered>();
  for (const call of outboundCalls(facts)) gather(facts, found, call.flow, call.level, call.categories, call.fn, call.at);
  for (const flow of facts.flows) {
    if (flow.kind !== "outbound" && flow.kind !== "ai" && flow.kind !== "training") continue;
    gather(facts, found, flow, flow.level, flow.classification.categories, flow.report.fn, flow.report.at);
  }
  for (const { policy } of facts.policies) {
    for (const entry of policy.destinations) {
      if (found.has(entry.id)) continue;
      found.set(entry.id, { target: { ref: { id: entry.id, kind: entry.kind, ...(entry.name ? { name: entry.name } : {}) }, firstParty: entry.kind === "first-party", allows: entry.allows, entry }, sites: new Map() });
    }
  }
  return [...found.values()].filter(({ target }) => !target.firstParty).map((one) => describe(one, facts.today)).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

type Sent = Pick<Flow, "node" | "callee" | "library" | "address">;

/** Calls of libraries that send something out, whether PHI reaches them or not. */
function* outboundCalls(facts: Facts): Iterable<{ flow: Sent; level: Level | undefined; categories: readonly Category[]; fn: string; at: number }> {
  for (const file of facts.program.files) {
    for (const fn of facts.program.facts(file)?.fns ?? []) {
      for (const call of facts.summary(fn.id).calls) {
        const model = facts.models.byId(call.node)?.callModel;
        if (!model?.sinks?.some((sink) => sink.kind === "outbound" || sink.kind === "ai" || sink.kind === "training")) continue;
        const address = facts.ambient.address(call.parts.get("address") ?? CLEAN);
        yield { flow: { node: call.node, callee: call.callee, library: "", address }, level: undefined, categories: [], fn: fn.id, at: call.at.at };
      }
    }
  }
}

function gather(facts: Facts, found: Map<string, Gathered>, flow: Sent, level: Level | undefined, categories: readonly Category[], fn: string, at: number): void {
  const place = siteOf(facts.program, fn, at);
  if (!place) return;
  for (const target of targetsOf(flow, facts.policyFor(place.file), facts.models)) {
    const one = found.get(target.ref.id) ?? { target, sites: new Map<string, OutboundSite>() };
    found.set(target.ref.id, one);
    const key = `${place.file}:${place.range.start.line}:${place.range.start.column}`;
    const old = one.sites.get(key);
    one.sites.set(key, {
      ...place, callee: flow.callee,
      level: old?.level === undefined ? level : level === undefined ? old.level : joinLevels(old.level, level),
      categories: [...new Set([...(old?.categories ?? []), ...categories])].sort(),
    });
  }
}

function describe({ target, sites }: Gathered, today: string): OutboundDestination {
  const { ref, entry, allows } = target;
  return {
    ...ref, allows, approved: entry !== undefined && allows !== "operational",
    baa: entry ? baaState(entry, today) : "missing",
    certifications: entry?.certifications ?? [], regions: entry?.regions ?? [],
    sites: [...sites.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column)),
  };
}
