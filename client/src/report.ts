// The report in a panel: HTML made by the server, shown without scripts or network.

import * as vscode from "vscode";
import { METHODS } from "../../server/src/lsp/messages";
import type { LensClient } from "./lensClient";

/** Opens the report of the workspace's first folder, or of the one the user picks. */
export async function showReport(lens: LensClient): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
  if (!folder) return;
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("PHI Lens report") },
    () => lens.request(METHODS.report, { folder: folder.uri.toString(), format: "html" }),
  );
  if (!result) {
    void vscode.window.showWarningMessage(vscode.l10n.t("There is no report yet: the workspace is still being read."));
    return;
  }
  const panel = vscode.window.createWebviewPanel("phiLens.report", vscode.l10n.t("PHI Lens Report"), vscode.ViewColumn.Active, { enableScripts: false, localResourceRoots: [] });
  const show = () => { panel.webview.html = withPolicy(inTheme(result.text)); };
  const themed = vscode.window.onDidChangeActiveColorTheme(show);
  panel.onDidDispose(() => themed.dispose());
  show();
}

/** A report follows the system's light or dark; in the editor it follows the editor's. */
function inTheme(html: string): string {
  const { Dark, HighContrast } = vscode.ColorThemeKind;
  const dark = [Dark, HighContrast].includes(vscode.window.activeColorTheme.kind);
  return html.replaceAll("(prefers-color-scheme: dark)", dark ? "all" : "not all");
}

/** Forbids whatever a report does not need, whatever is in it. */
function withPolicy(html: string): string {
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">`;
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + policy) : policy + html;
}
