// unencrypted-phi-storage: PHI in files, object storage, caches, queues and databases with no encryption at rest known.

import type { Flow } from "../../analysis/flows";
import { constants, CLEAN } from "../../analysis/value";
import { clientPlaces } from "../builtAt";
import { targetsOf } from "../destinations";
import { flowDrafts, type Judged } from "../flowFindings";
import { isStored } from "../phi";
import type { Facts, Rule } from "../rule";

export const unencryptedPhiStorage: Rule = {
  id: "unencrypted-phi-storage",
  severity: "error",
  citation: "45 CFR 164.312(a)(2)(iv)",
  check(facts) {
    const judged = [...judge(facts)];
    const placeOf = clientPlaces(facts, judged.map(({ flow }) => flow));
    // Databases are reported once, where their client is built (SPEC 3, fine points).
    const where = (flow: Flow): Flow["report"] => (option(flow, "store") === "database" ? placeOf(flow) : flow.report);
    return flowDrafts(facts, unencryptedPhiStorage.id, unencryptedPhiStorage.citation, judged, where);
  },
};

function* judge(facts: Facts): Iterable<Judged> {
  for (const flow of facts.flows) {
    if (flow.kind !== "storage" || flow.encrypted) continue;
    if (!isStored(flow)) continue;
    const encryption = option(flow, "encryption");
    if (encryption === "yes") continue;
    const policy = facts.policyFor(flow.report.fn.slice(0, flow.report.fn.indexOf("#")));
    const [target] = targetsOf(flow, policy, facts.models);
    if (target?.entry?.encryption !== undefined && target.entry.encryption !== "none") continue;
    const store = option(flow, "store");
    yield {
      flow, ...(target && !target.firstParty ? { destination: target.ref } : {}),
      says: store === "database" ? "is stored through this client with no encryption at rest known" : `is stored by ${flow.callee} with no encryption at rest known`,
      ...(encryption === "default" ? { severity: "warning" as const } : {}),
    };
  }
}

const option = (flow: Flow, name: string): unknown => [...constants(flow.options.get(name) ?? CLEAN)][0];
