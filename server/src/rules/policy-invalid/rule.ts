// policy-invalid: policy and checklist files that do not match their schemas, or that name what the program does not have.

import type { PolicyProblem } from "../../policy/policy";
import { checklistProblems } from "../checklistFiles";
import { problemDrafts } from "../policyProblems";
import type { Facts, Rule } from "../rule";
import { unknownNames } from "./names";
import { leakySanitizers } from "./sanitizers";

export const policyInvalid: Rule = {
  id: "policy-invalid",
  severity: "error",
  citation: "45 CFR 164.316(a)",
  check: (facts) => problemDrafts(facts, "policy-invalid", policyInvalid.citation, problemsOf(facts)),
};

function* problemsOf(facts: Facts): Iterable<PolicyProblem> {
  for (const { policy, problems } of facts.policies) {
    yield* problems;
    yield* unknownNames(facts, policy);
    yield* leakySanitizers(facts, policy);
  }
  yield* checklistProblems(facts);
}
