// Statements put before or after the one that an expression stands in, in the layout of the file. A body that is only an expression
// becomes a block.

import type { TextEdit } from "../../engine/api";
import type { Fn, Stmt } from "../../ir/ir";
import { type Facts, spanOf } from "../rule";
import { characterBefore, editAt, lineEnd, type Span } from "./text";

interface Placed {
  readonly span: Span;
  /** It may stand without braces: `if (x) statement`. */
  readonly bare: boolean;
  /** The body of an arrow function that is no block. */
  readonly body: boolean;
}

/** Edits that run statements right before the one that holds a span; undefined where none can stand there. */
export function before(facts: Facts, fn: Fn, span: Span, statements: readonly string[]): TextEdit[] | undefined {
  const text = facts.text(fn.file);
  const placed = statementAt(text, fn, span);
  if (!placed) return undefined;
  const [start, end] = placed.span;
  const lines = statements.map((line) => `${line}${semicolon(text)}`);
  const insert = (at: number, what: string): TextEdit => editAt(facts, fn.file, [at, at], what);
  if (placed.body) return characterBefore(text, start) === ">" ? [insert(start, `{ ${closed(lines).join(" ")} return `), insert(end, "; }")] : undefined;
  if (placed.bare) return [insert(start, `{ ${closed(lines).join(" ")} `), insert(withSemicolon(text, end), " }")];
  const indent = indentOf(text, start);
  return [insert(start, lines.map((line) => (indent === undefined ? `${line.replace(/;?$/, ";")} ` : `${line}${lineEnd(text)}${indent}`)).join(""))];
}

/** Edits that run statements right after the one that holds a span. */
export function after(facts: Facts, fn: Fn, span: Span, statements: readonly string[]): TextEdit[] | undefined {
  const text = facts.text(fn.file);
  const placed = statementAt(text, fn, span);
  if (!placed || placed.body) return undefined;
  const [start] = placed.span;
  const end = withSemicolon(text, placed.span[1]);
  const lines = statements.map((line) => `${line}${semicolon(text)}`);
  if (placed.bare) return [editAt(facts, fn.file, [start, start], "{ "), editAt(facts, fn.file, [end, end], `${text[end - 1] === ";" ? "" : ";"} ${closed(lines).join(" ")} }`)];
  const indent = indentOf(text, start);
  const lineStop = /\r?\n|$/.exec(text.slice(end));
  const rest = text.slice(end, end + (lineStop?.index ?? 0));
  if (indent === undefined || !/^[ \t]*(?:\/\/.*|\/\*(?:(?!\*\/).)*\*\/[ \t]*)?$/.test(rest)) return [editAt(facts, fn.file, [end, end], `${text[end - 1] === ";" ? "" : ";"} ${closed(lines).join(" ")}`)];
  const at = end + rest.length;
  return [editAt(facts, fn.file, [at, at], lines.map((line) => `${lineEnd(text)}${indent}${line}`).join(""))];
}

/** The whole statement that holds a span, semicolon included, where it stands in a block. */
export function wholeStatement(facts: Facts, fn: Fn, span: Span): { readonly span: Span; readonly indent: string } | undefined {
  const text = facts.text(fn.file);
  const placed = statementAt(text, fn, span);
  if (!placed || placed.body || placed.bare) return undefined;
  const indent = indentOf(text, placed.span[0]);
  return indent === undefined ? undefined : { span: [placed.span[0], withSemicolon(text, placed.span[1])], indent };
}

/** `;` where the file ends its statements so. */
export const semicolon = (text: string): string => (/;[ \t]*(?:\/\/.*)?(?:\r?\n|$)/.test(text) ? ";" : "");

const closed = (lines: readonly string[]): string[] => lines.map((line) => line.replace(/;?$/, ";"));

function withSemicolon(text: string, end: number): number {
  if (text[end - 1] === ";") return end;
  const next = /^[ \t]*;/.exec(text.slice(end, end + 40));
  return end + (next?.[0].length ?? 0);
}

/** The blanks before a statement that begins its line. */
function indentOf(text: string, start: number): string | undefined {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^[ \t]*$/.test(line) ? line : undefined;
}

/** The innermost statement of a function around a span, as far as another may stand beside it. */
function statementAt(text: string, fn: Fn, span: Span): Placed | undefined {
  let found: Placed | undefined;
  let spoiled = false;
  const visit = (stmts: readonly Stmt[], owner: Stmt | undefined): void => {
    stmts.forEach((stmt, index) => {
      const own = statementSpan(text, fn, stmt);
      if (!own || own[0] > span[0] || span[1] > own[1]) return stmt.s === "block" ? visit(stmt.body, owner) : undefined;
      const opens = owner !== undefined && /^(?:if|loop|each)$/.test(owner.s) && index === 0 && characterBefore(text, own[0]) !== "{";
      const isBody = stmt.s === "return" && !text.startsWith("return", own[0]);
      // A chained `else if`, and a test that is asked again in each turn, have no place before them.
      spoiled = /\belse\s*$/.test(text.slice(0, own[0])) && stmt.s === "if";
      if (stmt.s === "loop") spoiled = true;
      found = { span: own, bare: opens, body: isBody };
      for (const inner of listsOf(stmt)) visit(inner, stmt);
    });
  };
  visit(fn.body, undefined);
  return spoiled ? undefined : found;
}

function listsOf(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.s) {
    case "if":
      return [stmt.then, stmt.else];
    case "loop":
    case "each":
    case "block":
      return [stmt.body];
    case "try":
      return [stmt.body, stmt.handler ?? [], stmt.finalizer ?? []];
    case "switch":
      return stmt.cases.map((one) => one.body);
    default:
      return [];
  }
}

function statementSpan(text: string, fn: Fn, stmt: Stmt): Span | undefined {
  if (stmt.s === "expr") return "at" in stmt.of && stmt.of.at !== undefined ? spanOf(fn, stmt.of.at) : undefined;
  if (!("at" in stmt)) return undefined;
  const [start, end] = spanOf(fn, stmt.at);
  if (stmt.s !== "let") return [start, end];
  if (!stmt.init || !("at" in stmt.init) || stmt.init.at === undefined) return undefined;
  const keyword = /(?:\bexport\s+)?\b(?:const|let|var)\s+$/.exec(text.slice(0, start));
  const pattern = /(?:\bexport\s+)?\b(?:const|let|var)\s+(?:\{[^{}]*|\[[^[\]]*)$/.exec(text.slice(0, start));
  const initial = spanOf(fn, stmt.init.at);
  const from = keyword?.index ?? pattern?.index;
  return from === undefined || /^\s*,/.test(text.slice(initial[1])) ? undefined : [from, initial[1]];
}
