// What is asked of git for a person who looks: since when, who before, what a revision was. git is a program that takes its time, so
// these run in a thread aside (aside.ts): arguments and answers are plain data.

import { posix } from "node:path";
import { CHECKLIST_FILE, loadChecklist } from "../checklist/attestations";
import type { Attestation, Change, Place } from "../engine/api";
import { changedSince, RevisionError } from "../host/changes";
import { askGit, fileAt, fileHistory, lineCommit } from "../host/git";
import type { FindingHistory, WireAttestation } from "./messages";

export interface GitQuestions {
  /** Since when all of these lines have been as they are: the youngest decides, and one that is not committed is too young. */
  since(places: readonly Place[]): FindingHistory;
  /** Every attestation of every item that was ever committed, newest first; commits that did not change an item are left out. */
  attestations(root: string): readonly (WireAttestation & { readonly item: string })[];
  /** Changes that bring the files back to a revision, or why there is none. */
  filesAt(revision: string, root: string): { readonly before: readonly Change[] } | { readonly reason: string };
}

export const gitQuestions: GitQuestions = {
  since(places) {
    const lines = new Map(places.map(({ file, range }) => [`${file}:${range.start.line}`, { file, line: range.start.line }]));
    let since: FindingHistory["since"] = null;
    for (const { file, line } of lines.values()) {
      const commit = lineCommit(file, line);
      if (!commit) return { since: null };
      if (since === null || commit.date > since.date) since = commit;
    }
    return { since };
  },

  attestations(root) {
    const file = posix.join(root, CHECKLIST_FILE);
    const commits = (fileHistory(file) ?? []).map(({ commit, author, date, subject }) => ({ commit, author, date, subject, attested: attestationsAt(file, commit) }));
    return commits.flatMap(({ attested, ...commit }, index) => {
      const before = commits[index + 1]?.attested ?? new Map<string, Attestation>();
      const items = [...new Set([...attested.keys(), ...before.keys()])].sort();
      return items.filter((item) => JSON.stringify(attested.get(item)) !== JSON.stringify(before.get(item))).map((item) => ({ ...commit, item, attestation: attested.get(item) ?? null }));
    });
  },

  filesAt(revision, root) {
    try {
      return { before: changedSince(revision, root, askGit).before };
    } catch (error) {
      if (error instanceof RevisionError) return { reason: error.message };
      throw error;
    }
  },
};

function attestationsAt(file: string, commit: string): Map<string, Attestation> {
  const text = fileAt(file, commit);
  const files = { isFile: () => text !== undefined, read: () => text };
  return new Map(loadChecklist(files, posix.dirname(file), LAST_DAY).attestations.map((one) => [one.item, one]));
}

/** Dates are not judged here: what was written then is shown. */
const LAST_DAY = "9999-12-31";
