// The workspace's own packages: from a package's name and `exports` to the sources that its build is made from, without a build.

import type { Package } from "./packages";
import { baseName, foldersUp, inFolder, joinPath, relativeTo } from "./paths";
import type { SourceFiles } from "./sourceFiles";
import type { Project } from "./tsconfig";

export class PackageMap {
  readonly #sources: SourceFiles;
  readonly #byName = new Map<string, Package>();
  readonly #byFolder = new Map<string, Package>();
  /** Folders that compiled files go to, longest first, with where they come from. */
  readonly #outputs: readonly { readonly out: string; readonly sources: readonly string[] }[];
  readonly #owners = new Map<string, Package | undefined>();

  constructor(packages: readonly Package[], projects: readonly Project[], sources: SourceFiles) {
    this.#sources = sources;
    for (const one of packages) {
      this.#byFolder.set(one.folder, one);
      const known = one.name === undefined ? undefined : this.#byName.get(one.name);
      if (one.name !== undefined && (!known || one.folder.length < known.folder.length)) this.#byName.set(one.name, one);
    }
    this.#outputs = projects.flatMap((project) => outputsOf(project)).sort((a, b) => b.out.length - a.out.length);
  }

  /** The package that a folder belongs to. */
  owner(folder: string): Package | undefined {
    if (this.#owners.has(folder)) return this.#owners.get(folder);
    let owner: Package | undefined;
    for (const up of foldersUp(folder)) {
      owner = this.#byFolder.get(up);
      if (owner) break;
    }
    this.#owners.set(folder, owner);
    return owner;
  }

  /** A source for `@scope/name/sub` or `#internal`, or the package that `imports` puts in its place. */
  resolve(folder: string, specifier: string, conditions: readonly string[]): string | { readonly external: string } | undefined {
    if (specifier.startsWith("#")) return this.#internal(folder, specifier, conditions);
    const [name, sub] = split(specifier);
    const target = this.#byName.get(name);
    return target && this.#inPackage(target, sub, conditions);
  }

  /** The source behind a folder's package.json (`import "../other-package"`). */
  entryOf(folder: string): string | undefined {
    const target = this.#byFolder.get(folder.replace(/\/$/, ""));
    return target && this.#inPackage(target, "", []);
  }

  /** The source that a compiled file comes from: by `outDir` and `rootDir`, else by how such folders are usually called. */
  sourceOf(built: string): string | undefined {
    for (const { out, sources } of this.#outputs) {
      const below = relativeTo(out, built);
      if (below === undefined) continue;
      for (const source of sources) {
        const file = this.#find(joinPath(source, below)) ?? this.#find(joinPath(source, withoutFormat(below)));
        if (file !== undefined) return file;
      }
    }
    const owner = this.owner(built);
    const below = owner && relativeTo(owner.folder, built);
    return owner && below !== undefined ? this.#usualSource(owner.folder, below) : undefined;
  }

  #internal(folder: string, specifier: string, conditions: readonly string[]): string | { readonly external: string } | undefined {
    const owner = this.owner(folder);
    if (!owner) return undefined;
    for (const target of targetsOf(owner.imports, specifier, conditions)) {
      if (!target.startsWith(".")) {
        const other = this.resolve(folder, target, conditions);
        return other ?? { external: target };
      }
      const file = this.#target(owner, target);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  #inPackage(target: Package, sub: string, conditions: readonly string[]): string | undefined {
    const { folder } = target;
    for (const entry of targetsOf(target.exports, sub === "" ? "." : `./${sub}`, conditions)) {
      const file = this.#target(target, entry);
      if (file !== undefined) return file;
    }
    if (sub !== "") {
      const base = joinPath(folder, sub);
      return this.#find(base) ?? this.#find(inFolder(folder, `src/${sub}`)) ?? this.#find(inFolder(folder, `lib/${sub}`)) ?? this.sourceOf(base);
    }
    for (const entry of target.entries) {
      const file = this.#target(target, entry);
      if (file !== undefined) return file;
    }
    const named = target.name === undefined ? [] : [baseName(target.name)];
    for (const base of ["src/index", "index", "lib/index", "source/index", "src/main", "main", "src/lib/index", "src/public-api", "src/public_api", ...named.flatMap((n) => [`src/${n}`, n])]) {
      const file = this.#find(inFolder(folder, base));
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** A target of `exports` or `main`: itself a source, or built from one. */
  #target(owner: Package, target: string): string | undefined {
    const path = joinPath(owner.folder, target);
    if (!/\.json$/.test(path)) return this.#find(path) ?? this.sourceOf(path);
    return undefined;
  }

  #usualSource(folder: string, below: string): string | undefined {
    const [first, ...rest] = below.split("/");
    if (first === undefined || !OUTPUT_FOLDERS.has(first)) return undefined;
    const inner = rest.join("/");
    const plain = withoutFormat(inner);
    for (const path of [`src/${inner}`, `src/${plain}`, plain, `lib/${plain}`, `source/${plain}`, `src/${plain.replace(/^src\//, "")}`]) {
      const file = path.startsWith(`${first}/`) ? undefined : this.#find(joinPath(folder, path));
      if (file !== undefined) return file;
    }
    // `dist/apps/api/src/main.js`: builds of a monorepo repeat the path from its top.
    return this.#find(joinPath(folder, plain.slice(plain.indexOf("src/"))));
  }

  /** A source for a compiled path: without the extensions that bundlers and the compiler write. */
  #find(path: string): string | undefined {
    const base = path.replace(/\.d\.([cm]?)ts$/, ".$1js").replace(/\.(?:esm|cjs|umd|es|module|min|bundle|legacy)(?=\.[cm]?js$)/, "");
    return this.#sources.find(base, []) ?? (/\.[cm]js$/.test(base) ? this.#sources.find(base.replace(/\.[cm]js$/, ".js"), []) : undefined);
  }
}

