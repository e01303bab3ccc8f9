// Classifications as they are put together: of a leaf, of a record from its fields.

import { CONFIDENCES, joinLevels, rank, type Classification, type Confidence, type Evidence, type Level } from "../../lattice/level";
import type { Match } from "./dictionary";

/** The classification of one field by its dictionary entry. */
export const hitOf = (match: Match, confidence: Confidence, evidence: Evidence): Classification => ({
  level: match.pseudonym ? lower(match.rule.level) : match.rule.level, categories: [match.rule.category], confidence, evidence, fields: 1,
});

const lower = (level: Level): Level => (level === "phi-direct" ? "phi-indirect" : level);

/** The join of a record's fields. What is only guessed at does not colour what is known. */
export function joinAll(parts: readonly (Classification | undefined)[]): Classification | undefined {
  const all = parts.filter((part): part is Classification => part !== undefined && part.level !== "operational");
  const sure = all.filter((part) => part.confidence !== "low");
  const counted = sure.length > 0 ? sure : all;
  let result: Classification | undefined;
  for (const part of counted) {
    if (!result) {
      result = part;
      continue;
    }
    const stronger = CONFIDENCES.indexOf(part.confidence) > CONFIDENCES.indexOf(result.confidence) || (part.confidence === result.confidence && rank(part.level) > rank(result.level));
    result = {
      level: joinLevels(result.level, part.level), categories: [...result.categories, ...part.categories],
      confidence: stronger ? part.confidence : result.confidence, evidence: stronger ? part.evidence : result.evidence, fields: result.fields + part.fields,
    };
  }
  return result && { ...result, categories: [...new Set(result.categories)].sort() };
}

/** The more sensitive of two descriptions of one value. */
export function higher(a: Classification | undefined, b: Classification | undefined): Classification | undefined {
  if (!a || !b) return a ?? b;
  if (rank(a.level) !== rank(b.level)) return rank(a.level) > rank(b.level) ? a : b;
  return CONFIDENCES.indexOf(a.confidence) >= CONFIDENCES.indexOf(b.confidence) ? a : b;
}
