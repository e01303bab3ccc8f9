// The report in the format that was asked for.

import { jsonFinding } from "./findingJson";
import { shownPath } from "./shownPath";
import type { ReportData } from "./data";
import { mapRows } from "./flowMap";
import { renderHtml } from "./html";
import { renderMarkdown } from "./markdown";
import { changesSince, encodeState, stateOf } from "./state";

export type ReportFormat = "html" | "md" | "json";

/** The report as text. Pure: the date is in the data. */
export function renderReport(data: ReportData, format: ReportFormat): string {
  switch (format) {
    case "html":
      return renderHtml(data);
    case "md":
      return renderMarkdown(data);
    case "json":
      return renderJson(data);
  }
}

function renderJson(data: ReportData): string {
  const report = {
    version: 1,
    tool: { name: "phi-lens", version: data.version },
    date: data.date,
    checklist: data.checklist,
    outbound: data.outbound,
    inventory: data.inventory,
    findings: data.findings.map((finding) => jsonFinding(finding, data.root)),
    flowMap: mapRows(data),
    stats: data.stats,
    ...(data.previous && { changes: changesSince(data.previous, data) }),
    ...(data.attestations && { attestations: data.attestations }),
    "phi-lens-state": encodeState(stateOf(data)),
  };
  // Paths of the machine that made the report are nobody's business.
  const relative = (key: string, value: unknown): unknown => (key === "file" && typeof value === "string" && value.startsWith("/") ? shownPath(data.root, value) : value);
  return `${JSON.stringify(report, relative, 2)}\n`;
}
