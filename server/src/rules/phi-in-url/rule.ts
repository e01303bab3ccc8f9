// phi-in-url: identifying data in the path, query or fragment of a URL.

import { flowDrafts, type Judged } from "../flowFindings";
import type { Facts, Rule } from "../rule";

export const phiInUrl: Rule = {
  id: "phi-in-url",
  severity: "error",
  citation: "45 CFR 164.312(e)(1)",
  check: (facts) => flowDrafts(facts, phiInUrl.id, phiInUrl.citation, judge(facts)),
};

function* judge(facts: Facts): Iterable<Judged> {
  for (const flow of facts.flows) {
    if (flow.kind === "url" && flow.level === "phi-direct") yield { flow, says: "is part of a URL, which proxies, logs and histories keep" };
  }
}
