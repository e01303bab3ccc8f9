// What git knows of findings and attestations: since when, who before, and what the working tree adds to a revision. git is asked
// only when a person wants to know.

import { posix } from "node:path";
import { CHECKLIST_FILE, loadChecklist } from "../checklist/attestations";
import type { Change, Finding } from "../engine/api";
import { changedSince, RevisionError } from "../host/changes";
import { askGit, fileAt, fileHistory, lineCommit } from "../host/git";
import { toWireFinding } from "./convert";
import type { Folder } from "./folder";
import type { Comparison, FindingHistory, WireAttestation } from "./messages";

/** Since when a finding has been there: its flow is as old as the youngest line that it needs. */
export function findingHistory(finding: Finding): FindingHistory {
  const lines = new Map([finding, ...finding.flow].map(({ file, range }) => [`${file}:${range.start.line}`, { file, line: range.start.line }]));
  const commits = [...lines.values()].map(({ file, line }) => lineCommit(file, line));
  let since: FindingHistory["since"] = null;
  for (const commit of commits) {
    if (!commit) return { since: null };
    if (since === null || commit.date > since.date) since = commit;
  }
  return { since };
}

/** Every attestation of an item that was ever committed, newest first; commits that did not change it are left out. */
export function attestationHistory(root: string, item: string): WireAttestation[] {
  const file = posix.join(root, CHECKLIST_FILE);
  const entries = (fileHistory(file) ?? []).map(({ commit, author, date, subject }) => ({ commit, author, date, subject, attestation: attestedAt(file, commit, item) }));
  return entries.filter(({ attestation }, index) => JSON.stringify(attestation) !== JSON.stringify(entries[index + 1]?.attestation ?? null));
}

function attestedAt(file: string, commit: string, item: string): WireAttestation["attestation"] {
  const text = fileAt(file, commit);
  const files = { isFile: () => text !== undefined, read: () => text };
  return loadChecklist(files, posix.dirname(file), LAST_DAY).attestations.find((one) => one.item === item) ?? null;
}

/** Dates are not judged here: what was written then is shown. */
const LAST_DAY = "9999-12-31";

/** Findings that the working tree has and the revision has not, and the other way round. */
export async function compareWith(folder: Folder, revision: string, findingsOf: (changes: readonly Change[]) => Promise<readonly Finding[]>): Promise<Pick<Comparison, "added" | "removed" | "reason">> {
  try {
    const { before } = changedSince(revision, folder.root, askGit);
    const now = [...folder.files()].flatMap((file) => folder.findings(file)).filter(isOpen);
    const then = (await findingsOf(before)).filter(isOpen);
    const without = (some: readonly Finding[], others: readonly Finding[]) => {
      const known = new Set(others.map(({ fingerprint }) => fingerprint));
      return some.filter(({ fingerprint }) => !known.has(fingerprint)).map(toWireFinding);
    };
    return { added: without(now, then), removed: without(then, now) };
  } catch (error) {
    if (error instanceof RevisionError) return { added: [], removed: [], reason: error.message };
    throw error;
  }
}

/** Notes about declarations are no flows. */
const isOpen = ({ suppressed, severity }: Finding): boolean => !suppressed && (severity === "error" || severity === "warning");
