// The state of every checklist item on a day, from plain data: findings, destinations, counts and attestations.

import type { Attestation, ChecklistItem, ChecklistStatus, Finding, OutboundDestination, Place } from "../engine/api";
import { rank } from "../lattice/level";
import { daysBetween } from "../policy/dates";
import { reviewDue } from "./attestations";
import { type ItemDefinition, ITEMS } from "./items";

/** Some of all: `3 of 9 PHI accesses audited`. */
export interface Share {
  readonly done: number;
  readonly total: number;
}

export interface ChecklistInput {
  /** All findings, suppressed ones included. */
  readonly findings: readonly Finding[];
  /** Destinations of the policy and of the code, with their call sites. */
  readonly destinations: readonly OutboundDestination[];
  /** Declared PHI fields that policy, tag or a known type classifies. */
  readonly classified: Share;
  /** PHI accesses of server code on all of whose paths an audit event is written. */
  readonly audited: Share;
  /** Entry points that expose PHI and check who is asking. */
  readonly guarded: Share;
  /** Calls that write an audit event. */
  readonly auditCalls: number;
  /** Calls and settings whose transport was looked at. */
  readonly transports: number;
  /** Calls that store PHI. */
  readonly stores: number;
  /** Cipher and hash calls that were looked at. */
  readonly cryptoCalls: number;
  /** Regions that the policy allows. */
  readonly regions: readonly string[];
  readonly attestations: readonly Attestation[];
  /** ISO date. */
  readonly today: string;
}

/** All items, in order. */
export function computeChecklist(input: ChecklistInput): ChecklistItem[] {
  return ITEMS.map((item) => {
    const attestation = input.attestations.find((candidate) => candidate.item === item.id);
    const base = { id: item.id, section: item.section, title: item.title };
    if (item.aboutAi && aiDestinations(input).length === 0) {
      return { ...base, computed: true, ...notApplicable("No AI vendor or model is used."), ...(attestation ? { attestation } : {}) };
    }
    const compute = item.by === "code" ? COMPUTED[item.id] : undefined;
    if (!compute) return { ...base, computed: false, ...attested(item, attestation, input.today) };
    const verdict = compute(input);
    const failing = verdict.status === "fail" || verdict.status === "attention";
    return { ...base, computed: true, ...verdict, ...(attestation ? { attestation } : {}), ...(attestation && failing ? { acceptedRisk: true } : {}) };
  });
}

type Verdict = Pick<ChecklistItem, "status" | "summary" | "evidence">;

