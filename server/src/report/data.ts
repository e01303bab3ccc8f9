// What a report is made of, whoever asks for it: the command line or the editor.

import type { ChecklistItem, Finding, InventoryType, OutboundDestination, Place, Stats } from "../engine/api";
import { shownPath } from "./shownPath";

export interface ReportData {
  readonly version: string;
  /** Absolute folder; files are shown relative to it. */
  readonly root: string;
  /** ISO date. */
  readonly date: string;
  readonly findings: readonly Finding[];
  readonly checklist: readonly ChecklistItem[];
  readonly inventory: readonly InventoryType[];
  readonly outbound: readonly OutboundDestination[];
  readonly stats: Stats;
}

/** `src/a.ts:3:15`, relative to the report's root. */
export function placeText({ file, range }: Place, root: string): string {
  return `${shownPath(root, file)}:${range.start.line}:${range.start.column}`;
}

export const STATUS_WORDS: Readonly<Record<ChecklistItem["status"], string>> = { pass: "Pass", fail: "Fail", attention: "Attention", "not-applicable": "Not applicable" };

export const BAA_WORDS: Readonly<Record<OutboundDestination["baa"], string>> = {
  signed: "Signed", missing: "Missing", expired: "Expired", expiring: "About to expire", "not-needed": "Not needed",
};

export const LEVEL_WORDS = { "phi-direct": "PHI-Direct", "phi-indirect": "PHI-Indirect", operational: "Operational" } as const;

/** Findings that count, and those that were accepted by a suppression. */
export function split(findings: readonly Finding[]): { readonly open: readonly Finding[]; readonly accepted: readonly Finding[] } {
  return {
    open: findings.filter((finding) => !finding.suppressed && finding.severity !== "hint"),
    accepted: findings.filter((finding) => finding.suppressed),
  };
}
