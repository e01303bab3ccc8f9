// phi-in-log: identifying data in logs, span attributes and metric labels.

import { rank } from "../../lattice/level";
import { flowDrafts, type Judged } from "../flowFindings";
import type { Facts, Rule } from "../rule";

export const phiInLog: Rule = {
  id: "phi-in-log",
  severity: "error",
  citation: "45 CFR 164.312(a)(1)",
  check: (facts) => flowDrafts(facts, phiInLog.id, phiInLog.citation, judge(facts)),
};

function* judge(facts: Facts): Iterable<Judged> {
  for (const flow of facts.flows) {
    if (flow.kind !== "log") continue;
    const allowed = facts.policyFor(fileOf(flow.report.fn)).logs.allows;
    if (rank(flow.level) <= rank(allowed)) continue;
    yield { flow, destination: { id: flow.library, kind: "log" }, says: `reaches a log through ${flow.callee}` };
  }
}

const fileOf = (fn: string): string => fn.slice(0, fn.indexOf("#"));
