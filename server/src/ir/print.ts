// Readable text of the IR, for tests and for looking into the analysis.

import type { Expr, Fn, Item, Key, Prop, Stmt, Target } from "./ir";
import type { TypeExpr } from "./types";

/** A function as text: one line a statement, in the look of the language it came from. */
export function printFn(fn: Fn): string {
  const params = fn.params.map((p) =>
    `${p.rest ? "..." : ""}${p.name}${p.optional ? "?" : ""}${p.type ? `: ${printType(p.type)}` : ""}${p.default ? ` = ${printExpr(p.default)}` : ""}${p.tag ? ` @${p.tag.level}` : ""}`);
  const words = [fn.exported ? "export" : "", fn.async ? "async" : "", fn.static ? "static" : "", `${fn.kind}${fn.generator ? "*" : ""}`].filter(Boolean);
  const result = fn.returns ? `: ${printType(fn.returns)}` : "";
  const notes = [
    fn.cells.length ? `cells ${fn.cells.join(", ")}` : "",
    fn.captures.length ? `captures ${fn.captures.join(", ")}` : "",
    fn.contextType ? `context ${printType(fn.contextType)}` : "",
    fn.tag ? `@${fn.tag.level}` : "",
    fn.decorators?.length ? fn.decorators.map((d) => `@${d.name}${d.args ? `(${items(d.args)})` : ""}`).join(" ") : "",
  ].filter(Boolean);
  const head = `${words.join(" ")} ${fn.id.slice(fn.id.indexOf("#") + 1)}(${params.join(", ")})${result}${notes.length ? ` [${notes.join("; ")}]` : ""}`;
  return `${head}\n${printStmts(fn.body, 1)}`;
}

/** Statements as text, each ended by a line break. */
export function printStmts(stmts: readonly Stmt[], depth = 0): string {
  return stmts.map((s) => printStmt(s, depth)).join("");
}

/** An expression as text. */
export function printExpr(e: Expr): string {
  switch (e.k) {
    case "const":
      return e.regex ? String(e.v) : typeof e.v === "string" ? JSON.stringify(e.v) : String(e.v);
    case "local":
      return e.name;
    case "captured":
      return `^${e.name}`;
    case "module":
      return `#${e.name}`;
    case "global":
      return `$${e.name}`;
    case "this":
    case "super":
    case "arguments":
      return e.k;
    case "closure":
      return `fn(${e.fn.slice(e.fn.indexOf("#") + 1)})`;
    case "class":
      return `class(${e.cls.slice(e.cls.indexOf("#") + 1)}${e.base ? ` extends ${printExpr(e.base)}` : ""})`;
    case "object":
      return `{${props(e.props)}}`;
    case "array":
      return `[${items(e.items)}]`;
    case "get":
      return `${receiver(e.of)}${e.optional ? "?" : ""}${access(e.key)}`;
    case "rest":
      return `rest(${printExpr(e.of)} - ${e.except.map(key).join(", ")})`;
    case "restFrom":
      return `restFrom(${printExpr(e.of)}, ${e.index})`;
    case "assign":
      return `(${target(e.to)} = ${printExpr(e.value)})`;
    case "delete":
      return `delete ${printExpr(e.of)}${access(e.key)}`;
    case "op":
      return `${e.op}${e.test ? `:${test(e.test)}` : ""}(${e.args.map(printExpr).join(", ")})`;
    case "template":
      return `\`${e.parts.map((p) => (typeof p === "string" ? p : `\${${printExpr(p)}}`)).join("")}\``;
    case "tagged":
      return `${printExpr(e.tag)}\`${e.strings.map((s, i) => s + (e.args[i] ? `\${${printExpr(e.args[i] as Expr)}}` : "")).join("")}\``;
    case "cond":
      return `(${printExpr(e.test)} ? ${printExpr(e.then)} : ${printExpr(e.else)})`;
    case "logic":
      return `(${printExpr(e.left)} ${e.op} ${printExpr(e.right)})`;
    case "call":
      return `${e.new ? "new " : ""}${receiver(e.callee)}${e.optional ? "?." : ""}${e.typeArgs ? `<${e.typeArgs.map(printType).join(", ")}>` : ""}(${items(e.args)})`;
    case "await":
      return `await ${printExpr(e.of)}`;
    case "yield":
      return `yield${e.all ? "*" : ""}${e.of ? ` ${printExpr(e.of)}` : ""}`;
    case "cast":
      return `(${printExpr(e.of)} ${e.satisfies ? "satisfies" : "as"} ${printType(e.type)})`;
    case "jsx":
      return `<${typeof e.tag === "string" ? e.tag : printExpr(e.tag)}${e.props.length ? ` {${props(e.props)}}` : ""}>`;
    case "seq":
      return `(${e.of.map(printExpr).join(", ")})`;
    case "import":
      return `import(${e.spec === undefined ? "?" : JSON.stringify(e.spec)})`;
    case "opaque":
      return `opaque ${JSON.stringify(e.what)}(${e.args.map(printExpr).join(", ")})`;
  }
}

