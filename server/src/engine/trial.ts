// A fix tried out: the texts that it gives, and whether the findings afterwards are better ones.

import type { Finding, Fix, Position, TextEdit } from "./api";

/** Texts of the files that a fix changes or creates. */
export function changedTexts(fix: Fix, read: (file: string) => string | undefined): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { file, text } of fix.creates ?? []) if (read(file) === undefined) texts.set(file, text);
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of fix.edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  for (const [file, edits] of byFile) texts.set(file, applyEdits(texts.get(file) ?? read(file) ?? "", edits));
  return texts;
}

/** Most files of a workspace in which a fix is tried that adds a file or changes the policy: both start everything anew. Named cap `trial-files`. */
export const TRIAL_FILES = 200;

/** The text after edits that all stand against the same one; of insertions at one place the first comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = ({ line, column }: Position): number => Math.min(text.length, (starts[line - 1] ?? text.length) + column - 1);
  const sorted = edits.map((edit, index) => ({ from: offset(edit.range.start), to: offset(edit.range.end), text: edit.newText, index }));
  sorted.sort((a, b) => a.from - b.from || a.to - b.to || a.index - b.index);
  let result = "";
  let at = 0;
  for (const edit of sorted) {
    result += text.slice(at, edit.from) + edit.text;
    at = Math.max(at, edit.to);
  }
  return result + text.slice(at);
}

/** Whether a finding is gone and no file has more findings of any rule than before. */
export function isBetter(before: readonly Finding[], after: readonly Finding[], finding: Finding): boolean {
  const counts = new Map<string, number>();
  const key = ({ rule, file }: Finding): string => `${rule} ${file}`;
  for (const one of before) if (!one.suppressed) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  for (const one of after) if (!one.suppressed && one.rule !== "unclassified-phi") counts.set(key(one), (counts.get(key(one)) ?? 0) - 1);
  for (const [name, left] of counts) if (left < (name === key(finding) ? 1 : 0)) return false;
  return true;
}
