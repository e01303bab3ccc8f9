// Library models compiled to tries: from an import, member by member and call by call, to what the model says there.

import type { CallModel, HostModel, LibraryModel, PropertyModel } from "./schema";

/** A place in a library's API. Its `id` finds it again in any run. */
export class ApiNode {
  callModel: CallModel | undefined;
  constructModel: CallModel | undefined;
  property: PropertyModel | undefined;
  private readonly members = new Map<string, ApiNode>();
  private any: ApiNode | undefined;
  private called: ApiNode | undefined;
  private made: ApiNode | undefined;
  /** Of a default export: the namespace, whose members a CommonJS module's default has as well. */
  private namespace: ApiNode | undefined;
  /** Roots of other libraries under the same specifier: globals come from several models. */
  readonly beside: ApiNode[] = [];

  constructor(
    readonly library: LibraryModel,
    readonly path: string,
  ) {}

  get id(): string {
    return `${this.library.library}|${this.path}`;
  }

  /** A member by name; a `*` segment of the model matches any. At the root, `default` and the namespace stand for each other. */
  member(name: string): ApiNode | undefined {
    const own = this.members.get(name) ?? this.any ?? this.memberBeside(name);
    if (own) return own;
    if (this.namespace) return name === "default" ? this : (this.namespace.members.get(name) ?? this.namespace.memberBeside(name));
    if (this.path !== "") return undefined;
    return name === "default" ? this : this.members.get("default")?.member(name);
  }

  private memberBeside(name: string): ApiNode | undefined {
    for (const other of this.beside) {
      const found = other.members.get(name);
      if (found) return found;
    }
    return undefined;
  }

  call(): ApiNode | undefined {
    return this.called ?? (this.path === "" ? this.members.get("default")?.called : undefined);
  }

  construct(): ApiNode | undefined {
    return this.made ?? (this.path === "" ? this.members.get("default")?.made : undefined);
  }

  /** The place of a step, made if need be: a name, `*`, `()` or `new()`. */
  step(step: string): ApiNode {
    const below = (): ApiNode => new ApiNode(this.library, step === "()" ? `${this.path}()` : this.path === "" ? step : `${this.path}.${step}`);
    if (step === "()") return (this.called ??= below());
    if (step === "new()") return (this.made ??= below());
    if (step === "*" && this.path !== "") return (this.any ??= below());
    if (step === "*") return this;
    let node = this.members.get(step);
    if (!node) {
      node = below();
      if (this.path === "" && step === "default") node.namespace = this;
      this.members.set(step, node);
    }
    return node;
  }
}

/** Steps of an API path; each is a list of alternatives. */
export function parsePath(path: string): string[][] {
  const steps: string[][] = [];
  for (const segment of path.split(".")) {
    const match = /^(.*?)((?:\(\))*)$/.exec(segment);
    const names = match?.[1] ?? segment;
    const calls = (match?.[2] ?? "").length / 2;
    if (names === "new") steps.push(["new()"]);
    else if (names !== "") steps.push(names.split("|"));
    for (let count = names === "new" ? 1 : 0; count < calls; count++) steps.push(["()"]);
  }
  return steps;
}

/**
 * All models, ready to be asked. A library's trie is built when it is first asked for: a program uses few of the libraries that there
 * are models of, and building all of them took a tenth of a second of every start.
 */
export class ModelIndex {
  /** Names of modelled calls, for guessing whether an untyped receiver may be a library's object. */
  readonly methodNames = new Set<string>();
  /** Names of properties that answer a caller when they are assigned. */
  readonly answerNames = new Set<string>();
  /** Library and path of the client that usually goes by a name. */
  private readonly clients = new Map<string, { readonly library: string; readonly path: string }>();
  private readonly byLibrary = new Map<string, LibraryModel>();
  private readonly bySpecifier = new Map<string, LibraryModel[]>();
  private readonly patterns: { readonly prefix: string; readonly library: LibraryModel }[] = [];
  private readonly vendors = new Map<string, HostModel>();
  private readonly wildcards: { readonly suffix: string; readonly prefix: string; readonly vendor: HostModel }[] = [];
  /** Tries by library; places by id; roots by specifier; vendors by host: what was found stays found, as models do not change. */
  private readonly tries = new Map<string, ApiNode>();
  private readonly ids = new Map<string, ApiNode>();
  private readonly roots = new Map<string, ApiNode | undefined>();
  private readonly hostVendors = new Map<string, HostModel | undefined>();

  /** Takes a library in; all of them before the first question. */
  add(library: LibraryModel): void {
    for (const { path, answers } of library.properties ?? []) if (answers) this.answerNames.add(path.slice(path.lastIndexOf(".") + 1));
    this.byLibrary.set(library.library, library);
    for (const [name, path] of Object.entries(library.named ?? {})) this.clients.set(name, { library: library.library, path });
    for (const specifier of library.packages) {
      if (specifier.endsWith("/*")) this.patterns.push({ prefix: specifier.slice(0, -1), library });
      else this.bySpecifier.set(specifier, [...(this.bySpecifier.get(specifier) ?? []), library]);
    }
    for (const call of library.calls) this.addNames(call.path);
    const { destination } = library;
    if (destination?.hosts) this.addHosts({ id: destination.id, name: destination.name, kind: destination.kind, hosts: destination.hosts });
  }

