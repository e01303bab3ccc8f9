// An engine that marks words instead of following data, so that the server's own behaviour (timing, cancelling, failures) is
// tested without the analysis. `LEAK` is a finding with a fix, `BOOM` makes the engine throw, `SLOW` makes it busy until cancelled (`SLOWLY`: once),
// `DIE` ends its thread.

import { Cancelled, type Change, type Engine, type Finding, type Fix, type Stats } from "../../../server/src/engine/api";

interface FakeOptions {
  readonly root: string;
  readonly fs: FakeDisk;
  readonly isCancelled?: () => boolean;
}

interface FakeDisk {
  read(file: string): string | undefined;
  list(root: string): readonly string[];
}

export function createEngine({ root, fs, isCancelled }: FakeOptions): Engine {
  const texts = new Map<string, string>();
  /** Texts with `SLOWLY` whose work was cancelled: the next time they are quick. */
  const cancelledOnce = new Set<string>();
  let revision = 0;
  let first = true;
  const textOf = (change: Change) => (change.deleted ? undefined : fs.read(change.file));
  return {
    apply(changes) {
      const next = new Map(first ? fs.list(root).map((file) => [file, fs.read(file) ?? ""]) : texts);
      for (const change of changes) {
        const text = textOf(change);
        if (text === undefined) next.delete(change.file);
        else next.set(change.file, text);
        if (text?.includes("BOOM")) throw new TypeError(`cannot read ${text} in ${change.file}`);
        if (text?.includes("DIE")) process.exit(1);
        if (text?.includes("SLOW") && !cancelledOnce.has(text)) busy(isCancelled, () => text.includes("SLOWLY") && cancelledOnce.add(text));
      }
      const changedFiles = [...new Set([...texts.keys(), ...next.keys()])].filter((file) => texts.get(file) !== next.get(file));
      texts.clear();
      for (const [file, text] of next) texts.set(file, text);
      first = false;
      return { revision: ++revision, changedFiles };
    },
    findings: (file) => [...texts].filter(([name]) => file === undefined || name === file).flatMap(([name, text]) => leaks(name, text)),
    checklist: () => [
      { id: "audit-logging", section: "implementation", title: "Audit logging enabled", status: "fail", summary: "0 of 1 PHI accesses audited", computed: true, evidence: [] },
      { id: "staff-training", section: "implementation", title: "Staff training completed", status: "attention", summary: "not attested", computed: false, evidence: [] },
    ],
    inventory: () => [],
    outbound: () => [{ id: "openai", name: "OpenAI", kind: "ai", host: "api.openai.com", baa: "missing", allows: "operational", approved: false, certifications: [], regions: [], sites: [] }],
    hover(file, offset) {
      const text = texts.get(file) ?? "";
      if (text.includes("HOVERFAIL")) throw new Error(text);
      const at = text.lastIndexOf("LEAK", offset);
      if (at < 0 || at + 4 < offset) return undefined;
      return { file, range: rangeAt(text, at, 4), expression: "patient.ssn", flowsTo: ["console"], classification: { level: "phi-direct", categories: ["ssn"], confidence: "high", evidence: "tag", fields: 1 } };
    },
    functions: (file) => [...(texts.get(file) ?? "").matchAll(/function (\w+)/g)].map((match) => ({
      file, range: rangeAt(texts.get(file) ?? "", match.index + 9, match[1]?.length ?? 0), name: match[1] ?? "", level: "phi-direct" as const, categories: ["ssn" as const], audit: "missing" as const,
      sends: [{ name: "OpenAI", level: "phi-direct" as const, approved: false }, { name: "log", level: "phi-direct" as const }],
    })),
    fixes: (finding): Fix[] => [
      { title: "Omit it", preview: "", kind: "omit", preferred: false, safe: false, edits: [{ file: finding.file, range: finding.range, newText: "undefined" }] },
      { title: "Redact it", preview: "", kind: "redact", preferred: true, safe: true, edits: [{ file: finding.file, range: finding.range, newText: "SAFE" }] },
      { title: "Create a helper", preview: "", kind: "helper", preferred: false, safe: false, edits: [{ file: finding.file, range: finding.range, newText: "helper()" }], creates: [{ file: `${root}/phi.ts`, text: "export {};\n" }] },
    ],
    stats: () => STATS,
  };
}

const STATS: Stats = {
  files: 1, functions: 1, projects: 1, milliseconds: 1, phases: { load: 0, lower: 0, solve: 0, rules: 1 }, rssMegabytes: 1, cacheHits: 0,
  lowered: 1, summarized: 1, budget: [], skipped: [], unresolvedImports: [], modelsUsed: [],
};

function leaks(file: string, text: string): Finding[] {
  return [...text.matchAll(/LEAK/g)].map((match, index) => {
    const range = rangeAt(text, match.index, 4);
    return {
      file, range, enclosing: lineAround(text, match.index), rule: "phi-in-log", severity: "error", confidence: "high", message: "PHI-Direct `patient.ssn` (SSN) reaches the console.",
      level: "phi-direct", categories: ["ssn"], citation: "45 CFR 164.312(a)(1)", sinks: [], related: [], fingerprint: `${index}`, suppressed: null,
      flow: [{ file, range, text: "read Patient.ssn" }, { file, range, text: "passed to console.log" }],
    };
  });
}

function rangeAt(text: string, offset: number, length: number) {
  const before = text.slice(0, offset).split("\n");
  const start = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return { start, end: { line: start.line, column: start.column + length } };
}

/** The whole line, as if it were one call. */
function lineAround(text: string, offset: number) {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return rangeAt(text, start, (end < 0 ? text.length : end) - start);
}

function busy(isCancelled: (() => boolean) | undefined, onCancel: () => void): void {
  const end = Date.now() + 5000;
  while (Date.now() < end) {
    if (!isCancelled?.()) continue;
    onCancel();
    throw new Cancelled("newer work");
  }
}
