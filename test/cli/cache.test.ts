// The cache of results: whatever happens to the files, a check with it says what a check without it says.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { analyse } from "../../server/src/cli/analyse";
import type { KeptBytes } from "../../server/src/host/userCache";
import { resultsOf } from "../../server/src/cli/cache/results";
import { fakeEnvironment } from "./fakes";

const PATIENT = "export interface Patient { ssn: string; name: string; birthDate: string }\n";

describe("cache of results", function () {
  this.timeout(30_000);
  let root: string;
  let kept: Map<string, Uint8Array>;

  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const cache = (build = "1"): KeptBytes => ({ build, read: (name) => kept.get(name), write: (name, bytes) => void kept.set(name, bytes), trim: () => {} });

  /** Runs with the cache and without; says whether the cache was used, and asserts that it made no difference. */
  async function hits(more: { build?: string; today?: string; live?: boolean } = {}): Promise<boolean> {
    const environment = { ...fakeEnvironment(), cwd: root, ...(more.today ? { today: more.today } : {}) };
    const cached = resultsOf((await analyse(["."], { live: more.live }, { ...environment, cache: cache(more.build) })).engine);
    const fresh = resultsOf((await analyse(["."], { cache: false }, environment)).engine);
    const plain = ({ stats, ...rest }: typeof fresh): string => JSON.stringify({ ...rest, files: stats.files, skipped: stats.skipped });
    assert.equal(plain(cached), plain(fresh));
    return cached.stats.lowered === 0;
  }

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "phi-lens-cache-"))).replaceAll("\\", "/");
    kept = new Map();
    write("src/patient.ts", PATIENT);
    write("src/a.ts", 'import type { Patient } from "./patient";\nexport function show(patient: Patient) { console.log(patient.ssn); }\n');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("is used while nothing changes", async () => {
    assert.equal(await hits(), false);
    assert.equal(await hits(), true);
  });

  const changes: [what: string, change: () => void][] = [
    ["a file", () => write("src/a.ts", "export {};\n")],
    ["a file, to the same length", () => write("src/patient.ts", PATIENT.replace("ssn", "abc"))],
    ["the set of files", () => write("src/b.ts", 'import type { Patient } from "./patient";\nexport const f = (p: Patient) => console.log(p.name);\n')],
    ["a file's being there", () => rmSync(join(root, "src/patient.ts"))],
    ["a file that an import looked for first", () => write("src/patient/index.ts", PATIENT)],
    ["the policy's being there", () => write("phi-lens.json", '{ "logs": { "allows": "phi-direct" } }')],
    ["the attestations", () => write("phi-lens.checklist.json", '{ "attestations": [{ "item": "staff-training", "by": "dana", "date": "2026-02-01" }] }')],
    ["what git ignores", () => write(".gitignore", "a.ts\n")],
  ];
  for (const [what, change] of changes) {
    it(`is not used once a change concerns ${what}`, async () => {
      await hits();
      change();
      assert.equal(await hits(), false);
      assert.equal(await hits(), true);
    });
  }

  it("is of one day, one build, and not for fixes", async () => {
    await hits();
    assert.equal(await hits({ today: "2026-03-02" }), false);
    assert.equal(await hits({ today: "2026-03-02", build: "2" }), false);
    assert.equal(await hits({ today: "2026-03-02", build: "2", live: true }), false);
    assert.equal(await hits({ today: "2026-03-02", build: "2" }), true);
  });

  it("is no cache where it is broken", async () => {
    await hits();
    for (const damage of [() => new Uint8Array([1, 2, 3]), (bytes: Uint8Array) => bytes.slice(0, -1), (bytes: Uint8Array) => bytes.map((byte, at) => (at === bytes.length - 3 ? byte ^ 1 : byte))]) {
      for (const [name, bytes] of kept) kept.set(name, damage(bytes));
      assert.equal(await hits(), false);
      assert.equal(await hits(), true);
    }
  });

  it("holds no source text", async () => {
    write("src/a.ts", `${'import type { Patient } from "./patient";\nexport function show(patient: Patient) { console.log("SECRET-LITERAL", patient.ssn); }\n'}// SECRET-COMMENT\n`);
    await hits();
    assert.ok(kept.size > 0);
    for (const bytes of kept.values()) for (const text of ["SECRET", "patient.ssn"]) assert.ok(!Buffer.from(bytes).toString("latin1").includes(text));
  });
});
