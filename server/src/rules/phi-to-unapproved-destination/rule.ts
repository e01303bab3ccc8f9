// phi-to-unapproved-destination: PHI that leaves for anybody policy does not allow that level.

import { outboundFlows } from "../outbound";
import { flowDrafts } from "../flowFindings";
import type { Rule } from "../rule";

export const phiToUnapprovedDestination: Rule = {
  id: "phi-to-unapproved-destination",
  severity: "error",
  citation: "45 CFR 164.502(e), 164.308(b)",
  check: (facts) => flowDrafts(facts, phiToUnapprovedDestination.id, phiToUnapprovedDestination.citation, outboundFlows(facts, (target) => target.ref.kind !== "ai")),
};
