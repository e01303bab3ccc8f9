// Which configuration file speaks for a folder, and what it takes over from others beside it.

import type { FileSystem } from "../files";
import { folderOf, foldersUp } from "./paths";
import { defaultProject, readProject, type Project, type ProjectProblem } from "./tsconfig";

/** Whether a file is named like a configuration file of the compiler. */
export const isConfigName = (name: string): boolean => /^[tj]sconfig(?:\..+)?\.json$/.test(name) || /^tsconfig\b.*\.json$/.test(name);

/** The configuration file among the names of a folder; one with a longer name only where there is no other. */
export function configOf(names: readonly string[]): string | undefined {
  if (names.includes("tsconfig.json")) return "tsconfig.json";
  if (names.includes("jsconfig.json")) return "jsconfig.json";
  return names.filter((name) => /^tsconfig\..+\.json$/.test(name) && !/\b(?:spec|test|eslint|e2e)\b/.test(name)).sort()[0];
}

/** Reads a folder's project. One that only refers to others beside it (`tsconfig.app.json`) takes over what those say of modules. */
export function projectOf(fs: FileSystem, config: string, problems: ProjectProblem[]): Project {
  const project = readProject(fs, config, problems);
  if (project.paths.length > 0 || project.baseUrl !== undefined) return project;
  for (const reference of project.references) {
    if (folderOf(reference) !== project.folder || !fs.isFile(reference)) continue;
    const other = readProject(fs, reference, problems);
    if (other.paths.length === 0 && other.baseUrl === undefined) continue;
    const { baseUrl, paths, rootDirs, moduleSuffixes, customConditions, jsx, jsxImportSource } = other;
    return {
      ...project, ...(baseUrl !== undefined && { baseUrl }), ...(jsxImportSource !== undefined && { jsxImportSource }),
      paths, rootDirs, moduleSuffixes, customConditions, jsx, sources: [...project.sources, ...other.sources],
    };
  }
  return project;
}

/** The project of each file: that of the nearest folder upward which has one. */
export function projectFinder(projects: readonly Project[], root: string): (file: string) => Project {
  const byFolder = new Map(projects.map((project) => [project.folder, project]));
  const found = new Map<string, Project>();
  const fallback = defaultProject(root);
  return (file) => {
    const folder = folderOf(file);
    let project = found.get(folder);
    if (!project) {
      project = fallback;
      for (const up of foldersUp(folder)) {
        const own = byFolder.get(up);
        if (!own) continue;
        project = own;
        break;
      }
      found.set(folder, project);
    }
    return project;
  };
}
