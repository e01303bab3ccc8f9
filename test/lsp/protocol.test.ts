// The language server over stdio with a fake engine: capabilities, bursts, cancels, stale versions, failures, push and pull.

import assert from "node:assert/strict";
import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import type { CodeAction, CompletionItem, DocumentDiagnosticReport, Hover, WorkspaceDiagnosticReport } from "vscode-languageserver-protocol";
import type { ChangedParams, EditResult, WireChecklistItem, WireFinding } from "../../server/src/lsp/messages";
import { fakeServer } from "./support/fakeServer";
import { FULL_CAPABILITIES, LspClient, type StartOptions } from "./support/lspClient";

describe("language server", function () {
  this.timeout(30_000);
  let server: string;
  let client: LspClient | undefined;
  before(async () => {
    server = await fakeServer();
  });
  afterEach(async () => {
    await client?.stop();
    client = undefined;
  });

  async function start(files: Record<string, string>, options: Partial<StartOptions> = {}): Promise<LspClient> {
    client = await LspClient.start({ server, files, ...options });
    return client;
  }

  const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const actionsAt = (lsp: LspClient, name: string, only?: string[]) => lsp.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri: lsp.uri(name) }, range: { start: { line: 0, character: 5 }, end: { line: 0, character: 5 } }, context: { diagnostics: [], ...(only && { only }) },
  });

  describe("diagnostics", () => {
    it("come for files that are not open, with code, related steps and fingerprint", async () => {
      const lsp = await start({ "a.ts": "log(LEAK)" });
      await lsp.until("diagnostics", () => lsp.diagnostics("a.ts").length === 1);
      const [diagnostic] = lsp.diagnostics("a.ts");
      assert.equal(diagnostic?.severity, 1);
      assert.equal(diagnostic?.code, "phi-in-log");
      assert.equal(diagnostic?.source, "PHI Lens");
      assert.deepEqual(diagnostic?.range, { start: { line: 0, character: 4 }, end: { line: 0, character: 8 } });
      assert.deepEqual(diagnostic?.relatedInformation?.map(({ message }) => message), ["1. read Patient.ssn", "2. passed to console.log"]);
      assert.deepEqual(diagnostic?.data, { fingerprint: "0" });
      assert.match(String(diagnostic?.message), /164\.312/);
    });

    it("link to a command only where the client runs commands", async () => {
      const lsp = await start({ "a.ts": "LEAK" }, { initializationOptions: { commands: true } });
      await lsp.until("diagnostics", () => lsp.diagnostics("a.ts").length === 1);
      assert.equal(lsp.diagnostics("a.ts")[0]?.codeDescription?.href, `command:phiLens.explainRule?${encodeURIComponent('["phi-in-log"]')}`);
    });

    it("follow typing, carry the version, and go when the cause goes", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "");
      const version = await lsp.change("a.ts", "log(LEAK)");
      await lsp.until("finding", () => lsp.diagnostics("a.ts").length === 1);
      assert.equal(lsp.published.at(-1)?.version, version);
      await lsp.change("a.ts", "log(1)");
      await lsp.until("no finding", () => lsp.diagnostics("a.ts").length === 0);
    });

    it("are published once for a burst, and never for a version that is gone", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "");
      await lsp.settled();
      lsp.published.length = 0;
      let last = 0;
      for (let i = 1; i <= 40; i++) last = await lsp.change("a.ts", "LEAK ".repeat(i));
      await lsp.settled();
      assert.equal(lsp.diagnostics("a.ts").length, 40);
      assert.ok(lsp.published.length <= 3, `${lsp.published.length} publications`);
      assert.equal(lsp.published.at(-1)?.version, last);
    });

    it("come soon although older work is under way: it is cancelled", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "");
      await lsp.settled();
      await lsp.change("a.ts", "SLOW");
      await new Promise((resolve) => setTimeout(resolve, 200));
      const begun = Date.now();
      await lsp.change("a.ts", "LEAK");
      await lsp.until("finding", () => lsp.diagnostics("a.ts").length === 1);
      assert.ok(Date.now() - begun < 2000, `${Date.now() - begun} ms`);
    });

    it("come for a file whose analysis was cancelled by an edit of another", async () => {
      const lsp = await start({ "a.ts": "", "b.ts": "" });
      await lsp.open("a.ts", "");
      await lsp.open("b.ts", "");
      await lsp.settled();
      await lsp.change("a.ts", "LEAK SLOWLY");
      await new Promise((resolve) => setTimeout(resolve, 200));
      await lsp.change("b.ts", "LEAK");
      await lsp.until("both", () => lsp.diagnostics("a.ts").length === 1 && lsp.diagnostics("b.ts").length === 1);
    });

    it("follow files that change on disk, but not open ones", async () => {
      const lsp = await start({ "a.ts": "", "b.ts": "" });
      await lsp.open("b.ts", "");
      await lsp.settled();
      assert.ok(lsp.registered.includes("workspace/didChangeWatchedFiles"));
      lsp.write("a.ts", "LEAK");
      lsp.write("b.ts", "LEAK");
      await lsp.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: lsp.uri("a.ts"), type: 2 }, { uri: lsp.uri("b.ts"), type: 2 }] });
      await lsp.until("finding", () => lsp.diagnostics("a.ts").length === 1);
      await lsp.settled();
      assert.equal(lsp.diagnostics("b.ts").length, 0);
      rmSync(path.join(lsp.root, "a.ts"));
      await lsp.connection.sendNotification("workspace/didChangeWatchedFiles", { changes: [{ uri: lsp.uri("a.ts"), type: 3 }] });
      await lsp.until("gone", () => lsp.diagnostics("a.ts").length === 0);
    });

    it("fall back to the file on disk when a document is closed", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "LEAK");
      await lsp.until("finding", () => lsp.diagnostics("a.ts").length === 1);
      await lsp.connection.sendNotification("textDocument/didClose", { textDocument: { uri: lsp.uri("a.ts") } });
      await lsp.until("gone", () => lsp.diagnostics("a.ts").length === 0);
    });

    it("obey the settings, also when they change", async () => {
      const lsp = await start({ "a.ts": "LEAK" }, { settings: { diagnostics: { scope: "openFiles" } } });
      await lsp.settled();
      assert.equal(lsp.diagnostics("a.ts").length, 0);
      lsp.settings = {};
      await lsp.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      await lsp.until("finding", () => lsp.diagnostics("a.ts").length === 1);
      await lsp.open("a.ts", "LEAK");
      await lsp.settled();
      lsp.settings = { enable: false };
      await lsp.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      await lsp.until("off", () => lsp.diagnostics("a.ts").length === 0);
      lsp.settings = { enable: true };
      await lsp.connection.sendNotification("workspace/didChangeConfiguration", { settings: null });
      await lsp.until("on", () => lsp.diagnostics("a.ts").length === 1);
    });

    it("are pulled by clients that pull, and then not pushed", async () => {
      const capabilities = { ...FULL_CAPABILITIES, workspace: { ...FULL_CAPABILITIES.workspace, diagnostics: { refreshSupport: true } }, textDocument: { diagnostic: {} } };
      const lsp = await start({ "a.ts": "LEAK" }, { capabilities });
      assert.ok(lsp.initialized.capabilities.diagnosticProvider);
      const report = await lsp.request<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri: lsp.uri("a.ts") } });
      await lsp.settled();
      const full = await lsp.request<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri: lsp.uri("a.ts") } });
      assert.ok(full.kind === "full" && full.items.length === 1, report.kind);
      const again = await lsp.request<DocumentDiagnosticReport>("textDocument/diagnostic", { textDocument: { uri: lsp.uri("a.ts") }, previousResultId: full.resultId });
      assert.equal(again.kind, "unchanged");
      const all = await lsp.request<WorkspaceDiagnosticReport>("workspace/diagnostic", { previousResultIds: [] });
      assert.deepEqual(all.items.map(({ uri }) => uri), [lsp.uri("a.ts")]);
      assert.equal(lsp.published.length, 0);
    });
  });

  describe("failures", () => {
    it("of the engine leave the server serving, and no source text or path in the log", async () => {
      const lsp = await start({ "a.ts": "", "secret-name.ts": "" });
      await lsp.open("secret-name.ts", "");
      await lsp.settled();
      await lsp.change("secret-name.ts", "BOOM 123-45-6789");
      await lsp.until("log", () => lsp.log.some((line) => line.includes("TypeError")));
      await lsp.change("secret-name.ts", "LEAK");
      await lsp.until("finding", () => lsp.diagnostics("secret-name.ts").length === 1);
      assert.doesNotMatch(lsp.log.join("\n"), /123-45|secret-name|cannot read/);
    });

    it("of a handler are answered with nothing", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "HOVERFAIL LEAK");
      await lsp.settled();
      assert.equal(await lsp.request("textDocument/hover", { textDocument: { uri: lsp.uri("a.ts") }, position: { line: 0, character: 12 } }), null);
      assert.ok(lsp.log.some((line) => line.includes("hover failed")));
    });

    it("of the engine's thread start another, with the open documents", async () => {
      const lsp = await start({ "a.ts": "", "b.ts": "" });
      await lsp.open("a.ts", "LEAK");
      await lsp.open("b.ts", "");
      await lsp.settled();
      await lsp.change("b.ts", "DIE");
      await lsp.change("b.ts", "LEAK");
      await lsp.settled();
      await lsp.change("b.ts", "LEAK LEAK");
      await lsp.until("findings", () => lsp.diagnostics("b.ts").length === 2 && lsp.diagnostics("a.ts").length === 1);
    });

    it("of the first scan leave nobody waiting, and the next edit tries again", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "BOOM");
      assert.equal(((await lsp.settled()) as ChangedParams).scanning, false);
      await lsp.change("a.ts", "LEAK");
      await lsp.until("finding", () => lsp.diagnostics("a.ts").length === 1);
    });

    it("of the engine's thread, again and again, end with a word about it and a server that answers", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "DIE");
      await lsp.until("word", () => lsp.log.some((line) => line.includes("several times in a row")));
      assert.deepEqual(await lsp.request("phiLens/checklist"), []);
    });

    it("of requests about unknown files are answered with nothing", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.settled();
      for (const uri of [lsp.uri("none.ts"), "untitled:Untitled-1", "file:///%00", "git:/x.ts"]) {
        assert.equal(await lsp.request("textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 0 } }), null);
        assert.deepEqual(await lsp.request("textDocument/codeAction", { textDocument: { uri }, range: whole, context: { diagnostics: [] } }), []);
        assert.equal(await lsp.request("phiLens/flow", { uri, fingerprint: "x" }), null);
      }
    });
  });

  describe("actions", () => {
    it("offer the preferred fix first, and a suppression", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "log(LEAK)\n");
      await lsp.settled();
      const actions = await actionsAt(lsp, "a.ts");
      assert.deepEqual(actions.map(({ title }) => title), ["Redact it", "Omit it", "Create a helper", "Suppress phi-in-log with a reason"]);
      assert.equal(actions[0]?.isPreferred, true);
      assert.deepEqual(actions[0]?.edit?.documentChanges, [
        { textDocument: { uri: lsp.uri("a.ts"), version: 1 }, edits: [{ range: { start: { line: 0, character: 4 }, end: { line: 0, character: 8 } }, newText: "SAFE" }] },
      ]);
      assert.equal(actions[0]?.diagnostics?.[0]?.code, "phi-in-log");
      assert.deepEqual(actions[2]?.edit?.documentChanges?.[0], { kind: "create", uri: lsp.uri("phi.ts"), options: { ignoreIfExists: true } });
    });

    it("are about the text as it is now, although it has just changed", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "");
      await lsp.settled();
      await lsp.change("a.ts", "x, LEAK");
      assert.equal((await actionsAt(lsp, "a.ts")).length, 4);
    });

    it("leave out what the client cannot do", async () => {
      const lsp = await start({ "a.ts": "" }, { capabilities: { workspace: { configuration: true } } });
      await lsp.open("a.ts", "log(LEAK)");
      await lsp.settled();
      const actions = await actionsAt(lsp, "a.ts");
      assert.deepEqual(actions.map(({ title }) => title), ["Redact it", "Omit it", "Suppress phi-in-log with a reason"]);
      assert.ok(actions[0]?.edit?.changes?.[lsp.uri("a.ts")]);
    });

    it("fix all of a kind, and all that is safe", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "log(LEAK)\nlog(LEAK)\n");
      await lsp.settled();
      const titles = (await actionsAt(lsp, "a.ts")).map(({ title }) => title);
      assert.ok(titles.includes("Fix all phi-in-log in this file: redact (2)"), titles.join());
      const [all] = await actionsAt(lsp, "a.ts", ["source.fixAll"]);
      assert.equal(all?.kind, "source.fixAll.phiLens");
      const [change] = all?.edit?.documentChanges ?? [];
      assert.deepEqual(change && "edits" in change && change.edits.map((edit) => "newText" in edit && edit.newText), ["SAFE", "SAFE"]);
    });

    it("are offered anywhere in the call that the value reaches", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "log(LEAK)\nnothing\n");
      await lsp.settled();
      const at = (line: number, character: number) => lsp.request<CodeAction[]>("textDocument/codeAction", {
        textDocument: { uri: lsp.uri("a.ts") }, range: { start: { line, character }, end: { line, character } }, context: { diagnostics: [] },
      });
      assert.equal((await at(0, 1))[0]?.title, "Redact it");
      assert.deepEqual(await at(1, 3), []);
    });

    it("fix all of a rule in the workspace, with the edit made when it is chosen", async () => {
      const capabilities = { ...FULL_CAPABILITIES, textDocument: { ...FULL_CAPABILITIES.textDocument, codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } } } };
      const lsp = await start({ "a.ts": "log(LEAK)\n", "b.ts": "log(LEAK)\nlog(LEAK)\n" }, { capabilities });
      await lsp.open("a.ts", "log(LEAK)\n");
      await lsp.settled();
      assert.deepEqual(lsp.initialized.capabilities.codeActionProvider, { codeActionKinds: ["quickfix", "source.fixAll.phiLens"], resolveProvider: true });
      const action = (await actionsAt(lsp, "a.ts")).find(({ title }) => title === "Fix all phi-in-log in the workspace: redact");
      assert.ok(action);
      assert.equal(action.edit, undefined);
      const { edit } = await lsp.request<CodeAction>("codeAction/resolve", action);
      const changed = (edit?.documentChanges ?? []).flatMap((change) => ("edits" in change ? [[change.textDocument.uri, change.textDocument.version, change.edits.length]] : []));
      assert.deepEqual(changed, [[lsp.uri("a.ts"), 1, 1], [lsp.uri("b.ts"), null, 2]]);
    });

    it("use commands where the client has them", async () => {
      const lsp = await start({ "a.ts": "" }, { initializationOptions: { commands: true } });
      await lsp.open("a.ts", "log(LEAK)");
      await lsp.settled();
      assert.deepEqual((await actionsAt(lsp, "a.ts")).flatMap(({ command }) => command?.command ?? []), ["phiLens.suppress", "phiLens.showFlow", "phiLens.explainRule"]);
    });
  });

  describe("comments and hovers", () => {
    it("hover an expression: level, category, evidence, where it flows", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "log(LEAK)");
      await lsp.settled();
      const hover = await lsp.request<Hover>("textDocument/hover", { textDocument: { uri: lsp.uri("a.ts") }, position: { line: 0, character: 5 } });
      const text = JSON.stringify(hover.contents);
      for (const part of ["PHI-Direct", "patient.ssn", "SSN", "`@phi` tag", "high confidence", "console"]) assert.ok(text.includes(part), `${part} in ${text}`);
    });

    it("hover and complete tags and ignore comments", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.open("a.ts", "/** @phi direct */\n// phi-lens-ignore-next-line ph\n * @p\n// phi\nconst x = 'phi';\n");
      await lsp.settled();
      const hover = await lsp.request<Hover>("textDocument/hover", { textDocument: { uri: lsp.uri("a.ts") }, position: { line: 0, character: 6 } });
      assert.match(JSON.stringify(hover.contents), /phi-direct/);
      const complete = async (line: number, character: number) =>
        (await lsp.request<CompletionItem[]>("textDocument/completion", { textDocument: { uri: lsp.uri("a.ts") }, position: { line, character } }));
      assert.ok((await complete(1, 31)).some(({ label, textEdit }) => label === "phi-in-log" && textEdit?.newText === "phi-in-log -- reason"));
      assert.deepEqual((await complete(2, 5)).map(({ label }) => label), ["@phi direct", "@phi indirect", "@phi none"]);
      assert.ok((await complete(3, 6)).some(({ label }) => label === "phi-lens-ignore-file"));
      assert.deepEqual(await complete(4, 14), []);
    });
  });

  describe("own requests", () => {
    it("give the flow of a finding by fingerprint or position", async () => {
      const lsp = await start({ "a.ts": "log(LEAK)" });
      await lsp.settled();
      const byPrint = await lsp.request<WireFinding>("phiLens/flow", { uri: lsp.uri("a.ts"), fingerprint: "0" });
      assert.deepEqual(byPrint.flow.map(({ text }) => text), ["read Patient.ssn", "passed to console.log"]);
      const byPlace = await lsp.request<WireFinding>("phiLens/flow", { uri: lsp.uri("a.ts"), position: { line: 0, character: 6 } });
      assert.equal(byPlace.fingerprint, "0");
    });

    it("count findings and checklist items", async () => {
      const lsp = await start({ "a.ts": "LEAK LEAK" });
      const summary = (await lsp.settled()) as ChangedParams;
      assert.deepEqual(summary.findings, { error: 2, warning: 0, information: 0, hint: 0 });
      assert.deepEqual(summary.checklist, { pass: 0, fail: 1, attention: 1, "not-applicable": 0 });
      assert.equal(summary.scanning, false);
      const items = await lsp.request<WireChecklistItem[]>("phiLens/checklist");
      assert.deepEqual(items.map(({ id }) => id), ["audit-logging", "staff-training"]);
    });

    it("attest by an edit that the client makes, never by writing", async () => {
      const lsp = await start({ "a.ts": "" });
      await lsp.settled();
      const folder = lsp.uri("");
      const result = await lsp.request<EditResult>("phiLens/attest", { folder, item: "staff-training", by: "Ada", evidence: "training.pdf", nextReview: "2099-01-01" });
      assert.equal(result.applied, true);
      const text = JSON.stringify(lsp.edits);
      for (const part of ["phi-lens.checklist.json", "staff-training", "Ada", "training.pdf", "2099-01-01"]) assert.ok(text.includes(part), part);
      assert.equal(existsSync(`${lsp.root}/phi-lens.checklist.json`), false);
      assert.equal((await lsp.request<EditResult>("phiLens/attest", { folder, item: "none", by: "Ada" })).applied, false);
    });

    it("approve and classify keep the comments of the policy", async () => {
      const policy = '{\n  // decided by the board\n  "version": 1\n}\n';
      const lsp = await start({ "a.ts": "", "phi-lens.json": policy });
      await lsp.settled();
      const folder = lsp.uri("");
      await lsp.request("phiLens/approve", { folder, destination: "openai", allows: "phi-indirect" });
      await lsp.request("phiLens/classify", { folder, kind: "field", name: "Patient.nickname", level: "phi-direct" });
      const [approve, classify] = lsp.edits.map((edit) => JSON.stringify(edit));
      for (const part of ["decided by the board", "openai", "api.openai.com", "phi-indirect", "baa"]) assert.ok(approve?.includes(part), part);
      assert.ok(classify?.includes("Patient.nickname"));
    });

    it("change nothing in a workspace that is not trusted", async () => {
      const lsp = await start({ "a.ts": "log(LEAK)" }, { initializationOptions: { trusted: false } });
      await lsp.open("a.ts", "log(LEAK)");
      await lsp.settled();
      const result = await lsp.request<EditResult>("phiLens/createPolicy", { folder: lsp.uri("") });
      assert.equal(result.applied, false);
      assert.equal(lsp.edits.length, 0);
      assert.ok(!(await actionsAt(lsp, "a.ts")).some(({ title }) => title === "Create a helper"));
    });
  });

  it("ends with its client", async () => {
    const lsp = await start({ "a.ts": "" });
    await lsp.settled();
    await lsp.request("shutdown");
    await lsp.connection.sendNotification("exit");
    assert.equal(await lsp.exitCode, 0);
    client = undefined;
  });
});
