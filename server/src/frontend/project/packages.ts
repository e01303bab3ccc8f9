// The package.json files of a project, as far as resolving its own packages needs them.

import { parse, type ParseError } from "jsonc-parser";
import type { FileSystem } from "../files";
import { folderOf } from "./paths";
import type { ProjectProblem } from "./tsconfig";

/** A package.json of the project itself (never one in node_modules). */
export interface Package {
  readonly file: string;
  readonly folder: string;
  readonly name: string | undefined;
  /** As written: a string, conditions, subpaths. */
  readonly exports: unknown;
  readonly imports: unknown;
  /** Entry points as written, sources first: `source`, `module`, `main`, `types`… */
  readonly entries: readonly string[];
  /** Names of its dependencies of all kinds. */
  readonly dependencies: readonly string[];
}

/** Reads a package.json; undefined where it is no object at all. */
export function readPackage(fs: FileSystem, file: string, problems: ProjectProblem[]): Package | undefined {
  const text = fs.read(file);
  if (text === undefined) return undefined;
  const errors: ParseError[] = [];
  const json: unknown = parse(text, errors, { allowTrailingComma: true });
  if (errors.length > 0) problems.push({ file, message: "is no valid JSON" });
  if (typeof json !== "object" || json === null || Array.isArray(json)) return undefined;
  const fields = json as Record<string, unknown>;
  return {
    file, folder: folderOf(file),
    name: typeof fields.name === "string" && fields.name !== "" ? fields.name : undefined,
    exports: fields.exports, imports: fields.imports,
    entries: ENTRIES.map((key) => fields[key]).filter((entry): entry is string => typeof entry === "string" && entry !== ""),
    dependencies: [...new Set(DEPENDENCIES.flatMap((key) => (typeof fields[key] === "object" ? Object.keys(fields[key] ?? {}) : [])))].sort(),
  };
}

const ENTRIES = ["source", "module", "main", "types", "typings", "browser"];
const DEPENDENCIES = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
