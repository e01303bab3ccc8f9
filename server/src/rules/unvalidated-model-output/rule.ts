// unvalidated-model-output: what a model wrote about a patient leaves with no check of it on some path.

import type { OutputFlow } from "../../analysis/outputs";
import { targetsOf } from "../destinations";
import { type JudgedOutput, outputDrafts } from "../outputFindings";
import type { Facts, Rule } from "../rule";

export const unvalidatedModelOutput: Rule = {
  id: "unvalidated-model-output",
  severity: "warning",
  citation: "45 CFR 164.514",
  check: (facts) => outputDrafts(facts, unvalidatedModelOutput.id, unvalidatedModelOutput.citation, judge(facts)),
};

function* judge(facts: Facts): Iterable<JudgedOutput> {
  for (const output of facts.outputs) {
    if (output.checked || output.reviewed || !output.prompt || staysInside(facts, output)) continue;
    yield { output, says: `of a prompt with PHI ${WAYS[output.kind] ?? "leaves"} with no check of it on some path` };
  }
}

const WAYS: Partial<Record<OutputFlow["kind"], string>> = {
  response: "is shown or answered", return: "is returned", outbound: "is sent", storage: "is stored", "browser-storage": "is stored",
};

/** A send to the program's own services is not yet out. */
function staysInside(facts: Facts, output: OutputFlow): boolean {
  if (output.kind !== "outbound") return false;
  const policy = facts.policyFor(output.report.fn.slice(0, output.report.fn.indexOf("#")));
  return targetsOf(output, policy, facts.models).every((target) => target.firstParty);
}