/** A type as text. */
export function printType(t: TypeExpr): string {
  switch (t.t) {
    case "prim":
      return t.name;
    case "literal":
      return JSON.stringify(t.value);
    case "ref":
      return `${t.scope === "global" ? "$" : t.scope === "param" ? "'" : ""}${t.name}${args(t.args)}`;
    case "array":
      return `${printType(t.of)}[]`;
    case "tuple":
      return `[${t.of.map((o, i) => (t.rest && i === t.of.length - 1 ? `...${printType(o)}` : printType(o))).join(", ")}]`;
    case "union":
      return `(${t.of.map(printType).join(" | ")})`;
    case "intersection":
      return `(${t.of.map(printType).join(" & ")})`;
    case "function":
      return `(${t.params.map((p) => `${p.rest ? "..." : ""}${p.name}${p.type ? `: ${printType(p.type)}` : ""}`).join(", ")}) => ${t.returns ? printType(t.returns) : "?"}`;
    case "object":
      return `{${t.decl.slice(t.decl.indexOf("#") + 1)}}`;
    case "index":
      return `${printType(t.of)}[${printType(t.key)}]`;
    case "keyof":
      return `keyof ${printType(t.of)}`;
    case "typeof":
      return `typeof ${t.from === undefined ? "" : `import(${JSON.stringify(t.from)}) `}${t.path.join(".")}`;
    case "import":
      return `import(${JSON.stringify(t.from)}).${t.path.join(".")}${args(t.args)}`;
    case "mapped":
      return `{[${printType(t.key)}]: ${t.value ? printType(t.value) : "?"}}`;
  }
}

function printStmt(s: Stmt, depth: number): string {
  const pad = "  ".repeat(depth);
  const nested = (body: readonly Stmt[]): string => printStmts(body, depth + 1);
  const label = "label" in s && s.label !== undefined && s.s !== "break" && s.s !== "continue" ? `${s.label}: ` : "";
  switch (s.s) {
    case "expr":
      return `${pad}${printExpr(s.of)}\n`;
    case "let":
      return `${pad}let ${s.scope === "module" ? "#" : ""}${s.name}${s.type ? `: ${printType(s.type)}` : ""}${s.tag ? ` @${s.tag.level}` : ""}${s.init ? ` = ${printExpr(s.init)}` : ""}\n`;
    case "if":
      return `${pad}if ${printExpr(s.test)}\n${nested(s.then)}${s.else.length ? `${pad}else\n${nested(s.else)}` : ""}`;
    case "loop":
      return `${pad}${label}loop${s.after ? " after" : ""} ${s.test ? printExpr(s.test) : ""}${s.update ? ` update ${printExpr(s.update)}` : ""}\n${nested(s.body)}`;
    case "each":
      return `${pad}${label}each ${s.item} ${s.keys ? "in" : "of"}${s.async ? " async" : ""} ${printExpr(s.over)}\n${nested(s.body)}`;
    case "switch":
      return `${pad}${label}switch ${printExpr(s.on)}\n${s.cases.map((c) => `${pad}${c.test ? `case ${printExpr(c.test)}` : "default"}\n${nested(c.body)}`).join("")}`;
    case "try":
      return `${pad}try\n${nested(s.body)}${s.handler ? `${pad}catch ${s.param ?? ""}\n${nested(s.handler)}` : ""}${s.finalizer ? `${pad}finally\n${nested(s.finalizer)}` : ""}`;
    case "block":
      return `${pad}${label}block\n${nested(s.body)}`;
    case "return":
      return `${pad}return${s.of ? ` ${printExpr(s.of)}` : ""}\n`;
    case "throw":
      return `${pad}throw ${printExpr(s.of)}\n`;
    case "break":
    case "continue":
      return `${pad}${s.s}${s.label === undefined ? "" : ` ${s.label}`}\n`;
  }
}

const receiver = (e: Expr): string => (e.k === "await" || e.k === "yield" || e.k === "import" ? `(${printExpr(e)})` : printExpr(e));
const args = (types: readonly TypeExpr[]): string => (types.length ? `<${types.map(printType).join(", ")}>` : "");
const items = (list: readonly Item[]): string => list.map((i) => `${i.spread ? "..." : ""}${printExpr(i.value)}`).join(", ");
const key = (k: Key): string => (typeof k === "string" ? k : `[${printExpr(k)}]`);
const access = (k: Key): string => (typeof k === "string" ? `.${k}` : `[${printExpr(k)}]`);

function props(list: readonly Prop[]): string {
  return list.map((p) => (p.p === "spread" ? `...${printExpr(p.value)}` : p.p === "value" ? `${key(p.key)}: ${printExpr(p.value)}`
    : `${p.p} ${key(p.key)}: fn(${p.fn.slice(p.fn.indexOf("#") + 1)})`)).join(", ");
}

function target(t: Target): string {
  switch (t.to) {
    case "member":
      return `${printExpr(t.of)}${access(t.key)}`;
    case "local":
      return t.name;
    case "captured":
      return `^${t.name}`;
    case "module":
      return `#${t.name}`;
    case "global":
      return `$${t.name}`;
  }
}

function test(t: NonNullable<Extract<Expr, { k: "op" }>["test"]>): string {
  if (t.test === "not") return "not";
  if (t.test === "order") return t.operator;
  const name = t.test === "typeof" ? `typeof ${t.type}` : t.test === "in" ? `in ${t.key}` : t.test;
  return t.negated ? `!${name}` : name;
}
