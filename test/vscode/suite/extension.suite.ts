// What a user does in the editor, on a real VS Code: the extension starts, underlines, explains, fixes, and fills its views.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";

declare const vscodeHost: { screenshot(name: string): Promise<boolean> } | undefined;

interface Api {
  settled(): Promise<void>;
  readonly activationMilliseconds: number;
}

/** The aim is 50 ms on a machine of its own; tests share theirs. */
const ACTIVATION_LIMIT = 200;

/** Defines the suite; called once mocha's globals are there. */
export function define(): void {
  describe("PHI Lens in VS Code", () => {
    let extension: vscode.Extension<Api>;
    let document: vscode.TextDocument;

    before(async () => {
      // It registers its providers while it starts, which cancels requests for code actions that are under way.
      await vscode.extensions.getExtension("vscode.typescript-language-features")?.activate();
      document = await vscode.workspace.openTextDocument(fileOf("src/patient.ts"));
      await vscode.window.showTextDocument(document);
    });

    it("activates quickly", async () => {
      const found = vscode.extensions.getExtension<Api>("phi-lens.phi-lens");
      assert.ok(found, "the extension is there");
      extension = found;
      await extension.activate();
      const { activationMilliseconds } = extension.exports;
      console.log(`      activation: ${activationMilliseconds.toFixed(1)} ms`);
      assert.ok(activationMilliseconds < ACTIVATION_LIMIT, `${activationMilliseconds} ms`);
      await extension.exports.settled();
    });

    it("has every command of its manifest", async () => {
      const registered = new Set(await vscode.commands.getCommands(true));
      const declared = (extension.packageJSON as { contributes: { commands: { command: string }[] } }).contributes.commands;
      assert.deepEqual(declared.map(({ command }) => command).filter((command) => !registered.has(command)), []);
    });

    it("underlines PHI in a log, with the way it took", async () => {
      const finding = await findingOf(document.uri, "phi-in-log");
      assert.equal(document.getText(finding.range), "patient.ssn");
      assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
      assert.ok(finding.relatedInformation?.length, "related locations");
      const code = finding.code;
      assert.ok(typeof code === "object" && code.target.scheme === "command", "links to the rule's page");
    });

    it("finds what leaves through files that are not open", async () => {
      await findingOf(fileOf("src/summary.ts"), "phi-to-ai-vendor");
    });

    it("explains an expression in its hover", async () => {
      const position = document.positionAt(document.getText().indexOf("patient.ssn") + "patient.s".length);
      const text = await until("hover", async () => {
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, position);
        return hovers.flatMap(({ contents }) => contents).map((part) => (typeof part === "string" ? part : part.value)).find((part) => part.includes("PHI-Direct"));
      });
      assert.match(text, /SSN|ssn/);
    });

    it("applies a quick fix in one step, and undo brings the finding back", async () => {
      const before = document.getText();
      const finding = await findingOf(document.uri, "phi-in-log");
      const action = await until("preferred fix", async () => (await actionsAt(document, finding.range)).find(({ isPreferred, edit }) => isPreferred && edit));
      assert.ok(action.edit && (await vscode.workspace.applyEdit(action.edit)));
      assert.notEqual(document.getText(), before);
      await until("no finding", async () => {
        await extension.exports.settled();
        return findingsIn(document.uri, "phi-in-log").length === 0;
      });
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand("undo");
      assert.equal(document.getText(), before);
      await findingOf(document.uri, "phi-in-log");
    });

    it("offers to suppress, show and explain", async () => {
      const finding = await findingOf(document.uri, "phi-in-log");
      const commands = await until("actions", async () => {
        const found = (await actionsAt(document, finding.range)).flatMap(({ command }) => command?.command ?? []);
        return found.includes("phiLens.explainRule") ? found : undefined;
      });
      assert.ok(commands.includes("phiLens.suppress") && commands.includes("phiLens.showFlow"), commands.join());
    });

    it("follows typing", async () => {
      const editor = await vscode.window.showTextDocument(document);
      const end = document.lineAt(document.lineCount - 1).range.end;
      await editor.edit((edit) => edit.insert(end, "\nexport const shout = (patient: Patient) => console.error(patient.name);\n"));
      await until("second finding", () => findingsIn(document.uri, "phi-in-log").length === 2);
      await vscode.commands.executeCommand("undo");
      await until("one finding", () => findingsIn(document.uri, "phi-in-log").length === 1);
    });

    it("steps through a flow", async () => {
      const finding = await findingOf(document.uri, "phi-in-log");
      const shown = await vscode.commands.executeCommand<boolean>("phiLens.showFlow", { uri: document.uri.toString(), position: { line: finding.range.start.line, character: finding.range.start.character } });
      assert.equal(shown, true);
      await vscode.commands.executeCommand("phiLens.nextFlowStep");
      await vscode.commands.executeCommand("phiLens.previousFlowStep");
      await vscode.commands.executeCommand("phiLens.peekFlow");
      await screenshot("flow");
      await vscode.commands.executeCommand("phiLens.closeFlow");
    });

    it("opens a rule's page", async () => {
      await vscode.commands.executeCommand("phiLens.explainRule", "phi-in-log");
      await until("page", () => vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label.includes("phi-in-log"))));
    });

    it("fills the views", async () => {
      for (const view of ["inventory", "outbound", "checklist"]) {
        await vscode.commands.executeCommand(`phiLens.${view}.focus`);
        await delay(500);
        await screenshot(view);
      }
    });

    it("creates a policy that its schema knows and that validates", async () => {
      await vscode.commands.executeCommand("phiLens.createPolicy");
      const policy = await vscode.workspace.openTextDocument(fileOf("phi-lens.json"));
      assert.equal(policy.isDirty, false, "saved");
      assert.match(policy.getText(), /"version": 1/);
      await extension.exports.settled();
      assert.deepEqual(findingsIn(policy.uri), []);
    });

    it("underlines a mistake in the policy while it is typed", async () => {
      const policy = await vscode.workspace.openTextDocument(fileOf("phi-lens.json"));
      const editor = await vscode.window.showTextDocument(policy);
      await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, policy.lineCount, 0), '{ "version": 1, "logs": { "allows": "everything" } }\n'));
      await findingOf(policy.uri, "policy-invalid");
      await vscode.commands.executeCommand("undo");
      await until("valid again", () => findingsIn(policy.uri).length === 0);
    });

    it("shows its report", async () => {
      await vscode.commands.executeCommand("phiLens.report");
      await until("report", () => vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === "PHI Lens Report")));
      await delay(500);
      await screenshot("report");
    });

    it("starts its server again", async () => {
      await vscode.commands.executeCommand("phiLens.restart");
      await extension.exports.settled();
      await findingOf(fileOf("src/patient.ts"), "phi-in-log");
    });

    it("is silent when it is switched off", async () => {
      const configuration = vscode.workspace.getConfiguration("phiLens");
      await configuration.update("enable", false, vscode.ConfigurationTarget.Workspace);
      await until("silence", () => findingsIn(fileOf("src/patient.ts")).length === 0);
      await configuration.update("enable", undefined, vscode.ConfigurationTarget.Workspace);
      await findingOf(fileOf("src/patient.ts"), "phi-in-log");
    });
  });
}

function fileOf(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, "a workspace folder is open");
  return vscode.Uri.joinPath(folder.uri, path);
}

function findingsIn(uri: vscode.Uri, rule?: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source, code }) =>
    source === "PHI Lens" && (rule === undefined || (typeof code === "object" ? code.value : code) === rule));
}

const findingOf = (uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> => until(rule, () => findingsIn(uri, rule)[0]);

async function actionsAt(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  try {
    return await vscode.commands.executeCommand<vscode.CodeAction[]>("vscode.executeCodeActionProvider", document.uri, range, vscode.CodeActionKind.QuickFix.value);
  } catch (error) {
    if ((error as Error).name === "Canceled") return []; // the set of providers changed meanwhile: asked again
    throw error;
  }
}

async function until<T>(what: string, look: () => T | Promise<T>, milliseconds = 20_000): Promise<NonNullable<T>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const value = await look();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not seen in ${milliseconds / 1000} s: ${what}`);
    await delay(50);
  }
}

async function screenshot(name: string): Promise<void> {
  if (typeof vscodeHost !== "undefined") await vscodeHost.screenshot(name);
}
