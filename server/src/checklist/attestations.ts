// phi-lens.checklist.json: reading, validating, and the edit that adds an attestation. Its git history is the audit trail.

import type { Node } from "jsonc-parser";
import { posix } from "node:path";
import type { Attestation } from "../engine/api";
import { addDays, daysBetween, isDate } from "../policy/dates";
import { changing, type JsonEdit } from "../policy/edit";
import { elements, type JsonProblem, member, parseJsonc, plainValue, type Span, spanOf } from "../policy/jsonc";
import type { PolicyFiles } from "../policy/load";
import schema from "../policy/phi-lens.checklist.schema.json";
import type { PolicyProblem } from "../policy/policy";
import { validateChecklist } from "../policy/schema.generated";
import { didYouMean } from "../policy/suggest";
import { validate } from "../policy/validate";
import { ITEM_IDS, ITEMS } from "./items";

export const CHECKLIST_FILE = "phi-lens.checklist.json";

export interface LoadedChecklist {
  /** Path of the file, whether it exists or not. */
  readonly file: string;
  /** The latest of each item. */
  readonly attestations: readonly Attestation[];
  /** Spans of entries, by item; for problems and links. */
  readonly spans: ReadonlyMap<string, Span>;
  readonly problems: readonly PolicyProblem[];
}

/** Loads the attestations of a folder. Results plus problems, overdue reviews among them. */
export function loadChecklist(fs: PolicyFiles, folder: string, today: string): LoadedChecklist {
  const file = posix.join(folder, CHECKLIST_FILE);
  const text = fs.isFile(file) ? fs.read(file) : undefined;
  if (text === undefined) return { file, attestations: [], spans: new Map(), problems: [] };
  const problems: PolicyProblem[] = [];
  const report = (problem: JsonProblem, rule: PolicyProblem["rule"] = "policy-invalid"): void => {
    problems.push({ file, rule, ...problem });
  };
  const { root, problems: broken } = parseJsonc(text);
  for (const problem of broken) report(problem);
  if (root) for (const problem of validate(root, validateChecklist, schema)) report(problem);

  const latest = new Map<string, { attestation: Attestation; node: Node }>();
  for (const entry of elements(member(root, "attestations"))) {
    const attestation = readAttestation(entry, today, report);
    const known = attestation && latest.get(attestation.item);
    if (attestation && !(known && known.attestation.date > attestation.date)) latest.set(attestation.item, { attestation, node: entry });
  }
  for (const { attestation, node } of latest.values()) {
    const due = reviewDue(attestation);
    if (due === undefined || daysBetween(due, today) <= 0) continue;
    const title = ITEMS.find((item) => item.id === attestation.item)?.title ?? attestation.item;
    report({ severity: "warning", span: spanOf(member(node, "nextReview") ?? member(node, "date") ?? node), message: `The review of "${title}" was due on ${due}; ${attestation.by} attested it on ${attestation.date}.` }, "review-overdue");
  }
  return {
    file,
    attestations: [...latest.values()].map(({ attestation }) => attestation),
    spans: new Map([...latest].map(([item, { node }]) => [item, spanOf(node)])),
    problems,
  };
}

/** The day by which an attestation has to be looked at again; undefined where it holds until it is taken back. */
export function reviewDue(attestation: Attestation): string | undefined {
  if (attestation.nextReview) return attestation.nextReview;
  const days = ITEMS.find((item) => item.id === attestation.item)?.validDays;
  return days === undefined ? undefined : addDays(attestation.date, days);
}

/** Adds an attestation, or replaces the entry of the same item. Undefined where the text is broken JSON. */
export function attest(text: string | undefined, attestation: Attestation): JsonEdit | undefined {
  return changing(text, (document) => {
    const index = document.indexOf("attestations", "item", attestation.item);
    const { item, by, date, evidence, nextReview, note } = attestation;
    if (index === undefined) {
      document.append("attestations", Object.fromEntries(Object.entries({ item, by, date, evidence, nextReview, note }).filter(([, value]) => value)));
      return;
    }
    for (const [key, value] of Object.entries({ by, date, evidence, nextReview, note })) {
      if (value || document.has(["attestations", index, key])) document.set(["attestations", index, key], value || undefined);
    }
  });
}

function readAttestation(entry: Node, today: string, report: (problem: JsonProblem) => void): Attestation | undefined {
  const value = plainValue(entry) as Partial<Record<keyof Attestation, unknown>> | null;
  const text = (key: keyof Attestation): string | undefined => (entry.type === "object" && typeof value?.[key] === "string" && value[key] !== "" ? String(value[key]) : undefined);
  const place = (key: string): Span => spanOf(member(entry, key) ?? entry);
  const [item, by, date] = [text("item"), text("by"), text("date")];
  if (item === undefined || by === undefined || date === undefined) return undefined;
  if (!ITEM_IDS.includes(item)) {
    report({ severity: "error", span: place("item"), message: `The checklist has no item \`${item.slice(0, 60)}\`.${didYouMean(item, ITEM_IDS)}` });
    return undefined;
  }
  if (!isDate(date)) {
    report({ severity: "error", span: place("date"), message: `\`${date.slice(0, 40)}\` is not a day of the calendar; write it as \`2026-02-01\`. The entry is not used.` });
    return undefined;
  }
  if (daysBetween(today, date) > 1) {
    report({ severity: "error", span: place("date"), message: `The attestation is from the future (${date}). The entry is not used.` });
    return undefined;
  }
  let nextReview = text("nextReview");
  if (nextReview !== undefined && !isDate(nextReview)) {
    report({ severity: "error", span: place("nextReview"), message: `\`${nextReview.slice(0, 40)}\` is not a day of the calendar; write it as \`2026-02-01\`. It is not used.` });
    nextReview = undefined;
  }
  const optional = { evidence: text("evidence"), nextReview, note: text("note") };
  return { item, by, date, ...Object.fromEntries(Object.entries(optional).filter(([, entry]) => entry !== undefined)) };
}
