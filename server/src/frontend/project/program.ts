// The linked program: which declaration a name stands for across files. Mutable, file by file; every answer is derived from facts and
// memoized until the links of some file change, so that typing inside a body costs nothing here.

import { BODY, type Binding, type ClassDecl, type FileFacts, type Fn, type FnId, type Program } from "../../ir/ir";
import type { ClassId } from "../../ir/types";
import { compareFacts, type FactsChange } from "./factsChange";
import { Links } from "./links";
import type { Resolution, Resolver } from "./resolve";

/** The part of a resolver that linking needs. */
export type ModuleResolver = Pick<Resolver, "resolve">;

/** Links a set of files. */
export function createProgram(files: ReadonlyMap<string, FileFacts>, resolver: ModuleResolver): ProgramIndex {
  const program = new ProgramIndex(resolver);
  for (const [path, facts] of files) program.set(path, facts);
  return program;
}

export class ProgramIndex implements Program {
  #resolver: ModuleResolver;
  readonly #facts = new Map<string, FileFacts>();
  readonly #links = new Map<string, Links>();
  readonly #fns = new Map<FnId, Fn>();
  readonly #classes = new Map<ClassId, ClassDecl>();
  /** How many files have a method of this name; made when first asked for. */
  #methods: Map<string, number> | undefined;
  #files: readonly string[] | undefined;
  /** Everything below is derived, and dropped when links or class headers change. */
  #bindings = new Map<string, Map<string, Binding>>();
  #exports = new Map<string, Map<string, Binding>>();
  #names = new Map<string, readonly string[]>();
  #bases = new Map<ClassId, ClassId | undefined>();
  #heirs: Map<ClassId, readonly ClassId[]> | undefined;
  #importers: Map<string, Set<string>> | undefined;
  #targets: Map<string, readonly string[]> | undefined;

  constructor(resolver: ModuleResolver) {
    this.#resolver = resolver;
  }

