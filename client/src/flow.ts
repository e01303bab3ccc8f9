// The flow that is being looked at: which finding, which step; jumping from step to step, and peeking at all of them.

import * as vscode from "vscode";
import { type FindingHistory, type FlowParams, METHODS, type WireFinding } from "../../server/src/lsp/messages";
import type { LensClient } from "./lensClient";
import { plain } from "./views/nodes";
import { openArguments, toRange } from "./views/tree";

export class FlowController implements vscode.Disposable {
  readonly #lens: LensClient;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onChanged = this.#changed.event;
  finding: WireFinding | undefined;
  index = 0;
  /** Since when the finding has been there; undefined while git has not answered. */
  history: FindingHistory | undefined;

  constructor(lens: LensClient) {
    this.#lens = lens;
  }

  /** Shows the flow of a finding: the one named, the one at the cursor, or the one that the user picks. */
  async show(params?: FlowParams): Promise<boolean> {
    const finding = params ? await this.#ask(params) : ((await this.#ask(atCursor())) ?? (await this.#ask(await pickFinding())));
    if (!finding) {
      if (params) void vscode.window.showInformationMessage(vscode.l10n.t("This finding is no longer there."));
      return false;
    }
    this.finding = finding;
    this.index = 0;
    this.history = undefined;
    void this.#askHistory(finding);
    await vscode.commands.executeCommand("setContext", "phiLens.hasFlow", true);
    this.#changed.fire();
    await vscode.commands.executeCommand("phiLens.flow.focus");
    await this.goTo(0);
    return true;
  }

  async #ask(params: FlowParams | undefined): Promise<WireFinding | undefined> {
    const finding = params && (await this.#lens.request(METHODS.flow, params));
    return finding?.flow.length ? finding : undefined;
  }

  async #askHistory(finding: WireFinding): Promise<void> {
    const history = await this.#lens.request(METHODS.findingHistory, { uri: finding.uri, fingerprint: finding.fingerprint });
    if (!history || this.finding !== finding) return;
    this.history = history;
    this.#changed.fire();
  }

  /** Goes to a step, or `by` steps on; the ends are reached and not passed. */
  async goTo(index: number): Promise<void> {
    const { finding } = this;
    if (!finding) return;
    this.index = Math.max(0, Math.min(finding.flow.length - 1, index));
    this.#changed.fire();
    const step = finding.flow[this.index];
    if (step) await vscode.commands.executeCommand("vscode.open", ...openArguments(step));
  }

  /** All steps in the editor's peek view. */
  async peek(): Promise<void> {
    const { finding } = this;
    if (!finding) return;
    const locations = finding.flow.map((step) => new vscode.Location(vscode.Uri.parse(step.uri), toRange(step)));
    const uri = vscode.Uri.parse(finding.uri);
    await vscode.window.showTextDocument(uri, { selection: toRange(finding) });
    await vscode.commands.executeCommand("editor.action.peekLocations", uri, toRange(finding).start, locations, "peek");
  }

  async close(): Promise<void> {
    this.finding = undefined;
    await vscode.commands.executeCommand("setContext", "phiLens.hasFlow", false);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function atCursor(): FlowParams | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && positionOf(editor.document.uri, editor.selection.active);
}

/** All findings of the workspace that have a flow, to choose from. */
async function pickFinding(): Promise<FlowParams | undefined> {
  const findings = vscode.languages.getDiagnostics().flatMap(([uri, diagnostics]) =>
    diagnostics.filter(({ source, relatedInformation }) => source === "PHI Lens" && relatedInformation?.length).map((diagnostic) => ({ uri, diagnostic })));
  if (!findings.length) {
    void vscode.window.showInformationMessage(vscode.l10n.t("No finding has a flow."));
    return undefined;
  }
  const items = findings.map(({ uri, diagnostic: { message, range } }) => ({
    label: plain(message), description: `${vscode.workspace.asRelativePath(uri)}:${range.start.line + 1}`, params: positionOf(uri, range.start),
  }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t("Show the flow of a finding"), matchOnDescription: true, ignoreFocusOut: true });
  return picked?.params;
}

const positionOf = (uri: vscode.Uri, { line, character }: vscode.Position): FlowParams => ({ uri: uri.toString(), position: { line, character } });
