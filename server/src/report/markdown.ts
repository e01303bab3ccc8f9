// The report as Markdown, for wikis and pull requests.

import { SECTIONS } from "../checklist/items";
import { BAA_WORDS, LEVEL_WORDS, placeText, type ReportData, split, STATUS_WORDS } from "./data";
import { escapeMarkdown as e } from "./escape";
import { mapRows } from "./flowMap";

/** The report as Markdown text. */
export function renderMarkdown(data: ReportData): string {
  const { open, accepted } = split(data.findings);
  const parts = [
    "# PHI Lens report",
    `${data.date} · phi-lens ${data.version} · ${data.stats.files} files, ${data.stats.functions} functions`,
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
        LEVEL_WORDS[destination.allows],
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
    "## PHI inventory",
    table(
      ["Type", "Field", "Level", "Categories", "Evidence", "Place"],
      data.inventory.flatMap((type) =>
        type.fields.map((field) => [
          type.name,
          field.name,
          field.classification ? LEVEL_WORDS[field.classification.level] : "unclassified",
          field.classification?.categories.join(", ") ?? "",
          field.classification?.evidence ?? "",
          placeText(field.place, data.root),
        ]),
      ),
    ),
  ];
  return `${parts.join("\n\n")}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "None.";
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map((row) => line(row.map(e)))].join("\n");
}