  private addNames(path: string): void {
    if (path.endsWith(".new") || path.endsWith(".new()") || path.endsWith("()()")) return;
    const dot = path.lastIndexOf(".");
    if (dot < 0 && !path.endsWith("()")) return;
    for (const name of path.slice(dot + 1).replace(/[()]+$/, "").split("|")) if (name !== "*") this.methodNames.add(name);
  }

  addHosts(vendor: HostModel): void {
    for (const host of vendor.hosts) {
      const star = host.indexOf("*");
      if (star >= 0) this.wildcards.push({ prefix: host.slice(0, star), suffix: host.slice(star + 1), vendor });
      else if (!this.vendors.has(host)) this.vendors.set(host, vendor);
    }
  }

  /** The root of a package's API; node's builtins without `node:`. */
  root(specifier: string): ApiNode | undefined {
    if (this.roots.has(specifier)) return this.roots.get(specifier);
    const name = specifier.replace(/^node:/, "");
    const library = this.bySpecifier.get(name)?.[0] ?? this.patterns.find((pattern) => name.startsWith(pattern.prefix))?.library;
    const root = library && this.trie(library);
    this.roots.set(specifier, root);
    return root;
  }

  /** The place of an id. */
  byId(id: string): ApiNode | undefined {
    const known = this.ids.get(id);
    if (known) return known;
    const bar = id.indexOf("|");
    const node = bar < 0 ? undefined : this.nodeAt(id.slice(0, bar), id.slice(bar + 1));
    if (node) this.ids.set(id, node);
    return node;
  }

  /** The place at a path of a library, if the model knows it. */
  nodeAt(library: string, path: string): ApiNode | undefined {
    const model = this.byLibrary.get(library);
    const root = model && this.trie(model);
    if (!root || path === "") return root;
    let node: ApiNode | undefined = root;
    for (const [step = ""] of parsePath(path)) {
      node = step === "()" ? node?.call() : step === "new()" ? node?.construct() : node?.member(step);
      if (!node) return undefined;
    }
    return node;
  }

  /** The place that a model of a library names: one of its own, or `library#path` of another. */
  nodeFrom(library: string, path: string): ApiNode | undefined {
    const hash = path.indexOf("#");
    return hash < 0 ? this.nodeAt(library, path) : this.nodeAt(path.slice(0, hash), path.slice(hash + 1));
  }

  /** What a value of a library's exported type is. */
  typeNode(specifier: string, name: string): ApiNode | undefined {
    const root = this.root(specifier);
    for (const one of root ? [root, ...root.beside] : []) {
      const path = one.library.types?.[name] ?? one.library.types?.[name.slice(name.lastIndexOf(".") + 1)];
      if (path !== undefined) return this.nodeAt(one.library.library, path);
    }
    return undefined;
  }

  /** What the schemas of a library are as objects that read and write. */
  schemaNode(library: string): ApiNode | undefined {
    const path = this.byLibrary.get(library)?.schemas;
    return path === undefined ? undefined : this.nodeAt(library, path);
  }

  /** The client that usually goes by this name. */
  named(name: string): ApiNode | undefined {
    const client = this.clients.get(name);
    return client && this.nodeAt(client.library, client.path);
  }

  /** The vendor behind a host; of wildcards that match, the longest. */
  hosts(host: string): HostModel | undefined {
    const exact = this.vendors.get(host);
    if (exact) return exact;
    if (this.hostVendors.has(host)) return this.hostVendors.get(host);
    let best: { readonly length: number; readonly vendor: HostModel } | undefined;
    for (const { prefix, suffix, vendor } of this.wildcards) {
      const length = prefix.length + suffix.length;
      if (length > (best?.length ?? 0) && host.length > length && host.startsWith(prefix) && host.endsWith(suffix)) best = { length, vendor };
    }
    this.hostVendors.set(host, best?.vendor);
    return best?.vendor;
  }

  /** The place that a value of a library's type is, if there is a model of it. */
  placeOfType(type: { readonly specifier: string; readonly name: string } | undefined): ApiNode | undefined {
    return type && this.typeNode(type.specifier, type.name);
  }

  private trie(library: LibraryModel): ApiNode {
    const known = this.tries.get(library.library);
    if (known) return known;
    const root = new ApiNode(library, "");
    this.tries.set(library.library, root);
    for (const call of library.calls) addCall(root, call);
    for (const property of library.properties ?? []) for (const node of nodesAt(root, property.path)) node.property = property;
    for (const path of Object.values(library.types ?? {})) nodesAt(root, path);
    for (const specifier of library.packages) {
      const [first, ...others] = this.bySpecifier.get(specifier) ?? [];
      if (first === library) for (const other of others) root.beside.push(this.trie(other));
    }
    return root;
  }
}

function addCall(root: ApiNode, call: CallModel): void {
  const steps = parsePath(call.path);
  const last = steps.at(-1)?.[0];
  for (const node of walk(root, last === "new()" || last === "()" ? steps.slice(0, -1) : steps)) {
    if (last === "new()") {
      node.step("new()");
      node.constructModel = call;
    } else {
      node.callModel = call;
      if (last === "()") node.step("()");
    }
  }
}

/** The nodes of all alternatives of some steps. */
function walk(root: ApiNode, steps: readonly (readonly string[])[]): ApiNode[] {
  let nodes = [root];
  for (const alternatives of steps) nodes = nodes.flatMap((node) => alternatives.map((step) => node.step(step)));
  return nodes;
}

const nodesAt = (root: ApiNode, path: string): ApiNode[] => walk(root, parsePath(path));
