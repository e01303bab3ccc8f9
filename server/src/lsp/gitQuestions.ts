// What is asked of git for a person who looks: since when, who before, what a revision was. git is a program that takes its time, so
// these run in a thread aside (aside.ts): arguments and answers are plain data.

import type { AttestationChange, Change, Place } from "../engine/api";
import { attestationHistory } from "../host/attestationHistory";
import { changedSince, RevisionError } from "../host/changes";
import { askGit, lineCommit } from "../host/git";
import type { FindingHistory } from "./messages";

export interface GitQuestions {
  /** Since when all of these lines have been as they are: the youngest decides, and one that is not committed is too young. */
  since(places: readonly Place[]): FindingHistory;
  /** Every attestation of every item that was ever committed, newest first; commits that did not change an item are left out. */
  attestations(root: string): readonly AttestationChange[];
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

  attestations: (root) => attestationHistory(root, askGit),

  filesAt(revision, root) {
    try {
      return { before: changedSince(revision, root, askGit).before };
    } catch (error) {
      if (error instanceof RevisionError) return { reason: error.message };
      throw error;
    }
  },
};
