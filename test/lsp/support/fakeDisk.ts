// The disk of the fake engine: real files below a folder, with overlays.

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export class DiskFileSystem {
  readonly #overlays = new Map<string, string>();

  setOverlay(file: string, text: string | undefined): void {
    if (text === undefined) this.#overlays.delete(file);
    else this.#overlays.set(file, text);
  }

  read(file: string): string | undefined {
    try {
      return this.#overlays.get(file) ?? readFileSync(file, "utf8");
    } catch {
      return undefined;
    }
  }

  list(root: string): string[] {
    return readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts")).map((name) => path.posix.join(root, name));
  }
}
