// Quick fixes, proven by combination: each way to write a sink, with each way to carry PHI into it, in projects of several styles.
// Each combination is a file of its own, so that one run of the engine before and one after the fixes judge them all.

import { strict as assert } from "node:assert";
import ts from "typescript";
import type { Engine, Finding, Fix, TextEdit } from "../../server/src/engine/api";
import { createEngine } from "../../server/src/engine/engine";
import { MemoryFileSystem } from "../../server/src/host/memory";

const ROOT = "/workspace";

const MODEL = `export interface Patient {
  id: string;
  ssn: string;
  fullName: string;
  birthDate: string;
  phone?: string;
  contact: { email: string };
  aliases: string[];
}
`;

/** Ways to carry PHI: an expression, and the statement before it. */
const CARRIERS: Readonly<Record<string, readonly [expression: string, before?: string]>> = {
  member: ["patient.ssn"],
  nested: ["patient.contact.email"],
  quoted: ['patient["fullName"]'],
  optional: ["guest?.ssn"],
  optionalNested: ["guest?.contact?.email"],
  maybe: ["patient.phone"],
  local: ["ssn", "const ssn = patient.ssn;"],
  destructured: ["fullName", "const { fullName } = patient;"],
  method: ["patient.ssn.trim()"],
  chain: ["patient.fullName.toLowerCase().trim()"],
  element: ["patient.aliases[0]"],
  asserted: ["guest!.ssn"],
  cast: ["(patient as Patient).ssn"],
  awaited: ["await load(patient)"],
  awaitedMember: ["(await fetchPatient()).ssn"],
  call: ["display(patient)"],
  builtText: ["label", "const label = `${patient.fullName} ${patient.birthDate}`;"],
};

/** Ways to write the carrier into an argument; X stands for it. */
const FORMS: Readonly<Record<string, string>> = {
  plain: "X",
  template: "`of ${X} today`",
  concat: '"of " + X',
  both: '"of " + X + " today"',
  json: "JSON.stringify({ value: X })",
  conditional: 'patient.id ? X : "none"',
  text: "String(X)",
  lines: "`first\n      ${X}\n      last`",
};

/** Ways to leave with it; F stands for the form. */
const SINKS: Readonly<Record<string, readonly [rule: string, code: string]>> = {
  log: ["phi-in-log", 'console.log("saved", F);'],
  logFirst: ["phi-in-log", "console.error(F);"],
  logFields: ["phi-in-log", 'console.info("saved", { at: Date.now(), what: F });'],
  logDeep: ["phi-in-log", 'console.info("saved", { event: { what: [F] } });'],
  logAcross: ["phi-in-log", 'console.warn(\n    "saved", // what\n    F,\n  );'],
  logArrow: ["phi-in-log", "[1].forEach(async () => console.log(F));"],
  error: ["phi-in-error", "if (Date.now() > 0) throw new Error(F as string);"],
  url: ["phi-in-url", "await fetch(`/patients?q=${F}`);"],
  storage: ["phi-in-browser-storage", 'localStorage.setItem("last", String(F));'],
  send: ["phi-to-unapproved-destination", 'await fetch("https://api.segment.io/v1/track", { method: "POST", body: JSON.stringify({ what: F }) });'],
  ask: ["phi-to-ai-vendor", 'await fetch("https://api.openai.com/v1/responses", { method: "POST", body: JSON.stringify({ input: F }) });'],
};

