// What the hover of an expression says: level, category, evidence, confidence, where it flows. Pure.

import { type Hover, MarkupKind } from "vscode-languageserver";
import type { HoverInfo } from "../engine/api";
import type { Category, Classification, Evidence, Level } from "../lattice/level";
import { toWireRange } from "./convert";

export const LEVEL_NAMES: Record<Level, string> = {
  "phi-direct": "PHI-Direct",
  "phi-indirect": "PHI-Indirect",
  operational: "Operational",
};

const LEVEL_ABOUT: Record<Level, string> = {
  "phi-direct": "identifies a patient; restricted, every access logged",
  "phi-indirect": "de-identified but linkable to a patient; controlled access",
  operational: "no patient connection",
};

const EVIDENCE_NAMES: Record<Evidence, string> = {
  policy: "policy file",
  tag: "`@phi` tag",
  fhir: "FHIR type",
  schema: "schema of a model",
  structure: "structure of its type",
  dictionary: "name on a patient's type",
  payload: "request payload of a PHI handler",
  "strong-name": "strong name",
  "weak-name": "weak name",
};

const UPPER = new Set(["ssn", "mrn", "url", "ip", "id"]);

/** `health plan ID`, `SSN`. */
export const categoryName = (category: Category): string =>
  category.split("-").map((word) => (UPPER.has(word) ? word.toUpperCase() : word)).join(" ");

/** One line: `PHI-Direct · SSN, name`. */
export function classificationText(classification: Classification | undefined): string {
  if (!classification) return "unclassified";
  const categories = classification.categories.map(categoryName).join(", ");
  return categories ? `${LEVEL_NAMES[classification.level]} · ${categories}` : LEVEL_NAMES[classification.level];
}

/** The hover of an expression. */
export function toHover(info: HoverInfo): Hover {
  const { classification } = info;
  const lines = [
    `**${LEVEL_NAMES[classification.level]}** \`${info.expression.replaceAll("`", "'")}\` — ${LEVEL_ABOUT[classification.level]}`,
    "",
    ...(classification.categories.length ? [`- Category: ${classification.categories.map(categoryName).join(", ")}`] : []),
    `- Evidence: ${EVIDENCE_NAMES[classification.evidence]} (${classification.confidence} confidence)`,
    ...(classification.fields > 1 ? [`- Record with ${classification.fields} PHI fields`] : []),
    info.flowsTo.length ? `- Flows to: ${info.flowsTo.join(", ")}` : "- Flows to: nothing outside that PHI Lens knows of",
  ];
  return { contents: { kind: MarkupKind.Markdown, value: lines.join("\n") }, range: toWireRange(info.range) };
}
