// What one file contributes to linking, in the form in which it is looked up. What needs a walk over the bodies is made when asked for.

import type { ExportDecl, Expr, FileFacts, ImportDecl, Target } from "../../ir/ir";
import { assignedGlobal, isGlobalObject, isScript, readGlobal, topLevelNames } from "../../ir/scripts";
import { walkExpr, walkStmts } from "../../ir/walk";
import { signaturesOf } from "./factsChange";

export class Links {
  readonly #facts: FileFacts;
  readonly imports: ReadonlyMap<string, ImportDecl>;
  readonly exports: ReadonlyMap<string, ExportDecl>;
  readonly stars: readonly string[];
  /** Whether it exports values as an ES module. */
  readonly esm: boolean;
  /** For CommonJS modules: names that are assigned to `exports` at the top level. */
  readonly commonjs: ReadonlySet<string> | undefined;
  #walked: { readonly methods: ReadonlySet<string>; readonly specifiers: readonly string[] } | undefined;
  #passesOn: boolean | undefined;

  constructor(facts: FileFacts) {
    this.#facts = facts;
    const imports = new Map<string, ImportDecl>();
    for (const one of facts.imports) if (one.local !== undefined && !imports.has(one.local)) imports.set(one.local, one);
    const exports = new Map<string, ExportDecl>();
    for (const one of facts.exports) if (!exports.has(one.name)) exports.set(one.name, one);
    const types = new Set(facts.commonjs ? facts.types.filter((type) => type.kind !== "class" && type.kind !== "enum").map((type) => type.name) : []);
    this.imports = imports;
    this.exports = exports;
    this.stars = facts.exportStars;
    this.esm = facts.exportStars.length > 0 || facts.exports.some((one) => one.local === undefined || !types.has(one.local));
    this.commonjs = facts.commonjs ? assignedExports(facts) : undefined;
  }

  /** Names of methods of classes and of function-valued properties, and of the globals that the file reads and assigns. */
  get methods(): ReadonlySet<string> {
    return this.#walk().methods;
  }

  /** Every specifier that the file names, sorted. */
  get specifiers(): readonly string[] {
    return this.#walk().specifiers;
  }

  /** Whether something that it imports can be seen through its own exports: re-exports, and declarations that mention imports. */
  get passesOn(): boolean {
    this.#passesOn ??= this.#findPassesOn();
    return this.#passesOn;
  }

  #findPassesOn(): boolean {
    const { imports, stars, commonjs } = this;
    if (stars.length > 0 || (commonjs && this.specifiers.length > 0)) return true;
    for (const one of this.exports.values()) if (one.from !== undefined || (one.local !== undefined && imports.has(one.local))) return true;
    const declarations = [this.#facts.types, this.#facts.classes, this.#facts.variables, signaturesOf(this.#facts.fns)];
    return someNode(declarations, (node) => {
      if (node.t === "import" || node.from !== undefined) return true;
      if (node.t === "ref") return imports.has(firstSegment(String(node.name)));
      if (node.t === "typeof") return Array.isArray(node.path) && imports.has(String(node.path[0]));
      return node.k === "module" && imports.has(String(node.name));
    });
  }

  #walk(): { readonly methods: ReadonlySet<string>; readonly specifiers: readonly string[] } {
    if (this.#walked) return this.#walked;
    const facts = this.#facts;
    const methods = new Set<string>();
    const specifiers = new Set<string>(facts.exportStars);
    for (const { spec } of facts.imports) specifiers.add(spec);
    for (const { from } of facts.exports) if (from !== undefined) specifiers.add(from);
    for (const cls of facts.classes) for (const method of cls.methods) methods.add(method.name);
    const functions = new Set(facts.fns.filter((fn) => fn.outer === undefined || fn.kind === "function").map((fn) => fn.display));
    const isFunction = (e: Expr): boolean => e.k === "closure" || (e.k === "module" && (functions.has(e.name) || this.imports.has(e.name)));
    const target = (t: Target): void => {
      const name = t.to === "global" ? t.name : t.to === "member" && typeof t.key === "string" && isGlobalObject(t.of) ? t.key : undefined;
      if (name !== undefined) methods.add(assignedGlobal(name));
      const holder = t.to === "member" ? holderOf(t.of) : undefined;
      if (holder !== undefined) methods.add(assignedGlobal(`${holder}.`));
    };
    const expr = (e: Expr): void => {
      if (e.k === "global") methods.add(readGlobal(e.name));
      else if (e.k === "get" && typeof e.key === "string" && isGlobalObject(e.of)) methods.add(readGlobal(e.key));
      if (e.k === "import" && e.spec !== undefined) specifiers.add(e.spec);
      else if (e.k === "object") {
        for (const p of e.props) if (p.p !== "spread" && typeof p.key === "string" && (p.p !== "value" || isFunction(p.value))) methods.add(p.key);
      } else if (e.k === "assign" && e.to.to === "member" && typeof e.to.key === "string" && isFunction(e.value)) methods.add(e.to.key);
    };
    for (const fn of facts.fns) {
      for (const { default: value } of fn.params) if (value) walkExpr(value, { expr, target });
      walkStmts(fn.body, { expr, target });
    }
    someNode([facts.types, facts.classes, facts.variables, facts.fns], (node) => {
      if ((node.t === "import" || node.t === "typeof") && typeof node.from === "string") specifiers.add(node.from);
      return false;
    });
    if (specifiers.size === 0 && isScript(facts)) for (const name of topLevelNames(facts)) methods.add(assignedGlobal(name));
    this.#walked = { methods, specifiers: [...specifiers].sort() };
    return this.#walked;
  }
}

/** The global below whose members something is. */
function holderOf(expr: Expr): string | undefined {
  let at = expr;
  while (at.k === "get") at = at.of;
  return at.k === "global" ? at.name : undefined;
}

const firstSegment = (name: string): string => name.split(".", 1)[0] as string;

/** Names in `exports.x = …`, `module.exports.x = …` and `module.exports = { x, … }` at the top level. */
function assignedExports(facts: FileFacts): Set<string> {
  const names = new Set<string>();
  const isExports = (e: Expr): boolean => e.k === "module" && e.name === "module.exports";
  const add = (e: Expr): void => {
    if (e.k === "object") for (const p of e.props) if (p.p !== "spread" && typeof p.key === "string") names.add(p.key);
    if (e.k === "assign") {
      if (e.to.to === "member" && isExports(e.to.of) && typeof e.to.key === "string") names.add(e.to.key);
      add(e.value);
    }
  };
  const top = facts.fns.find((fn) => fn.kind === "module");
  for (const statement of top?.body ?? []) {
    const of = statement.s === "expr" ? statement.of : statement.s === "let" ? statement.init : undefined;
    if (of?.k === "assign" && ((of.to.to === "module" && of.to.name === "module.exports") || of.to.to === "member")) {
      if (of.to.to === "member" && !isExports(of.to.of)) continue;
      if (of.to.to === "member" && typeof of.to.key === "string") {
        names.add(of.to.key);
        if (of.value.k === "assign") add(of.value);
      } else add(of.value);
    }
  }
  return names;
}

type Node = { readonly [key: string]: unknown };

/** Whether any plain object in a tree of facts satisfies a test. */
function someNode(value: unknown, test: (node: Node) => boolean): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) {
    // Offsets and other plain values are all alike.
    return value.length > 0 && typeof value[0] !== "number" && value.some((one) => someNode(one, test));
  }
  if (test(value as Node)) return true;
  for (const key in value) {
    const inner = (value as Node)[key];
    if (typeof inner === "object" && inner !== null && someNode(inner, test)) return true;
  }
  return false;
}
