// Counts for the checklist, from facts and findings.

import type { FileSystem } from "../frontend/files";
import { loadChecklist } from "../checklist/attestations";
import { computeChecklist } from "../checklist/compute";
import type { Facts } from "../rules/rule";
import type { ChecklistItem, Finding, OutboundDestination } from "./api";

export function checklistOf(facts: Facts, findings: readonly Finding[], destinations: readonly OutboundDestination[], fs: FileSystem, root: string): ChecklistItem[] {
  const counts = countCalls(facts);
  const folder = fs.isFolder(root) ? root : root.slice(0, root.lastIndexOf("/"));
  const open = (rule: string): number => findings.filter((finding) => finding.rule === rule && !finding.suppressed).length;
  const share = (bad: number, total: number): { done: number; total: number } => ({ done: Math.max(0, total - bad), total: Math.max(total, bad) });
  return computeChecklist({
    findings, destinations, today: facts.today,
    classified: share(open("unclassified-phi"), counts.phiFields),
    audited: share(open("missing-audit-log"), counts.accesses),
    guarded: share(open("missing-access-control"), counts.entries),
    auditCalls: counts.audits, transports: counts.transports, stores: counts.stores, cryptoCalls: counts.crypto,
    regions: facts.policies[0]?.policy.regions ?? [],
    attestations: loadChecklist(fs, folder, facts.today).attestations,
  });
}

interface Counts {
  phiFields: number;
  accesses: number;
  entries: number;
  audits: number;
  transports: number;
  stores: number;
  crypto: number;
}

function countCalls(facts: Facts): Counts {
  const counts: Counts = { phiFields: 0, accesses: 0, entries: 0, audits: 0, transports: 0, stores: 0, crypto: 0 };
  for (const file of facts.program.files) {
    for (const fn of facts.program.facts(file)?.fns ?? []) {
      for (const call of facts.summary(fn.id).calls) {
        if (call.node === "policy:audit") counts.audits++;
        const node = facts.models.byId(call.node);
        const model = node?.callModel ?? node?.constructModel;
        if (!model) continue;
        if (model.role === "audit") counts.audits++;
        if (model.url || model.settings) counts.transports++;
        if (model.store) counts.stores++;
        if (model.store?.access) counts.accesses++;
        if (model.crypto) counts.crypto++;
        if (model.entry) counts.entries++;
      }
    }
  }
  return counts;
}
