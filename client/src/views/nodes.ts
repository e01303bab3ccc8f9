// The nodes of all tree views as plain data, free of the editor's API: what a view shows is decided and tested here, how it is
// drawn in tree.ts.

import type {
  Classification, Comparison, Level, WireChecklistItem, WireDestination, WireFinding, WireInventoryType, WireLocation,
} from "../../../server/src/lsp/messages";
import type { Translate } from "./statusText";

export interface ViewNode {
  /** Unique and stable in its view, so that what is unfolded stays so on refresh. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** Codicon, and a theme colour for it; a section needs none. */
  readonly icon?: string;
  readonly color?: string;
  /** Words that menus match: `attestable`, `approvable`, `classifiable`. */
  readonly context?: string;
  readonly location?: WireLocation;
  /** A link or command instead of a location. */
  readonly command?: { readonly name: string; readonly args: readonly unknown[] };
  readonly expanded?: boolean;
  readonly children: readonly ViewNode[];
  readonly item?: WireChecklistItem;
  readonly destination?: WireDestination;
  /** The finding whose flow is behind this. */
  readonly flow?: { readonly uri: string; readonly fingerprint: string };
  readonly classify?: { readonly folder: string; readonly name: string; readonly kind: "field" | "type" };
}

const RED = "testing.iconFailed";
const GREEN = "testing.iconPassed";
const YELLOW = "problemsWarningIcon.foreground";

const LEVEL_NAMES: Record<Level, string> = { "phi-direct": "PHI-Direct", "phi-indirect": "PHI-Indirect", operational: "Operational" };

/** The checklist: a node for each section, with its items and their evidence. */
export function checklistNodes(items: readonly WireChecklistItem[], t: Translate): ViewNode[] {
  const titles: Record<WireChecklistItem["section"], string> = {
    implementation: t("Implementation checklist"), technical: t("Technical safeguards"), administrative: t("Administrative safeguards"),
    physical: t("Physical safeguards"), pitfalls: t("Pitfalls"), regulatory: t("Regulatory watch"),
  };
  const statuses: Record<WireChecklistItem["status"], string> = {
    pass: t("pass"), fail: t("fail"), attention: t("attention"), "not-applicable": t("not applicable"),
  };
  const folders = new Set(items.map((item) => item.folder)).size;
  return (Object.keys(titles) as WireChecklistItem["section"][]).flatMap((section) => {
    const inSection = items.filter((item) => item.section === section);
    if (!inSection.length) return [];
    const counted = inSection.filter((item) => item.status !== "not-applicable");
    const passed = counted.filter((item) => item.status === "pass").length;
    return [{
      id: section, label: titles[section], description: `${passed}/${counted.length}`, expanded: section === "implementation",
      tooltip: t("{0} of {1} items pass", passed, counted.length),
      children: inSection.map((item) => checklistItem(item, statuses[item.status], folders > 1, t)),
    }];
  });
}

function checklistItem(item: WireChecklistItem, status: string, many: boolean, t: Translate): ViewNode {
  const [icon, color] = item.acceptedRisk ? ["shield", YELLOW] : CHECK_ICONS[item.status];
  const id = `${item.folder} ${item.section} ${item.id}`;
  const { attestation } = item;
  const children: ViewNode[] = item.evidence.map(({ text, location, fingerprint }, index) => ({
    id: `${id} ${index}`, label: plain(text), icon: location ? "go-to-file" : "info", location, children: [], ...flowOf(location, fingerprint),
  }));
  if (attestation) {
    children.unshift({
      id: `${id} attestation`, icon: "verified", children: [],
      label: t("Attested by {0} on {1}", attestation.by, attestation.date),
      description: attestation.nextReview ? t("next review {0}", attestation.nextReview) : attestation.evidence,
      tooltip: [attestation.evidence, attestation.note].filter(Boolean).join("\n"),
    });
  }
  return {
    id, label: t(item.title), icon, color, item, context: "attestable", children,
    description: [item.acceptedRisk ? t("accepted risk") : "", t(item.summary), many ? folderName(item.folder) : ""].filter(Boolean).join(" · "),
    tooltip: `${t(item.title)}: ${status}. ${t(item.summary)}`,
  };
}

