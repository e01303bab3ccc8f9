// What a report is made of, whoever asks for it: the command line or the editor.

import { type AttestationChange, type ChecklistItem, type Finding, type InventoryType, type OutboundDestination, type Place, SEVERITIES, type Stats } from "../engine/api";
import { shownPath } from "./shownPath";
import type { ReportState } from "./state";

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
  /** What an earlier report remembers; missing where there is none. */
  readonly previous?: ReportState | undefined;
  /** What git knows of attestations; missing where git was not asked. */
  readonly attestations?: readonly AttestationChange[];
}

/** `src/a.ts:3:15`, relative to the report's root. */
export function placeText({ file, range }: Place, root: string): string {
  return `${shownPath(root, file)}:${range.start.line}:${range.start.column}`;
}

export const STATUS_WORDS: Readonly<Record<ChecklistItem["status"], string>> = { pass: "Pass", fail: "Fail", attention: "Attention", "not-applicable": "Not applicable" };

export const BAA_WORDS: Readonly<Record<OutboundDestination["baa"], string>> = {
  signed: "Signed", missing: "Missing", expired: "Expired", expiring: "About to expire", "not-needed": "Not needed",
};

/** A message without the marks around code. */
export const plain = (message: string): string => message.replaceAll("`", "");

/** Findings that count, the worst first, and those that were accepted by a suppression. */
export function split(findings: readonly Finding[]): { readonly open: readonly Finding[]; readonly accepted: readonly Finding[] } {
  return {
    open: findings.filter((finding) => !finding.suppressed && finding.severity !== "hint").sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)),
    accepted: findings.filter((finding) => finding.suppressed),
  };
}
