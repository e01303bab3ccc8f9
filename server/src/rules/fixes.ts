// The quick fixes, in the order in which they are offered. A new fix is a `fix.ts` in its rule's folder and a line in this list.

import type { Finding, Fix } from "../engine/api";
import type { Facts } from "./rule";

/** Makes fixes for findings of some rules. */
export interface Fixer {
  readonly rules: readonly string[];
  fixes(facts: Facts, finding: Finding): Iterable<Fix>;
}

export const FIXERS: readonly Fixer[] = [];
