// disallowed-region: PHI reaches a cloud client in a region that the policy does not list.

import type { Flow } from "../../analysis/flows";
import { CLEAN, type Entry } from "../../analysis/value";
import { targetsOf } from "../destinations";
import { flowDrafts, type Judged } from "../flowFindings";
import type { Facts, Rule } from "../rule";

export const disallowedRegion: Rule = {
  id: "disallowed-region",
  severity: "warning",
  citation: "45 CFR 164.310(a)(1)",
  check: (facts) => flowDrafts(facts, disallowedRegion.id, disallowedRegion.citation, judge(facts), whereBuilt),
};

function* judge(facts: Facts): Iterable<Judged> {
  for (const flow of facts.flows) {
    const regions = flow.options.get("region") ?? CLEAN;
    if (regions.size === 0 || flow.kind === "log" || flow.kind === "error") continue;
    const policy = facts.policyFor(fileOf(flow.report.fn));
    const [target] = targetsOf(flow, policy, facts.models);
    const own = target?.entry?.regions ?? [];
    const allowed = own.length > 0 ? own : policy.regions;
    if (allowed.length === 0) continue;
    for (const entry of regions.values()) {
      const region = nameOf(entry);
      if (region === undefined || allowed.some((pattern) => matches(pattern, region))) continue;
      yield { flow, ...(target && !target.firstParty ? { destination: target.ref } : {}), says: `reaches a client in ${region}, which is not among the regions that the policy lists (${allowed.join(", ")})` };
      break;
    }
  }
}

const fileOf = (fn: string): string => fn.slice(0, fn.indexOf("#"));

const nameOf = ({ ref }: Entry): string | undefined => (ref.r === "const" && typeof ref.value === "string" && ref.value !== "" ? ref.value : undefined);

/** `us-*` matches `us-gov-west-1`. */
const matches = (pattern: string, region: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`, "i").test(region);

/** The finding stands where the client is built. */
const whereBuilt = (flow: Flow): Flow["report"] => (flow.client ? { fn: flow.client.fn, at: flow.client.at, carrier: flow.client.at } : flow.report);
