// Module resolution: from a specifier in a file to a source of the workspace, or to a package by its specifier. Only sources that
// were discovered are ever looked for, so node_modules and the disk play no part in a usual import.

import type { FileSystem } from "../files";
import { builtinModule } from "./builtins";
import type { Discovery } from "./discover";
import { PackageMap } from "./packageMap";
import { folderOf, inFolder, isWithin, joinPath, normalizePath, relativeTo } from "./paths";
import { projectFinder } from "./projects";
import { SOURCE_EXTENSIONS } from "./sources";
import { SourceFiles } from "./sourceFiles";
import type { Project } from "./tsconfig";

export type Resolution =
  /** A source of the workspace. */
  | { readonly r: "file"; readonly file: string }
  /** A package or builtin (without `node:`), or a file that is not analysed: generated code, declarations, assets. */
  | { readonly r: "external"; readonly specifier: string; readonly relative?: true }
  | { readonly r: "unresolved" };

export interface ResolverOptions {
  /** Take `./Foo` for `foo.ts` where there is no better: for disks that ignore case. */
  readonly ignoreCase?: boolean;
}

export class Resolver {
  readonly #fs: FileSystem;
  readonly #sources: SourceFiles;
  readonly #packages: PackageMap;
  readonly #projectOf: (file: string) => Project;
  /** Folder → specifier → result. What a specifier means is the same for all files of a folder. */
  readonly #memo = new Map<string, Map<string, Entry>>();
  /** Path without extension that was tried → who asked. */
  readonly #asked = new Map<string, Set<Entry>>();
  /** The entry that is being resolved: notes what it tries. */
  #current: Entry | undefined;

  constructor(fs: FileSystem, discovery: Pick<Discovery, "root" | "files" | "projects" | "packages">, options: ResolverOptions = {}) {
    this.#fs = fs;
    this.#sources = new SourceFiles(discovery.files, options.ignoreCase ?? false, (base) => this.#note(base));
    this.#packages = new PackageMap(discovery.packages, discovery.projects, this.#sources);
    this.#projectOf = projectFinder(discovery.projects, discovery.root);
  }

  /** What a specifier stands for in a file. */
  resolve(from: string, specifier: string): Resolution {
    const folder = folderOf(from);
    const memo = this.#memo.get(folder) ?? new Map<string, Entry>();
    if (memo.size === 0) this.#memo.set(folder, memo);
    let entry = memo.get(specifier);
    if (!entry) {
      entry = { folder, specifier, resolution: UNRESOLVED, tried: new Set() };
      memo.set(specifier, entry);
      const outer = this.#current;
      this.#current = entry;
      try {
        entry.resolution = this.#resolve(from, folder, specifier);
      } finally {
        this.#current = outer;
      }
    }
    return entry.resolution;
  }

