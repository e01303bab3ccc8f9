// The history of the checklist's attestations: git's log of phi-lens.checklist.json is the audit trail.

import { posix } from "node:path";
import { CHECKLIST_FILE, loadChecklist } from "../checklist/attestations";
import type { Attestation, AttestationChange } from "../engine/api";
import type { AskGit } from "./git";

/** Every attestation of every item that was ever committed, newest first; commits that did not change an item are left out. */
export function attestationHistory(root: string, git: AskGit): AttestationChange[] {
  const log = git(["log", "--follow", `--max-count=${MAX_COMMITS}`, "-z", "--format=%H%x1f%an%x1f%cI%x1f%s", "--", CHECKLIST_FILE], root);
  if (!log.ok) return [];
  const commits = log.text.split("\0").filter((entry) => entry.trim() !== "").map((entry) => {
    const [commit = "", author = "", date = "", subject = ""] = entry.trim().split("\x1f");
    return { commit, author, date, subject, attested: attestedAt(root, commit, git) };
  });
  return commits.flatMap(({ attested, ...commit }, index) => {
    const before = commits[index + 1]?.attested ?? new Map<string, Attestation>();
    const items = [...new Set([...attested.keys(), ...before.keys()])].sort();
    return items.filter((item) => JSON.stringify(attested.get(item)) !== JSON.stringify(before.get(item))).map((item) => ({ ...commit, item, attestation: attested.get(item) ?? null }));
  });
}

const MAX_COMMITS = 100;

function attestedAt(root: string, commit: string, git: AskGit): Map<string, Attestation> {
  const shown = git(["show", "--no-textconv", `${commit}:./${CHECKLIST_FILE}`], root);
  const files = { isFile: () => shown.ok, read: () => (shown.ok ? shown.text : undefined) };
  return new Map(loadChecklist(files, posix.normalize(root), LAST_DAY).attestations.map((one) => [one.item, one]));
}

/** Dates are not judged here: what was written then is shown. */
const LAST_DAY = "9999-12-31";
