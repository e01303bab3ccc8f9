// Questions to git, by its command line and never by a shell. Without git, or outside of a repository, every answer is undefined.

import { execFileSync } from "node:child_process";
import { joinPath, normalizePath } from "../frontend/project/paths";

/** The top folder of the repository that a folder is in. */
export function repositoryRoot(folder: string): string | undefined {
  const root = git(folder, ["rev-parse", "--show-toplevel"])?.trimEnd();
  return root ? normalizePath(root) : undefined;
}

/**
 * Files below the folder that differ from a revision, untracked ones included and deleted ones too: absolute, sorted.
 * Undefined where there is no such revision.
 */
export function changedFiles(folder: string, revision: string): readonly string[] | undefined {
  const root = repositoryRoot(folder);
  const commit = root && commitOf(root, revision);
  if (!root || !commit) return undefined;
  const base = normalizePath(folder);
  const changed = git(base, ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative", commit, "--", "."]);
  const untracked = git(base, ["ls-files", "-z", "--others", "--exclude-standard", "--", "."]);
  if (changed === undefined || untracked === undefined) return undefined;
  const files = [...split(changed), ...split(untracked)].map((path) => joinPath(base, path));
  return [...new Set(files)].sort();
}

/** Text of a file as it was at a revision. */
export function fileAt(file: string, revision: string): string | undefined {
  const [folder, name] = parts(file);
  const commit = commitOf(folder, revision);
  return commit && git(folder, ["show", "--no-textconv", `${commit}:./${name}`]);
}

/** ISO date of the commit that last touched a line (1-based); undefined for a line that is not committed. */
export function lineDate(file: string, line: number): string | undefined {
  if (!Number.isSafeInteger(line) || line < 1) return undefined;
  const [folder, name] = parts(file);
  const blame = git(folder, ["blame", "--porcelain", "--no-textconv", "-L", `${line},${line}`, "--", name]);
  if (!blame || /^0+ /.test(blame)) return undefined;
  const seconds = /^committer-time (\d+)$/m.exec(blame)?.[1];
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000).toISOString();
}

/** Name and address that the user commits under. */
export function gitUser(folder: string): { readonly name: string; readonly email: string } | undefined {
  const name = git(folder, ["config", "user.name"])?.trim();
  const email = git(folder, ["config", "user.email"])?.trim();
  return name || email ? { name: name ?? "", email: email ?? "" } : undefined;
}

export interface HistoryEntry {
  readonly commit: string;
  readonly author: string;
  readonly email: string;
  /** ISO date. */
  readonly date: string;
  readonly subject: string;
}

/** Commits that changed a file, newest first. */
export function fileHistory(file: string, limit = 100): readonly HistoryEntry[] | undefined {
  const [folder, name] = parts(file);
  const log = git(folder, ["log", "--follow", `--max-count=${Math.max(1, Math.floor(limit))}`, "-z", "--format=%H%x1f%an%x1f%ae%x1f%cI%x1f%s", "--", name]);
  return log === undefined ? undefined : split(log).map((entry) => {
    const [commit = "", author = "", email = "", date = "", subject = ""] = entry.trim().split("\x1f");
    return { commit, author, email, date, subject };
  });
}

/** Standard output of git, or why it failed. */
export type AskGit = (args: readonly string[], cwd: string) => { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** Asks git itself, with a repository's own programs switched off: analysing a folder runs nothing of it. */
export const askGit: AskGit = (args, cwd) => {
  try {
    const text = execFileSync("git", [...SAFE, ...args], {
      cwd, encoding: "utf8", timeout: TIMEOUT, maxBuffer: MAX_OUTPUT, windowsHide: true, shell: false,
      stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...QUIET },
    });
    return { ok: true, text };
  } catch (error) {
    const { stderr, code } = error as { stderr?: string; code?: string };
    if (code === "ENOENT") return { ok: false, message: "git is not installed, or the folder is gone" };
    if (code === "ETIMEDOUT") return { ok: false, message: "git took too long" };
    return { ok: false, message: stderr?.trim().split("\n")[0] || "git failed" };
  }
};

/** The commit that last changed a line (1-based); undefined for a line that is not committed. */
export function lineCommit(file: string, line: number): Omit<HistoryEntry, "email"> | undefined {
  if (!Number.isSafeInteger(line) || line < 1) return undefined;
  const [folder, name] = parts(file);
  const blame = git(folder, ["blame", "--porcelain", "--no-textconv", "-L", `${line},${line}`, "--", name]);
  const commit = blame && /^\^?([0-9a-f]{7,})/.exec(blame)?.[1];
  if (!commit || /^0+$/.test(commit)) return undefined;
  const field = (key: string): string => new RegExp(`^${key} (.*)$`, "m").exec(blame)?.[1] ?? "";
  return { commit, author: field("author"), date: new Date(Number(field("committer-time")) * 1000).toISOString(), subject: field("summary") };
}

const TIMEOUT = 60_000;
const MAX_OUTPUT = 1 << 30;
const SAFE = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.quotePath=false", "-c", "diff.external=", "--literal-pathspecs", "--no-pager"];
const QUIET = { GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };

/** What git prints; undefined if it fails in any way. */
function git(folder: string, args: readonly string[]): string | undefined {
  const answer = askGit(args, folder);
  return answer.ok ? answer.text : undefined;
}

/** The commit that a revision names; a name that looks like an option is none. */
function commitOf(folder: string, revision: string): string | undefined {
  return revision.startsWith("-") || revision.includes("\0") ? undefined : git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`])?.trim() || undefined;
}

function parts(file: string): [folder: string, name: string] {
  const path = normalizePath(file);
  const slash = path.lastIndexOf("/");
  return [path.slice(0, slash) || "/", path.slice(slash + 1)];
}

const split = (text: string): string[] => text.split("\0").filter((one) => one.trim() !== "");
