// What a check found, as every output format takes it.

import type { ChecklistItem, Finding, Stats } from "../../engine/api";

export interface CheckResult {
  readonly version: string;
  /** Absolute, forward slashes; files are shown relative to it. */
  readonly cwd: string;
  /** Sorted; suppressed ones included. */
  readonly findings: readonly Finding[];
  readonly checklist: readonly ChecklistItem[];
  readonly stats: Stats;
  /** Left out by the baseline. */
  readonly baselined: number;
  /** Left out by --max-findings. */
  readonly truncated: number;
}

/** Text without the control characters that would act on a terminal or break a line. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (char) => (char === "\n" || char === "\t" ? " " : "\ufffd"));

/** `1 finding`, `2 findings`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
