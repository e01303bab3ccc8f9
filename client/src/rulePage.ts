// The page of a rule, as the Markdown preview of a file that ships with the extension.

import * as vscode from "vscode";
import { METHODS } from "../../server/src/lsp/messages";
import type { LensClient } from "./lensClient";

/** Opens a rule's page; asks which where none is named. */
export async function explainRule(context: vscode.ExtensionContext, lens: LensClient, given?: string): Promise<void> {
  const rule = given ?? ruleAtCursor() ?? (await vscode.window.showQuickPick([...((await lens.request(METHODS.ruleIds)) ?? [])], { title: vscode.l10n.t("Explain a rule") }));
  if (!rule || !/^[a-z][a-z-]*$/.test(rule)) return;
  const page = vscode.Uri.joinPath(context.extensionUri, "dist", "rules", `${rule}.md`);
  try {
    await vscode.workspace.fs.stat(page);
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t("There is no page about {0}.", rule));
    return;
  }
  try {
    await vscode.commands.executeCommand("markdown.showPreview", page);
  } catch {
    await vscode.window.showTextDocument(page, { preview: true }); // the built-in Markdown extension is switched off
  }
}

/** The rule of a diagnostic at the cursor, if there is one. */
function ruleAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const here = vscode.languages.getDiagnostics(editor.document.uri).find((diagnostic) =>
    diagnostic.source === "PHI Lens" && diagnostic.range.contains(editor.selection.active));
  const code = here?.code;
  return typeof code === "object" ? String(code.value) : code === undefined ? undefined : String(code);
}
