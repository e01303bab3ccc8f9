// What the hover of an expression says: level, category, evidence, confidence, where it flows. Pure.

import { type Hover, MarkupKind } from "vscode-languageserver";
import type { Finding, HoverInfo } from "../engine/api";
import type { Classification, Confidence, Evidence, Level } from "../lattice/level";
import { categoryName, LEVEL_NAMES } from "../lattice/names";
import { toUri, toWireRange } from "./convert";
import { t } from "./l10n";
import { flowCommand, ruleCommand } from "./ruleText";

const levelAbout = (level: Level): string => ({
  "phi-direct": t("identifies a patient; restricted, every access logged"),
  "phi-indirect": t("de-identified but linkable to a patient; controlled access"),
  operational: t("no patient connection"),
})[level];

const evidenceName = (evidence: Evidence): string => ({
  policy: t("policy file"),
  tag: t("`@phi` tag"),
  fhir: t("FHIR type"),
  schema: t("schema of a model"),
  structure: t("structure of its type"),
  dictionary: t("name on a patient's type"),
  payload: t("request payload of a PHI handler"),
  "strong-name": t("strong name"),
  "weak-name": t("weak name"),
})[evidence];

const confidenceName = (confidence: Confidence): string => ({ high: t("high confidence"), medium: t("medium confidence"), low: t("low confidence") })[confidence];

/** One line: `PHI-Direct · SSN, name`. */
export function classificationText(classification: Classification | undefined): string {
  if (!classification) return t("unclassified");
  const categories = classification.categories.map(categoryName).join(", ");
  return categories ? `${LEVEL_NAMES[classification.level]} · ${categories}` : LEVEL_NAMES[classification.level];
}

/** The hover of an expression; with `links`, the flow and the rule of the finding that it stands in. */
export function toHover(info: HoverInfo, links?: { readonly finding: Finding }): Hover {
  const { classification } = info;
  const lines = [
    `**${LEVEL_NAMES[classification.level]}** \`${info.expression.replaceAll("`", "'")}\` — ${levelAbout(classification.level)}`,
    "",
    ...(classification.categories.length ? [`- ${t("Category: {0}", classification.categories.map(categoryName).join(", "))}`] : []),
    `- ${t("Evidence: {0} ({1})", evidenceName(classification.evidence), confidenceName(classification.confidence))}`,
    ...(classification.fields > 1 ? [`- ${t("Record with {0} PHI fields", classification.fields)}`] : []),
    `- ${info.flowsTo.length ? t("Flows to: {0}", info.flowsTo.map(escapeMarkdown).join(", ")) : t("Flows to: nothing outside that PHI Lens knows of")}`,
    ...(links ? ["", linksOf(links.finding)] : []),
  ];
  return { contents: { kind: MarkupKind.Markdown, value: lines.join("\n") }, range: toWireRange(info.range) };
}

function linksOf(finding: Finding): string {
  const show = flowCommand(toUri(finding.file), finding.fingerprint);
  return [...(finding.flow.length ? [`[${t("Show Flow")}](${show})`] : []), `[${t("Explain {0}", finding.rule)}](${ruleCommand(finding.rule)})`].join(" · ");
}

/** Names come from the policy and from the code: in Markdown they mean themselves. */
const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]()<>#+!|~&]/g, (char) => `\\${char}`).replace(/\s+/g, " ");