/** Whole statements that fit no table. */
const SPECIAL: Readonly<Record<string, readonly [rule: string, code: string]>> = {
  shorthand: ["phi-in-log", 'const { ssn } = patient;\n  console.log("saved", { ssn });'],
  shorthandAmong: ["phi-in-log", 'const { ssn } = patient;\n  console.log("saved", { a: 1, /* who */ ssn, b: 2 });'],
  shorthandLast: ["phi-in-log", 'const { ssn, fullName } = patient;\n  console.log("saved", { ssn, fullName, });'],
  record: ["phi-in-log", 'console.log("saved", patient);'],
  recordShorthand: ["phi-in-log", 'console.log("saved", { patient });'],
  recordSpread: ["phi-in-log", 'console.log("saved", { ...patient, at: 1 });'],
  listSpread: ["phi-in-log", 'console.log("saved", ...patient.aliases, patient.fullName);'],
  recordJson: ["phi-in-log", "console.log(JSON.stringify(patient, null, 2));"],
  several: ["phi-in-log", "console.log(`${patient.ssn} ${patient.fullName}`, patient.birthDate);"],
  fallback: ["phi-in-log", 'console.log(patient.phone ?? "none");'],
  either: ["phi-in-log", "console.log(patient.phone || patient.ssn);"],
  guarded: ["phi-in-log", "console.log(guest && guest.ssn);"],
  branches: ["phi-in-log", "console.log(guest ? patient.ssn : patient.fullName);"],
  joined: ["phi-in-log", 'console.log([patient.ssn, patient.fullName].join(" "));'],
  mapped: ["phi-in-log", "console.log([patient].map((one) => one.ssn));"],
  toHelper: ["phi-in-log", "report(patient.ssn);"],
  recordError: ["phi-in-error", "if (Date.now() > 0) throw new Error(`bad ${JSON.stringify(patient)}`);"],
};

interface Combination {
  readonly name: string;
  readonly rule: string;
  readonly text: string;
}

const HEADER = `import type { Patient } from "../model";

declare function load(patient: Patient): Promise<string>;
declare function fetchPatient(): Promise<Patient>;

function display(patient: Patient): string {
  return patient.fullName + " (" + patient.birthDate + ")";
}

function report(what: string): void {
  console.log("report", what);
}
void display, report;
`;

function* combinations(): Iterable<Combination> {
  const file = (body: string): string => `${HEADER}
/** Kept. */
export async function handle(patient: Patient, guest: Patient | undefined): Promise<void> {
  // before
  ${body} // same line
  // after
}
`;
  for (const [sink, [rule, code]] of Object.entries(SINKS)) {
    for (const [form, shape] of Object.entries(FORMS)) {
      for (const [carrier, [expression, before]] of Object.entries(CARRIERS)) {
        // A part of a text needs its own brackets where it is no simple expression.
        const inner = /^await/.test(expression) || (form === "concat" && expression.includes("?.")) ? `(${expression})` : expression;
        const formed = shape.replace("X", () => inner);
        const bracketed = form === "conditional" || form === "concat" || form === "both" ? `(${formed})` : formed;
        yield { name: `${sink}-${form}-${carrier}`, rule, text: file(`${before ? `${before}\n  ` : ""}${code.replace("F", () => bracketed)}`) };
      }
    }
  }
  for (const [name, [rule, code]] of Object.entries(SPECIAL)) yield { name: `special-${name}`, rule, text: file(code) };
}

interface Project {
  readonly fs: MemoryFileSystem;
  readonly engine: Engine;
}

function open(files: Readonly<Record<string, string>>): Project {
  const fs = new MemoryFileSystem(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, text])));
  const engine = createEngine({ root: ROOT, fs, today: "2026-03-01" });
  engine.apply([]);
  return { fs, engine };
}

/** Applies fixes as an editor does, all edits against the same text. */
function apply({ fs, engine }: Project, fixes: readonly Fix[]): void {
  const edits = new Map<string, TextEdit[]>();
  const created = new Map<string, string>();
  for (const fix of fixes) {
    for (const { file, text } of fix.creates ?? []) created.set(file, text);
    for (const edit of fix.edits) {
      const list = edits.get(edit.file) ?? edits.set(edit.file, []).get(edit.file) ?? [];
      if (!list.some((other) => JSON.stringify(other) === JSON.stringify(edit))) list.push(edit);
    }
  }
  const changed = new Map(created);
  for (const [file, list] of edits) changed.set(file, edited(fs.read(file) ?? "", list));
  for (const [file, text] of changed) fs.set(file, text);
  engine.apply([...changed].map(([file, text]) => ({ file, text })));
}

function edited(text: string, edits: readonly TextEdit[]): string {
  const lines = text.split("\n");
  const offset = ({ line, column }: TextEdit["range"]["start"]): number => lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  let result = text;
  for (const edit of [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start))) {
    result = result.slice(0, offset(edit.range.start)) + edit.newText + result.slice(offset(edit.range.end));
  }
  return result;
}

