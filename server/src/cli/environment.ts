// What the commands need of the world: folders, clock, streams, git, files to write. Tests hand in another one; nothing else in
// this folder touches `process`.

import pc from "picocolors";
import { BUILD } from "../host/build";
import { type AskGit, askGit } from "../host/git";
import { type KeptBytes, userCache } from "../host/userCache";
import { refusal, writeWhole } from "../host/wholeFile";

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
  /** Whole or not at all; where it cannot be, that is a mistake of the user's. */
  writeFile(path: string, text: string): void;
  /** Which build of the program this is: summaries of another one are not read. */
  readonly build: string;
  /** Where results are kept between runs; undefined: nowhere. */
  readonly cache?: KeptBytes | undefined;
  /** Standard output of git, or why it failed. */
  readonly git: AskGit;
}

/** A mistake of the user, not of the program: exit code 2. */
export class UsageError extends Error {}

/** Writes what the user asked for; a place where nothing can be written is the user's to choose again. */
export function writing<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    const reason = refusal(error);
    throw reason === undefined ? error : new UsageError(`cannot write \`${path}\`: ${reason}`);
  }
}

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
      writing(path, () => writeWhole(path, text));
    },
    build: BUILD ?? "sources",
    cache: userCache(),
    git: askGit,
  };
}

function localDate(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
