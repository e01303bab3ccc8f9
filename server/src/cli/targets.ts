// From the paths on the command line to what is analysed: one root for the engine, and which of its findings were asked for.

import { posix } from "node:path";
import type { FileSystem } from "../frontend/files";
import { policyFileFor } from "../policy/load";
import { UsageError } from "./environment";

export interface Target {
  /** Absolute folder that the engine reads. */
  readonly root: string;
  /** Only files in or below one of these were asked for; empty: everything. */
  readonly scope: readonly string[];
  /** A policy above the root, or the one named by --policy; undefined: the engine finds the nearest by itself. */
  readonly policyFile?: string;
}

/** Works out the target of a command. Throws a UsageError for a path that is not there. */
export function resolveTarget(fs: FileSystem, cwd: string, paths: readonly string[], policy?: string): Target {
  const asked = (paths.length > 0 ? paths : ["."]).map((path) => askedPath(fs, absolute(cwd, path), path));
  const root = asked.length === 1 && asked[0] ? asked[0].root : commonRoot(cwd, asked.map((one) => one.root));
  const scope = asked.some((one) => one.scope === root) ? [] : asked.map((one) => one.scope);
  return { root, scope, policyFile: policyOf(fs, cwd, root, policy) };
}

/** An absolute path with forward slashes. */
export function absolute(cwd: string, path: string): string {
  const slashed = path.replaceAll("\\", "/");
  const joined = slashed.startsWith("/") || /^[A-Za-z]:\//.test(slashed) ? posix.normalize(slashed) : posix.join(cwd, slashed);
  return joined.length > 1 ? joined.replace(/\/$/, "") : joined;
}

/** A path as output shows it: relative to the current folder, with forward slashes. */
export function relativeTo(cwd: string, file: string): string {
  return posix.relative(cwd, file) || ".";
}

export const isWithin = (file: string, folder: string): boolean => file === folder || file.startsWith(folder.endsWith("/") ? folder : `${folder}/`);

interface Asked {
  readonly root: string;
  readonly scope: string;
}

function askedPath(fs: FileSystem, path: string, text: string): Asked {
  if (fs.isFolder(path)) return { root: path, scope: path };
  if (!fs.isFile(path)) throw new UsageError(`there is no file or folder \`${text}\``);
  if (path.endsWith(".json")) return { root: posix.dirname(path), scope: posix.dirname(path) };
  if (!/\.[cm]?[jt]sx?$/.test(path)) throw new UsageError(`\`${text}\` is neither a folder, nor a tsconfig, nor a source file`);
  return { root: projectOf(fs, path), scope: path };
}

/** The folder of the project that a file belongs to: the nearest one with a manifest, else the file's own. */
function projectOf(fs: FileSystem, file: string): string {
  for (let folder = posix.dirname(file); folder !== posix.dirname(folder); folder = posix.dirname(folder)) {
    if (MANIFESTS.some((name) => fs.isFile(posix.join(folder, name)))) return folder;
  }
  return posix.dirname(file);
}

const MANIFESTS = ["phi-lens.json", "tsconfig.json", "package.json"];

/** Several paths are analysed as one program, so that flows between them are seen. */
function commonRoot(cwd: string, roots: readonly string[]): string {
  if (roots.every((root) => isWithin(root, cwd))) return longestCommon(roots);
  const common = longestCommon(roots);
  if (common === "/" || /^[A-Za-z]:\/?$/.test(common)) throw new UsageError("the paths have no folder in common; check them one by one");
  return common;
}

function longestCommon(paths: readonly string[]): string {
  const [first = "/", ...others] = paths;
  let folder = first;
  while (!others.every((path) => isWithin(path, folder))) folder = posix.dirname(folder);
  return folder;
}

function policyOf(fs: FileSystem, cwd: string, root: string, policy: string | undefined): string | undefined {
  if (policy !== undefined) {
    const file = absolute(cwd, policy);
    if (!fs.isFile(file)) throw new UsageError(`there is no policy file \`${policy}\``);
    return file;
  }
  if (fs.isFile(posix.join(root, "phi-lens.json"))) return undefined;
  return policyFileFor(fs, posix.join(root, "phi-lens.json"), repositoryOf(fs, root));
}

/** A policy above the repository is nobody's. */
function repositoryOf(fs: FileSystem, root: string): string {
  for (let folder = root; folder !== posix.dirname(folder); folder = posix.dirname(folder)) {
    if (fs.isFolder(posix.join(folder, ".git")) || fs.isFile(posix.join(folder, ".git"))) return folder;
  }
  return root;
}
