// The result after edits equals the result from scratch: the oracle of the incremental engine. `npm run fuzz -- SEQUENCES`
// asks for more sequences, and `PHI_LENS_ORACLE_FOLDER` names a folder with further ones.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { Cancelled, type Engine } from "../../server/src/engine/api";
import { createEngine } from "../../server/src/engine/engine";
import { MemoryFileSystem } from "../../server/src/host/memory";
import { answerCalls } from "../../server/src/lsp/engineCalls";
import { editSequence, seeded, type Step } from "./edits";
import { type Files, parseFixture } from "./fixture";
import { generatedProject } from "./generated";
import { engineFor, ROOT, TODAY } from "./harness";

const SEQUENCES = Number(process.env.PHI_LENS_SEQUENCES ?? 500);
/** The first seed: other slices of a long run try other sequences. */
const SEED = Number(process.env.PHI_LENS_SEED ?? 0);
/** Steps of one sequence. */
const LENGTH = 5;

const fixtures = filesBelow(join(__dirname, "../fixtures")).filter((path) => path.endsWith(".md"));
const further = process.env.PHI_LENS_ORACLE_FOLDER;

/** Projects to be edited, by name. Each gets the same number of sequences. */
const projects: readonly { readonly name: string; readonly files: (sequence: number) => Files; readonly share?: number }[] = [
  ...fixtures.map((path) => {
    const fixture = parseFixture(readFileSync(path, "utf8"));
    return { name: fixture.title, files: () => fixture.files };
  }),
  { name: "projects made at random", files: (sequence) => generatedProject(seeded(sequence)), share: 10 },
  { name: "the sample clinic", files: constant(() => projectIn(join(__dirname, "../clinic"))), share: 0.5 },
  ...(further === undefined ? [] : projectFolders(further).map((folder) => ({ name: relative(further, folder), files: constant(() => projectIn(folder)), share: 0.5 }))),
];

describe("differential oracle", () => {
  const shares = projects.reduce((sum, { share = 1 }) => sum + share, 0);
  for (const { name, files, share = 1 } of projects) {
    const count = Math.max(1, Math.round((SEQUENCES * share) / shares));
    it(`${count} edit sequences of ${name}`, function () {
      this.timeout(3_600_000);
      for (let sequence = 0; sequence < count; sequence++) {
        const seed = hash(name) + SEED + sequence;
        const before = files(seed);
        const steps = editSequence(before, ROOT, LENGTH, seeded(seed));
        assert.equal(answers(edited(before, steps, seed % 3 === 0)), answers(fresh(before, steps)), `seed ${seed}`);
      }
    });
  }
});

describe("cancellation", () => {
  // Found by the editor's oracle: a function that was solved again just before newer work came in had no new readers afterwards.
  it("at any function leaves nothing half-built", function () {
    this.timeout(60_000);
    const files = {
      "src/leaf.ts": "export function leaf(p: any): any {\n  return 1;\n}\nexport function other(p: any): any {\n  return leaf(p);\n}\n",
      "src/mid.ts": 'import { leaf, other } from "./leaf";\nexport const mid = (p: any): any => [leaf(p), other(p)];\nexport const low = (p: any): any => mid(p);\n',
      "src/top.ts": 'import { low, mid } from "./mid";\nexport function a(patient: { ssn: string; name: string }) {\n  console.log(low(patient.ssn));\n}\nexport function z(patient: { ssn: string; name: string }) {\n  console.log(mid(patient.name));\n}\n',
    };
    const leak = { file: `${ROOT}/src/leaf.ts`, text: files["src/leaf.ts"].replace("return 1", "return p") };
    const elsewhere = { file: `${ROOT}/src/z.ts`, text: "export const nothing = () => 1;\n" };
    for (let cancelAfter = 0; cancelAfter < 10; cancelAfter++) {
      for (const again of [elsewhere, { file: `${ROOT}/src/top.ts`, text: `${files["src/top.ts"]}// more\nexport const more = () => 2;\n` }]) {
        const steps = [{ changes: [leak], cancelAfter }, { changes: [again], cancelAfter: cancelAfter % 5 }, { changes: [leak] }];
        assert.equal(answers(edited(files, steps, false)), answers(fresh(files, steps)), `cancelled after ${cancelAfter}`);
      }
    }
  });
});

describe("files that are left out", () => {
  // Found by the oracle: an import of a file that is left out names its types, one of a file that is not there knows nothing of them.
  it("mean something else to their importers when they come or go", () => {
    const types = "export interface Patient { fullName: string; ssn: string; birthDate: string }\n";
    const files = { "src/types.ts": types, "src/main.ts": 'import type { Patient } from "./types";\nexport function show(one: Patient) {\n  console.log(one.fullName);\n}\n' };
    const file = `${ROOT}/src/types.ts`;
    const generated = { file, text: `// @generated\n${types}` };
    const gone = { file, deleted: true } as const;
    for (const steps of [[generated], [gone], [generated, gone], [gone, generated], [generated, gone, generated], [gone, generated, { file, text: types }]]) {
      const each = steps.map((change) => ({ changes: [change] }));
      for (const onDisk of [false, true]) assert.equal(answers(edited(files, each, onDisk)), answers(fresh(files, each)), JSON.stringify(steps));
    }
  });
});

