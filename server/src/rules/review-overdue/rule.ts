// review-overdue: attestations of the checklist that somebody has to look at again.

import { checklistProblems } from "../checklistFiles";
import { problemDrafts } from "../policyProblems";
import type { Rule } from "../rule";

export const reviewOverdue: Rule = {
  id: "review-overdue",
  severity: "warning",
  citation: "45 CFR 164.308(a)(8), 164.316(b)(2)(iii)",
  check: (facts) => problemDrafts(facts, "review-overdue", reviewOverdue.citation, checklistProblems(facts)),
};
