// What the tests of types, classification and schemas share: texts in, a type service out.

import { lowerFile } from "../../server/src/frontend/lower/index";
import { discoverProjects } from "../../server/src/frontend/project/discover";
import { createProgram, type ProgramIndex } from "../../server/src/frontend/project/program";
import { Resolver } from "../../server/src/frontend/project/resolve";
import { createTypeService, type ProjectTypes } from "../../server/src/frontend/types/index";
import { MemoryFileSystem } from "../../server/src/host/memory";
import type { FileFacts } from "../../server/src/ir/ir";
import type { Classification } from "../../server/src/lattice/level";
import { defaultPolicy, loadPolicy } from "../../server/src/policy/load";
import type { Policy } from "../../server/src/policy/policy";

export interface Typed {
  readonly program: ProgramIndex;
  readonly types: ProjectTypes;
  /** The type of a top-level alias or declaration of `a.ts`. */
  readonly type: (name: string, file?: string) => string;
  /** `direct name medium dictionary`, or `-`. */
  readonly level: (name: string, path?: string, options?: { readonly hint?: string; readonly except?: string[]; readonly file?: string }) => string;
  /** A value without a type. */
  readonly untyped: (hint: string, path?: string) => string;
}

/** A type service over files; `phi-lens.json` is their policy. */
export function typed(files: string | Record<string, string>): Typed {
  const texts = Object.entries(typeof files === "string" ? { "a.ts": files } : files).map(([path, text]) => [`/${path}`, text] as const);
  const fs = new MemoryFileSystem(Object.fromEntries(texts));
  const discovery = discoverProjects(fs, "/");
  const paths = [...new Set([...discovery.files, ...texts.map(([path]) => path).filter((path) => path.endsWith(".prisma"))])];
  const facts = new Map<string, FileFacts>(paths.map((file) => [file, lowerFile(file, fs.read(file) as string)]));
  const program = createProgram(facts, new Resolver(fs, discovery));
  const policy: Policy = fs.isFile("/phi-lens.json") ? loadPolicy(fs, "/phi-lens.json").policy : defaultPolicy("/");
  const types = createTypeService(program, () => policy);
  const type = (name: string, file = "a.ts"): string => types.of({ t: "ref", name, scope: "file", args: [] }, `/${file}`);
  const split = (path: string): string[] => (path === "" ? [] : path.split("."));
  return {
    program, types, type,
    level: (name, path = "", { hint = "", except = [], file = "a.ts" } = {}) => show(types.classify(type(name, file), hint, split(path), except)),
    untyped: (hint, path = "") => show(types.classify("", hint, split(path), [])),
  };
}

export function show(found: Classification | undefined): string {
  return found ? [found.level.replace("phi-", ""), found.categories.join("+"), found.confidence, found.evidence].filter(Boolean).join(" ") : "-";
}
