// baa-problem: destinations that receive PHI under an agreement that is missing, expired or about to expire.

import type { Flow } from "../../analysis/flows";
import { baaProblems } from "../../policy/baa";
import type { Destination, Policy, PolicyProblem } from "../../policy/policy";
import { targetsOf } from "../destinations";
import { problemDrafts } from "../policyProblems";
import type { Facts, Rule } from "../rule";

export const baaProblem: Rule = {
  id: "baa-problem",
  severity: "error",
  citation: "45 CFR 164.504(e), 164.308(b)",
  check: (facts) => problemDrafts(facts, "baa-problem", baaProblem.citation, problemsOf(facts)),
};

/** An entry that several policies extend counts the flows of all of them. */
function* problemsOf(facts: Facts): Iterable<PolicyProblem> {
  const calls = callsByEntry(facts);
  for (const { policy } of facts.policies) {
    const counts = new Map(policy.destinations.map((entry) => [entry.id, calls.get(entryKey(entry, policy))?.size ?? 0]));
    yield* baaProblems(policy, facts.today, counts);
  }
}

function callsByEntry(facts: Facts): ReadonlyMap<string, ReadonlySet<string>> {
  const calls = new Map<string, Set<string>>();
  for (const flow of facts.flows) {
    if (!SENDS.has(flow.kind) || flow.encrypted) continue;
    const policy = facts.policyFor(flow.report.fn.slice(0, flow.report.fn.indexOf("#")));
    for (const { entry } of targetsOf(flow, policy, facts.models)) {
      if (!entry) continue;
      const key = entryKey(entry, policy);
      calls.set(key, (calls.get(key) ?? new Set()).add(`${flow.report.fn}@${flow.report.at}`));
    }
  }
  return calls;
}

const SENDS: ReadonlySet<Flow["kind"]> = new Set(["outbound", "ai", "training", "storage", "log"]);

const entryKey = (entry: Destination, policy: Policy): string => `${entry.file ?? policy.file}:${entry.span[0]}`;
