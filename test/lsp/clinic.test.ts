// The bundled language server on the sample clinic, over stdio: what it says agrees with the command line's engine, and it keeps
// up with typing.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CodeAction } from "vscode-languageserver-protocol";
import type { ChangedParams, WireChecklistItem, WireDestination, WireInventoryType } from "../../server/src/lsp/messages";
import { LspClient } from "./support/lspClient";

const root = path.resolve(__dirname, "../..");
const server = path.join(root, "dist/server.js");

describe("bundled server on the clinic", function () {
  this.timeout(60_000);
  let folder: string;
  let lsp: LspClient;

  before(async () => {
    assert.ok(existsSync(server), "built: npm run build");
    folder = mkdtempSync(path.join(tmpdir(), "phi-lens-clinic-"));
    cpSync(path.join(root, "test/clinic"), folder, { recursive: true });
    lsp = await LspClient.start({ server, folder });
    await lsp.settled();
  });
  after(async () => {
    await lsp?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("shows what the command line reports", () => {
    const { stdout } = spawnSync(process.execPath, [path.join(root, "dist/cli.js"), "check", folder, "--format", "json", "--no-cache"], { encoding: "utf8", cwd: folder, maxBuffer: 2 ** 28 });
    const { findings } = JSON.parse(stdout) as { findings: { file: string; rule: string; suppressed: unknown; range: { start: { line: number; column: number } } }[] };
    const reported = findings.filter(({ suppressed }) => !suppressed).map(({ file, rule, range }) => `${file}:${range.start.line}:${range.start.column} ${rule}`);
    const files = [...new Set(lsp.published.map(({ uri }) => uri))];
    const shown = files.flatMap((uri) => {
      const file = decodeURIComponent(uri.slice(lsp.uri("").length + 1));
      return lsp.diagnostics(file).map(({ range, code }) => `${file}:${range.start.line + 1}:${range.start.character + 1} ${code}`);
    });
    assert.ok(reported.length > 10, `${reported.length} findings`);
    assert.deepEqual(shown.sort(), reported.sort());
  });

  it("has a checklist, an outbound map and an inventory", async () => {
    assert.ok((await lsp.request<WireChecklistItem[]>("phiLens/checklist")).length >= 20);
    assert.ok((await lsp.request<WireDestination[]>("phiLens/outbound")).some(({ sites }) => sites.length > 0));
    assert.ok((await lsp.request<WireInventoryType[]>("phiLens/inventory")).some(({ name }) => name === "Patient"));
  });

  it("makes a report without scripts", async () => {
    const { text } = await lsp.request<{ text: string }>("phiLens/report", { format: "html" });
    assert.match(text, /<html/i);
    assert.doesNotMatch(text, /<script/i);
  });

  it("comes to the same findings after an edit and its undoing", async () => {
    const name = "shared/types.ts";
    const text = readFileSync(path.join(folder, name), "utf8");
    const before = (await lsp.settled()) as ChangedParams;
    await lsp.open(name, text);
    await lsp.change(name, `${text}\nexport function shout(patient: { ssn: string; firstName: string; lastName: string; dateOfBirth: string }) { console.log(patient.ssn); }\n`);
    const during = (await lsp.settled()) as ChangedParams;
    assert.ok(during.findings.error > before.findings.error, JSON.stringify(during.findings));
    await lsp.change(name, "export const = {{{");
    await lsp.settled();
    await lsp.change(name, text);
    const after = (await lsp.settled()) as ChangedParams;
    assert.deepEqual({ ...after, revision: 0 }, { ...before, revision: 0 });
  });

  it("offers fixes whose edits lie in the file as it is", async () => {
    const [file] = lsp.published.filter(({ diagnostics }) => diagnostics.some(({ code }) => code === "phi-in-log"));
    assert.ok(file);
    const diagnostic = file.diagnostics.find(({ code }) => code === "phi-in-log");
    assert.ok(diagnostic);
    const actions = await lsp.request<CodeAction[]>("textDocument/codeAction", { textDocument: { uri: file.uri }, range: diagnostic.range, context: { diagnostics: [] } });
    assert.ok(actions.some(({ isPreferred, edit }) => isPreferred && edit), actions.map(({ title }) => title).join());
  });
});
