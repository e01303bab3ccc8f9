// Finds what is to be analysed below a folder, for a tsconfig or for one file: sources, projects, packages. One walk, no globbing.

import type { FileSystem } from "../files";
import { policyFilter, projectFilter, type Scope } from "./filters";
import { isIgnored, isIgnoredBelow, levelOf, rootLevel, type IgnoreLevel } from "./gitIgnore";
import { readPackage, type Package } from "./packages";
import { baseName, folderOf, foldersUp, inFolder, isWithin, joinPath, normalizePath, relativeTo } from "./paths";
import { configOf, isConfigName, projectOf } from "./projects";
import { contentProblem, isDeclarationName, isSourceName, MAX_FILE_SIZE, NEVER_ENTERED } from "./sources";
import type { Project, ProjectProblem } from "./tsconfig";
import { dependencyFolders } from "./workspaces";

export interface DiscoverOptions {
  /** `include` and `exclude` of the policy that governs the root. */
  readonly scope?: Scope;
  /** Name of policy files; `scopeAt` reads the scope of one that is met below the root. */
  readonly policyName?: string;
  readonly scopeAt?: (policyFile: string) => Scope | undefined;
  /** Gets the text of each source as it is found, so that it need not be read twice. */
  readonly onText?: (file: string, text: string) => void;
}

export interface Discovery {
  /** The folder that the walk started from. */
  readonly root: string;
  /** Folders or files that were asked about: findings elsewhere are of no interest. */
  readonly focus: readonly string[];
  /** All sources, absolute and sorted. */
  readonly files: readonly string[];
  readonly projects: readonly Project[];
  readonly packages: readonly Package[];
  /** Policy files below the root, and schema files of Prisma. */
  readonly policies: readonly string[];
  readonly schemas: readonly string[];
  /** Files, and folders with a slash at the end, that were left out, and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly problems: readonly ProjectProblem[];
  /** Why a file with this path would be left out; undefined: it would be a source. */
  rejects(file: string): string | undefined;
}

/** Finds sources, projects and packages. Never throws; what is wrong is in `problems`. */
export function discoverProjects(fs: FileSystem, root: string, options: DiscoverOptions = {}): Discovery {
  const path = normalizePath(root);
  if (fs.isFolder(path)) return new Walk(fs, path, options).run([path], [path]);
  if (!fs.isFile(path)) return new Walk(fs, path, options).failed("no such file or folder");
  if (isConfigName(baseName(path))) return new Walk(fs, folderOf(path), options, path).run([folderOf(path)], [folderOf(path)]);
  if (!isSourceName(baseName(path))) return new Walk(fs, path, options).failed("is no folder, tsconfig or TypeScript or JavaScript file");
  const home = homeOf(fs, path);
  return home === undefined ? new Walk(fs, folderOf(path), options, undefined, path).only(path) : new Walk(fs, home, options, undefined, path).run([home], [path]);
}

class Walk {
  readonly #fs: FileSystem;
  readonly #root: string;
  readonly #options: DiscoverOptions;
  /** The tsconfig that was asked for by name. */
  readonly #config: string | undefined;
  /** The file that was asked for by name: analysed whatever the excludes say. */
  readonly #wanted: string | undefined;
  readonly #files = new Set<string>();
  readonly #skipped: { file: string; reason: string }[] = [];
  readonly #problems: ProjectProblem[] = [];
  readonly #projects = new Map<string, Project>();
  readonly #packages = new Map<string, Package>();
  readonly #policies: string[] = [];
  readonly #schemas: string[] = [];
  readonly #scopes = new Map<string, Scope>();
  readonly #seen = new Set<string>();
  readonly #links: { path: string; level: IgnoreLevel; scope: Scope | undefined }[] = [];
  readonly #levels = new Map<string, IgnoreLevel>();

  constructor(fs: FileSystem, root: string, options: DiscoverOptions, config?: string, wanted?: string) {
    this.#fs = fs;
    this.#root = root;
    this.#options = options;
    this.#config = config;
    this.#wanted = wanted;
  }

  failed(message: string): Discovery {
    this.#problems.push({ file: this.#root, message });
    return this.#result([]);
  }

  /** A file that stands alone. */
  only(file: string): Discovery {
    this.#admit(file);
    return this.#result([file]);
  }

