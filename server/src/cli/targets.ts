// From the paths on the command line to what is analysed: one root for the engine, and which of its findings were asked for.

import { posix } from "node:path";
import type { FileSystem } from "../frontend/files";
import { topOf } from "../frontend/project/workspaces";
import { POLICY_FILE, policyFileFor } from "../policy/load";
import { UsageError } from "./environment";

export interface Target {
  /** What the engine is asked to read: an absolute folder, tsconfig or source file. */
  readonly root: string;
  /** The root's folder, or the root itself. */
  readonly folder: string;
  /** Only files in or below one of these were asked for; empty: everything. */
  readonly scope: readonly string[];
  /** A policy above the folder, or the one named by --policy; undefined: the engine finds the nearest by itself. */
  readonly policyFile?: string;
}

/** Works out the target of a command. Throws a UsageError for a path that is not there. */
export function resolveTarget(fs: FileSystem, cwd: string, paths: readonly string[], policy?: string): Target {
  const asked = (paths.length > 0 ? paths : ["."]).map((path) => checkPath(fs, absolute(cwd, path), path));
  const folders = asked.map((path) => (fs.isFolder(path) ? path : posix.dirname(path)));
  const [only] = asked;
  const root = asked.length === 1 && only !== undefined ? only : commonFolder(cwd, folders);
  const folder = fs.isFolder(root) ? root : posix.dirname(root);
  const scope = asked.some((path) => path === folder) ? [] : asked.map((path, index) => (SOURCE.test(path) ? path : (folders[index] ?? path)));
  return { root, folder, scope: scope.includes(folder) ? [] : scope, policyFile: policyOf(fs, cwd, folder, policy) };
}

/** An absolute path with forward slashes. */
export function absolute(cwd: string, path: string): string {
  const slashed = path.replaceAll("\\", "/");
  const joined = slashed.startsWith("/") || /^[A-Za-z]:\//.test(slashed) ? posix.normalize(slashed) : posix.join(cwd, slashed);
  return joined.length > 1 ? joined.replace(/\/$/, "") : joined;
}

export const isWithin = (file: string, folder: string): boolean => file === folder || file.startsWith(folder.endsWith("/") ? folder : `${folder}/`);

function checkPath(fs: FileSystem, path: string, text: string): string {
  if (fs.isFolder(path)) return path;
  if (!fs.isFile(path)) throw new UsageError(`there is no file or folder \`${text}\``);
  if (!SOURCE.test(path) && !path.endsWith(".json")) throw new UsageError(`\`${text}\` is neither a folder, nor a tsconfig, nor a source file`);
  return path;
}

const SOURCE = /\.[cm]?[jt]sx?$/;

/** Several paths are analysed as one program, so that flows between them are seen. */
function commonFolder(cwd: string, folders: readonly string[]): string {
  const common = longestCommon(folders);
  if (!isWithin(common, cwd) && (common === "/" || /^[A-Za-z]:\/?$/.test(common))) throw new UsageError("the paths have no folder in common; check them one by one");
  return common;
}

function longestCommon(paths: readonly string[]): string {
  const [first = "/", ...others] = paths;
  let folder = first;
  while (!others.every((path) => isWithin(path, folder))) folder = posix.dirname(folder);
  return folder;
}

function policyOf(fs: FileSystem, cwd: string, folder: string, policy: string | undefined): string | undefined {
  if (policy !== undefined) {
    const file = absolute(cwd, policy);
    if (!fs.isFile(file)) throw new UsageError(`there is no policy file \`${policy}\``);
    return file;
  }
  // A policy above the repository or monorepo is nobody's.
  const nearest = policyFileFor(fs, posix.join(folder, POLICY_FILE), topOf(fs, folder));
  return nearest === posix.join(folder, POLICY_FILE) ? undefined : nearest;
}
