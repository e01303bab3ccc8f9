// Counts for the checklist, from facts and findings: of how much the findings are the exception.

import type { FileSystem } from "../frontend/files";
import { loadChecklist } from "../checklist/attestations";
import { computeChecklist, type Share } from "../checklist/compute";
import { callFacts } from "../rules/literals";
import { exposingEntries } from "../rules/missing-access-control/rule";
import { isServer, phiAccesses } from "../rules/missing-audit-log/access";
import type { Facts } from "../rules/rule";
import type { ChecklistItem, Finding, OutboundDestination } from "./api";
import { inventoryOf } from "./inventory";

export function checklistOf(facts: Facts, findings: readonly Finding[], destinations: readonly OutboundDestination[], fs: FileSystem, root: string): ChecklistItem[] {
  const counts = countsOf(facts);
  const folder = fs.isFolder(root) ? root : root.slice(0, root.lastIndexOf("/"));
  const open = (rule: string) => findings.filter((finding) => finding.rule === rule && finding.confidence !== "low" && !finding.suppressed);
  return computeChecklist({
    findings, destinations, today: facts.today,
    classified: share(open("unclassified-phi").length, counts.phiFields),
    audited: shareOf(open("missing-audit-log"), counts.accessing),
    guarded: share(open("missing-access-control").length, counts.exposing),
    auditCalls: counts.audits, transports: counts.transports, stores: counts.stores, cryptoCalls: counts.crypto,
    regions: facts.policies[0]?.policy.regions ?? [],
    attestations: loadChecklist(fs, folder, facts.today).attestations,
  });
}

const share = (bad: number, total: number): Share => ({ done: Math.max(0, total - bad), total: Math.max(total, bad) });

/** One finding stands for a function; answers with PHI from no store have a finding and no access. */
function shareOf(findings: readonly Finding[], accessing: ReadonlySet<string>): Share {
  const bad = new Set(findings.map(({ data, fingerprint }) => String(data?.fn ?? fingerprint)));
  const all = new Set([...accessing, ...bad]);
  return { done: all.size - bad.size, total: all.size };
}

interface Counts {
  /** Declared fields that hold PHI. */
  readonly phiFields: number;
  /** Functions of servers that access PHI in stores. */
  readonly accessing: ReadonlySet<string>;
  /** Entry points that answer with PHI. */
  readonly exposing: number;
  readonly audits: number;
  readonly transports: number;
  readonly stores: number;
  readonly crypto: number;
}

const memo = new WeakMap<Facts, Counts>();

/** The checklist is asked for after every edit, and by every face: counted once for a state. */
function countsOf(facts: Facts): Counts {
  let counts = memo.get(facts);
  if (!counts) {
    counts = count(facts);
    memo.set(facts, counts);
  }
  return counts;
}

function count(facts: Facts): Counts {
  const sites = { audits: new Set<string>(), transports: new Set<string>(), stores: new Set<string>(), crypto: new Set<string>() };
  for (const { node, at } of callFacts(facts)) {
    const site = `${at.fn}@${at.at}`;
    if (node === "policy:audit") sites.audits.add(site);
    const known = facts.models.byId(node);
    const model = known?.callModel ?? known?.constructModel;
    if (!model) continue;
    if (model.role === "audit") sites.audits.add(site);
    if (model.url || model.settings) sites.transports.add(site);
    if (model.store) sites.stores.add(site);
    if (model.crypto) sites.crypto.add(site);
  }
  const fields = inventoryOf(facts).flatMap((type) => type.fields);
  return {
    phiFields: fields.filter(({ classification }) => classification && classification.level !== "operational" && classification.confidence !== "low").length,
    accessing: new Set([...phiAccesses(facts).values()].map(({ at }) => at.fn).filter((fn) => isServer(facts, fn.slice(0, fn.indexOf("#"))))),
    exposing: exposingEntries(facts),
    audits: sites.audits.size, transports: sites.transports.size, stores: sites.stores.size, crypto: sites.crypto.size,
  };
}
