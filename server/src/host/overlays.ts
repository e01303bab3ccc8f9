// Texts that stand in front of a file system: unsaved documents of an editor. Shared by the disk's and the tests' file systems.

import type { FileEntry } from "../frontend/files";
import { baseName, folderOf, normalizePath } from "../frontend/project/paths";
import { withoutMark } from "./text";

export class Overlays {
  readonly #texts = new Map<string, string>();
  /** Folder → names in it, files and folders that overlays make. */
  readonly #entries = new Map<string, Map<string, { folder: boolean; count: number }>>();

  /** Sets the text of a file, or takes it away. */
  set(path: string, text: string | undefined): void {
    const file = normalizePath(path);
    const before = this.#texts.has(file);
    if (text === undefined) this.#texts.delete(file);
    else this.#texts.set(file, withoutMark(text));
    if (before !== (text !== undefined)) this.#note(file, before ? -1 : 1);
  }

  get(path: string): string | undefined {
    return this.#texts.get(path);
  }

  has(path: string): boolean {
    return this.#texts.has(path);
  }

  hasFolder(path: string): boolean {
    return this.#entries.has(path);
  }

  paths(): string[] {
    return [...this.#texts.keys()].sort();
  }

  /** The entries of a folder with those of overlays added, sorted. */
  merge(folder: string, entries: readonly FileEntry[]): readonly FileEntry[] {
    const own = this.#entries.get(folder);
    if (!own) return entries;
    const known = new Set(entries.map((entry) => entry.name));
    const added = [...own].filter(([name]) => !known.has(name)).map(([name, { folder }]) => ({ name, folder }));
    return added.length === 0 ? entries : [...entries, ...added].sort(byName);
  }

  #note(file: string, by: 1 | -1): void {
    let folder = false;
    for (let path = file; ; folder = true) {
      const above = folderOf(path);
      if (above === path) return;
      const names = this.#entries.get(above) ?? new Map<string, { folder: boolean; count: number }>();
      const entry = names.get(baseName(path)) ?? { folder, count: 0 };
      entry.count += by;
      if (entry.count > 0) names.set(baseName(path), entry);
      else names.delete(baseName(path));
      if (names.size > 0) this.#entries.set(above, names);
      else this.#entries.delete(above);
      path = above;
    }
  }
}

/** Order of code units: the same on every machine. */
export const byName = (a: FileEntry, b: FileEntry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
