// The status bar item: how many findings, the checklist's score, and whether a scan is under way.

import * as vscode from "vscode";
import type { ChangedParams } from "../../server/src/lsp/messages";
import type { LensClient } from "./lensClient";
import { statusText } from "./views/statusText";

export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem("phiLens.status", vscode.StatusBarAlignment.Left, 40);
  readonly #subscriptions: vscode.Disposable[];

  constructor(lens: LensClient) {
    this.#item.name = "PHI Lens";
    this.#item.command = "phiLens.checklist.focus";
    this.#subscriptions = [
      lens.onChanged((params) => this.#update(params)),
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("phiLens.enable") && this.#update(lens.last)),
    ];
    this.#update(lens.last);
    this.#item.show();
  }

  dispose(): void {
    for (const subscription of [this.#item, ...this.#subscriptions]) subscription.dispose();
  }

  #update(params: ChangedParams | undefined): void {
    const enabled = vscode.workspace.getConfiguration("phiLens").get<boolean>("enable", true);
    const { text, tooltip, severity } = statusText(enabled, params, vscode.l10n.t);
    this.#item.text = text;
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: `PHI Lens: ${tooltip}` };
    this.#item.backgroundColor = severity === "error" ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
  }
}
