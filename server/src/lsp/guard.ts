// Keeps the server serving when a handler throws, and keeps PHI out of its log: only the error's kind and code positions are
// written, never messages or paths, which may quote the source that was read.

import { Cancelled } from "../engine/api";
import { describeError } from "../host/errorText";

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
