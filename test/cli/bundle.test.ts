// The bundled command line, as it is shipped: built into a folder of its own and started as a process.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");

describe("bundled command line", function () {
  this.timeout(60_000);
  let folder: string;
  let app: string;
  const start = (args: readonly string[], env: Record<string, string> = {}) =>
    spawnSync(process.execPath, args, { cwd: app, encoding: "utf8", env: { PATH: process.env.PATH, XDG_CACHE_HOME: join(folder, "cache"), ...env } });
  const cli = (...args: string[]) => start([join(folder, "dist/cli.js"), ...args]);

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "phi-lens-bundle-"));
    app = join(folder, "app");
    mkdirSync(app);
    const built = spawnSync(process.execPath, [join(ROOT, "client/build.mjs"), "--out", join(folder, "dist")], { encoding: "utf8" });
    assert.equal(built.status, 0, built.stderr);
    writeFileSync(join(app, "a.ts"), 'interface Patient { ssn: string; name: string; birthDate: string }\nexport function show(patient: Patient) {\n  console.log(patient.ssn);\n}\n');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("has everything beside it", () => {
    for (const file of ["cli.js", "server.js", "extension.js", "compiler.js", "licenses.txt", "schemas/phi-lens.schema.json", "schemas/phi-lens.checklist.schema.json"]) assert.ok(existsSync(join(folder, "dist", file)), file);
    assert.match(readFileSync(join(folder, "dist/licenses.txt"), "utf8"), /^typescript /m);
  });

  it("does not load the compiler to help", () => {
    const script = `process.argv.push("--help"); process.on("exit", () => console.log("COMPILER", Object.keys(require.cache).some((file) => file.endsWith("compiler.js")))); require(${JSON.stringify(join(folder, "dist/cli.js"))});`;
    assert.match(start(["-e", script, "cli.js"]).stdout, /COMPILER false/);
  });

  it("finds, caches, and says the same from the cache", () => {
    const fresh = cli("check", "--format", "json");
    assert.equal(fresh.status, 1, fresh.stderr);
    assert.equal(fresh.stderr, "");
    const [first, second] = [fresh, cli("check", "--format", "json")].map((run) => JSON.parse(run.stdout));
    assert.deepEqual(first.findings.filter((finding: { rule: string }) => finding.rule !== "unclassified-phi").map((finding: { rule: string; file: string; range: { start: unknown } }) => [finding.rule, finding.file, finding.range.start]), [["phi-in-log", "a.ts", { line: 3, column: 15 }]]);
    assert.deepEqual(second.findings, first.findings);
    assert.equal(second.stats.cacheHits, 1);
  });

  /** Findings and exit code of a check, without what differs from run to run. */
  const said = (run: { stdout: string; status: number | null; stderr: string }): unknown => {
    assert.equal(run.stderr, "");
    const { findings, checklist } = JSON.parse(run.stdout);
    return { findings, checklist, status: run.status };
  };

  it("says after an edit what it says without a cache, and summarizes only what the edit touches", () => {
    writeFileSync(join(app, "b.ts"), 'import { show } from "./a";\nexport function all(list: { ssn: string; name: string; birthDate: string }[]) {\n  for (const one of list) show(one);\n}\n');
    said(cli("check", "--format", "json"));
    writeFileSync(join(app, "b.ts"), 'import { show } from "./a";\nexport function all(list: { ssn: string; name: string; birthDate: string }[]) {\n  console.log(list[0]?.name);\n  for (const one of list) show(one);\n}\n');
    const warm = cli("check", "--format", "json");
    assert.deepEqual(said(warm), said(cli("check", "--format", "json", "--no-cache")));
    assert.ok(JSON.parse(warm.stdout).stats.cacheHits >= 2, warm.stdout);
  });

  it("shares its cache with others that run at the same time", async () => {
    const env = { PATH: process.env.PATH, XDG_CACHE_HOME: join(folder, "shared") };
    const runs = [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, [join(folder, "dist/cli.js"), "check", "--format", "json"], { cwd: app, env });
      let stdout = "";
      child.stdout.on("data", (chunk: Buffer) => { stdout += chunk; });
      const [status] = await once(child, "close");
      return said({ stdout, stderr: "", status });
    });
    const expected = said(cli("check", "--format", "json", "--no-cache"));
    for (const run of await Promise.all(runs)) assert.deepEqual(run, expected);
  });

  it("does without a cache where there can be none", () => {
    writeFileSync(join(folder, "no-folder"), "");
    const run = start([join(folder, "dist/cli.js"), "check", "--format", "json"], { XDG_CACHE_HOME: join(folder, "no-folder") });
    assert.deepEqual(said(run), said(cli("check", "--format", "json", "--no-cache")));
  });

  it("ends quietly when nobody reads on", () => {
    if (process.platform === "win32") return;
    const run = spawnSync("sh", ["-c", `"${process.execPath}" ../dist/cli.js check --format sarif | head -c 1`], { cwd: app, encoding: "utf8" });
    assert.deepEqual([run.status, run.stderr], [0, ""]);
  });

  it("starts the language server", async () => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
    const server = spawn(process.execPath, [join(folder, "dist/cli.js"), "lsp", "--stdio"], { cwd: app });
    server.stdin.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    const [answer] = await once(server.stdout, "data");
    server.kill();
    assert.match(String(answer), /"capabilities"|^Content-Length/);
  });
});
