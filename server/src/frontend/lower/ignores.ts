// Ignore comments. Found by searching the text, and believed only where the syntax tree has no token: a string that looks like one is none.

import { ts } from "ts-morph";
import type { IgnoreComment } from "../../ir/ir";

const MARK = "phi-lens-ignore-";

/** All ignore comments of a file, in order. */
export function ignoreComments(source: ts.SourceFile, lineStarts: readonly number[]): IgnoreComment[] {
  const { text } = source;
  const result: IgnoreComment[] = [];
  let end = -1;
  for (let i = text.indexOf(MARK); i >= 0; i = text.indexOf(MARK, i + MARK.length)) {
    if (i < end) continue;
    const comment = commentAt(source, i);
    if (!comment) continue;
    const found = parse(source.text, lineStarts, comment, i);
    if (found) result.push(found);
    end = comment[1];
  }
  return result;
}

/** The comment that holds an offset; undefined where the offset is in a token. */
function commentAt(source: ts.SourceFile, offset: number): readonly [number, number] | undefined {
  let node: ts.Node = source;
  let gap = 0;
  for (;;) {
    let inside: ts.Node | undefined;
    let before = node.pos;
    ts.forEachChild(node, (child) => {
      if (child.end <= offset) before = Math.max(before, child.end);
      else if (child.pos <= offset && !inside) inside = child;
    });
    gap = Math.max(gap, before);
    if (!inside) break;
    node = inside;
    if (offset >= node.getStart(source) && isToken(node)) return undefined;
  }
  return scan(source.text, gap, offset);
}

function isToken(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.JsxText || node.kind <= ts.SyntaxKind.LastToken;
}

/** Between tokens that the tree holds there are only blanks, comments and punctuation. */
function scan(text: string, from: number, offset: number): readonly [number, number] | undefined {
  let i = from;
  while (i < text.length && i <= offset) {
    if (text.startsWith("//", i)) {
      const end = lineEnd(text, i);
      if (offset < end) return [i, end];
      i = end;
    } else if (text.startsWith("/*", i)) {
      const close = text.indexOf("*/", i + 2);
      const end = close < 0 ? text.length : close + 2;
      if (offset < end) return [i, end];
      i = end;
    } else i++;
  }
  return undefined;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

function parse(text: string, starts: readonly number[], [start, end]: readonly [number, number], offset: number): IgnoreComment | undefined {
  // Only where the comment starts with it: prose may speak of it.
  if (!/^\/[/*][\s*!]*$/.test(text.slice(start, offset))) return undefined;
  const block = text.startsWith("/*", start);
  const body = text.slice(offset, block && text.startsWith("*/", end - 2) ? end - 2 : end).split("\n").map((line, n) => (n === 0 ? line : line.replace(/^\s*\*?/, "")).trim()).join(" ").trim();
  const match = /^phi-lens-ignore-(next-line|file)(?![\w-])\s*([\s\S]*)$/.exec(body);
  const span = [start, end] as const;
  if (!match) return { scope: "line", rules: [], line: lineOf(starts, end), span, problem: "Unknown ignore comment: use phi-lens-ignore-next-line or phi-lens-ignore-file." };
  const scope = match[1] === "file" ? "file" : "line";
  const line = scope === "file" ? lineOf(starts, start) : nextCodeLine(text, starts, end);
  const rest = match[2] ?? "";
  const dashes = /(?:^|\s)--(?=\s|$)/.exec(rest);
  const head = (dashes ? rest.slice(0, dashes.index) : rest).trim();
  const reason = dashes ? rest.slice(dashes.index + dashes[0].length).trim() : "";
  const limits = /\(([^)]*)\)/.exec(head);
  const rules = head.replace(/\([^)]*\)?/, " ").split(/[\s,]+/).filter((word) => word !== "");
  const until = /\buntil\s+([^\s,)]+)/.exec(limits?.[1] ?? "")?.[1];
  const by = /\bby\s+([^,)]+)/.exec(limits?.[1] ?? "")?.[1]?.trim();
  const problem = problemOf(rules, reason, until, limits?.[1], by);
  return {
    scope, rules, line, span,
    ...(reason !== "" && { reason }), ...(until !== undefined && { until }), ...(by !== undefined && { by }), ...(problem !== undefined && { problem }),
  };
}

function problemOf(rules: readonly string[], reason: string, until: string | undefined, limits: string | undefined, by: string | undefined): string | undefined {
  if (rules.length === 0) return "The ignore comment names no rule.";
  const odd = rules.find((rule) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(rule));
  if (odd !== undefined) return `The ignore comment is malformed at \`${odd}\`: write \`RULE -- reason\`.`;
  if (until !== undefined && !isDate(until)) return `The ignore comment's date \`${until}\` is no date: write YYYY-MM-DD.`;
  if (limits !== undefined && until === undefined && by === undefined) return "The ignore comment's limits are malformed: write `(until YYYY-MM-DD, by NAME)`.";
  return reason === "" ? "The ignore comment gives no reason: write `-- reason`." : undefined;
}

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The 0-based line of an offset. */
function lineOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The line after the comment, further blank lines and comments left out. */
function nextCodeLine(text: string, starts: readonly number[], end: number): number {
  const first = lineOf(starts, end) + 1;
  for (let line = first; line < starts.length; line++) {
    const content = text.slice(starts[line], starts[line + 1] ?? text.length).trim();
    if (content !== "" && !content.startsWith("//") && !/^\{?\s*\/\*[\s\S]*\*\/\s*\}?$/.test(content)) return line;
  }
  return first;
}
