// What the working tree adds to a revision and takes away from it: two engines' findings, told apart by their fingerprints.

import type { Change, Finding } from "../engine/api";
import { toWireFinding } from "./convert";
import type { Folder } from "./folder";
import type { GitQuestions } from "./gitQuestions";
import type { Comparison } from "./messages";

/** Findings that the working tree has and the revision has not, and the other way round. */
export async function compareWith(
  folder: Folder, then: ReturnType<GitQuestions["filesAt"]>, findingsOf: (changes: readonly Change[]) => Promise<readonly Finding[]>,
): Promise<Pick<Comparison, "added" | "removed" | "reason">> {
  if ("reason" in then) return { added: [], removed: [], reason: then.reason };
  const before = (await findingsOf(then.before)).filter(isOpen);
  const now = [...folder.files()].flatMap((file) => folder.findings(file)).filter(isOpen);
  const without = (some: readonly Finding[], others: readonly Finding[]) => {
    const known = new Set(others.map(({ fingerprint }) => fingerprint));
    return some.filter(({ fingerprint }) => !known.has(fingerprint)).map(toWireFinding);
  };
  return { added: without(now, before), removed: without(before, now) };
}

/** Notes about declarations are no flows. */
const isOpen = ({ suppressed, severity }: Finding): boolean => !suppressed && (severity === "error" || severity === "warning");
