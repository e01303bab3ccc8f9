// incomplete-audit-log: audit events that do not say when, who, what, of whom, or whether it worked.

import { AUDIT, openParts } from "../../analysis/callfacts";
import type { CallFact } from "../../analysis/summary";
import { CLEAN, type Value } from "../../analysis/value";
import { AUDIT_ELEMENTS, type AuditElement } from "../../policy/policy";
import { callFacts, ownSite } from "../literals";
import { wanted } from "./elements";
import { type Draft, type Facts, type Rule, siteOf } from "../rule";

export const incompleteAuditLog: Rule = {
  id: "incomplete-audit-log",
  severity: "warning",
  citation: "45 CFR 164.312(b)",
  check: judge,
};

function* judge(facts: Facts): Iterable<Draft> {
  const seen = new Set<string>();
  for (const fact of callFacts(facts)) {
    if (fact.node !== AUDIT && facts.models.byId(fact.node)?.callModel?.role !== "audit") continue;
    if (isOpen(fact)) continue;
    const site = ownSite(fact);
    const place = siteOf(facts.program, site.fn, site.at);
    const key = `${site.fn}@${site.at}`;
    if (!place || seen.has(key)) continue;
    const policy = facts.policyFor(place.file);
    const names = namesIn(facts, fact);
    const missing = AUDIT_ELEMENTS.filter((element) => !policy.audit.automatic.includes(element) && !has(names, wanted(policy, element)));
    if (missing.length === 0) continue;
    seen.add(key);
    yield {
      rule: incompleteAuditLog.id, citation: incompleteAuditLog.citation, ...place, enclosing: place.range, confidence: "high", categories: [],
      message: `This audit event does not say ${missing.map((element) => ASKED[element]).join(", nor ")}: add ${missing.map((element) => `\`${wanted(policy, element)[0] ?? element}\``).join(" and ")}.`,
      flow: [], sinks: [], related: [], identity: [site.fn.slice(site.fn.indexOf("#") + 1), fact.callee], data: { missing, names: missing.map((element) => wanted(policy, element)[0] ?? element), callee: fact.callee, fn: site.fn, at: site.at },
    };
  }
}

const ASKED: Readonly<Record<AuditElement, string>> = {
  timestamp: "when it happened", actor: "who acted", action: "what was done", resource: "which data it was done to", outcome: "whether it succeeded",
};


const has = (names: ReadonlySet<string>, wantedNames: readonly string[]): boolean => wantedNames.some((name) => names.has(name.toLowerCase()));

/** An event that comes from the callers: they are asked. */
function isOpen(fact: CallFact): boolean {
  return openParts(fact).some((name) => /^\d+$|\.\.\.\.$/.test(name) && !isScalarPlace(fact, name));
}

/** A whole argument that is an input says something only by its position where the function takes several. */
const isScalarPlace = (fact: CallFact, name: string): boolean => /^\d+$/.test(name) && [...fact.parts.keys()].filter((part) => /^\d+$/.test(part)).length > 2;

/** Names of properties and parameters that the call gives a value. */
function namesIn(facts: Facts, fact: CallFact): ReadonlySet<string> {
  const names = new Set<string>();
  const target = fact.target === undefined ? undefined : facts.program.fn(fact.target);
  for (const [part, value] of fact.parts) {
    if (isUndefined(value)) continue;
    const keys = part.split(".");
    if (keys.length > 1) names.add((keys.at(-1) ?? "").toLowerCase());
    else {
      const name = target?.params[Number(part)]?.name.replace(/~\d+$/, "");
      if (name !== undefined && /^\d+$/.test(part)) names.add(name.toLowerCase());
    }
    if (/^\d+$|\.\.\.\.$/.test(part)) for (const name of typed(facts, value)) names.add(name.toLowerCase());
  }
  return names;
}

/** Fields of an event that nobody in the workspace makes: as declared. */
function* typed(facts: Facts, value: Value): Iterable<string> {
  for (const { ref } of value.values()) if (ref.r === "sym") yield* facts.types.properties(ref.atom.type) ?? [];
}

const isUndefined = (value: Value): boolean => {
  if (value.size === 0) return false;
  for (const { ref } of (value ?? CLEAN).values()) if (ref.r !== "const" || ref.value !== undefined) return false;
  return true;
};
