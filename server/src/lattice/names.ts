// How levels and categories are called in texts for people.

import type { Category, Level } from "./level";

export const LEVEL_NAMES: Readonly<Record<Level, string>> = { "phi-direct": "PHI-Direct", "phi-indirect": "PHI-Indirect", operational: "Operational" };

const UPPER = new Set(["ssn", "mrn", "url", "ip", "id"]);

/** `health plan ID`, `SSN`. */
export const categoryName = (category: Category): string =>
  category.split("-").map((word) => (UPPER.has(word) ? word.toUpperCase() : word)).join(" ");
