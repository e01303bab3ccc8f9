// What the commands need of the world: folders, clock, streams, git, files to write. Tests hand in another one; nothing else in
// this folder touches `process`.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import pc from "picocolors";

export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
}

export interface Environment {
  /** Absolute, with forward slashes. */
  readonly cwd: string;
  /** ISO date, local. */
  readonly today: string;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly colors: ReturnType<typeof pc.createColors>;
  /** Milliseconds, for progress and durations. */
  now(): number;
  /** Memory of this process. */
  rssMegabytes(): number;
  writeFile(path: string, text: string): void;
  /** Where results are kept between runs; undefined: nowhere. */
  readonly cache?: KeptTexts;
  /** Standard output of git, or why it failed. */
  git(args: readonly string[], cwd: string): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };
}

/** Texts by name that outlive the process, or do not: whoever reads them has to do without. */
export interface KeptTexts {
  /** Which build of the program this is. */
  readonly build: string;
  read(name: string): string | undefined;
  write(name: string, text: string): void;
}

/** A mistake of the user, not of the program: exit code 2. */
export class UsageError extends Error {}

/** Exit codes (SPEC 7). */
export const EXIT = { clean: 0, findings: 1, usage: 2, internal: 3 } as const;

/** The environment of this process. */
export function processEnvironment(): Environment {
  return {
    cwd: process.cwd().replaceAll("\\", "/"),
    today: localDate(new Date()),
    stdout: { write: (text) => void process.stdout.write(text), isTTY: process.stdout.isTTY === true },
    stderr: { write: (text) => void process.stderr.write(text), isTTY: process.stderr.isTTY === true },
    colors: pc.createColors(pc.isColorSupported && (process.stdout.isTTY === true || Boolean(process.env.FORCE_COLOR))),
    now: () => performance.now(),
    rssMegabytes: () => process.memoryUsage.rss() / 1_048_576,
    writeFile(path, text) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    },
    cache: userCache(),
    git(args, cwd) {
      try {
        return { ok: true, text: execFileSync("git", [...args], { cwd, encoding: "utf8", maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "pipe"], windowsHide: true }) };
      } catch (error) {
        const { stderr, message } = error as { stderr?: string; message: string };
        return { ok: false, message: stderr?.trim().split("\n")[0] || message };
      }
    },
  };
}

/** How many folders' results are kept. */
const MAX_KEPT = 40;

/** The user's cache folder, readable by nobody else. Only for the bundled program: sources change under our feet. */
function userCache(): KeptTexts | undefined {
  if (!__filename.endsWith(".js")) return undefined;
  const { mtimeMs, size } = statSync(__filename);
  const base = process.env.XDG_CACHE_HOME || { win32: process.env.LOCALAPPDATA, darwin: join(homedir(), "Library", "Caches") }[process.platform as string] || join(homedir(), ".cache");
  const folder = join(base, "phi-lens");
  return {
    build: `${size}-${mtimeMs}`,
    read(name) {
      try {
        return readFileSync(join(folder, name), "utf8");
      } catch {
        return undefined;
      }
    },
    write(name, text) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const fresh = join(folder, `${name}.${process.pid}`);
        writeFileSync(fresh, text, { mode: 0o600 });
        renameSync(fresh, join(folder, name));
        const byAge = readdirSync(folder).map((file) => ({ file: join(folder, file), age: statSync(join(folder, file)).mtimeMs }));
        for (const { file } of byAge.sort((a, b) => b.age - a.age).slice(MAX_KEPT)) rmSync(file, { force: true });
      } catch {
        // A disk that is full or read-only makes the next check slow, not this one wrong.
      }
    },
  };
}

function localDate(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
