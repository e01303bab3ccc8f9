// phi-in-training-data: PHI of any level in fine-tuning files, embeddings and vector stores.

import { rank } from "../../lattice/level";
import { targetsOf } from "../destinations";
import { flowDrafts, type Judged } from "../flowFindings";
import type { Facts, Rule } from "../rule";

export const phiInTrainingData: Rule = {
  id: "phi-in-training-data",
  severity: "error",
  citation: "45 CFR 164.502(a), 164.514",
  check: (facts) => flowDrafts(facts, phiInTrainingData.id, phiInTrainingData.citation, judge(facts)),
};

function* judge(facts: Facts): Iterable<Judged> {
  for (const flow of facts.flows) {
    if (flow.kind !== "training") continue;
    const policy = facts.policyFor(flow.report.fn.slice(0, flow.report.fn.indexOf("#")));
    for (const target of targetsOf(flow, policy, facts.models)) {
      if (target.entry?.training && rank(flow.level) <= rank(target.allows)) continue;
      yield { flow, destination: target.ref, says: `becomes training or retrieval data through ${flow.callee}` };
    }
  }
}
