// minimum-necessary: a whole PHI record sent where a selection would do.

import { rank } from "../../lattice/level";
import { targetsOf } from "../destinations";
import { flowDrafts, type Judged } from "../flowFindings";
import type { Facts, Rule } from "../rule";

export const minimumNecessary: Rule = {
  id: "minimum-necessary",
  severity: "warning",
  citation: "45 CFR 164.502(b), 164.514(d)",
  check: (facts) => flowDrafts(facts, minimumNecessary.id, minimumNecessary.citation, judge(facts)),
};

/** Fields from which on a type counts as a record (SPEC 3). */
const RECORD_FIELDS = 3;

function* judge(facts: Facts): Iterable<Judged> {
  for (const flow of facts.flows) {
    if ((flow.kind !== "outbound" && flow.kind !== "ai") || flow.classification.fields < RECORD_FIELDS || flow.atom.cap < 2) continue;
    if (isSelection(flow, facts)) continue;
    const policy = facts.policyFor(flow.report.fn.slice(0, flow.report.fn.indexOf("#")));
    for (const target of targetsOf(flow, policy, facts.models)) {
      if (target.firstParty || rank(flow.level) > rank(target.allows)) continue;
      yield { flow, destination: target.ref, says: `is a whole record sent to ${target.ref.name ?? target.ref.id}: select the fields that are needed` };
    }
  }
}

/** A record that lost at least one directly identifying field is a selection (SPEC 3, fine points). */
function isSelection({ atom }: Facts["flows"][number], facts: Facts): boolean {
  return atom.except.some((path) => facts.types.classify(atom.base, atom.hint, [...atom.path.slice(atom.typedAt), ...path.split(".")], [])?.level === "phi-direct");
}
