// phi-to-ai-vendor: PHI in prompts, messages, files and tool arguments of an AI vendor that policy does not allow it.

import { outboundFlows } from "../outbound";
import { flowDrafts } from "../flowFindings";
import type { Rule } from "../rule";

export const phiToAiVendor: Rule = {
  id: "phi-to-ai-vendor",
  severity: "error",
  citation: "45 CFR 164.502(e), 164.504(e)",
  check: (facts) => flowDrafts(facts, phiToAiVendor.id, phiToAiVendor.citation, outboundFlows(facts, (target) => target.ref.kind === "ai")),
};
