// Keeps the server serving when a handler throws, and keeps PHI out of its log: only the error's kind and code positions are
// written, never messages or paths, which may quote the source that was read.

import { Cancelled } from "../engine/api";

export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
}

/** Runs a handler; on any exception logs it and answers `fallback`. */
export async function guarded<T>(log: Log, name: string, fallback: T, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!isCancelled(error)) log.error(`${name} failed: ${describeError(error)}`);
    return fallback;
  }
}

export const isCancelled = (error: unknown): boolean =>
  error instanceof Cancelled || (error instanceof Error && error.name === "Cancelled");

/** An error's kind and where in this program it arose: `TypeError at lower (server.js:12:34) < apply (server.js:5:6)`. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? "")
    .split("\n")
    .flatMap((line) => {
      const match = /^\s*at (?:(?:async )?([\w.$<>[\] ]+) \()?(?:.*[\\/])?([\w.-]+):(\d+):(\d+)\)?$/.exec(line);
      return match ? [`${match[1] ?? "anonymous"} (${match[2]}:${match[3]}:${match[4]})`] : [];
    })
    .slice(0, 6);
  const code = (error as NodeJS.ErrnoException).code;
  return `${errorKind(error)}${typeof code === "string" ? ` ${code}` : ""}${frames.length ? ` at ${frames.join(" < ")}` : ""}`;
}

/** `TypeError`; a class's name where an error has none of its own. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return error.name === "Error" ? error.constructor.name : error.name;
}
