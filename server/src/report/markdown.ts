// The report as Markdown, for wikis and pull requests.

import { SECTIONS } from "../checklist/items";
import { LEVEL_NAMES } from "../lattice/names";
import { BAA_WORDS, placeText, type ReportData, split, STATUS_WORDS } from "./data";
import { escapeMarkdown as e } from "./escape";
import { mapRows } from "./flowMap";
import { changesSince, encodeState, stateOf } from "./state";

/** The report as Markdown text. */
export function renderMarkdown(data: ReportData): string {
  const { open, accepted } = split(data.findings);
  const parts = [
    "# PHI Lens report",
    `${data.date} · phi-lens ${data.version} · ${data.stats.files} files, ${data.stats.functions} functions`,
    "## What changed",
    ...changes(data),
    "## Checklist",
    ...SECTIONS.flatMap((section) => [
      `### ${section.title}`,
      table(
        ["Item", "Status", "Summary", "Attestation"],
        data.checklist.filter((item) => item.section === section.id).map((item) => [
          item.title,
          `${STATUS_WORDS[item.status]}${item.acceptedRisk ? " (accepted risk)" : ""}`,
          item.summary,
          item.attestation ? `${item.attestation.by}, ${item.attestation.date}${item.attestation.evidence ? `, ${item.attestation.evidence}` : ""}` : "",
        ]),
      ),
    ]),
    "## Outbound destinations",
    table(
      ["Destination", "Kind", "BAA", "May receive", "Receives", "Call sites"],
      data.outbound.map((destination) => [
        destination.name ?? destination.id,
        destination.kind,
        BAA_WORDS[destination.baa],
        LEVEL_NAMES[destination.allows],
        [...new Set(destination.sites.flatMap((site) => site.categories))].sort().join(", "),
        destination.sites.map((site) => placeText(site, data.root)).join(", "),
      ]),
    ),
    "## Data-flow map",
    table(["Category", "Module", "Destination", "Approved", "Call sites"], mapRows(data).map((row) => [row.category, row.module, row.destination, row.approved ? "yes" : "no", String(row.sites)])),
    "## Findings",
    table(["Severity", "Rule", "Place", "Message", "HIPAA"], open.map((finding) => [finding.severity, finding.rule, placeText(finding, data.root), finding.message, finding.citation])),
    "## Accepted risks",
    table(
      ["Rule", "Place", "Reason", "By", "Until"],
      accepted.map((finding) => [finding.rule, placeText(finding, data.root), finding.suppressed?.reason ?? "", finding.suppressed?.by ?? "", finding.suppressed?.until ?? ""]),
    ),
    "## History of attestations",
    table(
      ["Item", "Attested", "Evidence", "Committed"],
      (data.attestations ?? []).map(({ item, attestation, commit, author, date, subject }) => [
        data.checklist.find(({ id }) => id === item)?.title ?? item, attestation ? `${attestation.date} by ${attestation.by}` : "taken back", attestation?.evidence ?? "",
        `${date.slice(0, 10)} by ${author}: ${subject} (${commit.slice(0, 8)})`,
      ]),
    ),
    "## PHI inventory",
    table(
      ["Type", "Field", "Level", "Categories", "Evidence", "Place"],
      data.inventory.flatMap((type) =>
        type.fields.map((field) => [
          type.name,
          field.name,
          field.classification ? LEVEL_NAMES[field.classification.level] : "unclassified",
          field.classification?.categories.join(", ") ?? "",
          field.classification?.evidence ?? "",
          placeText(field.place, data.root),
        ]),
      ),
    ),
    `<!-- phi-lens-state ${encodeState(stateOf(data))} -->`,
  ];
  return `${parts.join("\n\n")}\n`;
}

function changes(data: ReportData): string[] {
  if (!data.previous) return ["No earlier report is known. The next one, opened in the editor on another day or written over this file, says here what changed."];
  const { since, added, removed, items, destinations } = changesSince(data.previous, data);
  const rows = [
    ...added.map((one) => ["new finding", `${one.rule}: ${one.message}`, one.place]),
    ...removed.map((one) => ["finding gone", `${one.rule}: ${one.message}`, one.place]),
    ...items.map((one) => ["checklist", one.title, `${one.before} → ${one.after}`]),
    ...destinations.map((one) => ["destination", one.name, `${one.before} → ${one.after}`]),
  ];
  return [`Since the report of ${since}:`, rows.length === 0 ? "Nothing." : table(["What", "Which", "Where or how"], rows)];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "None.";
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map((row) => line(row.map(e)))].join("\n");
}