/** How each item that code can answer is answered. */
const COMPUTED: Readonly<Record<string, (input: ChecklistInput) => Verdict>> = {
  "baa-signed": (input) => {
    const receiving = aiDestinations(input).filter(receivesPhi);
    if (receiving.length === 0) return { status: "pass", summary: `No PHI reaches ${names(aiDestinations(input))}.`, evidence: aiDestinations(input).flatMap(sitesOf) };
    return agreements(receiving, "AI vendors that receive PHI");
  },
  "baas-all-ai-vendors": (input) => {
    const verdict = agreements(aiDestinations(input), "AI vendors");
    const harmless = verdict.status === "fail" && !aiDestinations(input).some((destination) => receivesPhi(destination) && !hasAgreement(destination));
    return harmless ? { ...verdict, status: "attention" } : verdict;
  },
  "data-classification": (input) => {
    if (input.classified.total === 0) return notApplicable("No PHI is declared in this code.");
    return share(input.classified, "PHI fields classified", evidenceOf(input, ["unclassified-phi"]), "attention");
  },
  "encryption-verified": (input) => {
    if (input.transports + input.stores + input.cryptoCalls === 0) return notApplicable("Nothing is stored, sent or encrypted.");
    return byFindings(input, ["unencrypted-phi-storage", "phi-in-browser-storage", "insecure-transport", "weak-encryption"], encryptionScope(input));
  },
  "access-controls": (input) => {
    if (input.guarded.total === 0) return notApplicable("No entry point exposes PHI.");
    return share(input.guarded, "entry points with PHI guarded", evidenceOf(input, ["missing-access-control"]), "fail");
  },
  "audit-logging": (input) => {
    if (input.audited.total === 0) return notApplicable("No server code accesses PHI.");
    return share(input.audited, "PHI accesses audited", evidenceOf(input, ["missing-audit-log"]), "fail");
  },
  "aes-256-at-rest": (input) => {
    if (input.stores + input.cryptoCalls === 0) return notApplicable("No PHI is stored and nothing is encrypted.");
    return byFindings(input, ["unencrypted-phi-storage", "weak-encryption"], `${counted(input.stores, "store")} and ${counted(input.cryptoCalls, "cryptographic call")} looked at`);
  },
  "tls-1-3-in-transit": (input) => {
    if (input.transports === 0) return notApplicable("No connection is opened.");
    return byFindings(input, ["insecure-transport"], `${counted(input.transports, "connection")} looked at`);
  },
  "audit-elements": (input) => {
    const evidence = evidenceOf(input, ["incomplete-audit-log"]);
    if (input.auditCalls === 0) {
      return input.audited.total === 0 ? notApplicable("No server code accesses PHI.") : { status: "fail", summary: "No audit event is written.", evidence: [] };
    }
    return share({ done: Math.max(0, input.auditCalls - evidence.length), total: input.auditCalls }, "audit calls with all five elements", evidence, "fail");
  },
  "vendor-certifications": (input) => {
    const vendors = input.destinations.filter((destination) => destination.kind !== "first-party" && receivesPhi(destination));
    if (vendors.length === 0) return notApplicable("No vendor receives PHI.");
    const without = vendors.filter((destination) => !destination.certifications.some((name) => /soc\s*-?2|hitrust/i.test(name)));
    const evidence = vendors.map((destination) => ({ text: `${nameOf(destination)}: ${destination.certifications.join(", ") || "no certification in the policy"}` }));
    return share({ done: vendors.length - without.length, total: vendors.length }, "vendors with SOC 2 or HITRUST", evidence, "attention");
  },
  regions: (input) => {
    const verdict = byFindings(input, ["disallowed-region"], `allowed: ${input.regions.join(", ")}`);
    if (verdict.status !== "pass") return verdict;
    if (input.regions.length > 0) return verdict;
    if (!input.destinations.some(receivesPhi) && input.stores === 0) return notApplicable("PHI reaches no cloud service.");
    return { status: "attention", summary: "The policy lists no regions.", evidence: [] };
  },
  "training-data-exposure": (input) => byFindings(input, ["phi-in-training-data"], "no PHI in training data, embeddings or vector stores"),
  "output-validation": (input) => byFindings(input, ["unvalidated-model-output"], "model output is checked before it leaves"),
  "outbound-connections": (input) => {
    const used = input.destinations.filter((destination) => destination.sites.length > 0);
    if (used.length === 0) return notApplicable("No outbound connection.");
    const verdict = byFindings(input, ["phi-to-ai-vendor", "phi-to-unapproved-destination"], "");
    const unknown = used.filter((destination) => !destination.approved && destination.kind !== "first-party");
    if (verdict.status === "fail" || verdict.status === "attention") return verdict;
    const summary = `${used.length - unknown.length} of ${counted(used.length, "destination")} in the policy`;
    return { status: unknown.length > 0 ? "attention" : "pass", summary, evidence: unknown.flatMap(sitesOf) };
  },
  "human-oversight": (input) => byFindings(input, ["unreviewed-ai-decision"], "AI decisions are reviewed and carry their provenance"),
};

