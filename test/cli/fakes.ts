// A fake engine, file system and environment, and findings made by hand: the command line is tested without an analysis.

import pc from "picocolors";
import type { Analysis } from "../../server/src/cli/analyse";
import type { Environment } from "../../server/src/cli/environment";
import type { ChecklistItem, Engine, Finding, Fix, OutboundDestination, Range, Stats } from "../../server/src/engine/api";
import type { FileSystem } from "../../server/src/frontend/files";

export const range = (line: number, column: number, endLine = line, endColumn = column + 5): Range => ({ start: { line, column }, end: { line: endLine, column: endColumn } });

export const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: "phi-in-log", severity: "error", confidence: "high", message: "PHI-Direct `patient.ssn` (SSN) reaches the console.", file: "/w/src/a.ts", range: range(3, 15),
  enclosing: range(3, 3, 3, 30), level: "phi-direct", categories: ["ssn"], destination: { id: "console", kind: "log" }, citation: "45 CFR 164.312(a)(1)",
  flow: [{ file: "/w/src/a.ts", range: range(2, 9), text: "read Patient.ssn" }, { file: "/w/src/log.ts", range: range(7, 3), text: "console.log" }],
  sinks: [{ file: "/w/src/log.ts", range: range(7, 3) }], related: [], fingerprint: "f1", suppressed: null, ...more,
});

export const STATS: Stats = {
  files: 3, functions: 12, projects: 1, milliseconds: 12.4, phases: { load: 1.2, lower: 2, solve: 3, rules: 4 }, rssMegabytes: 99.6, cacheHits: 0, lowered: 12, summarized: 12,
  budget: [], skipped: [], unresolvedImports: [], modelsUsed: ["openai"],
};

export const CHECKLIST: readonly ChecklistItem[] = [
  { id: "audit-logging", section: "implementation", title: "Audit logging enabled", status: "fail", summary: "3 of 9 PHI accesses audited", computed: true, evidence: [{ text: "no audit", place: { file: "/w/src/a.ts", range: range(1, 1) } }] },
];

export interface FakeEngine extends Engine {
  readonly applied: unknown[];
}

export function fakeEngine(findings: (applied: readonly unknown[]) => readonly Finding[], fixes: (finding: Finding) => readonly Fix[] = () => [], outbound: readonly OutboundDestination[] = []): FakeEngine {
  const applied: unknown[] = [];
  return {
    applied,
    apply(changes) {
      applied.push(...changes);
      return { revision: applied.length, changedFiles: [] };
    },
    findings: () => findings(applied),
    checklist: () => CHECKLIST,
    inventory: () => [],
    outbound: () => outbound,
    hover: () => undefined,
    functions: () => [],
    fixes,
    stats: () => STATS,
  };
}

/** Files by absolute path, with overlays. */
export function memory(files: Record<string, string>): FileSystem & { overlay(file: string, text: string | undefined): void } {
  const overlays = new Map<string, string>();
  const read = (path: string): string | undefined => overlays.get(path) ?? files[path];
  const all = (): string[] => [...new Set([...Object.keys(files), ...overlays.keys()])];
  return {
    read,
    size: (path) => read(path)?.length,
    isFile: (path) => read(path) !== undefined,
    isFolder: (path) => all().some((file) => file.startsWith(path === "/" ? "/" : `${path}/`)),
    list(folder) {
      const names = new Map<string, boolean>();
      for (const file of all()) {
        if (!file.startsWith(`${folder}/`)) continue;
        const [name = "", ...rest] = file.slice(folder.length + 1).split("/");
        names.set(name, rest.length > 0);
      }
      return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, isFolder]) => ({ name, folder: isFolder }));
    },
    realPath: (path) => path,
    overlay(file, text) {
      if (text === undefined) overlays.delete(file);
      else overlays.set(file, text);
    },
  };
}

export interface FakeEnvironment extends Environment {
  readonly out: () => string;
  readonly err: () => string;
  readonly written: Map<string, string>;
}

export function fakeEnvironment(git: Environment["git"] = () => ({ ok: false, message: "no git" })): FakeEnvironment {
  let out = "";
  let err = "";
  const written = new Map<string, string>();
  return {
    build: "test",
    cwd: "/w", today: "2026-03-01", colors: pc.createColors(false), now: () => 0, rssMegabytes: () => 0, git, written,
    stdout: { isTTY: false, write: (text) => { out += text; } },
    stderr: { isTTY: false, write: (text) => { err += text; } },
    writeFile: (path, text) => void written.set(path, text),
    out: () => out,
    err: () => err,
  };
}

export function analysis(engine: Engine, files: Record<string, string> = {}, more: Partial<Analysis> = {}): Analysis {
  const fs = memory(files);
  return { engine, fs, target: { root: "/w", folder: "/w", scope: [] }, badPolicy: undefined, overlay: fs.overlay, ...more };
}
