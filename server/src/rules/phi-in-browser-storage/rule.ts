// phi-in-browser-storage: PHI kept unencrypted on the user's device.

import { flowDrafts, type Judged } from "../flowFindings";
import type { Facts, Rule } from "../rule";

export const phiInBrowserStorage: Rule = {
  id: "phi-in-browser-storage",
  severity: "error",
  citation: "45 CFR 164.312(a)(2)(iv)",
  check: (facts) => flowDrafts(facts, phiInBrowserStorage.id, phiInBrowserStorage.citation, judge(facts)),
};

function* judge(facts: Facts): Iterable<Judged> {
  for (const flow of facts.flows) {
    if (flow.kind === "browser-storage" && !flow.encrypted) yield { flow, destination: { id: flow.callee, kind: "storage" }, says: `is kept unencrypted on the device by ${flow.callee}` };
  }
}
