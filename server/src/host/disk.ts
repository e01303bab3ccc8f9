// The real disk as a FileSystem, with the editor's unsaved texts in front of it. Whatever cannot be read is absent.

import { type Dirent, readdirSync, readFileSync, realpathSync, statSync, type Stats } from "node:fs";
import type { FileEntry, FileSystem } from "../frontend/files";
import { isWithin, joinPath, normalizePath } from "../frontend/project/paths";
import { byName, Overlays } from "./overlays";
import { decodeText } from "./text";

/** Larger files are never read: no source is that long, and a string cannot hold much more. */
const MAX_READ = 64 * 1024 * 1024;

export class DiskFileSystem implements FileSystem {
  readonly #overlays = new Overlays();

  /** The text that a file has in an editor; undefined: what is on disk again. */
  setOverlay(path: string, text: string | undefined): void {
    this.#overlays.set(path, text);
  }

  read(path: string): string | undefined {
    const file = normalizePath(path);
    const overlay = this.#overlays.get(file);
    if (overlay !== undefined) return overlay;
    try {
      const stat = statSync(file, { throwIfNoEntry: false });
      if (!stat?.isFile() || stat.size > MAX_READ) return undefined;
      return decodeText(readFileSync(file));
    } catch {
      return undefined;
    }
  }

  size(path: string): number | undefined {
    const file = normalizePath(path);
    const overlay = this.#overlays.get(file);
    if (overlay !== undefined) return Buffer.byteLength(overlay);
    const stat = statOf(file);
    return stat?.isFile() ? stat.size : undefined;
  }

  isFile(path: string): boolean {
    const file = normalizePath(path);
    return this.#overlays.has(file) || (statOf(file)?.isFile() ?? false);
  }

  isFolder(path: string): boolean {
    const folder = normalizePath(path);
    return this.#overlays.hasFolder(folder) || (statOf(folder)?.isDirectory() ?? false);
  }

  list(path: string): readonly FileEntry[] {
    const folder = normalizePath(path);
    const entries: FileEntry[] = [];
    for (const entry of entriesOf(folder)) {
      if (entry.isSymbolicLink()) {
        const link = followed(folder, entry.name);
        if (link) entries.push(link);
      } else if (entry.isDirectory() || entry.isFile()) entries.push({ name: entry.name, folder: entry.isDirectory() });
    }
    return this.#overlays.merge(folder, entries.sort(byName));
  }

  realPath(path: string): string {
    const normal = normalizePath(path);
    try {
      return normalizePath(realpathSync.native(normal));
    } catch {
      return normal;
    }
  }
}

/** Whether paths that differ only in case name the same file, where `path` lies. */
export function ignoresCase(path: string): boolean {
  const upper = path.toUpperCase();
  const other = upper === path ? path.toLowerCase() : upper;
  if (other === path) return process.platform === "win32" || process.platform === "darwin";
  const [a, b] = [statOf(path), statOf(other)];
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** A link as what it leads to; undefined for broken ones and those that lead back up. */
function followed(folder: string, name: string): FileEntry | undefined {
  const path = joinPath(folder, name);
  const stat = statOf(path);
  if (!stat || (!stat.isFile() && !stat.isDirectory())) return undefined;
  if (stat.isDirectory()) {
    try {
      if (isWithin(normalizePath(realpathSync.native(path)), normalizePath(realpathSync.native(folder)))) return undefined;
    } catch {
      return undefined;
    }
  }
  return { name, folder: stat.isDirectory(), link: true };
}
