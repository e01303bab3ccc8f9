// phi-in-error: identifying data in messages and properties of errors, and in error responses.

import { flowDrafts, type Judged } from "../flowFindings";
import type { Facts, Rule } from "../rule";

export const phiInError: Rule = {
  id: "phi-in-error",
  severity: "warning",
  citation: "45 CFR 164.502(b)",
  check: (facts) => flowDrafts(facts, phiInError.id, phiInError.citation, judge(facts)),
};

function* judge(facts: Facts): Iterable<Judged> {
  for (const flow of facts.flows) {
    if (flow.kind === "error" && flow.level === "phi-direct") yield { flow, says: "becomes part of an error, which logs and clients will see" };
  }
}
