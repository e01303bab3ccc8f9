// Quick fixes of a finding: those of its rule, in order.

import { FIXERS } from "../rules/fixes";
import type { Facts } from "../rules/rule";
import type { Finding, Fix } from "./api";

/** All fixes that fit a finding, the preferred one first; none for a suppressed one. */
export function fixesOf(facts: Facts, finding: Finding): Fix[] {
  if (finding.suppressed) return [];
  const fixes = FIXERS.filter((fixer) => fixer.rules.includes(finding.rule)).flatMap((fixer) => [...fixer.fixes(facts, finding)]);
  return [...fixes.filter((fix) => fix.preferred), ...fixes.filter((fix) => !fix.preferred)];
}

/** Of several preferred fixes only the first is. */
export function onePreferred(fixes: readonly Fix[]): Fix[] {
  const first = fixes.findIndex((fix) => fix.preferred);
  return fixes.map((fix, index) => (fix.preferred && index !== first ? { ...fix, preferred: false } : fix));
}
