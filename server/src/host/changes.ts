// What changed since a revision: which lines git says have changed, what the files were before, and which findings are therefore new.

import { posix } from "node:path";
import type { Change, Finding, Place } from "../engine/api";
import type { AskGit } from "./git";

/** git cannot compare, and why. */
export class RevisionError extends Error {}

export interface ChangedFiles {
  /** Changed lines of each file as it is now, by absolute path; `"all"` for a new file. */
  readonly lines: ReadonlyMap<string, readonly (readonly [first: number, last: number])[] | "all">;
  /** Changes that would bring the files back to what they were. */
  readonly before: readonly Change[];
}

/** Asks git what differs between a revision and the files on disk. Throws a RevisionError where it cannot say. */
export function changedSince(revision: string, root: string, git: AskGit): ChangedFiles {
  const ask = (args: readonly string[], cwd: string): string => {
    const answer = git(args, cwd);
    if (!answer.ok) throw new RevisionError(`git cannot compare with \`${revision}\`: ${answer.message}`);
    return answer.text;
  };
  if (revision === "" || revision.startsWith("-")) throw new RevisionError(`\`${revision}\` is not a revision`);
  const top = ask(["rev-parse", "--show-toplevel"], root).trim().replaceAll("\\", "/");
  const known = git(["rev-parse", "--verify", "--quiet", `${revision}^{commit}`], top);
  if (!known.ok) throw new RevisionError(`git knows no revision \`${revision}\``);
  const commit = known.text.trim();
  const changed = changedLines(ask(["-c", "core.quotepath=off", "diff", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/", commit, "--"], top), top);
  for (const path of nullSeparated(ask(["ls-files", "--others", "--exclude-standard", "-z"], top))) changed.set(posix.join(top, path), "all");

  const before: Change[] = [];
  for (const status of statuses(ask(["diff", "--name-status", "--no-ext-diff", "--no-renames", "-z", commit, "--"], top))) {
    const file = posix.join(top, status.path);
    if (!SOURCE.test(status.path)) continue;
    if (status.letter === "A") before.push({ file, deleted: true });
    else before.push({ file, text: ask(["show", "--no-textconv", `${commit}:${status.path}`], top) });
  }
  for (const [file, lines] of changed) {
    if (lines === "all" && SOURCE.test(file) && !before.some((change) => change.file === file)) before.push({ file, deleted: true });
  }
  return { lines: changed, before };
}

/** Whether a finding, its call, a step of its flow or one of its sinks is on a changed line. */
export function touchesChange(finding: Finding, { lines }: ChangedFiles): boolean {
  const places: Place[] = [finding, ...finding.flow, ...finding.sinks];
  if (finding.enclosing) places.push({ file: finding.file, range: finding.enclosing });
  return places.some(({ file, range }) => {
    const changed = lines.get(file);
    return changed === "all" || changed?.some(([first, last]) => first <= range.end.line && last >= range.start.line);
  });
}

const SOURCE = /\.([cm]?[jt]sx?|json)$/;

function changedLines(diff: string, top: string): Map<string, [number, number][] | "all"> {
  const result = new Map<string, [number, number][] | "all">();
  let current: [number, number][] | undefined;
  let inHeader = false;
  for (const line of diff.split("\n")) {
    if (line.startsWith("diff --git ")) {
      inHeader = true;
      current = undefined;
    } else if (inHeader && line.startsWith("+++ ")) {
      const path = unquoted(line.slice(4).replace(/\t$/, ""));
      if (path === "/dev/null") continue;
      current = [];
      result.set(posix.join(top, path.slice(2)), current);
    } else {
      const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line);
      if (!hunk) continue;
      inHeader = false;
      const first = Number(hunk[1]);
      const count = hunk[2] === undefined ? 1 : Number(hunk[2]);
      // Lines that were only taken away leave a seam: the line above it and the line below count as changed.
      current?.push(count === 0 ? [first, first + 1] : [first, first + count - 1]);
    }
  }
  return result;
}

/** git quotes a path with control characters or quotes as a C string. */
function unquoted(path: string): string {
  if (!path.startsWith('"')) return path;
  return path.slice(1, -1).replace(/\\(["\\])/g, "$1").replace(/\\t/g, "\t").replace(/\\n/g, "\n");
}

const nullSeparated = (text: string): string[] => text.split("\0").filter((part) => part !== "");

function statuses(text: string): { letter: string; path: string }[] {
  const parts = nullSeparated(text);
  const result: { letter: string; path: string }[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) result.push({ letter: (parts[at] ?? "").charAt(0), path: parts[at + 1] ?? "" });
  return result;
}