  /** Puts in the facts of a file, or takes it out. Tells what of it changed. */
  set(path: string, facts: FileFacts | undefined): FactsChange {
    const before = this.#facts.get(path);
    if (before === facts) return compareFacts(before, facts);
    const oldLinks = this.#links.get(path);
    if (before && oldLinks) this.#remove(path, before, oldLinks);
    if (facts) this.#add(path, facts);
    const change = compareFacts(before, facts);
    if (change.presence) this.#files = undefined;
    if (change.presence || change.links || change.declarations) this.relink();
    else if (this.#importers && oldLinks && !sameList(oldLinks.specifiers, this.#links.get(path)?.specifiers ?? [])) this.#forgetImporters();
    return change;
  }

  /** Forgets what was derived: for when specifiers resolve otherwise than before. */
  relink(resolver: ModuleResolver = this.#resolver): void {
    this.#resolver = resolver;
    this.#bindings = new Map();
    this.#exports = new Map();
    this.#names = new Map();
    this.#bases = new Map();
    this.#heirs = undefined;
    this.#forgetImporters();
  }

  get files(): readonly string[] {
    this.#files ??= [...this.#facts.keys()].sort();
    return this.#files;
  }

  facts(file: string): FileFacts | undefined {
    return this.#facts.get(file);
  }

  fn(id: FnId): Fn | undefined {
    return this.#fns.get(id.endsWith(BODY) ? id.slice(0, -BODY.length) : id);
  }

  cls(id: ClassId): ClassDecl | undefined {
    return this.#classes.get(id);
  }

  binding(file: string, name: string): Binding {
    return memoized(this.#bindings, file, name, () => this.#binding(file, name, new Set()));
  }

  exported(file: string, specifier: string, name: string): Binding {
    return this.#exportedFrom(file, specifier, name, new Set());
  }

  exportOf(file: string, name: string): Binding {
    return this.#export(file, name, new Set());
  }

  exportNames(file: string): readonly string[] {
    const known = this.#names.get(file);
    if (known) return known;
    const names = [...this.#collectNames(file, new Set())].sort();
    this.#names.set(file, names);
    return names;
  }

  base(id: ClassId): ClassId | undefined {
    if (!this.#bases.has(id)) this.#bases.set(id, this.#baseOf(id));
    return this.#bases.get(id);
  }

  heirs(id: ClassId): readonly ClassId[] {
    this.#heirs ??= this.#allHeirs();
    return this.#heirs.get(id) ?? [];
  }

  hasMethod(name: string): boolean {
    if (!this.#methods) {
      this.#methods = new Map();
      for (const links of this.#links.values()) count(this.#methods, links.methods, 1);
    }
    return this.#methods.has(name);
  }

  /** The files that a file imports, re-exports or requires, also dynamically; sorted. */
  importsOf(file: string): readonly string[] {
    this.#linkFiles();
    return this.#targets?.get(file) ?? [];
  }

  /** The files that name a file in an import, a re-export, `import()` or `require()`; sorted. */
  importersOf(file: string): readonly string[] {
    this.#linkFiles();
    return [...(this.#importers?.get(file) ?? [])].sort();
  }

  /** All that may see a declaration of the files: their importers, and the importers of those that pass it on; sorted. */
  usersOf(files: Iterable<string>): readonly string[] {
    this.#linkFiles();
    const users = new Set<string>();
    const waiting = [...files];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      for (const importer of this.#importers?.get(file) ?? []) {
        if (users.has(importer)) continue;
        users.add(importer);
        if (this.#links.get(importer)?.passesOn) waiting.push(importer);
      }
    }
    return [...users].sort();
  }

  /** Every specifier that a file names; sorted. */
  specifiersOf(file: string): readonly string[] {
    return this.#links.get(file)?.specifiers ?? [];
  }

  #add(path: string, facts: FileFacts): void {
    const links = new Links(facts);
    this.#facts.set(path, facts);
    this.#links.set(path, links);
    for (const fn of facts.fns) this.#fns.set(fn.id, fn);
    for (const one of facts.classes) this.#classes.set(one.id, one);
    if (this.#methods) count(this.#methods, links.methods, 1);
  }

  #remove(path: string, facts: FileFacts, links: Links): void {
    this.#facts.delete(path);
    this.#links.delete(path);
    for (const fn of facts.fns) this.#fns.delete(fn.id);
    for (const one of facts.classes) this.#classes.delete(one.id);
    if (this.#methods) count(this.#methods, links.methods, -1);
  }

  #binding(file: string, name: string, visited: Set<string>): Binding {
    const links = this.#links.get(file);
    const imported = links?.imports.get(name);
    if (!imported) return { b: "variable", file, name };
    return this.#exportedFrom(file, imported.spec, imported.imported, visited);
  }

  #exportedFrom(file: string, specifier: string, name: string, visited: Set<string>): Binding {
    const resolution = this.#resolver.resolve(file, specifier);
    if (resolution.r === "external") return external(resolution, name);
    if (resolution.r === "unresolved") return generatedClient(specifier, name) ?? UNRESOLVED;
    return this.#export(resolution.file, name, visited);
  }

  /** What a workspace module exports under a name. `visited` ends cycles of re-exports. */
  #export(file: string, name: string, visited: Set<string>): Binding {
    const known = this.#exports.get(file)?.get(name);
    if (known) return known;
    const key = `${file}\0${name}`;
    if (visited.has(key)) return UNRESOLVED;
    const top = visited.size === 0;
    visited.add(key);
    const binding = this.#findExport(file, name, visited);
    // Within a cycle an answer may be cut short, so only the outermost one is kept.
    if (top) memoized(this.#exports, file, name, () => binding);
    return binding;
  }

  #findExport(file: string, name: string, visited: Set<string>): Binding {
    const links = this.#links.get(file);
    if (!links) return UNRESOLVED;
    const { commonjs } = links;
    if (name === "*") return commonjs && !links.esm ? { b: "variable", file, name: "module.exports" } : { b: "module", file };
    const found = links.exports.get(name);
    if (found?.from !== undefined) return this.#exportedFrom(file, found.from, found.imported ?? name, visited);
    if (found?.local !== undefined) return this.#binding(file, found.local, visited);
    if (commonjs) {
      // `exports.default = …` is what compilers make of `export default`; else the default import is `module.exports` itself.
      if (name === "default" && !commonjs.has("default")) return { b: "variable", file, name: "module.exports" };
      return { b: "variable", file, name: "module.exports", member: name };
    }
    return name === "default" ? UNRESOLVED : this.#fromStars(file, links, name, visited);
  }

  #fromStars(file: string, links: Links, name: string, visited: Set<string>): Binding {
    let fallback: Binding = UNRESOLVED;
    for (const specifier of links.stars) {
      const resolution = this.#resolver.resolve(file, specifier);
      if (resolution.r === "external") {
        if (fallback.b === "unresolved") fallback = external(resolution, name);
      } else if (resolution.r === "file") {
        const binding = this.#export(resolution.file, name, visited);
        if (binding.b === "external" && !this.#declares(resolution.file, name)) {
          if (fallback.b === "unresolved") fallback = binding;
        } else if (binding.b !== "unresolved" && !isGuess(binding, this.#links)) return binding;
      }
    }
    return fallback;
  }

  /** Whether a module itself says that it exports the name, rather than perhaps some package that it passes on. */
  #declares(file: string, name: string): boolean {
    return this.exportNames(file).includes(name);
  }

  #collectNames(file: string, visited: Set<string>): Set<string> {
    const names = new Set<string>();
    const links = this.#links.get(file);
    if (!links || visited.has(file)) return names;
    visited.add(file);
    for (const name of links.exports.keys()) names.add(name);
    for (const name of links.commonjs ?? []) names.add(name);
    for (const specifier of links.stars) {
      const resolution = this.#resolver.resolve(file, specifier);
      if (resolution.r !== "file") continue;
      for (const name of this.#collectNames(resolution.file, visited)) if (name !== "default") names.add(name);
    }
    return names;
  }

  #baseOf(id: ClassId): ClassId | undefined {
    const base = this.#classes.get(id)?.base;
    const hash = id.indexOf("#");
    if (base?.t !== "ref" || base.scope !== "file" || hash < 0) return undefined;
    const file = id.slice(0, hash);
    const found = this.classNamed(file, base.name);
    return found === id ? undefined : found;
  }

  /** The class with bodies that a dotted name in a file means, if it is one of the workspace. */
  classNamed(file: string, name: string): ClassId | undefined {
    const [first, ...rest] = name.split(".") as [string, ...string[]];
    const own = `${file}#${name}`;
    if (!this.#links.get(file)?.imports.has(first) && this.#classes.has(own)) return own;
    let binding = this.binding(file, first);
    for (let i = 0; i < rest.length; i++) {
      if (binding.b === "module") binding = this.#export(binding.file, rest[i] as string, new Set());
      else if (binding.b === "variable") return this.#classIn(binding.file, [binding.name, ...rest.slice(i)].join("."));
      else return undefined;
    }
    return binding.b === "variable" ? this.#classIn(binding.file, binding.member ?? binding.name) : undefined;
  }

  #classIn(file: string, name: string): ClassId | undefined {
    const id = `${file}#${name}`;
    return this.#classes.has(id) ? id : undefined;
  }

  #allHeirs(): Map<ClassId, readonly ClassId[]> {
    const heirs = new Map<ClassId, ClassId[]>();
    for (const id of [...this.#classes.keys()].sort()) {
      const seen = new Set([id]);
      for (let base = this.base(id); base !== undefined && !seen.has(base); base = this.base(base)) {
        seen.add(base);
        const list = heirs.get(base);
        if (list) list.push(id);
        else heirs.set(base, [id]);
      }
    }
    return heirs;
  }

  #linkFiles(): void {
    if (this.#importers) return;
    const importers = new Map<string, Set<string>>();
    const targets = new Map<string, readonly string[]>();
    for (const [file, { specifiers }] of this.#links) {
      const own = new Set<string>();
      for (const specifier of specifiers) {
        const resolution = this.#resolver.resolve(file, specifier);
        if (resolution.r !== "file") continue;
        own.add(resolution.file);
        const set = importers.get(resolution.file);
        if (set) set.add(file);
        else importers.set(resolution.file, new Set([file]));
      }
      targets.set(file, [...own].sort());
    }
    this.#importers = importers;
    this.#targets = targets;
  }

  #forgetImporters(): void {
    this.#importers = undefined;
    this.#targets = undefined;
  }
}

const UNRESOLVED: Binding = { b: "unresolved" };

function external(resolution: Extract<Resolution, { r: "external" }>, name: string): Binding {
  return (resolution.relative && generatedClient(resolution.specifier, name)) || { b: "external", specifier: resolution.specifier, path: name === "*" ? [] : [name] };
}

/** Prisma writes its client where the project says; there it is the same library as `@prisma/client`. */
function generatedClient(specifier: string, name: string): Binding | undefined {
  const prisma = name === "PrismaClient" || (name === "Prisma" && /prisma/i.test(specifier));
  return prisma ? { b: "external", specifier: "@prisma/client", path: [name] } : undefined;
}

/** A member of a CommonJS module that is not known to be there. */
const isGuess = (binding: Binding, links: ReadonlyMap<string, Links>): boolean =>
  binding.b === "variable" && binding.member !== undefined && !links.get(binding.file)?.commonjs?.has(binding.member);

function memoized<T>(memo: Map<string, Map<string, T>>, file: string, name: string, make: () => T): T {
  const own = memo.get(file) ?? new Map<string, T>();
  if (own.size === 0) memo.set(file, own);
  const known = own.get(name);
  if (known !== undefined) return known;
  const value = make();
  own.set(name, value);
  return value;
}

function count(counts: Map<string, number>, names: Iterable<string>, by: 1 | -1): void {
  for (const name of names) {
    const total = (counts.get(name) ?? 0) + by;
    if (total > 0) counts.set(name, total);
    else counts.delete(name);
  }
}

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one, i) => one === b[i]);
