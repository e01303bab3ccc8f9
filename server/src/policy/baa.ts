// State of a destination's business associate agreement on a given day, and the `baa-problem`s that follow from it.

import { rank } from "../lattice/level";
import { daysBetween, isDate } from "./dates";
import type { Destination, Policy, PolicyProblem } from "./policy";

export type BaaState = "signed" | "missing" | "expired" | "expiring" | "not-needed";

/** An agreement that ends within these days is reported while there is time to renew it. */
export const EXPIRING_DAYS = 30;

/** Whether a destination has an agreement that is valid on the day. Where no PHI may go, none is needed. */
export function baaState(destination: Pick<Destination, "allows" | "kind" | "baa">, today: string): BaaState {
  if (rank(destination.allows) === 0 || destination.kind === "first-party") return "not-needed";
  const { signed, expires } = destination.baa ?? {};
  if (!signed || !isDate(signed) || daysBetween(today, signed) > 0) return "missing";
  if (!expires || !isDate(expires)) return "signed";
  const left = daysBetween(today, expires);
  return left < 0 ? "expired" : left <= EXPIRING_DAYS ? "expiring" : "signed";
}

/**
 * One problem for each destination that receives PHI under an agreement that is missing, expired or about to expire.
 * `flows` counts, by destination id, the calls through which PHI goes there.
 */
export function baaProblems(policy: Policy, today: string, flows: ReadonlyMap<string, number>): PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  for (const destination of policy.destinations) {
    const count = flows.get(destination.id) ?? 0;
    const state = baaState(destination, today);
    const file = destination.file ?? policy.file;
    if (count === 0 || state === "signed" || state === "not-needed" || file === undefined) continue;
    const depends = `${count} PHI ${count === 1 ? "flow depends" : "flows depend"} on it`;
    const name = destination.name ?? destination.id;
    problems.push({ file, span: destination.span, rule: "baa-problem", severity: state === "expiring" ? "warning" : "error", message: baaMessage(state, name, destination, today, depends) });
  }
  return problems;
}

function baaMessage(state: "missing" | "expired" | "expiring", name: string, destination: Destination, today: string, depends: string): string {
  const { signed, expires = "" } = destination.baa ?? {};
  if (state === "expired") return `The BAA with ${name} expired on ${expires}; ${depends}.`;
  if (state === "expiring") {
    const left = daysBetween(today, expires);
    return `The BAA with ${name} expires ${left === 0 ? "today" : `in ${left} ${left === 1 ? "day" : "days"}`} (${expires}); ${depends}.`;
  }
  if (signed && isDate(signed)) return `The BAA with ${name} is not valid before ${signed}; ${depends}.`;
  return `${name} may receive ${destination.allows === "phi-direct" ? "PHI-Direct" : "PHI-Indirect"} but has no signed BAA; ${depends}.`;
}