const OUTPUT_FOLDERS: ReadonlySet<string> = new Set(["dist", "lib", "build", "out", "es", "esm", "cjs", "types", "typings", "output", "target", "dist-cjs", "dist-esm", "dist-es", "dist-types", "release"]);
const FORMATS = /^(?:esm|cjs|mjs|es|es20\d\d|es[5-9]|esnext|commonjs|module|umd|node|browser|types|typings|dts)\//;
const withoutFormat = (path: string): string => path.replace(FORMATS, "");

function split(specifier: string): [name: string, sub: string] {
  const parts = specifier.split("/");
  const length = specifier.startsWith("@") ? 2 : 1;
  return [parts.slice(0, length).join("/"), parts.slice(length).join("/")];
}

function outputsOf(project: Project): { out: string; sources: string[] }[] {
  const roots = project.rootDir !== undefined ? [project.rootDir, project.folder] : [inFolder(project.folder, "src"), project.folder];
  return [...new Set([project.outDir, project.declarationDir])]
    .filter((out): out is string => out !== undefined && out !== project.folder && !roots.includes(out))
    .map((out) => ({ out, sources: roots }));
}

/** All targets that `exports` or `imports` give for a key, the most source-like first. */
function targetsOf(map: unknown, key: string, conditions: readonly string[]): readonly string[] {
  if (map === undefined || map === null) return [];
  if (typeof map === "string" || Array.isArray(map) || !Object.keys(map).some((one) => /^[.#]/.test(one))) return key === "." ? leaves(map, conditions) : [];
  const entries = map as Record<string, unknown>;
  if (key in entries) return leaves(entries[key], conditions);
  const patterns = Object.keys(entries).filter((one) => one.includes("*") || one.endsWith("/")).sort((a, b) => b.length - a.length);
  for (const pattern of patterns) {
    const star = pattern.endsWith("/") ? pattern.length : pattern.indexOf("*");
    const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (key.length < before.length + after.length || !key.startsWith(before) || !key.endsWith(after)) continue;
    const rest = key.slice(before.length, key.length - after.length);
    return leaves(entries[pattern], conditions).map((target) => (target.endsWith("/") ? target + rest : target.replaceAll("*", () => rest)));
  }
  return [];
}

const FIRST_CONDITIONS = ["source", "src", "development", "bun", "deno"];

/** All strings in a tree of conditions: sources first, then as written. */
function leaves(value: unknown, conditions: readonly string[]): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, conditions));
  if (typeof value !== "object" || value === null) return [];
  const first = [...conditions, ...FIRST_CONDITIONS];
  const rank = (name: string): number => {
    const at = first.indexOf(name);
    return at < 0 ? (name.startsWith("@") ? first.length - 1 : first.length) : at;
  };
  return Object.entries(value).sort(([a], [b]) => rank(a) - rank(b)).flatMap(([, inner]) => leaves(inner, conditions));
}
