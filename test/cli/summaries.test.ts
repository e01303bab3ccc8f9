// `--summaries`: packages of a monorepo summarized one by one, as a build system does it, and then one check over all of them. The findings
// are those of a single run, byte for byte; an edit costs the package that was edited and those that depend on it.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stats } from "../../server/src/engine/api";
import { analyse } from "../../server/src/cli/analyse";
import { summarize } from "../../server/src/cli/summarize";
import { resultsOf } from "../../server/src/cli/cache/results";
import { fakeEnvironment } from "./fakes";

const PACKAGES = 8;
const DIRECTORY = ".phi-lens";

describe("summaries of packages", function () {
  this.timeout(120_000);
  let root: string;
  let dependenciesOf: (index: number) => number[];
  /** What a build system remembers: the hash of a package's inputs when its task last ran. */
  const done = new Map<number, string>();

  before(async () => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "phi-lens-monorepo-"))).replaceAll("\\", "/");
    const generator = await import("../bench/generate.mjs" as string);
    dependenciesOf = generator.dependenciesOf;
    generator.generate(root, { packages: PACKAGES, lines: 1500 });
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const folder = (index: number): string => join(root, "packages", `p${index}`);

  /** As a task graph has it: own sources, policy, and the hashes of what it depends on. */
  function inputs(index: number): string {
    const hash = createHash("sha256").update(readFileSync(join(root, "phi-lens.json"))).update(readFileSync(join(folder(index), "package.json")));
    for (const name of readdirSync(join(folder(index), "src")).sort()) hash.update(readFileSync(join(folder(index), "src", name)));
    for (const other of dependenciesOf(index)) hash.update(inputs(other));
    return hash.digest("hex");
  }

  /** Runs the tasks whose inputs have changed, dependencies first; says which. */
  async function build(): Promise<number[]> {
    const ran: number[] = [];
    for (let index = 0; index < PACKAGES; index++) {
      const now = inputs(index);
      if (done.get(index) === now) continue;
      assert.equal(await summarize(".", { summaries: DIRECTORY }, { ...fakeEnvironment(), cwd: folder(index) }), 0);
      done.set(index, now);
      ran.push(index);
    }
    return ran;
  }

  /** A check of everything with the summaries; asserts that a check without says the same. */
  async function check(): Promise<Stats> {
    const environment = { ...fakeEnvironment(), cwd: root };
    const { stats, ...joined } = resultsOf((await analyse(["."], { summaries: DIRECTORY }, environment)).engine);
    const { stats: _stats, ...single } = resultsOf((await analyse(["."], {}, environment)).engine);
    assert.equal(JSON.stringify(joined), JSON.stringify(single));
    assert.ok(joined.findings.length > 10);
    return stats;
  }

  it("give the findings of a single run, with nothing left to summarize", async () => {
    assert.equal((await build()).length, PACKAGES);
    assert.equal((await check()).summarized, 0);
    assert.deepEqual(await build(), []);
  });

  it("are made again for an edited package and its dependents only", async () => {
    const file = join(folder(5), "src/module0.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace("const visit = ", "console.log(patient.ssn);\n  const visit = "));
    const dependents = new Set([5]);
    for (let index = 6; index < PACKAGES; index++) if (dependenciesOf(index).some((one) => dependents.has(one))) dependents.add(index);
    assert.ok(dependents.size < PACKAGES);
    assert.deepEqual(await build(), [...dependents].sort());
    assert.equal((await check()).summarized, 0);
  });

  it("may be missing, old or damaged: what they lack is made again", async () => {
    const file = join(folder(0), "src/module0.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace("return response.status;", "console.log(body);\n  return response.status;"));
    rmSync(join(folder(1), DIRECTORY), { recursive: true });
    const damaged = join(folder(2), DIRECTORY, "phi-lens.summaries");
    writeFileSync(damaged, readFileSync(damaged).subarray(0, 3000));
    assert.ok((await check()).summarized > 0);
  });

  it("are the same bytes from the same sources", async () => {
    const fresh = async (): Promise<Buffer[]> => {
      for (let index = 0; index < PACKAGES; index++) rmSync(join(folder(index), DIRECTORY), { recursive: true, force: true });
      done.clear();
      await build();
      return Array.from({ length: PACKAGES }, (_, index) => readFileSync(join(folder(index), DIRECTORY, "phi-lens.summaries")));
    };
    assert.deepEqual(await fresh(), await fresh());
  });

  it("hold nothing that can be read without the sources", () => {
    const bytes = readFileSync(join(folder(7), DIRECTORY, "phi-lens.summaries"), "latin1");
    for (const text of ["Patient", "module", "api.partner.example", "ssn"]) assert.ok(!bytes.includes(text), text);
  });

  it("can lie in one folder for all", async () => {
    const shared = join(root, "shared-summaries");
    for (let index = 0; index < PACKAGES; index++) await summarize(".", { summaries: shared }, { ...fakeEnvironment(), cwd: folder(index) });
    assert.equal(readdirSync(shared).length, PACKAGES);
    const { engine } = await analyse(["."], { summaries: shared }, { ...fakeEnvironment(), cwd: root });
    assert.equal(engine.stats().summarized, 0);
  });

  it("count findings and files by package, dependencies first", async () => {
    const { engine } = await analyse(["."], { cache: false }, { ...fakeEnvironment(), cwd: root });
    const { packages = [], files } = engine.stats();
    assert.equal(packages.reduce((sum, one) => sum + one.files, 0), files);
    assert.equal(packages.reduce((sum, one) => sum + one.findings.error, 0), engine.findings().filter((finding) => finding.severity === "error").length);
    const order = packages.map((one) => one.name);
    for (let index = 0; index < PACKAGES; index++) for (const other of dependenciesOf(index)) assert.ok(order.indexOf(`@acme/p${other}`) < order.indexOf(`@acme/p${index}`));
  });

  it("of a package checked alone, with what it depends on read, are about that package", async () => {
    const { engine } = await analyse(["."], { cache: false }, { ...fakeEnvironment(), cwd: folder(3) });
    assert.ok(engine.stats().files > readdirSync(join(folder(3), "src")).length);
    assert.ok(engine.findings().length > 0);
    for (const { file } of engine.findings()) assert.ok(file.startsWith(`${folder(3)}/`) || file.endsWith("phi-lens.json"), file);
  });

  it("of what is no package are refused", async () => {
    await assert.rejects(summarize(".", { summaries: DIRECTORY }, { ...fakeEnvironment(), cwd: root }), /no folder of a package/);
  });
});
