// Files as the engine sees them: the file system below, with the texts of changes that were applied on top.

import type { FileSystem } from "../frontend/files";
import type { Change } from "./api";

export class OverlayFileSystem implements FileSystem {
  private readonly texts = new Map<string, string | undefined>();

  constructor(private readonly below: FileSystem) {}

  /** Takes over a change; `deleted` hides the file below. */
  apply(change: Change): void {
    if (change.deleted) this.texts.set(change.file, undefined);
    else if (change.text === undefined) this.texts.delete(change.file);
    else this.texts.set(change.file, change.text.charCodeAt(0) === 0xfeff ? change.text.slice(1) : change.text);
  }

  /** The change that brings a file back to what it is now. */
  saved(file: string): Change {
    if (!this.texts.has(file)) return { file };
    const text = this.texts.get(file);
    return text === undefined ? { file, deleted: true } : { file, text };
  }

  read(path: string): string | undefined {
    return this.texts.has(path) ? this.texts.get(path) : this.below.read(path);
  }

  size(path: string): number | undefined {
    const own = this.texts.get(path);
    if (own !== undefined) return Buffer.byteLength(own);
    return this.texts.has(path) ? undefined : this.below.size(path);
  }

  isFile(path: string): boolean {
    return this.texts.has(path) ? this.texts.get(path) !== undefined : this.below.isFile(path);
  }

  isFolder(path: string): boolean {
    if (this.below.isFolder(path)) return true;
    for (const [file, text] of this.texts) if (text !== undefined && file.startsWith(`${path}/`)) return true;
    return false;
  }

  list(folder: string): ReturnType<FileSystem["list"]> {
    const found = new Map(this.below.list(folder).map((entry) => [entry.name, entry]));
    for (const [file, text] of this.texts) {
      if (!file.startsWith(`${folder}/`)) continue;
      const [name = "", ...rest] = file.slice(folder.length + 1).split("/");
      if (rest.length > 0) {
        if (text !== undefined && !found.has(name)) found.set(name, { name, folder: true });
      } else if (text === undefined) found.delete(name);
      else if (!found.has(name)) found.set(name, { name, folder: false });
    }
    return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  realPath(path: string): string {
    return this.texts.has(path) ? path : this.below.realPath(path);
  }
}