  run(roots: readonly string[], focus: readonly string[]): Discovery {
    const waiting = [...roots];
    this.#readAbove();
    for (let root = waiting.shift(); root !== undefined; root = waiting.shift()) {
      if ([...this.#levels.keys()].some((done) => isWithin(done, root as string))) continue;
      const level = rootLevel(this.#fs, root);
      this.#levels.set(root, level);
      this.#walk(root, level, this.#options.scope, root);
      while (this.#links.length > 0) this.#follow(root);
      waiting.push(...this.#outside());
    }
    if (this.#wanted !== undefined && !this.#files.has(this.#wanted)) this.#admit(this.#wanted);
    this.#narrow();
    return this.#result(focus);
  }

  /** The nearest tsconfig and package.json above the root govern it where it has none itself. */
  #readAbove(): void {
    if (this.#fs.isFolder(inFolder(this.#root, ".git"))) return;
    let [config, manifest] = [configOf(this.#fs.list(this.#root).map((e) => e.name)) !== undefined, this.#fs.isFile(inFolder(this.#root, "package.json"))];
    for (const folder of foldersUp(folderOf(this.#root))) {
      const names = new Set(["tsconfig.json", "jsconfig.json"].filter((name) => this.#fs.isFile(inFolder(folder, name))));
      if (!config && names.size > 0) {
        this.#addProject(folder, [...names]);
        config = true;
      }
      if (!manifest && this.#fs.isFile(inFolder(folder, "package.json"))) {
        this.#addPackage(inFolder(folder, "package.json"));
        manifest = true;
      }
      if ((config && manifest) || this.#fs.isFolder(inFolder(folder, ".git"))) return;
    }
  }

  #walk(folder: string, above: IgnoreLevel, aboveScope: Scope | undefined, root: string): void {
    const real = this.#fs.realPath(folder);
    if (this.#seen.has(real)) return;
    this.#seen.add(real);
    const entries = this.#fs.list(folder);
    const names = new Set(entries.filter((entry) => !entry.folder).map((entry) => entry.name));
    const level = names.has(".gitignore") && above.folder !== folder ? levelOf(this.#fs, folder, above) : above;
    const scope = this.#scopeOf(folder, names) ?? aboveScope;
    const filter = policyFilter(scope, root);
    if (configOf([...names]) !== undefined) this.#addProject(folder, [...names]);
    if (names.has("package.json")) this.#addPackage(inFolder(folder, "package.json"));
    for (const { name, folder: isFolder, link } of entries) {
      const path = inFolder(folder, name);
      if (isFolder) {
        if (NEVER_ENTERED.has(name)) continue;
        const reason = filter.folder(path) ?? (isIgnored(level, path, true) ? "ignored by git" : undefined);
        if (reason !== undefined) this.#skipped.push({ file: `${path}/`, reason });
        else if (link) this.#links.push({ path, level, scope });
        else this.#walk(path, level, scope, root);
      } else if (isSourceName(name)) {
        const reason = filter.file(path) ?? (isIgnored(level, path, false) ? "ignored by git" : undefined) ?? compiledFrom(names, name);
        if (reason !== undefined) this.#skipped.push({ file: path, reason });
        else if (link && this.#root !== path && isWithin(root, this.#fs.realPath(path))) continue;
        else this.#admit(path);
      } else if (isDeclarationName(name)) this.#skipped.push({ file: path, reason: "declaration file" });
      else if (name.endsWith(".prisma")) this.#schemas.push(path);
    }
  }

  /** Linked folders come last, so that a folder is found under its own name where it has one below the root. */
  #follow(root: string): void {
    const { path, level, scope } = this.#links.shift() as { path: string; level: IgnoreLevel; scope: Scope | undefined };
    const real = this.#fs.realPath(path);
    if (this.#seen.has(real)) return;
    if (isWithin(this.#fs.realPath(root), real)) this.#walk(path, level, scope, root);
    else this.#skipped.push({ file: `${path}/`, reason: "a link that leads out of the analysed folder" });
  }

  #scopeOf(folder: string, names: ReadonlySet<string>): Scope | undefined {
    const name = this.#options.policyName;
    if (name === undefined || !names.has(name)) return undefined;
    this.#policies.push(inFolder(folder, name));
    const scope = this.#options.scopeAt?.(inFolder(folder, name));
    if (scope) this.#scopes.set(folder, scope);
    return scope;
  }

  #addProject(folder: string, names: readonly string[]): void {
    const config = this.#config !== undefined && folderOf(this.#config) === folder ? baseName(this.#config) : configOf(names);
    if (config !== undefined && !this.#projects.has(folder)) this.#projects.set(folder, projectOf(this.#fs, joinPath(folder, config), this.#problems));
  }

  #addPackage(file: string): void {
    if (this.#packages.has(file)) return;
    const found = readPackage(this.#fs, file, this.#problems);
    if (found) this.#packages.set(file, found);
  }

  /** Adds a source unless its size or text speaks against it. */
  #admit(file: string): void {
    const { text, reason } = this.#textOf(file);
    if (text === undefined) this.#skipped.push({ file, reason });
    else {
      this.#files.add(file);
      this.#options.onText?.(file, text);
    }
  }

  /** The text of a source, or why it is none. */
  #textOf(file: string): { readonly text: string; readonly reason?: undefined } | { readonly text?: undefined; readonly reason: string } {
    if ((this.#fs.size(file) ?? 0) > MAX_FILE_SIZE) return { reason: `larger than ${MAX_FILE_SIZE / 1_000_000} MB` };
    const text = this.#fs.read(file);
    if (text === undefined) return { reason: "cannot be read" };
    const reason = file === this.#wanted ? undefined : contentProblem(text);
    return reason === undefined ? { text } : { reason };
  }

  /** Folders outside of what was walked that its projects refer to, and its packages depend on. */
  #outside(): string[] {
    const own = [...this.#packages.values()].filter((one) => isWithin(this.#root, one.folder));
    const found = new Set<string>(this.#levels.size > 1 ? [] : dependencyFolders(this.#fs, this.#root, own));
    for (const project of this.#projects.values()) {
      if (!isWithin(this.#root, project.folder)) continue;
      for (const reference of project.references) found.add(folderOf(reference));
      for (const { targets } of project.paths) for (const target of targets) found.add(fixedFolder(this.#fs, target));
    }
    const done = [...this.#levels.keys()];
    return [...found]
      .filter((folder) => this.#fs.isFolder(folder) && !folder.split("/").some((part) => NEVER_ENTERED.has(part)))
      .filter((folder) => !done.some((root) => isWithin(root, folder) || isWithin(folder, root)))
      .sort();
  }

  /** With a tsconfig asked for by name, only what it and the projects it refers to include. */
  #narrow(): void {
    if (this.#config === undefined) return;
    const project = this.#projects.get(this.#root);
    const includes = project && projectFilter(this.#fs, project, this.#problems);
    if (!includes) return;
    for (const file of this.#files) {
      if (includes(file)) continue;
      this.#files.delete(file);
      this.#skipped.push({ file, reason: `not included by ${baseName(this.#config)}` });
    }
  }

  #result(focus: readonly string[]): Discovery {
    const byFile = (a: { readonly file: string }, b: { readonly file: string }): number => order(a.file, b.file);
    return {
      root: this.#root, focus,
      files: [...this.#files].sort(order),
      projects: [...this.#projects.values()].sort((a, b) => order(a.folder, b.folder)),
      packages: [...this.#packages.values()].sort(byFile),
      policies: this.#policies.sort(order), schemas: this.#schemas.sort(order),
      skipped: this.#skipped.sort(byFile), problems: this.#problems,
      rejects: (file) => this.#rejects(normalizePath(file)),
    };
  }

  #rejects(file: string): string | undefined {
    return this.#rejectsName(file) ?? (this.#fs.isFile(file) ? this.#textOf(file).reason : undefined);
  }

  #rejectsName(file: string): string | undefined {
    if (file === this.#wanted) return undefined;
    if (!isSourceName(baseName(file))) return "no TypeScript or JavaScript source";
    const root = [...this.#levels.keys()].find((one) => isWithin(one, file));
    if (root === undefined) return "outside of the analysed folder";
    const below = relativeTo(root, folderOf(file))?.split("/") ?? [];
    if (below.some((part) => NEVER_ENTERED.has(part))) return "not the project's own code";
    const scope = [...foldersUp(folderOf(file))].map((folder) => this.#scopes.get(folder)).find((one) => one !== undefined) ?? this.#options.scope;
    const reason = policyFilter(scope, root).file(file);
    if (reason !== undefined) return reason;
    if (isIgnoredBelow(this.#fs, this.#levels.get(root) as IgnoreLevel, file)) return "ignored by git";
    return compiledFrom({ has: (name) => this.#fs.isFile(inFolder(folderOf(file), name)) }, baseName(file));
  }
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The folder to analyse for the sake of one file: the nearest with a tsconfig or package.json, within its repository. */
function homeOf(fs: FileSystem, file: string): string | undefined {
  for (const folder of foldersUp(folderOf(file))) {
    if (MARKS.some((name) => fs.isFile(inFolder(folder, name)))) return folder;
    if (fs.isFolder(inFolder(folder, ".git"))) return folder;
  }
  return undefined;
}

const MARKS = ["tsconfig.json", "jsconfig.json", "package.json"];

/** The folder of a target of `paths` down to its first wildcard. */
function fixedFolder(fs: FileSystem, target: string): string {
  const star = target.indexOf("*");
  const fixed = star < 0 ? target : target.slice(0, star).replace(/\/[^/]*$/, "");
  return fs.isFolder(fixed) ? fixed : folderOf(fixed);
}

/** JavaScript beside the TypeScript that it was compiled from. */
function compiledFrom(names: Pick<ReadonlySet<string>, "has">, name: string): string | undefined {
  const match = /^(.*)\.([cm]?)js(x?)$/.exec(name);
  if (!match) return undefined;
  const source = [`${match[1]}.${match[2]}ts${match[3]}`, `${match[1]}.tsx`].find((one) => names.has(one));
  return source === undefined ? undefined : `compiled from ${source}`;
}