  /**
   * Sources came or went; `others` are files that did and are no sources (declarations, what is left out). Returns which
   * specifiers of which folders may now mean something else; they are looked up anew when asked for.
   */
  change(created: readonly string[], deleted: readonly string[], others: readonly string[] = []): readonly { readonly folder: string; readonly specifier: string }[] {
    const affected = new Set<Entry>();
    const touch = (file: string): void => {
      for (const base of SourceFiles.bases(file)) for (const entry of this.#asked.get(base) ?? []) affected.add(entry);
    };
    for (const file of created) if (this.#sources.add(normalizePath(file))) touch(normalizePath(file));
    for (const file of deleted) if (this.#sources.delete(normalizePath(file))) touch(normalizePath(file));
    for (const file of others) touch(normalizePath(file));
    for (const entry of affected) {
      this.#memo.get(entry.folder)?.delete(entry.specifier);
      for (const base of entry.tried) {
        const entries = this.#asked.get(base);
        entries?.delete(entry);
        if (entries?.size === 0) this.#asked.delete(base);
      }
    }
    return [...affected].map(({ folder, specifier }) => ({ folder, specifier }));
  }

  /** Whether a file that is no source (generated, left out, a declaration) came or went where an import was looked for: its specifier means something else now. */
  missed(file: string, exists: boolean): boolean {
    for (const base of SourceFiles.bases(normalizePath(file))) {
      for (const { resolution } of this.#asked.get(base) ?? []) {
        if (exists ? resolution.r === "unresolved" : resolution.r === "external" && resolution.relative === true) return true;
      }
    }
    return false;
  }

  /** Whether a file is one of the sources. */
  has(file: string): boolean {
    return this.#sources.has(file);
  }

  projectOf(file: string): Project {
    return this.#projectOf(file);
  }

  /** Packages of the workspace by name, and where they are. */
  packageOf(file: string): { readonly name: string | undefined; readonly folder: string } | undefined {
    return this.#packages.owner(folderOf(file));
  }

  /** Specifiers that were asked for and lead nowhere, with the number of folders that use them, sorted. */
  unresolved(): readonly { readonly specifier: string; readonly count: number }[] {
    const counts = new Map<string, number>();
    for (const memo of this.#memo.values()) {
      for (const { specifier, resolution } of memo.values()) if (resolution.r === "unresolved") counts.set(specifier, (counts.get(specifier) ?? 0) + 1);
    }
    return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([specifier, count]) => ({ specifier, count }));
  }

  #resolve(from: string, folder: string, written: string): Resolution {
    const specifier = written.replace(/^[a-z-]+!(?=[./])/, "").replace(/(?<=.)[?].*$/, "");
    if (specifier === "") return UNRESOLVED;
    if (/^\.\.?(?:\/|$)/.test(specifier) || specifier.startsWith("/") || /^[A-Za-z]:[/\\]/.test(specifier)) return this.#relative(from, folder, specifier);
    const builtin = builtinModule(specifier);
    if (builtin !== undefined) return { r: "external", specifier: builtin };
    if (/^(?:data|https?|file|virtual|bun|deno|cloudflare|astro):/.test(specifier)) return { r: "external", specifier };
    const file = this.#fromProject(from, specifier) ?? this.#packages.resolve(folder, specifier, this.#projectOf(from).customConditions);
    if (file !== undefined) return typeof file === "string" ? { r: "file", file } : { r: "external", specifier: builtinModule(file.external) ?? file.external };
    const usual = this.#usualAlias(from, specifier);
    if (usual !== undefined) return { r: "file", file: usual };
    const plain = specifier.replace(/^npm:(@?[^@]+)(?:@[^/]*)?/, "$1").replace(/^jsr:/, "");
    if (this.#existsInProject(from, specifier)) return { r: "external", specifier, relative: true };
    return /^(?:#|[@~]\/|~$)/.test(plain) ? UNRESOLVED : { r: "external", specifier: plain };
  }

  #relative(from: string, folder: string, specifier: string): Resolution {
    const base = joinPath(folder, specifier);
    const project = this.#projectOf(from);
    const index = /(?:^|\/)\.{0,2}$/.test(specifier) ? this.#sources.find(inFolder(base, "index"), project.moduleSuffixes) : undefined;
    const file = index ?? this.#sources.find(base, project.moduleSuffixes) ?? this.#packages.entryOf(base) ?? this.#fromRootDirs(project, base);
    if (file !== undefined) return { r: "file", file };
    if (this.#exists(base)) return { r: "external", specifier, relative: true };
    // `../dist/x` of the same package without a build.
    const built = this.#packages.sourceOf(base);
    return built === undefined ? UNRESOLVED : { r: "file", file: built };
  }

  #fromProject(from: string, specifier: string): string | undefined {
    const project = this.#projectOf(from);
    for (const { targets, rest } of matchingPaths(project, specifier)) {
      for (const target of targets) {
        const base = target.replace("*", () => rest);
        const file = this.#sources.find(base, project.moduleSuffixes) ?? this.#packages.entryOf(base) ?? this.#packages.sourceOf(base);
        if (file !== undefined) return file;
      }
    }
    return project.baseUrl === undefined ? undefined : this.#sources.find(joinPath(project.baseUrl, specifier), project.moduleSuffixes);
  }

  /** Whether `paths` lead to something that is there, but is no source. */
  #existsInProject(from: string, specifier: string): boolean {
    return matchingPaths(this.#projectOf(from), specifier).some(({ targets, rest }) => targets.some((target) => {
      const base = target.replace("*", () => rest);
      return !base.includes("/node_modules/") && this.#exists(base);
    }));
  }

  #fromRootDirs(project: Project, base: string): string | undefined {
    for (const root of project.rootDirs) {
      const below = relativeTo(root, base);
      if (below === undefined) continue;
      for (const other of project.rootDirs) {
        const file = other === root ? undefined : this.#sources.find(joinPath(other, below), project.moduleSuffixes);
        if (file !== undefined) return file;
      }
    }
    return undefined;
  }

  /** `@/x` and `~/x` can be no packages; without `paths` a bundler's settings say what they are, and that is nearly always this. */
  #usualAlias(from: string, specifier: string): string | undefined {
    const match = /^[@~#]\/(.+)$/.exec(specifier);
    if (!match) return undefined;
    const homes = [this.#packages.owner(folderOf(from))?.folder, this.#projectOf(from).folder];
    for (const home of homes) {
      if (home === undefined || !isWithin(home, from)) continue;
      for (const folder of [inFolder(home, "src"), home, inFolder(home, "app")]) {
        const file = this.#sources.find(joinPath(folder, match[1] as string), []);
        if (file !== undefined) return file;
      }
    }
    return undefined;
  }

  /** Whether a path names something that is there, but is no source: left out, a declaration, an asset. */
  #exists(base: string): boolean {
    if (this.#fs.isFile(base)) return true;
    const plain = base.replace(/\.[cm]?jsx?$/, "");
    const endings = [...SOURCE_EXTENSIONS, ".d.ts", ".d.mts", ".d.cts", ".vue", ".svelte", ".json", ".node"];
    if (endings.some((ending) => this.#fs.isFile(plain + ending))) return true;
    return this.#fs.isFolder(base) && ["package.json", "index.d.ts", ...SOURCE_EXTENSIONS.map((e) => `index${e}`)].some((name) => this.#fs.isFile(inFolder(base, name)));
  }

  #note(base: string): void {
    const entry = this.#current;
    if (!entry || entry.tried.has(base)) return;
    entry.tried.add(base);
    const asked = this.#asked.get(base);
    if (asked) asked.add(entry);
    else this.#asked.set(base, new Set([entry]));
  }
}

interface Entry {
  readonly folder: string;
  readonly specifier: string;
  resolution: Resolution;
  readonly tried: Set<string>;
}

const UNRESOLVED: Resolution = { r: "unresolved" };

/** The patterns of `paths` that match, as the compiler ranks them: exact first, then by the longest text before `*`. */
function matchingPaths({ paths }: Project, specifier: string): { readonly targets: readonly string[]; readonly rest: string }[] {
  const found: { targets: readonly string[]; rest: string; rank: number }[] = [];
  for (const { pattern, targets } of paths) {
    const star = pattern.indexOf("*");
    if (star < 0) {
      if (pattern === specifier) found.push({ targets, rest: "", rank: Number.POSITIVE_INFINITY });
      continue;
    }
    const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
    if (specifier.length < before.length + after.length || !specifier.startsWith(before) || !specifier.endsWith(after)) continue;
    found.push({ targets, rest: specifier.slice(before.length, specifier.length - after.length), rank: before.length });
  }
  return found.sort((a, b) => b.rank - a.rank);
}
