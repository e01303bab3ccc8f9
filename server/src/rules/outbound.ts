// Flows that leave the program, judged against what policy allows their destinations.

import { rank } from "../lattice/level";
import { targetsOf, type Target } from "./destinations";
import type { Judged } from "./flowFindings";
import type { Facts } from "./rule";

/** Outbound and AI flows to destinations that pass a test and are not allowed the flow's level. */
export function* outboundFlows(facts: Facts, concerns: (target: Target) => boolean): Iterable<Judged> {
  for (const flow of facts.flows) {
    if ((flow.kind !== "outbound" && flow.kind !== "ai") || flow.encrypted) continue;
    const policy = facts.policyFor(fileOf(flow.report.fn));
    for (const target of targetsOf(flow, policy, facts.models)) {
      if (target.firstParty || !concerns(target) || rank(flow.level) <= rank(target.allows)) continue;
      yield { flow, destination: target.ref, says: says(target, policy.file), ...(flow.level === "phi-indirect" && target.ref.kind !== "ai" ? { severity: "warning" as const } : {}) };
    }
  }
}

function says(target: Target, policyFile: string | undefined): string {
  const { ref, entry } = target;
  const where = ref.name !== undefined && ref.host !== undefined ? `${ref.name} (${ref.host})` : (ref.name ?? ref.host ?? ref.id);
  const file = policyFile === undefined ? "phi-lens.json" : (policyFile.split("/").at(-1) ?? "phi-lens.json");
  if (entry) return `reaches ${where}, which ${file} allows ${entry.allows} only`;
  return `reaches ${where}, which has no BAA in ${file}`;
}

const fileOf = (fn: string): string => fn.slice(0, fn.indexOf("#"));