const CONFIG = JSON.stringify({ compilerOptions: { target: "es2022", module: "esnext", moduleResolution: "bundler", strict: true, lib: ["es2022", "dom"] } });

/** What a type check says of the files. */
function typeProblems(fs: MemoryFileSystem, files: readonly string[]): Map<string, string[]> {
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, strict: true, noEmit: true, skipLibCheck: true, types: [], jsx: ts.JsxEmit.Preserve };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => fs.isFile(path) || fileExists(path);
  host.directoryExists = () => true;
  host.readFile = (path) => fs.read(path) ?? readFile(path);
  host.getSourceFile = (path, ...rest) => (fs.isFile(path) ? ts.createSourceFile(path, fs.read(path) ?? "", rest[0], true) : getSourceFile(path, ...rest));
  const program = ts.createProgram([...files], options, host);
  const found = new Map<string, string[]>();
  for (const diagnostic of [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()]) {
    const file = diagnostic.file?.fileName ?? "";
    found.set(file, [...(found.get(file) ?? []), ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n")]);
  }
  return found;
}

const scored = (findings: readonly Finding[]): Finding[] => findings.filter((finding) => finding.rule !== "unclassified-phi" && !finding.suppressed);

/** Applies the preferred fix of every finding until none is left; every string is a problem. */
function judgeFixes(project: Project, all: readonly Combination[], pathOf: (one: Combination) => string): string[] {
  const problems: string[] = [];
  const { engine, fs } = project;
  const rules = new Map(all.map((one) => [pathOf(one), new Set(scored(engine.findings(pathOf(one))).map((finding) => finding.rule))]));
  const checked = all.filter((one, index) => index % 12 === 0 || one.name.startsWith("special-")).map(pathOf);
  const before = typeProblems(fs, checked);
  const fixes: Fix[] = [];
  for (const one of all) {
    const own = scored(engine.findings(pathOf(one)));
    for (const finding of own) {
      const [fix] = engine.fixes(finding);
      if (fix?.preferred) fixes.push(fix);
      else problems.push(`${one.name}: no fix for ${finding.rule} ${finding.message}`);
    }
  }
  assert.ok(fixes.length > 0);
  apply(project, fixes);
  const after = typeProblems(fs, checked);
  for (const one of all) {
    const path = pathOf(one);
    const text = fs.read(path) ?? "";
    for (const finding of scored(engine.findings(path))) {
      problems.push(`${one.name}: ${rules.get(path)?.has(finding.rule) ? "still" : "new"} ${finding.rule} ${finding.message}\n${text.slice(text.indexOf("before"))}`);
    }
    for (const { messageText } of ts.transpileModule(text, { reportDiagnostics: true }).diagnostics ?? []) problems.push(`${one.name}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
    const worse = (after.get(path) ?? []).filter((message) => !before.get(path)?.includes(message));
    if (worse.length > 0) problems.push(`${one.name}: ${worse.join("; ")}\n${text.slice(text.indexOf("before"))}`);
    for (const comment of ["/** Kept. */", "// before", "// same line", "// after"]) if (!text.includes(comment)) problems.push(`${one.name}: lost ${comment}`);
  }
  return problems;
}

describe("quick fixes", () => {
  // Every third of the product of the tables, which still pairs each sink, form and carrier; and all that fit no table.
  const all = [...combinations()].filter((one, index) => index % 3 === 0 || one.name.startsWith("special-"));
  const pathOf = (one: Combination): string => `${ROOT}/src/cases/${one.name}.ts`;
  const shown = (problems: readonly string[]): string => `${problems.length} problems:\n${problems.slice(0, 12).join("\n")}`;
  const filesOf = (some: readonly Combination[]): Record<string, string> =>
    ({ "tsconfig.json": CONFIG, "src/model.ts": MODEL, ...Object.fromEntries(some.map((one) => [`src/cases/${one.name}.ts`, one.text])) });

  it("redact every way to carry PHI into every kind of sink", function () {
    this.timeout(120_000);
    const project = open(filesOf(all));
    const found = all.filter((one) => project.engine.findings(pathOf(one)).some((finding) => finding.rule === one.rule));
    assert.ok(found.length > 400, `${found.length} of ${all.length} combinations have their finding`);
    assert.equal(shown(judgeFixes(project, all, pathOf)), shown([]));
  });

  const some = all.filter((_, index) => index % 17 === 0);
  const OWN: Readonly<Record<string, Record<string, string>>> = {
    "a text sanitizer of the workspace": { "src/lib/hide.ts": 'export const redactText = (text: string): string => "[hidden]";\n' },
    "a sanitizer of anything": { "src/lib/hide.ts": 'export function mask(value: unknown): string {\n  return "***";\n}\n' },
    "a sanitizer that policy names": {
      "src/lib/hide.ts": 'export function conceal<T>(value: T): T {\n  return value;\n}\n',
      "phi-lens.json": JSON.stringify({ version: 1, sanitizers: [{ callee: "./src/lib/hide.ts#conceal", yields: "operational" }] }),
    },
  };
  for (const [name, files] of Object.entries(OWN)) {
    it(`use ${name}`, function () {
      this.timeout(60_000);
      const project = open({ ...filesOf(some), ...files });
      assert.equal(shown(judgeFixes(project, some, pathOf)), shown([]));
      const texts = some.map((one) => project.fs.read(pathOf(one)) ?? "").join("");
      assert.match(texts, /from "\.\.\/lib\/hide"/);
    });
  }

  /** A text, the rule that speaks of it, and what stands there after the preferred fix. */
  const SMALL: readonly (readonly [name: string, rule: string, text: string, after: RegExp])[] = [
    ["https", "insecure-transport", 'export const go = () => fetch("http://api.example.com/v1");\n', /"https:\/\/api/],
    ["certificate", "insecure-transport", 'import https from "node:https";\nexport const agent = new https.Agent({ rejectUnauthorized: false });\n', /rejectUnauthorized: true/],
    ["version", "insecure-transport", 'import https from "node:https";\nexport const agent = new https.Agent({ minVersion: "TLSv1.1" });\n', /minVersion: "TLSv1\.3"/],
    ["cipher", "weak-encryption", 'import { createCipheriv, randomBytes } from "node:crypto";\nexport const seal = (key: Buffer) => createCipheriv("aes-128-cbc", key, randomBytes(16));\n', /"aes-256-gcm"/],
    ["tag", "unclassified-phi", "export interface Member {\n  /** Of the card. */\n  readonly ssn: string;\n}\n", /\/\*\*\n {3}\* Of the card\.\n {3}\* @phi direct\n {3}\*\/\n {2}readonly ssn/],
  ];
  for (const [name, rule, text, after] of SMALL) {
    it(`change what stands in the way: ${name}`, () => {
      const project = open({ "tsconfig.json": CONFIG, "src/a.ts": text });
      const of = () => project.engine.findings(`${ROOT}/src/a.ts`).filter((finding) => finding.rule === rule);
      const [finding] = of();
      assert.ok(finding);
      const [fix] = project.engine.fixes(finding);
      assert.ok(fix?.preferred);
      apply(project, [fix]);
      assert.match(project.fs.read(`${ROOT}/src/a.ts`) ?? "", after);
      assert.deepEqual(of().map((one) => one.message), []);
    });
  }

  it("approve a destination in a policy that is made for it, or keeping the comments of one that is there", () => {
    const text = 'interface Patient { ssn: string }\nexport const send = (patient: Patient) => fetch("https://api.segment.io/v1/track", { method: "POST", body: patient.ssn });\n';
    for (const policy of [undefined, '{\n  // ours\n  "version": 1\n}\n']) {
      const project = open({ "tsconfig.json": CONFIG, "src/a.ts": text, ...(policy === undefined ? {} : { "phi-lens.json": policy }) });
      const finding = project.engine.findings(`${ROOT}/src/a.ts`).find((one) => one.rule === "phi-to-unapproved-destination");
      assert.ok(finding);
      const fix = project.engine.fixes(finding).find((one) => one.kind === "approve");
      assert.ok(fix);
      apply(project, [fix]);
      const written = project.fs.read(`${ROOT}/phi-lens.json`) ?? "";
      assert.match(written, /"allows": "phi-direct"/);
      if (policy) assert.match(written, /\/\/ ours/);
      assert.ok(!project.engine.findings(`${ROOT}/src/a.ts`).some((one) => one.rule === finding.rule && !/agreement|BAA/i.test(one.message)));
    }
  });
});