const CHECK_ICONS: Record<WireChecklistItem["status"], readonly [string, string | undefined]> = {
  pass: ["pass", GREEN], fail: ["error", RED], attention: ["warning", YELLOW], "not-applicable": ["circle-slash", undefined],
};

/** The outbound map: destination, then its call sites. Those that nobody approved come first. */
export function outboundNodes(destinations: readonly WireDestination[], t: Translate): ViewNode[] {
  const baa: Record<WireDestination["baa"], string> = {
    signed: t("BAA signed"), missing: t("no BAA"), expired: t("BAA expired"), expiring: t("BAA expires soon"), "not-needed": "",
  };
  const sorted = [...destinations].sort((a, b) => Number(a.approved) - Number(b.approved) || nameOf(a).localeCompare(nameOf(b)));
  return sorted.map((destination) => {
    const id = `${destination.folder} ${destination.id}`;
    const level = highest(destination.sites.map((site) => site.level));
    const phi = level !== undefined && level !== "operational";
    const agreed = destination.baa === "signed" || destination.baa === "expiring" || destination.baa === "not-needed";
    return {
      id, label: nameOf(destination), destination,
      icon: DESTINATION_ICONS[destination.kind] ?? "globe", color: destination.approved && agreed ? (phi ? GREEN : undefined) : phi && !(destination.approved && destination.baa === "missing") ? RED : YELLOW,
      description: [phi ? LEVEL_NAMES[level] : t("no PHI"), baa[destination.baa], destination.sites.length === 1 ? t("1 call") : t("{0} calls", destination.sites.length)].filter(Boolean).join(" · "),
      tooltip: [
        `${nameOf(destination)} (${destination.kind})${destination.host ? ` ${destination.host}` : ""}`,
        destination.approved ? t("Allowed: up to {0}", LEVEL_NAMES[destination.allows]) : t("Not approved in the policy"),
        destination.regions.length ? t("Regions: {0}", destination.regions.join(", ")) : "",
        destination.certifications.length ? t("Certifications: {0}", destination.certifications.join(", ")) : "",
      ].filter(Boolean).join("\n"),
      context: destination.approved ? "approvable approved" : "approvable",
      children: destination.sites.map((site, index) => ({
        id: `${id} ${index}`, label: site.callee, icon: "symbol-method", location: site.location, children: [], ...flowOf(site.location, site.fingerprint),
        description: [site.level ? LEVEL_NAMES[site.level] : "", site.categories.join(", "), placeText(site.location)].filter(Boolean).join(" · "),
      })),
    };
  });
}

/** What a menu needs to show the flow behind a node. */
const flowOf = (location: WireLocation | undefined, fingerprint: string | undefined): Pick<ViewNode, "flow" | "context"> =>
  location && fingerprint !== undefined ? { flow: { uri: location.uri, fingerprint }, context: "flowing" } : {};

/** Trees show text as it is: without the marks that messages put around code. */
export const plain = (message: string): string => message.replaceAll("`", "");

const nameOf = (destination: WireDestination): string => destination.name ?? destination.id;

const DESTINATION_ICONS: Record<string, string> = {
  ai: "sparkle", analytics: "graph", "error-tracker": "bug", telemetry: "pulse", log: "output", messaging: "comment", email: "mail",
  sms: "device-mobile", push: "bell", payment: "credit-card", storage: "archive", database: "database", fhir: "heart", cache: "database",
  queue: "list-ordered", partner: "organization", "first-party": "home",
};

/** The inventory: type, then field, with level and evidence. Types with identifiers first. */
export function inventoryNodes(types: readonly WireInventoryType[], t: Translate): ViewNode[] {
  const count = (type: WireInventoryType, level: Level) => type.fields.filter((field) => field.classification?.level === level).length;
  return [...types].sort((a, b) => count(b, "phi-direct") - count(a, "phi-direct") || count(b, "phi-indirect") - count(a, "phi-indirect") || a.name.localeCompare(b.name)).map((type) => {
    const id = `${type.folder} ${type.location.uri} ${type.name}`;
    const [direct, indirect] = [count(type, "phi-direct"), count(type, "phi-indirect")];
    return {
      id, label: type.inline ? t("type in {0}", type.name) : type.name, icon: "symbol-interface", location: type.location,
      description: [direct ? t("{0} direct", direct) : "", indirect ? t("{0} indirect", indirect) : ""].filter(Boolean).join(", ") || t("{0} fields", type.fields.length),
      tooltip: `${type.name}: ${classificationLine(type.classification, t)}`,
      ...(!type.inline && { context: "classifiable", classify: { folder: type.folder, name: type.name, kind: "type" as const } }),
      children: type.fields.map((field) => ({
        id: `${id} ${field.name}`, label: field.name, children: [], location: field.location,
        ...levelIcon(field.classification?.level),
        description: [classificationLine(field.classification, t), field.flowsTo.length ? `→ ${field.flowsTo.join(", ")}` : ""].filter(Boolean).join(" "),
        ...(!type.inline && { context: "classifiable", classify: { folder: type.folder, name: `${type.name}.${field.name}`, kind: "field" as const } }),
      })),
    };
  });
}