function attested(item: ItemDefinition, attestation: Attestation | undefined, today: string): Verdict & { attestation?: Attestation } {
  if (!attestation) return { status: "attention", summary: item.section === "regulatory" ? "Never reviewed" : "Not attested yet", evidence: [] };
  const due = reviewDue(attestation);
  const overdue = due !== undefined && daysBetween(due, today) > 0;
  const verb = item.section === "regulatory" ? "Last reviewed" : "Attested";
  return {
    status: overdue ? "attention" : "pass",
    summary: `${verb} ${attestation.date} by ${attestation.by}${due === undefined ? "" : overdue ? `; review was due ${due}` : `; next review ${due}`}`,
    evidence: attestation.evidence ? [{ text: attestation.evidence }] : [],
    attestation,
  };
}

/** Worst finding decides: an error or warning fails, an information asks for attention. */
function byFindings(input: ChecklistInput, rules: readonly string[], fine: string): Verdict {
  const open = input.findings.filter((finding) => rules.includes(finding.rule) && finding.confidence !== "low" && !finding.suppressed);
  const accepted = input.findings.filter((finding) => rules.includes(finding.rule) && finding.suppressed).length;
  const suffix = accepted > 0 ? `, ${counted(accepted, "accepted risk")}` : "";
  if (open.length === 0) return { status: "pass", summary: capital(`${fine}${suffix}`), evidence: [] };
  const status: ChecklistStatus = open.some((finding) => finding.severity === "error" || finding.severity === "warning") ? "fail" : "attention";
  return { status, summary: `${counted(open.length, "finding")}${suffix}`, evidence: open.map((finding) => ({ text: finding.message, place: placeOf(finding) })) };
}

function share(part: Share, what: string, evidence: ChecklistItem["evidence"], otherwise: "fail" | "attention"): Verdict {
  return { status: part.done >= part.total ? "pass" : otherwise, summary: `${part.done} of ${part.total} ${what}`, evidence };
}

function agreements(destinations: readonly OutboundDestination[], what: string): Verdict {
  const signed = destinations.filter(hasAgreement);
  const evidence = destinations.map((destination) => ({ text: `${nameOf(destination)}: ${BAA_WORDS[destination.baa]}`, ...(destination.sites[0] ? { place: placeOf(destination.sites[0]) } : {}) }));
  const status = signed.length < destinations.length ? "fail" : destinations.some((destination) => destination.baa === "expiring") ? "attention" : "pass";
  return { status, summary: `${signed.length} of ${destinations.length} ${what} with a signed BAA${status === "attention" ? ", one about to expire" : ""}`, evidence };
}

const BAA_WORDS: Readonly<Record<OutboundDestination["baa"], string>> = {
  signed: "BAA signed",
  expiring: "BAA about to expire",
  expired: "BAA expired",
  missing: "no signed BAA",
  "not-needed": "no BAA in the policy",
};

function evidenceOf(input: ChecklistInput, rules: readonly string[]): { text: string; place: Place }[] {
  return input.findings.filter((finding) => rules.includes(finding.rule) && finding.confidence !== "low").map((finding) => ({ text: finding.message, place: placeOf(finding) }));
}

const notApplicable = (summary: string): Verdict => ({ status: "not-applicable", summary, evidence: [] });

const aiDestinations = (input: ChecklistInput): OutboundDestination[] => input.destinations.filter((destination) => destination.kind === "ai" && destination.sites.length > 0);

const receivesPhi = (destination: OutboundDestination): boolean => destination.sites.some((site) => site.level !== undefined && rank(site.level) > 0);

const hasAgreement = (destination: OutboundDestination): boolean => destination.baa === "signed" || destination.baa === "expiring";

const sitesOf = (destination: OutboundDestination): { text: string; place: Place }[] =>
  destination.sites.map((site) => ({ text: `${nameOf(destination)}: ${site.callee}`, place: placeOf(site) }));

const placeOf = ({ file, range }: Place): Place => ({ file, range });

const nameOf = (destination: OutboundDestination): string => destination.name ?? destination.id;

const names = (destinations: readonly OutboundDestination[]): string => destinations.map(nameOf).join(", ");

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function encryptionScope(input: ChecklistInput): string {
  return `${counted(input.stores, "store")}, ${counted(input.transports, "connection")} and ${counted(input.cryptoCalls, "cryptographic call")} looked at`;
}
