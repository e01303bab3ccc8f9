// Prisma schemas: models, composite types and enums of a `.prisma` file as declarations. A line a field, so a line reader is all it takes.

import type { FileFacts } from "../../ir/ir";
import type { MemberDecl, PhiTag, TypeDecl, TypeExpr } from "../../ir/types";
import { hashText } from "../../lattice/hash";
import { tagIn } from "../lower/comments";
import { BOOLEAN, BYTES, DATE, NUMBER, STRING, UNKNOWN } from "./context";

/** The models of a schema file: kind `schema`, id `path#Model`. */
export function prismaDecls(path: string, text: string): TypeDecl[] {
  const decls: TypeDecl[] = [];
  let open: { readonly kind: string; readonly name: string; readonly span: readonly [number, number]; readonly tag?: PhiTag; readonly members: MemberDecl[] } | undefined;
  let pending: PhiTag | undefined;
  for (const { line, at } of linesOf(text)) {
    const comment = /\/\/\/?\s?(.*)$/.exec(line);
    const tag = comment?.[1] === undefined ? undefined : tagIn(`/** ${comment[1]} */`);
    const code = stripped(line);
    if (code.trim() === "") {
      pending = tag ?? (comment ? pending : undefined);
      continue;
    }
    const head = /^\s*(model|type|view|enum)\s+(\w+)\s*\{/.exec(code);
    if (head?.[1] && head[2]) {
      const start = at + code.indexOf(head[2], code.indexOf(head[1]) + head[1].length);
      open = { kind: head[1], name: head[2], span: [start, start + head[2].length], members: [], ...(tag ?? pending ? { tag: tag ?? pending } : {}) };
    } else if (/^\s*\}/.test(code)) {
      if (open) decls.push(declOf(path, open));
      open = undefined;
    } else if (open) {
      const member = memberOf(code, at, open.kind, tag ?? pending);
      if (member) open.members.push(member);
    }
    pending = undefined;
  }
  return decls;
}

/** A schema file as facts, so that it can stand in a program like any other file. */
export function prismaFacts(path: string, text: string): FileFacts {
  const lineStarts = [...linesOf(text)].map(({ at }) => at);
  return {
    path, textHash: hashText(text), lineStarts, imports: [], exports: [], exportStars: [], commonjs: false, types: prismaDecls(path, text), classes: [], fns: [],
    assignedInFunctions: [], variables: [], ignores: [], directives: [], problems: [],
  };
}

function* linesOf(text: string): Iterable<{ readonly line: string; readonly at: number }> {
  let at = 0;
  for (const line of text.split("\n")) {
    yield { line: line.replace(/\r$/, ""), at };
    at += line.length + 1;
  }
}

/** The line without its comment; `//` inside a string stays. */
function stripped(line: string): string {
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === "\\") i++;
    else if (line[i] === '"') quoted = !quoted;
    else if (!quoted && line.startsWith("//", i)) return line.slice(0, i);
  }
  return line;
}

function memberOf(code: string, at: number, kind: string, tag: PhiTag | undefined): MemberDecl | undefined {
  const name = /^\s*(\w+)/.exec(code)?.[1];
  if (name === undefined) return undefined;
  const start = at + code.indexOf(name);
  const common = { name, span: [start, start + name.length] as const, ...(tag ? { tag } : {}) };
  if (kind === "enum") return { ...common, type: { t: "literal", value: name } };
  const field = /^\s*\w+\s+(\w+)(\[\])?(\?)?/.exec(code);
  if (!field?.[1]) return undefined;
  const of: TypeExpr = SCALARS[field[1]] ?? { t: "ref", name: field[1], scope: "file", args: [] };
  return { ...common, type: field[2] ? { t: "array", of } : of, ...(field[3] ? { optional: true } : {}) };
}

function declOf(path: string, { kind, name, span, tag, members }: { readonly kind: string; readonly name: string; readonly span: readonly [number, number]; readonly tag?: PhiTag; readonly members: readonly MemberDecl[] }): TypeDecl {
  return {
    id: `${path}#${name}`, name, kind: kind === "enum" ? "enum" : "schema", typeParams: [], bases: [], members, span, exported: true, library: "prisma",
    ...(tag ? { tag } : {}),
  };
}

const SCALARS: Readonly<Record<string, TypeExpr>> = {
  String: STRING, Int: NUMBER, BigInt: NUMBER, Float: NUMBER, Decimal: NUMBER, Boolean: BOOLEAN, DateTime: DATE, Json: UNKNOWN, Bytes: BYTES, Unsupported: UNKNOWN,
};
