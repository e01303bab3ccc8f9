// What the working tree adds and removes compared with a revision, as the user last asked for it.

import * as vscode from "vscode";
import type { Comparison } from "../../server/src/lsp/messages";
import type { LensClient } from "./lensClient";

const { t } = vscode.l10n;

export class ComparisonController implements vscode.Disposable {
  readonly #lens: LensClient;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onChanged = this.#changed.event;
  comparison: Comparison | undefined;

  constructor(lens: LensClient) {
    this.#lens = lens;
  }

  /** Compares with a revision that the user names. */
  async compare(given?: string): Promise<void> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
    if (!folder) return;
    const revision = given ?? (await vscode.window.showInputBox({
      title: t("Compare PHI flows with a revision"), prompt: t("A branch, tag or commit, such as origin/main"), value: "HEAD", ignoreFocusOut: true,
    }));
    if (!revision?.trim()) return;
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: t("Comparing with {0}", revision.trim()), cancellable: true },
      (progress, cancellation) => this.#lens.compare({ folder: folder.uri.toString(), revision: revision.trim() }, progress, cancellation),
    );
    if (result?.cancelled) return;
    if (!result || result.reason) {
      void vscode.window.showWarningMessage(result?.reason ?? t("The PHI Lens server is not running."));
      return;
    }
    await this.#show(result);
    await vscode.commands.executeCommand("phiLens.comparison.focus");
  }

  async close(): Promise<void> {
    await this.#show(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #show(comparison: Comparison | undefined): Promise<void> {
    this.comparison = comparison;
    await vscode.commands.executeCommand("setContext", "phiLens.hasComparison", comparison !== undefined);
    this.#changed.fire();
  }
}
