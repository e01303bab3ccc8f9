// The standard requests of the protocol: pull diagnostics, hover, code actions, completion, code lenses, inlay hints.

import { createHash } from "node:crypto";
import {
  type CodeAction, CodeActionKind, type CompletionItem, type Connection, DocumentDiagnosticReportKind, InsertTextFormat, type TextDocuments,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding, Fix } from "../engine/api";
import { type EditTarget, FIX_ALL, fixAll, quickFixes, suppressionEdit } from "./actions";
import { toFile, toUri, toWireRange, touches } from "./convert";
import { isShown } from "./diagnostics";
import { guarded, type Log } from "./guard";
import { toHover } from "./hover";
import { toCodeLenses, toInlayHints } from "./lenses";
import { t } from "./l10n";
import type { WirePosition } from "./messages";
import { RULE_IDS } from "../rules/catalog";
import { completeComment, hoverComment } from "./ruleText";
import type { Session } from "./session";

/** What an action for the whole workspace is about: its edit is made when it is chosen. */
interface EverywhereData {
  readonly uri: string;
  readonly rule: string;
  readonly kind: string;
}

export interface Handlers {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly session: Session;
  readonly log: Log;
}

/** Registers the handlers. */
export function onLanguageRequests({ connection, documents, session, log }: Handlers): void {
  connection.languages.diagnostics.on(({ textDocument, previousResultId }) =>
    guarded(log, "diagnostics", { kind: DocumentDiagnosticReportKind.Full, items: [] }, async () => {
      const file = toFile(textDocument.uri);
      if (file === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
      await session.folderOf(file)?.settled();
      return report(session, file, previousResultId);
    }));
  connection.languages.diagnostics.onWorkspace(({ previousResultIds }) =>
    guarded(log, "workspaceDiagnostics", { items: [] }, async () => {
      await session.settled();
      const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
      const files = new Set([...session.folders.flatMap((folder) => [...folder.files()]), ...[...previous.keys()].flatMap((uri) => toFile(uri) ?? [])]);
      return {
        items: [...files].map((file) => {
          const uri = toUri(file);
          return { ...report(session, file, previous.get(uri)), uri, version: documents.get(uri)?.version ?? null };
        }),
      };
    }));

  connection.onHover(({ textDocument, position }) => guarded(log, "hover", null, async () => {
    const document = documents.get(textDocument.uri);
    if (!document || !session.settings.hover.enable) return null;
    const comment = hoverComment(lineAt(document, position), position);
    if (comment) return comment;
    const fresh = await session.fresh(textDocument.uri);
    const info = await fresh?.folder.call("hover", fresh.file, document.offsetAt(position));
    if (!fresh || !info) return null;
    const finding = session.traits.commands
      ? fresh.folder.findings(fresh.file).find((one) => isShown(one, session.settings) && touches(toWireRange(one.range), toWireRange(info.range)))
      : undefined;
    return toHover(info, finding && { finding });
  }));

  connection.onCodeAction(({ textDocument, range, context }) => guarded<CodeAction[]>(log, "codeAction", [], async () => {
    const fresh = await session.freshFindings(textDocument.uri);
    if (!fresh) return [];
    const wants = (kind: string) => !context.only || context.only.some((only) => kind === only || kind.startsWith(`${only}.`));
    const fixesOf = (findings: readonly Finding[]) => (findings.length ? fresh.folder.call("fixes", findings) : Promise.resolve([]));
    const target = editTarget(session, documents);
    const file = toFile(textDocument.uri) ?? "";
    const inFile = (fix: Fix) => fix.edits.every((edit) => edit.file === file);
    if (context.only?.some((only) => only.startsWith(CodeActionKind.Source))) {
      const all = wants(FIX_ALL) ? fixAll(t("Fix all PHI Lens findings in this file"), FIX_ALL, await fresh.folder.call("fixes", fresh.findings, "safe"), target, (fix) => fix.safe && inFile(fix)) : undefined;
      return all ? [all] : [];
    }
    if (!wants(CodeActionKind.QuickFix)) return [];
    // On the carrier itself first, then anywhere in the call that it reaches.
    const onCarrier = fresh.findings.filter((finding) => touches(toWireRange(finding.range), range));
    const inCall = fresh.findings.filter(({ flow, enclosing }) => flow.length > 0 && enclosing && touches(toWireRange(enclosing), range));
    const here = [...new Set([...onCarrier, ...inCall])];
    const fixes = await fixesOf(here);
    const document = documents.get(textDocument.uri);
    const perFinding = here.map((finding, index) => actionsOf(finding, fixes[index] ?? [], document, session, target));
    const kinds = new Set(here.flatMap((finding, index) => (fixes[index] ?? []).map((fix) => `${finding.rule} ${fix.kind}`)));
    const alike: CodeAction[] = [];
    for (const key of kinds) {
      const [rule = "", kind = ""] = key.split(" ");
      const same = fresh.findings.filter((finding) => finding.rule === rule);
      if (same.length < 2) continue;
      const ofAll = await fixesOf(same);
      if (ofAll.filter((list) => list.some((fix) => fix.kind === kind)).length < 2) continue;
      const action = fixAll(t("Fix all {0} in this file: {1}", rule, kind), CodeActionKind.QuickFix, ofAll, target, (fix) => fix.kind === kind);
      if (action) alike.push(action);
    }
    if (session.traits.resolves) {
      const elsewhere = new Set((await fresh.folder.call("findings")).filter((finding) => finding.file !== file && !finding.suppressed).map((finding) => finding.rule));
      for (const key of kinds) {
        const [rule = "", kind = ""] = key.split(" ");
        if (elsewhere.has(rule)) alike.push({ title: t("Fix all {0} in the workspace: {1}", rule, kind), kind: CodeActionKind.QuickFix, data: { uri: textDocument.uri, rule, kind } satisfies EverywhereData });
      }
    }
    return [...perFinding.flatMap((actions) => actions.fixes), ...alike, ...perFinding.flatMap((actions) => actions.others)];
  }));

  connection.onCodeActionResolve((action) => guarded<CodeAction>(log, "codeActionResolve", action, async () => {
    const { uri, rule, kind } = (action.data ?? {}) as Partial<EverywhereData>;
    const fresh = uri === undefined || rule === undefined ? undefined : await session.freshFindings(uri);
    if (!fresh) return action;
    const findings = (await fresh.folder.call("findings")).filter((finding) => finding.rule === rule && !finding.suppressed);
    const all = fixAll(action.title, CodeActionKind.QuickFix, await fresh.folder.call("fixes", findings), editTarget(session, documents), (fix) => fix.kind === kind);
    return all?.edit ? { ...action, edit: all.edit } : action;
  }));

  connection.onCompletion(({ textDocument, position }) => guarded<CompletionItem[]>(log, "completion", [], () => {
    const document = documents.get(textDocument.uri);
    if (!document) return [];
    const items = completeComment(lineAt(document, position), position, RULE_IDS);
    return session.traits.snippets ? items : items.map(withoutSnippet);
  }));

  connection.onCodeLens(({ textDocument }) => guarded(log, "codeLens", null, async () => {
    const fresh = session.settings.codeLens.enable ? await session.fresh(textDocument.uri) : undefined;
    if (!fresh) return null;
    const { folder, file } = fresh;
    return toCodeLenses(file, await folder.call("functions", file), await folder.call("inventory"));
  }));

  connection.languages.inlayHint.on(({ textDocument, range }) => guarded(log, "inlayHint", null, async () => {
    const fresh = session.settings.inlayHints.enable ? await session.fresh(textDocument.uri) : undefined;
    if (!fresh) return null;
    const { folder, file } = fresh;
    return toInlayHints(file, range, await folder.call("inventory"));
  }));
}

function actionsOf(finding: Finding, fixes: readonly Fix[], document: TextDocument | undefined, session: Session, target: EditTarget): { readonly fixes: CodeAction[]; readonly others: CodeAction[] } {
  const range = toWireRange(finding.range);
  const diagnostic = session.diagnosticsOf(finding.file).find(({ data }) => (data as { fingerprint?: string }).fingerprint === finding.fingerprint)
    ?? { range, message: finding.message };
  const uri = toUri(finding.file);
  const others: CodeAction[] = [];
  const suppressible = document && /\.[cm]?[jt]sx?$/.test(finding.file) && finding.rule !== "suppression-without-reason";
  if (session.traits.commands) {
    if (suppressible) others.push(command(t("Suppress with a reason…"), "phiLens.suppress", [{ uri, position: range.start, rule: finding.rule }]));
    if (finding.flow.length) others.push(command(t("Show Flow"), "phiLens.showFlow", [{ uri, fingerprint: finding.fingerprint }]));
    others.push(command(t("Explain {0}", finding.rule), "phiLens.explainRule", [finding.rule]));
  } else if (suppressible && !fixes.some((fix) => fix.kind === "suppress")) {
    const edit = suppressionEdit(document, range.start, finding.rule, t("say why this is acceptable"));
    others.push({ title: t("Suppress {0} with a reason", finding.rule), kind: CodeActionKind.QuickFix, edit: { changes: { [uri]: [edit] } } });
  }
  const offered = session.traits.commands ? fixes.filter((fix) => fix.kind !== "suppress") : fixes;
  return { fixes: quickFixes(finding, offered, diagnostic, target), others: others.map((action) => ({ ...action, diagnostics: [diagnostic] })) };
}

const command = (title: string, name: string, args: unknown[]): CodeAction => ({ title, kind: CodeActionKind.QuickFix, command: { title, command: name, arguments: args } });

export const editTarget = (session: Session, documents: TextDocuments<TextDocument>): EditTarget => ({
  version: (uri) => documents.get(uri)?.version ?? null,
  creates: session.traits.createFiles && session.traits.trusted !== false,
  documentChanges: session.traits.documentChanges,
});

function report(session: Session, file: string, previous: string | undefined) {
  const items = session.diagnosticsOf(file);
  const resultId = createHash("sha1").update(JSON.stringify(items)).digest("base64");
  return resultId === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId } as const
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items } as const;
}

const lineAt = (document: TextDocument, { line }: WirePosition): string =>
  document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } }).replace(/\r?\n$/, "");

function withoutSnippet(item: CompletionItem): CompletionItem {
  if (item.insertTextFormat !== InsertTextFormat.Snippet || !item.textEdit) return item;
  const newText = item.textEdit.newText.replace(/\$\{\d+\|([^,|}]*)[^}]*\}/g, "$1").replace(/\$\{\d+:([^}]*)\}/g, "$1");
  return { ...item, insertTextFormat: InsertTextFormat.PlainText, textEdit: { ...item.textEdit, newText } };
}
