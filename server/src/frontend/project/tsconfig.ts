// Reads a tsconfig.json with the compiler's own rules for `extends`, `paths` and `references`, without its search for files.

import { ts } from "ts-morph";
import type { FileSystem } from "../files";
import { baseName, folderOf, inFolder, joinPath, normalizePath } from "./paths";

/** A tsconfig.json (or jsconfig.json), as far as finding and resolving modules needs it. All paths are absolute. */
export interface Project {
  /** The file; undefined for a folder that has none. */
  readonly config: string | undefined;
  readonly folder: string;
  readonly baseUrl?: string;
  /** Patterns of `paths` in order, each with absolute targets (`*` stays). */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
  readonly rootDirs: readonly string[];
  readonly rootDir?: string;
  readonly outDir?: string;
  readonly declarationDir?: string;
  /** Configuration files of the projects it refers to. */
  readonly references: readonly string[];
  readonly allowJs: boolean;
  readonly jsx: boolean;
  readonly jsxImportSource?: string;
  readonly moduleSuffixes: readonly string[];
  readonly customConditions: readonly string[];
  /** As written, relative to the folder; undefined where the file does not say. */
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** The configuration files that were read for it: itself and what it extends. */
  readonly sources: readonly string[];
}

export interface ProjectProblem {
  readonly file: string;
  readonly message: string;
}

/** A project of a folder without configuration. */
export const defaultProject = (folder: string): Project => ({
  config: undefined, folder, paths: [], rootDirs: [], references: [], allowJs: true, jsx: true, moduleSuffixes: [], customConditions: [], sources: [],
});

/** Reads a configuration file; what is wrong goes to `problems`, and the rest of it still counts. */
export function readProject(fs: FileSystem, config: string, problems: ProjectProblem[]): Project {
  const folder = folderOf(config);
  try {
    return parse(fs, config, folder, problems);
  } catch (error) {
    problems.push({ file: config, message: `cannot be read: ${error instanceof Error ? error.message : String(error)}` });
    return { ...defaultProject(folder), config, sources: [config] };
  }
}

function parse(fs: FileSystem, config: string, folder: string, problems: ProjectProblem[]): Project {
  const sources = new Set<string>();
  const readFile = (path: string): string | undefined => {
    sources.add(normalizePath(path));
    return fs.read(path);
  };
  const read = ts.readConfigFile(config, readFile);
  if (read.error) problems.push({ file: config, message: messageOf(read.error) });
  const json = isRecord(read.config) ? read.config : {};
  const host: ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true, readFile, fileExists: (path) => fs.isFile(path), readDirectory: () => [],
  };
  const parsed = ts.parseJsonConfigFileContent(json, host, folder, undefined, config);
  for (const error of parsed.errors) if (!NO_INPUT.has(error.code)) problems.push({ file: config, message: messageOf(error) });
  const { options } = parsed;
  const pathsBase = text(options.baseUrl) ?? text((options as { pathsBasePath?: unknown }).pathsBasePath) ?? folder;
  const raw = isRecord(parsed.raw) ? parsed.raw : json;
  return {
    config, folder,
    ...path("baseUrl", options.baseUrl), ...path("rootDir", options.rootDir), ...path("outDir", options.outDir), ...path("declarationDir", options.declarationDir),
    paths: Object.entries(options.paths ?? {}).map(([pattern, targets]) => ({
      pattern, targets: strings(targets).map((target) => joinPath(pathsBase, target)),
    })),
    rootDirs: (options.rootDirs ?? []).map(normalizePath),
    references: (parsed.projectReferences ?? []).map((reference) => referenced(fs, reference.path)),
    allowJs: options.allowJs ?? options.checkJs ?? baseName(config) === "jsconfig.json",
    jsx: options.jsx !== undefined && options.jsx !== ts.JsxEmit.None,
    ...(options.jsxImportSource !== undefined && { jsxImportSource: options.jsxImportSource }),
    moduleSuffixes: options.moduleSuffixes ?? [],
    customConditions: options.customConditions ?? [],
    ...list("files", raw.files), ...list("include", raw.include), ...list("exclude", raw.exclude),
    sources: [...sources],
  };
}

/** `No inputs were found`, `'files' list is empty`: not a matter here, where files are found otherwise. */
const NO_INPUT = new Set([18002, 18003]);

const messageOf = (diagnostic: ts.Diagnostic): string => ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : []);
const path = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } =>
  (value === undefined ? {} : { [key]: normalizePath(value) }) as { [P in K]?: string };
const list = <K extends string>(key: K, value: unknown): { [P in K]?: readonly string[] } =>
  (Array.isArray(value) ? { [key]: strings(value) } : {}) as unknown as { [P in K]?: readonly string[] };

function referenced(fs: FileSystem, target: string): string {
  const file = normalizePath(target);
  return file.endsWith(".json") || fs.isFile(file) ? file : inFolder(file, "tsconfig.json");
}