describe("work oracle", () => {
  it("summarizes nothing for a change of a comment, and little for a change of one body", () => {
    const files = {
      "src/log.ts": "export function note(text: string): void {\n  console.log(text);\n}\n",
      "src/a.ts": 'import { note } from "./log";\nexport function a(patient: { ssn: string }): void {\n  note(patient.ssn);\n}\nexport function other(): number {\n  return 1;\n}\n',
    };
    const engine = engineFor(files);
    engine.apply([{ file: `${ROOT}/src/a.ts`, text: `// moved\n${files["src/a.ts"]}` }]);
    assert.equal(engine.stats().summarized, 0);
    engine.apply([{ file: `${ROOT}/src/a.ts`, text: files["src/a.ts"].replace("return 1", "return 2 + 3") }]);
    assert.ok(engine.stats().summarized <= 4, `${engine.stats().summarized} functions`);
    assert.equal(engine.findings().filter((finding) => finding.rule === "phi-in-log").length, 1);
  });
});

describe("work oracle of the set of files", () => {
  it("lowers only a file that is new, and nothing for one that goes", () => {
    const files = Object.fromEntries(["a", "b", "c"].map((name) => [`src/${name}.ts`, `export const ${name} = (patient: { ssn: string }) => console.log(patient.ssn);\n`]));
    const engine = engineFor(files);
    assert.equal(engine.stats().lowered, 3);
    engine.apply([{ file: `${ROOT}/src/d.ts`, text: files["src/a.ts"] ?? "" }]);
    assert.equal(engine.stats().lowered, 1);
    assert.equal(engine.findings().filter((finding) => finding.rule === "phi-in-log").length, 4);
    engine.apply([{ file: `${ROOT}/src/b.ts`, deleted: true }]);
    assert.equal(engine.stats().lowered, 0);
    assert.equal(engine.findings().filter((finding) => finding.rule === "phi-in-log").length, 3);
  });
});

/** An engine that saw every step, some of them cancelled in the midst of the work; `onDisk`: the changes are of files, not of documents. */
function edited(files: Files, steps: readonly Step[], onDisk: boolean): Engine {
  let left = Number.POSITIVE_INFINITY;
  const fs = inMemory(files);
  const engine = createEngine({ root: ROOT, fs, today: TODAY, isCancelled: () => --left < 0 });
  const calls = answerCalls(engine, () => undefined);
  calls.apply([]);
  for (const { changes, cancelAfter } of steps) {
    if (onDisk) for (const change of changes) fs.set(change.file, change.deleted ? undefined : change.text);
    left = cancelAfter ?? Number.POSITIVE_INFINITY;
    try {
      calls.apply(onDisk ? changes.map(({ file, deleted }) => (deleted ? { file, deleted } : { file })) : changes);
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
    }
  }
  left = Number.POSITIVE_INFINITY;
  calls.apply([]);
  return engine;
}

/** An engine that never saw the project before the changes. */
function fresh(files: Files, steps: readonly Step[]): Engine {
  const fs = inMemory(files);
  for (const change of steps.flatMap((step) => step.changes)) fs.set(change.file, change.deleted ? undefined : change.text);
  const engine = createEngine({ root: ROOT, fs, today: TODAY });
  engine.apply([]);
  return engine;
}

function inMemory(files: Files): MemoryFileSystem {
  return new MemoryFileSystem(Object.fromEntries(Object.entries({ "tsconfig.json": "{}", ...files }).map(([path, text]) => [`${ROOT}/${path}`, text])));
}

/** Everything that users see, as one text. */
const answers = (engine: Engine): string => JSON.stringify({ findings: engine.findings(), checklist: engine.checklist(), inventory: engine.inventory(), outbound: engine.outbound() }, null, 1);

function filesBelow(folder: string): string[] {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    if (name === "node_modules") return [];
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function projectIn(folder: string): Files {
  return Object.fromEntries(filesBelow(folder).map((path) => [relative(folder, path).split(sep).join("/"), readFileSync(path, "utf8")]));
}

/** The folders with a source of their own, outermost first. */
function projectFolders(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (entries.some((entry) => entry.name === "tsconfig.json" || (entry.isFile() && /\.tsx?$/.test(entry.name)))) return [folder];
  return entries.filter((entry) => entry.isDirectory()).flatMap((entry) => projectFolders(join(folder, entry.name)));
}

function constant<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const hash = (text: string): number => [...text].reduce((all, char) => (Math.imul(all, 31) + char.charCodeAt(0)) >>> 0, 7);
