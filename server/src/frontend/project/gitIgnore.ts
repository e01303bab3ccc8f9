// What git would ignore: `.gitignore` at every level and `.git/info/exclude`. Matching is the library's; here are the levels.

import ignore, { type Ignore } from "ignore";
import type { FileSystem } from "../files";
import { folderOf, foldersUp, inFolder, relativeTo } from "./paths";

/** The rules that hold in a folder: its own and those of the folders above it in the repository. */
export interface IgnoreLevel {
  readonly folder: string;
  readonly rules: Ignore | undefined;
  readonly above: IgnoreLevel | undefined;
}

/** The rules at the folder that is analysed, from the repository's top down. Rules that ignore that very folder do not count: it was asked for. */
export function rootLevel(fs: FileSystem, root: string): IgnoreLevel {
  const folders: string[] = [];
  let repository: string | undefined;
  for (const folder of foldersUp(root)) {
    folders.unshift(folder);
    if (!fs.isFolder(inFolder(folder, ".git")) && !fs.isFile(inFolder(folder, ".git"))) continue;
    repository = folder;
    break;
  }
  if (repository === undefined) return levelOf(fs, root, undefined);
  const excluded = fs.read(inFolder(repository, ".git/info/exclude"));
  let level: IgnoreLevel | undefined = excluded === undefined ? undefined : { folder: repository, rules: compile(excluded), above: undefined };
  for (const folder of folders) {
    if (level && folder !== repository && isIgnored(level, folder, true)) level = undefined;
    level = levelOf(fs, folder, level);
  }
  return level as IgnoreLevel;
}

/** The rules in a folder, given those of the folder above. */
export function levelOf(fs: FileSystem, folder: string, above: IgnoreLevel | undefined): IgnoreLevel {
  const text = fs.read(inFolder(folder, ".gitignore"));
  return { folder, rules: text === undefined ? undefined : compile(text), above };
}

/** Whether the rules ignore a file or folder whose parent they do not ignore. The nearest level with an opinion counts. */
export function isIgnored(level: IgnoreLevel, path: string, isFolder: boolean): boolean {
  for (let at: IgnoreLevel | undefined = level; at; at = at.above) {
    if (!at.rules) continue;
    const relative = relativeTo(at.folder, path);
    if (!relative) continue;
    const { ignored, unignored } = at.rules.test(isFolder ? `${relative}/` : relative);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/** The same for any path below the folder of `top`, with all folders between looked at too. */
export function isIgnoredBelow(fs: FileSystem, top: IgnoreLevel, path: string): boolean {
  const between: string[] = [];
  for (let folder = folderOf(path); folder !== top.folder && relativeTo(top.folder, folder); folder = folderOf(folder)) between.unshift(folder);
  let level = top;
  for (const folder of between) {
    if (isIgnored(level, folder, true)) return true;
    level = levelOf(fs, folder, level);
  }
  return isIgnored(level, path, false);
}

function compile(text: string): Ignore | undefined {
  try {
    const rules = ignore({ allowRelativePaths: true });
    return rules.add(text);
  } catch {
    return undefined;
  }
}
