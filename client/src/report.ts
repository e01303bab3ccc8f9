// The report in a panel: HTML made by the server, shown without scripts or network, and written to a file where the user says so.

import * as vscode from "vscode";
import { METHODS, type ReportResult } from "../../server/src/lsp/messages";
import type { LensClient } from "./lensClient";

const { t } = vscode.l10n;

/** What is remembered of the last reports of a folder: of this day, and of an earlier one. */
interface Remembered {
  readonly date: string;
  readonly state: string;
  readonly earlier?: string;
}

export class Reports {
  readonly #lens: LensClient;
  readonly #memory: vscode.Memento;
  #shown: { readonly folder: vscode.WorkspaceFolder; readonly text: string } | undefined;

  constructor(lens: LensClient, memory: vscode.Memento) {
    this.#lens = lens;
    this.#memory = memory;
  }

  /** Opens the report of the workspace's first folder, or of the one the user picks. */
  async show(): Promise<void> {
    const folder = await pickFolder();
    const result = folder && (await this.#make(folder));
    if (!folder || !result) return;
    const panel = vscode.window.createWebviewPanel("phiLens.report", t("PHI Lens Report"), vscode.ViewColumn.Active, { enableScripts: false, localResourceRoots: [] });
    const show = () => { panel.webview.html = withPolicy(inTheme(result.text)); };
    const themed = vscode.window.onDidChangeActiveColorTheme(show);
    this.#shown = { folder, text: result.text };
    panel.onDidChangeViewState(() => panel.active && (this.#shown = { folder, text: result.text }));
    panel.onDidDispose(() => themed.dispose());
    show();
  }

  /** Writes the report that was shown last, or makes one, to a file that the user names. */
  async save(): Promise<void> {
    const folder = this.#shown?.folder ?? (await pickFolder());
    const text = this.#shown?.text ?? (folder && (await this.#make(folder))?.text);
    if (!folder || text === undefined) return;
    const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.joinPath(folder.uri, "phi-report.html"), filters: { HTML: ["html"] }, title: t("Save the report") });
    if (!target) return;
    try {
      await vscode.workspace.fs.writeFile(target, Buffer.from(text, "utf8"));
    } catch {
      void vscode.window.showWarningMessage(t("The report could not be written there."));
    }
  }

  async #make(folder: vscode.WorkspaceFolder): Promise<ReportResult | undefined> {
    const key = `phiLens.report ${folder.uri.toString()}`;
    const last = this.#memory.get<Remembered>(key);
    const previous = (date: string) => (last && last.date < date ? last.state : last?.earlier);
    // The day is the server's to say: it is asked with what was known yesterday.
    const known = previous(new Date().toLocaleDateString("sv"));
    const result = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: t("PHI Lens report") },
      () => this.#lens.request(METHODS.report, { folder: folder.uri.toString(), format: "html", ...(known !== undefined && { previous: known }) }),
    );
    if (!result) {
      void vscode.window.showWarningMessage(t("There is no report yet: the workspace is still being read."));
      return undefined;
    }
    const earlier = previous(result.date);
    await this.#memory.update(key, { date: result.date, state: result.state, ...(earlier !== undefined && { earlier }) } satisfies Remembered);
    return result;
  }
}

async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
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
