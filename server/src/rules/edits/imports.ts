// Imports added to a file in its own style, merged with one from the same module.

import { posix } from "node:path";
import type { TextEdit } from "../../engine/api";
import type { Facts } from "../rule";
import { editAt, lineEnd, skipBlanks } from "./text";

export interface Imported {
  /** The name to write. */
  readonly local: string;
  readonly edits: readonly TextEdit[];
}

/** Makes an exported name of a workspace file (absolute path) usable in another file. */
export function importName(facts: Facts, file: string, from: string, name: string): Imported {
  if (from === file) return { local: name, edits: [] };
  const facts_ = facts.program.facts(file);
  const text = facts.text(file);
  const imports = facts_?.imports ?? [];
  const targetOf = (spec: string): string | undefined => {
    const binding = facts.program.exported(file, spec, name);
    return binding.b === "variable" ? binding.file : spec.startsWith(".") ? joined(file, spec, from) : undefined;
  };
  const known = imports.find((one) => one.imported === name && one.local !== undefined && !one.typeOnly && targetOf(one.spec) === from);
  if (known?.local !== undefined) return { local: known.local, edits: [] };
  const local = freeName(text, name);
  const esm = imports.length > 0 && /^\s*import\b/m.test(text) || !(facts_?.commonjs || /\brequire\s*\(/.test(text)) && !/\.cjs$/.test(file);
  const written = local === name ? name : esm ? `${name} as ${local}` : `${name}: ${local}`;
  const merged = esm ? mergeInto(text, (spec) => targetOf(spec) === from, written) : undefined;
  if (merged) return { local, edits: [editAt(facts, file, [merged.at, merged.at], merged.text)] };
  const { at, before, after } = placeFor(text);
  const quote = quoteOf(text);
  const semicolon = /;[ \t]*(?:\r?\n|$)/.test(text) ? ";" : "";
  const spec = specifier(facts, file, from);
  const line = esm ? `import { ${written} } from ${quote}${spec}${quote}${semicolon}` : `const { ${written} } = require(${quote}${spec}${quote})${semicolon}`;
  const eol = lineEnd(text);
  return { local, edits: [editAt(facts, file, [at, at], `${before ? eol : ""}${line}${after ? eol : ""}`)] };
}

const withoutExtension = (path: string): string => path.replace(/\.[cm]?[jt]sx?$/, "");

/** The target, where a relative specifier names it (it may not exist yet). */
function joined(file: string, spec: string, from: string): string | undefined {
  return withoutExtension(posix.join(posix.dirname(file), spec)) === withoutExtension(from) ? from : undefined;
}

/** The name itself unless the file uses it for something else. */
export function freeName(text: string, name: string): string {
  for (let count = 1; ; count++) {
    const tried = count === 1 ? name : count === 2 ? `${name}Phi` : `${name}Phi${count - 1}`;
    if (!new RegExp(`(?<![.\\w$/"'-])${tried}\\b(?!\\s*:)`).test(text)) return tried;
  }
}

const STATEMENT = /import\b(?!\s*[.(])[^;"'`]*?(?:["'][^"'\n]*["'])(?:\s*with\s*\{[^}]*\})?[ \t]*;?/y;
const REQUIRE = /(?:const|let|var)\s+[^=;]+=\s*require\s*\(\s*["'`][^"'`\n]*["'`]\s*\)[\w.]*[ \t]*;?/y;
const DIRECTIVE = /(?:"use [a-z]+"|'use [a-z]+')[ \t]*;?/y;

/** Import and require statements at the top of a text, by offsets. */
function* statementsOf(text: string): Iterable<readonly [number, number]> {
  let at = text.startsWith("#!") ? text.indexOf("\n") + 1 || text.length : 0;
  for (;;) {
    at = skipBlanks(text, at);
    const end = [DIRECTIVE, STATEMENT, REQUIRE].map((pattern) => endOf(pattern, text, at)).find((one) => one !== undefined);
    if (end === undefined) return;
    yield [at, end];
    at = end;
  }
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Where a name goes into an import that is there already. */
function mergeInto(text: string, isTarget: (spec: string) => boolean, written: string): { readonly at: number; readonly text: string } | undefined {
  for (const [start, end] of statementsOf(text)) {
    const statement = text.slice(start, end);
    const spec = /["']([^"'\n]*)["'](?:\s*with\s*\{[^}]*\})?[ \t]*;?$/.exec(statement)?.[1];
    if (!/^import\b(?!\s+type\b)/.test(statement) || spec === undefined || !isTarget(spec)) continue;
    const list = /\{([^}]*)\}/.exec(statement.slice(0, statement.lastIndexOf(spec)));
    if (!list) continue;
    const inside = list[1] ?? "";
    const kept = inside.trimEnd();
    const at = start + list.index + 1 + kept.length;
    if (kept === "") return { at: start + list.index + 1, text: ` ${written}${inside === "" ? " " : ""}` };
    const indent = /\n[ \t]*(?=\S)/.exec(inside)?.[0];
    const comma = kept.endsWith(",");
    return { at, text: `${comma ? "" : ","}${indent ?? " "}${written}${comma && indent !== undefined ? "," : ""}` };
  }
  return undefined;
}

/** After the last import; else after the shebang, directives and a licence. */
function placeFor(text: string): { readonly at: number; readonly before: boolean; readonly after: boolean } {
  let last: readonly [number, number] | undefined;
  for (const statement of statementsOf(text)) last = statement;
  if (last) {
    const end = text.indexOf("\n", last[1]);
    const rest = text.slice(last[1], end < 0 ? text.length : end);
    if (/^[ \t\r]*(?:\/\/.*)?$/.test(rest)) return end < 0 ? { at: text.length, before: true, after: false } : { at: end + 1, before: false, after: true };
    return { at: last[1], before: true, after: false };
  }
  const start = text.startsWith("#!") ? text.indexOf("\n") + 1 || text.length : 0;
  const licence = /^\s*\/\*(?!\*)[\s\S]*?\*\/[ \t]*\r?\n(?=\r?\n)|^(?:\/\/.*\r?\n)+(?=\r?\n)/.exec(text.slice(start));
  return { at: start + (licence?.[0].length ?? 0), before: false, after: true };
}

/** The quotes of the file's imports, else of its texts. */
export function quoteOf(text: string): string {
  const first = /(?:from|require\s*\(|^import)\s*(["'])/m.exec(text)?.[1];
  if (first) return first;
  return (text.match(/'/g)?.length ?? 0) > (text.match(/"/g)?.length ?? 0) ? "'" : '"';
}

/** A relative specifier with the extension that the neighbours write. */
function specifier(facts: Facts, file: string, from: string): string {
  const path = posix.relative(posix.dirname(file), withoutExtension(from));
  const relative = path.startsWith(".") ? path : `./${path}`;
  const style = extensionStyle(facts, file);
  if (style === "none") return relative.replace(/\/index$/, "") === "." ? "./index" : relative;
  const own = /\.[cm]?[jt]sx?$/.exec(from)?.[0] ?? "";
  return `${relative}${style === "source" ? own : own.replace(/tsx?$/, "js").replace(/jsx$/, "jsx")}`;
}

function extensionStyle(facts: Facts, file: string): "none" | "output" | "source" {
  const script = /\.[cm]?jsx?$/.test(file);
  for (const one of [file, ...facts.program.files.slice(0, 200)]) {
    if (/\.[cm]?jsx?$/.test(one) !== script) continue;
    const relative = facts.program.facts(one)?.imports.filter(({ spec }) => /^\.\.?\//.test(spec) && !/\.(?:json|css|svg|vue)$/.test(spec)) ?? [];
    if (relative.length === 0) continue;
    const extension = relative.map(({ spec }) => /\.([cm]?[jt]sx?)$/.exec(spec)?.[1]).find((found) => found !== undefined);
    return extension === undefined ? "none" : /t/.test(extension) ? "source" : "output";
  }
  return /\.mjs$/.test(file) ? "output" : "none";
}
