// How reports and output name a file.

import { posix } from "node:path";

/** A path as output shows it: relative to the current folder, with forward slashes. */
export function shownPath(cwd: string, file: string): string {
  return posix.relative(cwd, file) || ".";
}
