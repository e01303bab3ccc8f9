// A file system in memory, for tests and for anything that is not on a disk.

import type { FileEntry, FileSystem } from "../frontend/files";
import { normalizePath } from "../frontend/project/paths";
import { Overlays } from "./overlays";

export class MemoryFileSystem implements FileSystem {
  readonly #files = new Overlays();

  /** Files by absolute path. */
  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.#files.set(path, text);
  }

  /** Writes a file, or deletes it. */
  set(path: string, text: string | undefined): void {
    this.#files.set(path, text);
  }

  /** All files, sorted. */
  paths(): readonly string[] {
    return this.#files.paths();
  }

  read(path: string): string | undefined {
    return this.#files.get(normalizePath(path));
  }

  size(path: string): number | undefined {
    const text = this.read(path);
    return text === undefined ? undefined : Buffer.byteLength(text);
  }

  isFile(path: string): boolean {
    return this.#files.has(normalizePath(path));
  }

  isFolder(path: string): boolean {
    return this.#files.hasFolder(normalizePath(path));
  }

  list(folder: string): readonly FileEntry[] {
    return this.#files.merge(normalizePath(folder), []);
  }

  realPath(path: string): string {
    return normalizePath(path);
  }
}
