// Code actions: the engine's fixes as workspace edits, the preferred first, then suppress and explain; and all safe fixes of a
// file in one edit. Pure: the caller supplies findings, fixes and documents.

import {
  type CodeAction, CodeActionKind, type CreateFile, type Diagnostic, type TextDocumentEdit, type TextEdit as WireTextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding, Fix, TextEdit } from "../engine/api";
import { toUri, toWireRange } from "./convert";
import type { WirePosition } from "./messages";

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.phiLens`;

export interface EditTarget {
  /** The version of an open document, null for a closed one. */
  readonly version: (uri: string) => number | null;
  /** Whether files may be created (client capability, trust). */
  readonly creates: boolean;
  readonly documentChanges: boolean;
}

/** The quick fixes of one finding. */
export function quickFixes(finding: Finding, fixes: readonly Fix[], diagnostic: Diagnostic, target: EditTarget): CodeAction[] {
  return [...fixes]
    .sort((a, b) => Number(b.preferred) - Number(a.preferred))
    .flatMap((fix) => {
      const edit = toWorkspaceEdit([fix], target);
      if (!edit) return [];
      return [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred: fix.preferred, edit, data: { fingerprint: finding.fingerprint } }];
    });
}

/** `Fix all …`: for each finding of one file, its first fix of that kind, where it overlaps no other. */
export function fixAll(title: string, kind: string, perFinding: readonly (readonly Fix[])[], target: EditTarget, wanted: (fix: Fix) => boolean): CodeAction | undefined {
  const chosen: Fix[] = [];
  const taken: TextEdit[] = [];
  for (const fixes of perFinding) {
    const fix = fixes.find(wanted);
    if (!fix || fix.edits.some((edit) => taken.some((other) => conflict(edit, other)))) continue;
    chosen.push(fix);
    taken.push(...fix.edits);
  }
  if (chosen.length < 1) return undefined;
  const edit = toWorkspaceEdit(chosen, target);
  return edit && { title: `${title} (${chosen.length})`, kind, edit };
}

/** The comment that accepts a finding, above its line and with its indentation. */
export function suppressionEdit(document: TextDocument, position: WirePosition, rule: string, reason: string): WireTextEdit {
  const line = document.getText({ start: { line: position.line, character: 0 }, end: { line: position.line + 1, character: 0 } });
  const indent = /^[ \t]*/.exec(line)?.[0] ?? "";
  const comment = /^\s*</.test(line) ? `{/* phi-lens-ignore-next-line ${rule} -- ${reason} */}` : `// phi-lens-ignore-next-line ${rule} -- ${reason}`;
  const start = { line: position.line, character: 0 };
  return { range: { start, end: start }, newText: `${indent}${comment}${line.includes("\r\n") ? "\r\n" : "\n"}` };
}

/** One edit of several fixes; undefined where the client cannot do it. */
export function toWorkspaceEdit(fixes: readonly Fix[], target: EditTarget): WorkspaceEdit | undefined {
  const creates = new Map(fixes.flatMap((fix) => fix.creates ?? []).map(({ file, text }) => [toUri(file), text]));
  if (creates.size && !(target.creates && target.documentChanges)) return undefined;
  const byUri = new Map<string, WireTextEdit[]>();
  const seen = new Set<string>();
  for (const edit of fixes.flatMap((fix) => fix.edits)) {
    const uri = toUri(edit.file);
    const wire = { range: toWireRange(edit.range), newText: edit.newText };
    const key = `${uri} ${JSON.stringify(wire)}`;
    if (seen.has(key)) continue; // two fixes that add the same import
    seen.add(key);
    byUri.set(uri, [...(byUri.get(uri) ?? []), wire]);
  }
  if (!target.documentChanges) return { changes: Object.fromEntries(byUri) };
  const documentChanges: (CreateFile | TextDocumentEdit)[] = [];
  const start = { line: 0, character: 0 };
  for (const [uri, text] of creates) {
    documentChanges.push({ kind: "create", uri, options: { ignoreIfExists: true } });
    documentChanges.push({ textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] });
  }
  for (const [uri, edits] of byUri) documentChanges.push({ textDocument: { uri, version: target.version(uri) }, edits });
  return { documentChanges };
}

function conflict(a: TextEdit, b: TextEdit): boolean {
  if (a.file !== b.file) return false;
  const before = (x: TextEdit["range"]["start"], y: TextEdit["range"]["start"]) => x.line < y.line || (x.line === y.line && x.column < y.column);
  const same = !before(a.range.start, b.range.start) && !before(b.range.start, a.range.start);
  if (same) return !(a.newText === b.newText && !before(a.range.end, b.range.end) && !before(b.range.end, a.range.end));
  return before(a.range.start, b.range.end) && before(b.range.start, a.range.end);
}
