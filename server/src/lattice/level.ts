// The three-level lattice of the product (SPEC 1): how sensitive a value is, of what kind, and how sure we are.

/** Levels from lowest to highest; a join takes the higher. */
export const LEVELS = ["operational", "phi-indirect", "phi-direct"] as const;
export type Level = (typeof LEVELS)[number];

export const CATEGORIES = [
  "name", "ssn", "mrn", "birth-date", "contact", "address", "health-plan-id", "account", "license", "vehicle", "device",
  "url", "ip", "biometric", "photo", "other-id", "patient-id", "diagnosis", "medication", "lab-result", "procedure", "note",
  "genetic", "mental-health", "substance-use", "reproductive", "insurance", "appointment",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** How sure a classification is; `low` gives no diagnostic by default. */
export const CONFIDENCES = ["low", "medium", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Where a classification comes from, strongest first (SPEC 1). */
export const EVIDENCES = [
  "policy", "tag", "fhir", "schema", "structure", "dictionary", "payload", "strong-name", "weak-name",
] as const;
export type Evidence = (typeof EVIDENCES)[number];

/** What is known about one field, type or value. */
export interface Classification {
  readonly level: Level;
  readonly categories: readonly Category[];
  readonly confidence: Confidence;
  readonly evidence: Evidence;
  /** How many PHI fields a record has; 1 for a leaf. `minimum-necessary` asks for 3 or more. */
  readonly fields: number;
}

/** The height of a level in the lattice: 0 operational, 1 indirect, 2 direct. */
export const rank = (level: Level): 0 | 1 | 2 => LEVELS.indexOf(level) as 0 | 1 | 2;

/** The higher of two levels. */
export const joinLevels = (a: Level, b: Level): Level => (rank(a) >= rank(b) ? a : b);

/** The lower of two levels. */
export const meetLevels = (a: Level, b: Level): Level => (rank(a) <= rank(b) ? a : b);

/** The stronger of two confidences. */
export const strongerConfidence = (a: Confidence, b: Confidence): Confidence =>
  CONFIDENCES.indexOf(a) >= CONFIDENCES.indexOf(b) ? a : b;
