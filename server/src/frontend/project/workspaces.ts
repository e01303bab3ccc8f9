// The sibling packages of a package: for when one folder of a monorepo is analysed, and what it imports lies beside it.

import type { FileSystem } from "../files";
import { compileGlobs } from "./globs";
import { readPackage, type Package } from "./packages";
import { folderOf, foldersUp, inFolder, relativeTo } from "./paths";
import { NEVER_ENTERED } from "./sources";

/**
 * Folders of the workspace's packages that a package depends on, directly or through others. Empty where the root lies in no
 * workspace. Looks upward no further than the repository.
 */
export function dependencyFolders(fs: FileSystem, root: string, own: readonly Package[]): readonly string[] {
  const needed = new Set(own.flatMap((one) => one.dependencies));
  if (needed.size === 0 || fs.isFolder(inFolder(root, ".git"))) return [];
  const workspace = workspaceAbove(fs, folderOf(root));
  if (!workspace) return [];
  const byName = new Map(packagesOf(fs, workspace.folder, workspace.globs).map((one) => [one.name, one]));
  const found = new Set<string>();
  for (const name of needed) {
    const dependency = byName.get(name);
    if (!dependency) continue;
    found.add(dependency.folder);
    for (const further of dependency.dependencies) needed.add(further);
  }
  return [...found].sort();
}

/** The folder of the monorepo or repository that a folder or file belongs to; the folder itself where there is none. */
export function topOf(fs: FileSystem, root: string): string {
  const home = fs.isFolder(root) ? root : folderOf(root);
  let top: string | undefined;
  for (const folder of foldersUp(home)) {
    const git = inFolder(folder, ".git");
    if (fs.isFolder(git) || fs.isFile(git)) return folder;
    if (top === undefined && [...pnpmGlobs(fs.read(inFolder(folder, "pnpm-workspace.yaml"))), ...manifestGlobs(fs, folder)].length > 0) top = folder;
  }
  return top ?? home;
}

/** Tells the folder of the nearest package.json above a file, down from a top folder. */
export function packageFinder(fs: FileSystem, top: string): (file: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const find = (folder: string): string | undefined => {
    if (known.has(folder)) return known.get(folder);
    const above = folderOf(folder);
    const found = fs.isFile(inFolder(folder, "package.json")) ? folder : folder === top || above === folder ? undefined : find(above);
    known.set(folder, found);
    return found;
  };
  return (file) => find(folderOf(file));
}

/** Folders deeper than this below the top of a workspace are not looked at for packages. */
const MAX_DEPTH = 4;

function workspaceAbove(fs: FileSystem, from: string): { folder: string; globs: readonly string[] } | undefined {
  for (const folder of foldersUp(from)) {
    const globs = [...pnpmGlobs(fs.read(inFolder(folder, "pnpm-workspace.yaml"))), ...manifestGlobs(fs, folder)];
    if (globs.length > 0) return { folder, globs };
    if (fs.isFolder(inFolder(folder, ".git"))) return undefined;
  }
  return undefined;
}

function manifestGlobs(fs: FileSystem, folder: string): readonly string[] {
  for (const [name, key] of [["package.json", "workspaces"], ["lerna.json", "packages"]] as const) {
    const globs = globsIn(fs.read(inFolder(folder, name)), key);
    if (globs.length > 0) return globs;
  }
  return [];
}

function globsIn(text: string | undefined, key: string): readonly string[] {
  try {
    const value: unknown = (JSON.parse(text ?? "{}") as Record<string, unknown>)[key];
    const list: unknown = Array.isArray(value) ? value : (value as { packages?: unknown } | undefined)?.packages;
    return Array.isArray(list) ? list.filter((one): one is string => typeof one === "string") : [];
  } catch {
    return [];
  }
}

/** The entries of `packages:`; the file has no other shape for them than a plain list. */
function pnpmGlobs(text: string | undefined): readonly string[] {
  const list = /^packages:[^\n]*\n((?:[ \t]*(?:-.*|#.*)?\r?(?:\n|$))*)/m.exec(text ?? "")?.[1] ?? "";
  return [...list.matchAll(/^[ \t]*-[ \t]*(["']?)(.+?)\1[ \t]*(?:#.*)?\r?$/gm)].map((match) => match[2] as string);
}

function packagesOf(fs: FileSystem, top: string, globs: readonly string[]): Package[] {
  const members = compileGlobs(globs.map((glob) => glob.replace(/\/+$/, "")));
  const found: Package[] = [];
  const visit = (folder: string, depth: number): void => {
    const manifest = inFolder(folder, "package.json");
    const one = members.matches(relativeTo(top, folder) ?? "") && fs.isFile(manifest) ? readPackage(fs, manifest, []) : undefined;
    if (one?.name !== undefined) found.push(one);
    if (depth === MAX_DEPTH) return;
    for (const entry of fs.list(folder)) {
      if (entry.folder && !entry.link && !NEVER_ENTERED.has(entry.name) && !entry.name.startsWith(".")) visit(inFolder(folder, entry.name), depth + 1);
    }
  };
  visit(top, 0);
  return found;
}
