// Texts of files by offsets: what fixes are made of before they become edits.

import type { Place, TextEdit } from "../../engine/api";
import { type Facts, placeOf } from "../rule";

export type Span = readonly [number, number];

/** An edit of a file by offsets. */
export const editAt = (facts: Facts, file: string, span: Span, newText: string): TextEdit => ({ ...placeOf(facts.program, file, span), newText });

/** Offsets of a place. */
export function offsetsOf(facts: Facts, place: Place): Span {
  const starts = facts.program.facts(place.file)?.lineStarts ?? [0];
  const offset = ({ line, column }: Place["range"]["start"]): number => (starts[line - 1] ?? 0) + column - 1;
  return [offset(place.range.start), offset(place.range.end)];
}

/** The line end that a text uses. */
export const lineEnd = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** The end of blanks and comments that begin at an offset. */
export function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const start = at;
    while (at < text.length && /\s/.test(text[at] ?? "")) at++;
    if (text.startsWith("//", at)) {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    } else if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      at = end < 0 ? text.length : end + 2;
    }
    if (at === start) return at;
  }
}

/** The last character before an offset that is no blank and in no block comment. */
export function characterBefore(text: string, offset: number): string {
  let at = offset;
  for (;;) {
    while (at > 0 && /\s/.test(text[at - 1] ?? "")) at--;
    if (!text.endsWith("*/", at) && text.slice(at - 2, at) !== "*/") return text[at - 1] ?? "";
    const start = text.lastIndexOf("/*", at - 2);
    if (start < 0) return text[at - 1] ?? "";
    at = start;
  }
}
