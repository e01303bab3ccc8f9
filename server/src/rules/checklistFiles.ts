// The checklist files of a workspace: at its root, and beside each policy. Two rules read their problems.

import { loadChecklist } from "../checklist/attestations";
import type { PolicyFiles } from "../policy/load";
import type { PolicyProblem } from "../policy/policy";
import type { Facts } from "./rule";

/** What is wrong in the checklist files, overdue reviews among it. */
export function* checklistProblems(facts: Facts): Iterable<PolicyProblem> {
  const files: PolicyFiles = { read: (path) => facts.text(path) || undefined, isFile: (path) => facts.text(path) !== "" };
  const folders = new Set([facts.root, ...facts.policies.map(({ policy }) => policy.folder)]);
  for (const folder of folders) yield* loadChecklist(files, folder, facts.today).problems;
}
