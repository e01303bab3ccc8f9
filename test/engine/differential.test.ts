// The result after edits equals the result from scratch: the oracle of the incremental engine. `PHI_LENS_SEQUENCES` asks for more.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Change, Engine } from "../../server/src/engine/api";
import { createEngine } from "../../server/src/engine/engine";
import { MemoryFileSystem } from "../../server/src/host/memory";
import { editSequence, seeded } from "./edits";
import { type Files, parseFixture } from "./fixture";
import { engineFor, ROOT, TODAY } from "./harness";

const SEQUENCES = Number(process.env.PHI_LENS_SEQUENCES ?? 500);
/** Edits of one sequence. */
const LENGTH = 4;

const fixtures = markdownBelow(join(__dirname, "../fixtures")).map((path) => ({ path, fixture: parseFixture(readFileSync(path, "utf8")) }));

describe("differential oracle", () => {
  const perFixture = Math.ceil(SEQUENCES / fixtures.length);
  for (const { path, fixture } of fixtures) {
    it(`${perFixture} edit sequences of ${fixture.title}`, function () {
      this.timeout(600_000);
      for (let sequence = 0; sequence < perFixture; sequence++) {
        const seed = hash(path.slice(path.indexOf("fixtures"))) + sequence;
        const changes = editSequence(fixture.files, ROOT, LENGTH, seeded(seed));
        const edited = engineFor(fixture.files);
        for (const change of changes) edited.apply([change]);
        assert.equal(answers(edited), answers(fresh(fixture.files, changes)), `seed ${seed}`);
      }
    });
  }
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

/** An engine that never saw the project before the changes. */
function fresh(files: Files, changes: readonly Change[]): Engine {
  const fs = new MemoryFileSystem(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, text])));
  if (files["tsconfig.json"] === undefined) fs.set(`${ROOT}/tsconfig.json`, "{}");
  for (const change of changes) fs.set(change.file, change.deleted ? undefined : change.text);
  const engine = createEngine({ root: ROOT, fs, today: TODAY });
  engine.apply([]);
  return engine;
}

/** Everything that users see, as one text. */
const answers = (engine: Engine): string => JSON.stringify({ findings: engine.findings(), checklist: engine.checklist(), inventory: engine.inventory(), outbound: engine.outbound() }, null, 1);

function markdownBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? markdownBelow(path) : name.endsWith(".md") ? [path] : [];
  });
}

const hash = (text: string): number => [...text].reduce((all, char) => (Math.imul(all, 31) + char.charCodeAt(0)) >>> 0, 7);
