// Which files a policy and a tsconfig leave in. Apart from the walk, because a new file is asked about without one.

import type { FileSystem } from "../files";
import { compileGlobs, type GlobList } from "./globs";
import { folderOf, isAbsolutePath, isWithin, joinPath, relativeTo } from "./paths";
import { DEFAULT_EXCLUDES, isSourceName } from "./sources";
import { readProject, type Project, type ProjectProblem } from "./tsconfig";

/** `include` and `exclude` of a policy; globs are relative to its folder. An `exclude` replaces the default one. */
export interface Scope {
  readonly folder: string;
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
}

export interface Filter {
  /** Why a file is left out; undefined: it is not. */
  file(path: string): string | undefined;
  /** Why all of a folder is left out. */
  folder(path: string): string | undefined;
}

/** What a policy leaves in. The default excludes look at the path below `root` only. */
export function policyFilter(scope: Scope | undefined, root: string): Filter {
  const { include, exclude } = compiled(scope);
  const folder = exclude && scope ? scope.folder : root;
  const list = exclude ?? DEFAULTS;
  const reason = exclude ? "excluded by the policy" : "excluded by default";
  const relative = (path: string): string => relativeTo(folder, path) ?? path;
  return {
    file(path) {
      if (list.matches(relative(path))) return reason;
      const inside = scope && relativeTo(scope.folder, path);
      return include && inside !== undefined && !include.matches(inside) ? "not included by the policy" : undefined;
    },
    folder: (path) => (list.matchesAllBelow(relative(path)) ? reason : undefined),
  };
}

/** What a tsconfig, and the projects that it refers to, include; undefined: everything in reach. */
export function projectFilter(fs: FileSystem, project: Project, problems: ProjectProblem[]): ((file: string) => boolean) | undefined {
  const seen = new Map<string, (file: string) => boolean>();
  const add = (one: Project): void => {
    if (one.config === undefined || seen.has(one.config)) return;
    seen.set(one.config, ownFilter(one));
    for (const reference of one.references) if (fs.isFile(reference)) add(readProject(fs, reference, problems));
  };
  add(project);
  // A list of files alone names entry points: what they import belongs to the project too.
  if (project.files && project.files.length > 0 && !project.include) return undefined;
  const filters = [...seen.values()];
  return (file) => filters.some((includes) => includes(file));
}

function ownFilter(project: Project): (file: string) => boolean {
  if (project.files && !project.include) {
    const entries = project.files.map((file) => folderOf(joinPath(project.folder, file)));
    return (file) => isSourceName(file) && entries.some((folder) => isWithin(folder, file));
  }
  const files = new Set((project.files ?? []).map((file) => joinPath(project.folder, file)));
  const included = compileGlobs((project.include ?? ["**/*"]).map((glob) => absoluteGlob(project.folder, glob)));
  const excluded = compileGlobs((project.exclude ?? []).map((glob) => absoluteGlob(project.folder, glob)));
  return (file) => {
    const path = file.replace(/^\//, "");
    return files.has(file) || (included.matches(path) && !excluded.matches(path));
  };
}

/** A glob of a tsconfig from the root of the disk; what is special in the folder's own name is escaped. */
function absoluteGlob(folder: string, glob: string): string {
  if (isAbsolutePath(glob)) return glob.replace(/^\//, "");
  const up = /^(?:\.\.?\/)*/.exec(glob)?.[0] ?? "";
  const rest = glob === "." || glob === ".." ? "" : glob.slice(up.length);
  const base = joinPath(folder, glob === ".." ? ".." : `${up}.`);
  return `${base.replace(/^\//, "").replace(/[\\$^*+?()[\]{}!@|]/g, "\\$&")}/${rest === "" ? "**" : rest}`;
}

const DEFAULTS = compileGlobs(DEFAULT_EXCLUDES);
/** Compiled globs by scope, which is plain data. */
const memo = new WeakMap<Scope, { readonly include: GlobList | undefined; readonly exclude: GlobList | undefined }>();

function compiled(scope: Scope | undefined): { readonly include: GlobList | undefined; readonly exclude: GlobList | undefined } {
  if (!scope) return { include: undefined, exclude: undefined };
  let result = memo.get(scope);
  if (!result) {
    result = { include: scope.include.length > 0 ? compileGlobs(scope.include) : undefined, exclude: scope.exclude && compileGlobs(scope.exclude) };
    memo.set(scope, result);
  }
  return result;
}
