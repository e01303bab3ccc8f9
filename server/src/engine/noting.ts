// A file system that knows which files it was asked to read: whoever reads settings through it can tell when they changed, whatever
// their names are.

import type { FileSystem } from "../frontend/files";

export class NotingFileSystem implements FileSystem {
  private readonly noted = new Set<string>();

  constructor(private readonly below: FileSystem) {}

  /** Whether the text of a file was asked for, be it there or not. */
  wasRead(path: string): boolean {
    return this.noted.has(path);
  }

  forget(): void {
    this.noted.clear();
  }

  read(path: string): string | undefined {
    this.noted.add(path);
    return this.below.read(path);
  }

  isFile(path: string): boolean {
    this.noted.add(path);
    return this.below.isFile(path);
  }

  size(path: string): number | undefined {
    return this.below.size(path);
  }

  isFolder(path: string): boolean {
    return this.below.isFolder(path);
  }

  list(folder: string): ReturnType<FileSystem["list"]> {
    return this.below.list(folder);
  }

  realPath(path: string): string {
    return this.below.realPath(path);
  }
}
