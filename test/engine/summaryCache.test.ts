// The cache of summaries: whatever is in it and whatever happened to the files since, a check with it says what a check without it says.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Engine } from "../../server/src/engine/api";
import type { Entries } from "../../server/src/engine/cache/summaries";
import { createEngine } from "../../server/src/engine/engine";
import { MemoryFileSystem } from "../../server/src/host/memory";
import { editSequence, seeded } from "./edits";
import { type Files, parseFixture } from "./fixture";
import { ROOT, TODAY } from "./harness";

const fixtures = markdownBelow(join(__dirname, "../fixtures")).map((path) => ({ path, ...parseFixture(readFileSync(path, "utf8")) }));
const clinic = filesBelow(join(__dirname, "../clinic"));

/** Entries in memory, with everything that can be done to them. */
class Shelf implements Entries {
  readonly kept = new Map<string, Uint8Array>();
  reads = 0;
  constructor(readonly build = "1") {}
  read(name: string): Uint8Array | undefined {
    this.reads++;
    return this.kept.get(name);
  }
  write(name: string, _file: string, bytes: Uint8Array): void {
    this.kept.set(name, bytes);
  }
}

describe("cache of summaries", function () {
  this.timeout(120_000);

  it("takes every function from the cache when nothing has changed", () => {
    const shelf = new Shelf();
    const cold = check(clinic, shelf);
    const warm = check(clinic, shelf);
    assert.equal(warm.stats().summarized, 0);
    assert.ok(warm.stats().cacheHits > 100 && cold.stats().cacheHits === 0);
    assert.equal(answers(warm), answers(cold));
  });

  it("summarizes the functions of the edited file only, when the change of a body matters to nobody else", () => {
    const shelf = new Shelf();
    check(clinic, shelf);
    const file = "server/services/messaging.ts";
    const edited = { ...clinic, [file]: (clinic[file] ?? "").replace(/^(export (?:async )?function [^\n]*\{)$/m, "$1\n  [1, 2].map((one) => one + 1);") };
    assert.notEqual(edited[file], clinic[file]);
    const warm = check(edited, shelf);
    const own = functionsIn(edited, file);
    assert.ok(warm.stats().summarized <= own * 3, `${warm.stats().summarized} summarized, ${own} functions in the file`);
    assert.equal(answers(warm), answers(check(edited)));
  });

  const perFixture = Math.max(1, Math.ceil(Number(process.env.PHI_LENS_SEQUENCES ?? 80) / fixtures.length));
  it(`agrees with a fresh check after random edits (${perFixture} sequences a fixture)`, function () {
    this.timeout(900_000);
    for (const { path, files } of fixtures) {
      for (let sequence = 0; sequence < perFixture; sequence++) {
        const seed = hash(path.slice(path.indexOf("fixtures"))) + sequence;
        const shelf = new Shelf();
        const now = new Map(Object.entries(files));
        check(files, shelf);
        for (const change of editSequence(files, ROOT, 3, seeded(seed)).flatMap((step) => step.changes).filter(({ file }) => /\.[cm]?[jt]sx?$/.test(file))) {
          const name = change.file.slice(ROOT.length + 1);
          if (change.text === undefined) now.delete(name);
          else now.set(name, change.text);
          const state = Object.fromEntries(now);
          assert.equal(answers(check(state, shelf)), answers(check(state)), `${path}, seed ${seed}`);
        }
      }
    }
  });

  it("agrees with a fresh check after random edits of the clinic", () => {
    const shelf = new Shelf();
    check(clinic, shelf);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const now = new Map(Object.entries(clinic));
        for (const change of editSequence(clinic, ROOT, 2, seeded(seed)).flatMap((step) => step.changes).filter(({ file }) => /\.[cm]?[jt]sx?$/.test(file))) {
          const name = change.file.slice(ROOT.length + 1);
          if (change.text === undefined) now.delete(name);
          else now.set(name, change.text);
        }
        const state = Object.fromEntries(now);
        assert.equal(answers(check(state, shelf)), answers(check(state)));
      }),
      { numRuns: 12 },
    );
  });

  it("is no cache where it is damaged, truncated, mixed up or of another build", () => {
    const whole = new Shelf();
    const expected = answers(check(clinic, whole));
    const damages: [what: string, damage: (bytes: Uint8Array, all: readonly Uint8Array[], index: number) => Uint8Array][] = [
      ["truncated", (bytes) => bytes.slice(0, bytes.length >> 1)],
      ["empty", () => new Uint8Array()],
      ["one bit", (bytes) => bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte))],
      ["another file's", (_bytes, all, index) => all[(index + 1) % all.length] ?? new Uint8Array()],
    ];
    for (const [what, damage] of damages) {
      const shelf = new Shelf();
      const all = [...whole.kept.values()];
      [...whole.kept].forEach(([name, bytes], index) => shelf.kept.set(name, index % 2 === 0 ? damage(bytes, all, index) : bytes));
      const engine = check(clinic, shelf);
      assert.equal(answers(engine), expected, what);
      assert.ok(engine.stats().summarized > 0, what);
    }
    const other = new Shelf("2");
    for (const [name, bytes] of whole.kept) other.kept.set(name, bytes);
    assert.equal(check(clinic, other).stats().cacheHits, 0);
  });

  it("is right in another checkout", () => {
    const shelf = new Shelf();
    check(clinic, shelf);
    const moved = check(clinic, shelf, "/somewhere/else");
    assert.equal(moved.stats().summarized, 0);
    assert.equal(answers(moved), answers(check(clinic, undefined, "/somewhere/else")));
  });

  it("shows nobody anything who does not have the source", () => {
    const shelf = new Shelf();
    check({ "src/a.ts": 'export const secretName = () => "SECRET-LITERAL";\nexport function show(patient: { ssn: string; name: string }) { console.log(secretName(), patient.ssn); }\n' }, shelf);
    assert.equal(shelf.kept.size, 2);
    const bytes = Buffer.concat([...shelf.kept.values()]).toString("latin1");
    for (const text of ["SECRET", "secretName", "patient", "src/a", "phi"]) assert.ok(!bytes.includes(text), text);
  });
});

function check(files: Files, cache?: Entries, root = ROOT): Engine {
  const fs = new MemoryFileSystem(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${root}/${path}`, text])));
  if (files["tsconfig.json"] === undefined) fs.set(`${root}/tsconfig.json`, "{}");
  const engine = createEngine({ root, fs, today: TODAY, cache });
  engine.apply([]);
  return engine;
}

/** How many functions a file has. */
function functionsIn(files: Files, file: string): number {
  return check({ [file]: files[file] ?? "" }).stats().functions;
}

/** Everything that users see, as one text. */
const answers = (engine: Engine): string => JSON.stringify({ findings: engine.findings(), checklist: engine.checklist(), inventory: engine.inventory(), outbound: engine.outbound(), imports: engine.stats().unresolvedImports }, null, 1);

function markdownBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? markdownBelow(path) : name.endsWith(".md") ? [path] : [];
  });
}

function filesBelow(folder: string, base = folder): Files {
  return Object.assign({}, ...readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path, base) : { [path.slice(base.length + 1)]: readFileSync(path, "utf8") };
  })) as Files;
}

const hash = (text: string): number => [...text].reduce((all, char) => (Math.imul(all, 31) + char.charCodeAt(0)) >>> 0, 7);