function levelIcon(level: Level | undefined): { icon: string; color?: string } {
  if (level === "phi-direct") return { icon: "circle-filled", color: RED };
  if (level === "phi-indirect") return { icon: "circle-filled", color: YELLOW };
  return level ? { icon: "circle-outline", color: GREEN } : { icon: "question" };
}

function classificationLine(classification: Classification | undefined, t: Translate): string {
  if (!classification) return t("unclassified");
  const { level, categories, evidence, confidence } = classification;
  return [LEVEL_NAMES[level], categories.join(", "), `${evidence}, ${confidence}`].filter(Boolean).join(" · ");
}

/** The steps of a finding's flow, source first. */
export function flowNodes(finding: WireFinding, current: number, t: Translate): ViewNode[] {
  return finding.flow.map((step, index) => ({
    id: `${finding.fingerprint} ${index}`,
    label: `${index + 1}. ${plain(step.text)}`,
    description: placeText(step),
    tooltip: t("Step {0} of {1}: {2}", index + 1, finding.flow.length, plain(step.text)),
    icon: index === current ? "arrow-right" : index === 0 ? "circle-filled" : index === finding.flow.length - 1 ? "debug-disconnect" : "arrow-small-down",
    color: index === 0 ? YELLOW : index === finding.flow.length - 1 ? RED : undefined,
    command: { name: "phiLens.nextFlowStep", args: [index] },
    children: [],
  }));
}

/** What the working tree adds to a revision and takes away from it. */
export function comparisonNodes(comparison: Comparison, t: Translate): ViewNode[] {
  const group = (id: string, label: string, icon: string, color: string, findings: readonly WireFinding[], here: boolean): ViewNode => ({
    id, label, icon, color, description: String(findings.length), expanded: true,
    children: findings.map((finding, index) => ({
      id: `${id} ${finding.fingerprint} ${index}`, label: shortOf(finding), icon: finding.severity === "error" ? "error" : finding.severity === "warning" ? "warning" : "info",
      description: `${finding.rule} · ${placeText(finding)}`, tooltip: plain(finding.message), children: [],
      // What was taken away stands at lines that no longer exist.
      ...(here && (finding.flow.length > 0 ? { command: { name: "phiLens.showFlow", args: [{ uri: finding.uri, fingerprint: finding.fingerprint }] } } : { location: finding })),
    })),
  });
  return [
    ...(comparison.added.length ? [group("added", t("Added"), "diff-added", RED, comparison.added, true)] : []),
    ...(comparison.removed.length ? [group("removed", t("Removed"), "diff-removed", GREEN, comparison.removed, false)] : []),
  ];
}

/** `patient.birthDate → Datadog`: what, and where to, as far as the finding names them. */
function shortOf({ message, destination }: WireFinding): string {
  const what = /`([^`]+)`/.exec(message)?.[1];
  return what === undefined ? plain(message) : destination === undefined ? what : `${what} → ${destination}`;
}

/** `chart.ts:12`. */
export const placeText = (location: WireLocation): string =>
  `${decodeURIComponent(location.uri.slice(location.uri.lastIndexOf("/") + 1))}:${location.range.start.line + 1}`;

const folderName = (uri: string): string => decodeURIComponent(uri.replace(/\/$/, "").split("/").at(-1) ?? "");

function highest(levels: readonly (Level | undefined)[]): Level | undefined {
  const order: readonly (Level | undefined)[] = ["phi-direct", "phi-indirect", "operational"];
  return order.find((level) => levels.includes(level));
}
