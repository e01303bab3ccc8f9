// check --fix: applies the preferred safe fixes, in rounds, so that a fix which had to wait for another one gets its turn.
// Works on texts; the caller writes them, or shows the difference.

import { createTwoFilesPatch } from "diff";
import type { Finding, Fix, Position, TextEdit } from "../engine/api";
import { applyEdits } from "../engine/trial";
import type { Analysis } from "./analyse";
import { shownPath } from "../report/shownPath";

export interface Fixed {
  /** Files as they are after the fixes, by absolute path; `before` is undefined for a new file. */
  readonly files: ReadonlyMap<string, { readonly before: string | undefined; readonly after: string }>;
  readonly applied: number;
}

/** A fix may make room for another one; more rounds than this never end. */
const MAX_ROUNDS = 10;

/** Fixes the wanted findings. Afterwards the engine sees the new texts, as overlays. */
export function applyFixes({ engine, fs, overlay }: Pick<Analysis, "engine" | "fs" | "overlay">, wanted: (findings: readonly Finding[]) => readonly Finding[]): Fixed {
  const files = new Map<string, { before: string | undefined; after: string }>();
  let applied = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const chosen = choose(wanted(engine.findings()).filter((finding) => !finding.suppressed).map((finding) => engine.fixes(finding, "safe")));
    if (chosen.length === 0) break;
    const changed = new Map<string, string>();
    for (const fix of chosen) for (const { file, text } of fix.creates ?? []) if (!fs.isFile(file)) changed.set(file, text);
    for (const [file, edits] of editsByFile(chosen)) {
      const text = changed.get(file) ?? fs.read(file);
      if (text !== undefined) changed.set(file, applyEdits(text, edits));
    }
    for (const [file, after] of changed) {
      files.set(file, { before: files.has(file) ? files.get(file)?.before : fs.read(file), after });
      overlay(file, after);
    }
    engine.apply([...changed].map(([file, text]) => ({ file, text })));
    applied += chosen.length;
  }
  return { files, applied };
}

/** The changes as a unified diff, files sorted. */
export function unifiedDiff({ files }: Fixed, cwd: string): string {
  let text = "";
  for (const [file, { before, after }] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (before === after) continue;
    const name = shownPath(cwd, file);
    text += createTwoFilesPatch(before === undefined ? "/dev/null" : `a/${name}`, `b/${name}`, before ?? "", after, undefined, undefined, { context: 3 }).replace(/^=+\n/, "");
  }
  return text;
}

/** The preferred safe fix of each finding, as far as they do not get in each other's way. */
function choose(fixesOfFindings: readonly (readonly Fix[])[]): Fix[] {
  const chosen: Fix[] = [];
  const taken: TextEdit[] = [];
  for (const fixes of fixesOfFindings) {
    const fix = fixes.find((candidate) => candidate.preferred && candidate.safe);
    if (!fix || (fix.edits.length === 0 && !fix.creates?.length)) continue;
    const fresh = fix.edits.filter((edit) => !taken.some((other) => same(edit, other)));
    if (fresh.length === 0 || fresh.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    chosen.push(fix);
    taken.push(...fresh);
  }
  return chosen;
}

/** Edits of each file, without twins (two fixes that add the same import). */
function editsByFile(fixes: readonly Fix[]): Map<string, TextEdit[]> {
  const result = new Map<string, TextEdit[]>();
  for (const edit of fixes.flatMap((fix) => fix.edits)) {
    const known = result.get(edit.file) ?? [];
    if (!known.some((other) => same(edit, other))) known.push(edit);
    result.set(edit.file, known);
  }
  return result;
}


const same = (a: TextEdit, b: TextEdit): boolean =>
  a.file === b.file && a.newText === b.newText && compare(a.range.start, b.range.start) === 0 && compare(a.range.end, b.range.end) === 0;

/** Two insertions at one place get in each other's way too: their order is anybody's guess. */
function overlap(a: TextEdit, b: TextEdit): boolean {
  if (a.file !== b.file) return false;
  if (compare(a.range.start, b.range.start) === 0) return true;
  return compare(a.range.start, b.range.end) < 0 && compare(b.range.start, a.range.end) < 0;
}

const compare = (a: Position, b: Position): number => a.line - b.line || a.column - b.column;
