// Approval of a destination by an edit of the policy that keeps its comments, or by a new policy.

import { posix } from "node:path";
import type { Finding, Fix } from "../../engine/api";
import { approveDestination } from "../../policy/edit";
import { DESTINATION_KINDS, type DestinationKind } from "../../policy/policy";
import { policyChange } from "./policyEdit";
import type { Facts } from "../rule";

/** Lets the finding's level go to its destination. A decision, so never preferred and never safe. */
export function* approveFix(facts: Facts, finding: Finding): Iterable<Fix> {
  const { destination, level } = finding;
  if (!destination || !level || destination.id === "unknown" || destination.id === "first-party") return;
  const kind = DESTINATION_KINDS.find((one) => one === destination.kind) ?? ("other" satisfies DestinationKind);
  const policy = facts.policyFor(finding.file);
  const known = policy.destinations.find((one) => one.id === destination.id);
  const variable = destination.id.startsWith("env:") ? destination.id.slice(4) : undefined;
  const id = variable === undefined ? destination.id : variable.toLowerCase().replace(/_(?:url|host|endpoint)$/, "").replace(/_/g, "-");
  const match = known ? undefined : matchOf(facts, finding, variable);
  const training = finding.rule === "phi-in-training-data" ? { training: true } : {};
  const edit = policyChange(facts, finding.file, (text) =>
    approveDestination(text, known ? { id, allows: level, ...training } : { id, ...(destination.name === undefined ? {} : { name: destination.name }), kind, ...(match ? { match } : {}), allows: level, ...training }));
  if (!edit) return;
  const name = destination.name ?? id;
  yield {
    title: `Approve ${name} for ${training.training ? "training with " : ""}${level === "phi-direct" ? "PHI-Direct" : "PHI-Indirect"}`,
    preview: `Says in ${posix.basename(edit.file)} that ${level} may go to ${name}, with a stub for its business associate agreement to fill in.`,
    kind: "approve", preferred: false, safe: false, edits: edit.edits, ...(edit.creates ? { creates: edit.creates } : {}),
  };
}

function matchOf(facts: Facts, finding: Finding, variable: string | undefined): { hosts?: string[]; packages?: string[]; env?: string[] } | undefined {
  if (variable !== undefined) return { env: [variable] };
  const { destination } = finding;
  const packages = facts.flows.filter((flow) => flow.callee === finding.data?.callee).flatMap((flow) => facts.models.byId(flow.node)?.library).find((library) => library?.destination?.id === destination?.id)?.packages;
  if (destination?.host === undefined && !packages) return undefined;
  return { ...(packages ? { packages: [...packages] } : {}), ...(destination?.host === undefined ? {} : { hosts: [destination.host] }) };
}
