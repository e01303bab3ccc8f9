// A workspace in memory under test of quick fixes: opened, fixed, undone, type-checked.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Engine, Finding, Fix } from "../../../server/src/engine/api";
import { createEngine } from "../../../server/src/engine/engine";
import { changedTexts } from "../../../server/src/engine/trial";
import { MemoryFileSystem } from "../../../server/src/host/memory";

export const ROOT = "/workspace";

export interface Project {
  readonly fs: MemoryFileSystem;
  readonly engine: Engine;
}

export function open(files: Readonly<Record<string, string>>): Project {
  const fs = new MemoryFileSystem(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, text])));
  const engine = createEngine({ root: ROOT, fs, today: "2026-03-01" });
  engine.apply([]);
  return { fs, engine };
}

/** Applies fixes of different files in one go; the texts before, for undo (undefined: a file that was made). */
export function applyAll({ fs, engine }: Project, fixes: readonly Fix[]): Map<string, string | undefined> {
  const before = new Map<string, string | undefined>();
  for (const fix of fixes) {
    for (const [file, text] of changedTexts(fix, (path) => fs.read(path))) {
      if (!before.has(file)) before.set(file, fs.read(file));
      fs.set(file, text);
    }
  }
  engine.apply([...before.keys()].map((file) => ({ file })));
  return before;
}

export function undo({ fs, engine }: Project, before: ReadonlyMap<string, string | undefined>): void {
  for (const [file, text] of before) fs.set(file, text);
  engine.apply([...before.keys()].map((file) => ({ file })));
}

/** Findings that people see. */
export const shown = (findings: readonly Finding[]): Finding[] => findings.filter((finding) => !finding.suppressed && finding.rule !== "unclassified-phi");

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, strict: true, noUnusedLocals: true, noUncheckedIndexedAccess: true, noImplicitReturns: true,
  noEmit: true, skipLibCheck: true, types: ["node"], typeRoots: [join(__dirname, "..", "..", "..", "node_modules", "@types")], lib: ["lib.es2022.d.ts", "lib.dom.d.ts"], jsx: ts.JsxEmit.Preserve, experimentalDecorators: true, allowJs: true, checkJs: false,
};

/** One program, reused from one check to the next: what did not change is not parsed again. */
export class TypeCheck {
  private program: ts.Program | undefined;
  private readonly sources = new Map<string, { readonly text: string; readonly file: ts.SourceFile }>();

  /** What is wrong, by file. */
  problems(fs: MemoryFileSystem, files: readonly string[]): Map<string, string[]> {
    const host = ts.createCompilerHost(OPTIONS);
    const { fileExists, directoryExists } = host;
    host.fileExists = (path) => fs.isFile(path) || (!path.startsWith(ROOT) && fileExists(path));
    host.directoryExists = (path) => path.startsWith(ROOT) || (directoryExists?.(path) ?? false);
    host.readFile = (path) => fs.read(path) ?? (path.startsWith(ROOT) ? undefined : readFileSync(path, "utf8"));
    host.getSourceFile = (path, version) => {
      const text = host.readFile(path);
      if (text === undefined) return undefined;
      const known = this.sources.get(path);
      if (known?.text === text) return known.file;
      const file = ts.createSourceFile(path, text, version, true);
      this.sources.set(path, { text, file });
      return file;
    };
    this.program = ts.createProgram([...files], OPTIONS, host, this.program);
    const found = new Map<string, string[]>();
    for (const path of files) {
      const file = this.program.getSourceFile(path);
      if (!file) continue;
      const all = [...this.program.getSyntacticDiagnostics(file), ...this.program.getSemanticDiagnostics(file)];
      if (all.length > 0) found.set(path, all.map((one) => ts.flattenDiagnosticMessageText(one.messageText, "\n")));
    }
    return found;
  }
}
