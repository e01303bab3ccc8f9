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
