// A function that encrypts a text and returns it, as authenticated encryption: AES-256-GCM, a random vector, both kept with the cipher text.

import { expressionAt } from "../../analysis/sinks";
import type { Finding, Fix } from "../../engine/api";
import type { Expr, Fn } from "../../ir/ir";
import { walkStmts } from "../../ir/walk";
import { freeName, quoteOf } from "../edits/imports";
import { before } from "../edits/statement";
import { editAt, type Span } from "../edits/text";
import { type Facts, spanOf } from "../rule";

type Call = Expr & { readonly k: "call" };

/**
 * `const c = createCipheriv(…); return c.update(text, "utf8", "hex") + c.final("hex");` becomes vector, tag and cipher text in one value.
 * Nothing for any other shape: what is kept with the cipher text has to be certain.
 */
export function* authenticatedFix(facts: Facts, finding: Finding): Iterable<Fix> {
  const { fn: id, at } = (finding.data ?? {}) as { fn?: string; at?: number };
  const fn = id === undefined ? undefined : facts.program.fn(id);
  const call = fn && at !== undefined ? callAround(fn, at) : undefined;
  if (!fn || call?.k !== "call" || call.args.length < 3 || !("at" in call.callee)) return;
  const text = facts.text(fn.file);
  const shown = (expr: Expr | undefined): string => (expr && "at" in expr && expr.at !== undefined ? text.slice(...spanOf(fn, expr.at)) : "");
  const callee = text.slice(...spanOf(fn, call.callee.at as number));
  const name = /(?:^|\.)createCipheriv$/.exec(callee) ? variableOf(fn, call) : undefined;
  const returned = name === undefined ? undefined : returnedText(fn, name);
  const random = randomBytesFor(facts, fn.file, callee);
  if (name === undefined || !returned || !random) return;
  const [algorithm, , vector] = call.args.map((arg) => arg.value);
  if (!algorithm || !vector || !("at" in algorithm) || algorithm.at === undefined || !("at" in vector) || vector.at === undefined) return;
  const encoding = returned.encoding;
  const local = freeName(text.slice(fn.spans[0], fn.spans[1]), "vector");
  const quote = quoteOf(text);
  const first = before(facts, fn, spanOf(fn, call.at), [`const ${local} = ${random.callee}(12)`]);
  if (!first || shown(vector) === "") return;
  const whole = text.slice(returned.span[0], returned.span[1]);
  const parts = `[${local}.toString(${quote}${encoding}${quote}), ${whole}, ${name}.getAuthTag().toString(${quote}${encoding}${quote})].join(${quote}.${quote})`;
  yield {
    title: "Use aes-256-gcm with a random vector and its tag", preview: "Encrypts with aes-256-gcm and a new vector for each message, and returns vector, cipher text and tag joined by dots. Decryption has to take them apart again.",
    kind: "authenticated-encryption", preferred: true, safe: false, verify: true,
    edits: [...random.edits, ...first, editAt(facts, fn.file, spanOf(fn, algorithm.at), `${quote}aes-256-gcm${quote}`), editAt(facts, fn.file, spanOf(fn, vector.at), local), editAt(facts, fn.file, returned.span, parts)],
  };
}

function callAround(fn: Fn, at: number): Call | undefined {
  const exact = expressionAt(fn, at);
  return exact?.k === "call" ? exact : undefined;
}

function variableOf(fn: Fn, call: Call): string | undefined {
  let name: string | undefined;
  walkStmts(fn.body, { stmt: (stmt) => { if (stmt.s === "let" && stmt.init === call) name = stmt.name; } });
  return name;
}

/** The only return: `c.update(x, "utf8", E) + c.final(E)`. */
function returnedText(fn: Fn, name: string): { readonly span: Span; readonly encoding: string } | undefined {
  const returns: Expr[] = [];
  walkStmts(fn.body, { stmt: (stmt) => { if (stmt.s === "return" && stmt.of) returns.push(stmt.of); } });
  const [value] = returns;
  if (returns.length !== 1 || value?.k !== "op" || value.op !== "+" || value.args.length !== 2) return undefined;
  const [update, final] = value.args;
  const encoding = update && methodOf(update, name, "update", 2);
  return encoding !== undefined && final && methodOf(final, name, "final", 0) === encoding ? { span: spanOf(fn, value.at), encoding } : undefined;
}

/** The encoding that a method of the cipher is given. */
function methodOf(expr: Expr, name: string, method: string, index: number): string | undefined {
  if (expr.k !== "call" || expr.callee.k !== "get" || expr.callee.key !== method || expr.callee.of.k !== "local" || expr.callee.of.name !== name) return undefined;
  const encoding = expr.args[index]?.value;
  return encoding?.k === "const" && typeof encoding.v === "string" ? encoding.v : undefined;
}

/** `randomBytes` as the file may write it: beside `createCipheriv`. */
function randomBytesFor(facts: Facts, file: string, callee: string): { readonly callee: string; readonly edits: Fix["edits"] } | undefined {
  if (callee.includes(".")) return { callee: callee.replace(/createCipheriv$/, "randomBytes"), edits: [] };
  const known = facts.program.facts(file)?.imports.find((one) => one.imported === "randomBytes" && /^(?:node:)?crypto$/.test(one.spec));
  if (known?.local !== undefined) return { callee: known.local, edits: [] };
  const text = facts.text(file);
  const list = /(?:import|const|let|var)\s*\{([^}]*\bcreateCipheriv\b[^}]*)\}/.exec(text);
  if (!list || freeName(text, "randomBytes") !== "randomBytes") return undefined;
  const at = list.index + list[0].indexOf("{") + 1 + (list[1] ?? "").trimEnd().replace(/,$/, "").length;
  return { callee: "randomBytes", edits: [editAt(facts, file, [at, at], ", randomBytes")] };
}
