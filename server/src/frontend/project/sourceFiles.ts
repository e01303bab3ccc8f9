// The set of sources, and how a path without or with another extension leads to one of them.

import { folderOf } from "./paths";
import { isSourceName, SOURCE_EXTENSIONS } from "./sources";

export class SourceFiles {
  readonly #files: Set<string>;
  /** Lower-case path → the real one, where the disk ignores case. */
  readonly #lower: Map<string, string> | undefined;
  readonly #onTry: (base: string) => void;
  /** Whether any file is one of several by platform; most projects have none. */
  #byPlatform = false;

  /** `onTry` hears each path, without extension, that is looked for. */
  constructor(files: Iterable<string>, ignoreCase: boolean, onTry: (base: string) => void) {
    this.#files = new Set(files);
    this.#lower = ignoreCase ? new Map([...this.#files].map((file) => [file.toLowerCase(), file])) : undefined;
    this.#onTry = onTry;
    for (const file of this.#files) this.#byPlatform ||= PLATFORM.test(file);
  }

  has(file: string): boolean {
    return this.#files.has(file);
  }

  /** Adds a source; false if it was there. */
  add(file: string): boolean {
    if (this.#files.has(file) || !isSourceName(file)) return false;
    this.#files.add(file);
    this.#byPlatform ||= PLATFORM.test(file);
    this.#lower?.set(file.toLowerCase(), file);
    return true;
  }

  delete(file: string): boolean {
    this.#lower?.delete(file.toLowerCase());
    return this.#files.delete(file);
  }

  /** The source that a path in an import means: with any extension, `.js` for `.ts`, or the index of a folder. */
  find(base: string, suffixes: readonly string[]): string | undefined {
    this.#onTry(keyOf(base));
    const exact = isSourceName(base) ? this.#get(base) : undefined;
    if (exact !== undefined) return exact;
    const written = /\.([cm]?)js(x?)$/.exec(base);
    if (written) {
      const stem = base.slice(0, written.index);
      const mapped = this.#first(stem, WRITTEN[written[0]] as readonly string[], suffixes);
      if (mapped !== undefined) return mapped;
    }
    return this.#first(base, SOURCE_EXTENSIONS, suffixes)
      ?? this.#first(base.endsWith("/") ? `${base}index` : `${base}/index`, SOURCE_EXTENSIONS, suffixes)
      ?? (this.#byPlatform ? this.#first(base, PLATFORM_EXTENSIONS, []) : undefined);
  }

  /** All that `find` may have been asked to find a file under, as it notes it. */
  static bases(file: string): readonly string[] {
    const stem = keyOf(file);
    const bases = [stem];
    if (/\/index$/.test(stem)) bases.push(folderOf(stem));
    // `x.server.ts` is found under `x` with a suffix or platform.
    const inner = /^(.*[^/])\.[^./]+$/.exec(stem);
    if (inner) bases.push(inner[1] as string);
    // A base that ends in what only looks like an extension is noted without it.
    return [...new Set([...bases, ...bases.map(keyOf)])];
  }

  #first(base: string, extensions: readonly string[], suffixes: readonly string[]): string | undefined {
    for (const suffix of suffixes.length > 0 ? suffixes : NO_SUFFIX) {
      for (const extension of extensions) {
        const file = this.#get(base + suffix + extension);
        if (file !== undefined) return file;
      }
    }
    return undefined;
  }

  #get(path: string): string | undefined {
    if (this.#files.has(path)) return path;
    return this.#lower?.get(path.toLowerCase());
  }
}

/** A path without a source's extension, in lower case: under it, what is looked for and what may be found meet. */
const keyOf = (path: string): string => path.replace(/\.(?:[cm]?[jt]s|[jt]sx)$/, "").replace(/(?<=.)\/$/, "").toLowerCase();

const NO_SUFFIX = [""];
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".jsx"], ".jsx": [".tsx", ".ts"], ".mjs": [".mts"], ".cjs": [".cts"], ".mjsx": [".tsx"], ".cjsx": [".tsx"],
};
/** React Native and bundlers: one of several files is taken by platform. */
const PLATFORM = /\.(?:native|web|ios|android|server|client)\.[jt]sx?$/;
const PLATFORM_EXTENSIONS = [".native", ".web", ".ios", ".android", ".server", ".client"].flatMap((p) => [".ts", ".tsx", ".js", ".jsx"].map((e) => p + e));
