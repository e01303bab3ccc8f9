// Files that the user asked for are written whole or stay as they were: nobody ever reads half a policy or half a source file.

import { randomBytes } from "node:crypto";
import { accessSync, chmodSync, constants, mkdirSync, realpathSync, renameSync, rmdirSync, rmSync, type Stats, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a file beside its place and moves it there; makes its folders. Throws what the system says, and leaves nothing behind. */
export function writeWhole(path: string, text: string): void {
  const made = mkdirSync(dirname(path), { recursive: true });
  const there = statOf(path);
  // Devices and pipes cannot be replaced, and a folder must not be: the system says so.
  if (there && !there.isFile()) return writeFileSync(path, text);
  if (there) accessSync(path, constants.W_OK);
  // What a link leads to is replaced, and not the link.
  const target = there ? realpathSync(path) : path;
  const temporary = `${target}.${process.pid}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: "wx" });
    if (there) chmodSync(temporary, there.mode & 0o777);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (made !== undefined) removeEmpty(dirname(target), made);
    throw error;
  }
}

/** Removes a folder and those above it up to `top`, while nothing is in them. */
function removeEmpty(folder: string, top: string): void {
  try {
    for (let here = folder; here.length >= top.length; here = dirname(here)) rmdirSync(here);
  } catch {
    // Somebody else has put something there.
  }
}

/** Why the system refused, in words; undefined for what is no error of the system. */
export function refusal(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return undefined;
  return REASONS[code] ?? `the system says ${code}`;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied", EPERM: "not permitted", EROFS: "the file system is read-only", ENOSPC: "no space is left", EDQUOT: "the quota is used up",
  ENOTDIR: "a part of the path is not a folder", EEXIST: "a part of the path is not a folder", EISDIR: "it is a folder", ENOENT: "there is no such place",
  ENAMETOOLONG: "the name is too long", EMFILE: "too many files are open", ENFILE: "too many files are open", EBUSY: "it is in use", ELOOP: "its links go in a circle",
};

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
