// The file system as the frontend needs it. Implemented by `host` on disk with editor overlays, and by tests in memory.

/** Absolute paths with forward slashes. Never throws: what cannot be read is absent. */
export interface FileSystem {
  /** Text of a file (BOM removed), or undefined. */
  read(path: string): string | undefined;
  /** Size in bytes, or undefined where there is no such file. */
  size(path: string): number | undefined;
  isFile(path: string): boolean;
  isFolder(path: string): boolean;
  /** Names in a folder, sorted; empty where there is none. Symbolic links that lead back up are left out. */
  list(folder: string): readonly FileEntry[];
  realPath(path: string): string;
}

export interface FileEntry {
  readonly name: string;
  readonly folder: boolean;
  /** A symbolic link; `folder` says what it leads to. */
  readonly link?: true;
}
