// Lowers one file's text to IR and facts. Knows nothing of other files, so that its result can be kept as long as the text is the same.

import { createHash } from "node:crypto";
import { ts } from "ts-morph";
import type { FileFacts, Fn, Stmt } from "../../ir/ir";
import { newScope, openFn, span, type Context, type FnState } from "./context";
import { declareStatements, declareType, declareVars } from "./declare";
import { close, enter } from "./functions";
import { ignoreComments } from "./ignores";
import { lowerTypedefs, typedefNames } from "./jsdoc";
import { exportedLocals, moduleTables } from "./modules";
import { schemaDecls } from "../schemas/index";
import { prismaFacts } from "../schemas/prisma";
import { hoist, lowerStatements } from "./statements";

const K = ts.SyntaxKind;

/** Most parse problems of one file that are kept. */
const MAX_PROBLEMS = 50;

/** Lowers a file. Never throws: broken syntax is lowered as far as the parser recovers, with what is wrong in `problems`. */
export function lowerFile(path: string, text: string): FileFacts {
  if (path.endsWith(".prisma")) return prismaFacts(path, text);
  try {
    return lowerSource(path, text, parse(path, text));
  } catch (error) {
    // The parser and the walks recurse; only absurd nesting gets here.
    const message = error instanceof RangeError ? "This file is nested too deeply to be analysed." : `This file could not be analysed: ${String(error)}`;
    const facts = lowerSource(path, "", parse(path, ""));
    return { ...facts, textHash: hashOf(text), lineStarts: lineStartsOf(text), problems: [{ message, span: [0, 0] }] };
  }
}

function parse(path: string, text: string): ts.SourceFile {
  const kind = scriptKind(path);
  // To the JSDoc parser `@phi` would end the tag it stands in, and with it the properties of a typedef.
  const parsed = isJs(kind) && text.includes("@phi") ? text.replace(/\/\*\*[\s\S]*?\*\//g, (comment) => comment.replace(/@phi/g, "#phi")) : text;
  // TypeScript's JSDoc says nothing about types; `@phi` is read from the comments themselves.
  const jsDocParsingMode = isJs(kind) ? ts.JSDocParsingMode.ParseAll : ts.JSDocParsingMode.ParseNone;
  return ts.createSourceFile(path, parsed, { languageVersion: ts.ScriptTarget.ESNext, jsDocParsingMode }, false, kind);
}

function scriptKind(path: string): ts.ScriptKind {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase();
  if (extension === "tsx") return ts.ScriptKind.TSX;
  if (extension === "jsx") return ts.ScriptKind.JSX;
  if (extension === "js" || extension === "mjs" || extension === "cjs") return ts.ScriptKind.JS;
  return ts.ScriptKind.TS;
}

const isJs = (kind: ts.ScriptKind): boolean => kind === ts.ScriptKind.JS || kind === ts.ScriptKind.JSX;

function lowerSource(path: string, text: string, source: ts.SourceFile): FileFacts {
  const js = isJs(scriptKind(path));
  const lineStarts = lineStartsOf(text);
  const tables = moduleTables(source, js);
  const cx = newContext(path, text, source, js, exportedLocals(source, tables));
  lowerModule(cx, cx.fn);
  return {
    path,
    textHash: hashOf(text),
    lineStarts,
    ...tables,
    commonjs: cx.commonjs,
    // Declarations read from the calls of schema libraries join after the file's own.
    types: [...cx.types.values(), ...schemaDecls(source, path)],
    classes: cx.classes,
    fns: cx.fns.filter((fn): fn is Fn => fn !== undefined),
    assignedInFunctions: [...cx.assigned].sort(),
    variables: [...cx.variables.values()],
    ignores: ignoreComments(source, lineStarts),
    directives: directives(source),
    problems: problems(source),
  };
}

function newContext(path: string, text: string, source: ts.SourceFile, js: boolean, exportedNames: Set<string>): Context {
  const fns: (Fn | undefined)[] = [];
  const fn = openFn({ path, fns }, "<module>", "module", undefined);
  const top = newScope(undefined, fn, "");
  return {
    path, text, source, js, tagged: text.includes("@phi"), fn, scope: top, top, depth: 0, fns, classes: [], types: new Map(),
    fnPaths: new Map(), typePaths: new Map(), literal: undefined, literalTypes: new Map(), exportedNames, assigned: new Set(),
    variables: new Map(), ambient: new Map(), commonjs: false, hashes: new Map(),
  };
}

function lowerModule(cx: Context, fn: FnState): void {
  const { source, top } = cx;
  const { statements } = source;
  span(cx, 0, source.end);
  span(cx, 0, 0);
  declareVars(cx, top, statements);
  declareStatements(cx, top, statements);
  if (cx.js) for (const s of [...statements, source.endOfFileToken]) for (const name of typedefNames(s)) declareType(cx, top, name);
  const body: Stmt[] = [];
  enter(cx, fn, top, () => {
    hoist(cx, statements, body);
    lowerStatements(cx, statements, body);
    if (cx.js) lowerTypedefs(cx, source.endOfFileToken);
  });
  close(cx, fn, { display: "module", kind: "module", params: [], body, exported: false });
}

function directives(source: ts.SourceFile): string[] {
  const result: string[] = [];
  for (const statement of source.statements) {
    const expression = statement.kind === K.ExpressionStatement ? (statement as ts.ExpressionStatement).expression : undefined;
    if (!expression || !ts.isStringLiteral(expression)) break;
    result.push(expression.text);
  }
  return result;
}

/** What the parser found wrong; it keeps that on the source file, which is no part of the public type. */
function problems(source: ts.SourceFile): FileFacts["problems"] {
  const diagnostics = (source as unknown as { parseDiagnostics?: readonly ts.Diagnostic[] }).parseDiagnostics ?? [];
  return diagnostics.slice(0, MAX_PROBLEMS).map((d) => {
    const start = d.start ?? 0;
    return { message: ts.flattenDiagnosticMessageText(d.messageText, " "), span: [start, start + (d.length ?? 0)] as const };
  });
}

const hashOf = (text: string): string => createHash("sha1").update(text).digest("hex");

/** Lines as editors count them: ended by LF, CR LF or CR only, where the compiler also takes Unicode's separators. */
function lineStartsOf(text: string): number[] {
  const starts = [0];
  if (!text.includes("\r")) {
    for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}
