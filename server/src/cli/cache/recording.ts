// A file system that remembers every question it was asked and what the answer was. The engine is a function of these answers and
// of its options, so that its results hold for as long as the answers do: no list of what might matter has to be kept in step.

import { createHash } from "node:crypto";
import type { FileSystem } from "../../frontend/files";

type Question = "read" | "size" | "isFile" | "isFolder" | "list" | "realPath";

/** Answers by question and path; of texts and listings only a digest. */
export type Recording = Readonly<Record<Question, Readonly<Record<string, string | number | boolean | null>>>>;

/** Passes questions on to another file system, and keeps the answers. */
export class RecordingFileSystem implements FileSystem {
  readonly #below: FileSystem;
  readonly #answers = new Map<Question, Map<string, string | number | boolean | null>>();

  constructor(below: FileSystem) {
    this.#below = below;
  }

  read(path: string): string | undefined {
    return this.#keep("read", path, this.#below.read(path), digest);
  }

  size(path: string): number | undefined {
    return this.#keep("size", path, this.#below.size(path), (size) => size ?? null);
  }

  isFile(path: string): boolean {
    return this.#keep("isFile", path, this.#below.isFile(path), (is) => is);
  }

  isFolder(path: string): boolean {
    return this.#keep("isFolder", path, this.#below.isFolder(path), (is) => is);
  }

  list(folder: string): ReturnType<FileSystem["list"]> {
    return this.#keep("list", folder, this.#below.list(folder), (entries) => digest(JSON.stringify(entries)));
  }

  realPath(path: string): string {
    return this.#keep("realPath", path, this.#below.realPath(path), (real) => real);
  }

  /** Everything that was asked so far. */
  recording(): Recording {
    const of = (question: Question) => Object.fromEntries(this.#answers.get(question) ?? []);
    return { read: of("read"), size: of("size"), isFile: of("isFile"), isFolder: of("isFolder"), list: of("list"), realPath: of("realPath") };
  }

  #keep<T>(question: Question, path: string, answer: T, brief: (answer: T) => string | number | boolean | null): T {
    let known = this.#answers.get(question);
    if (!known) {
      known = new Map();
      this.#answers.set(question, known);
    }
    if (!known.has(path)) known.set(path, brief(answer));
    return answer;
  }
}

/** Whether a file system still gives the recorded answers. */
export function stillHolds(recording: Recording, fs: FileSystem): boolean {
  const again: Readonly<Record<Question, (path: string) => string | number | boolean | null>> = {
    // What is cheap and changes most often comes first.
    list: (path) => digest(JSON.stringify(fs.list(path))),
    size: (path) => fs.size(path) ?? null,
    read: (path) => digest(fs.read(path)),
    isFile: (path) => fs.isFile(path),
    isFolder: (path) => fs.isFolder(path),
    realPath: (path) => fs.realPath(path),
  };
  for (const question of Object.keys(again) as Question[]) {
    for (const [path, answer] of Object.entries(recording[question])) if (again[question](path) !== answer) return false;
  }
  return true;
}

/** SHA-1 is enough: nobody gains by making his own check stale. */
const digest = (text: string | undefined): string | null => (text === undefined ? null : createHash("sha1").update(text).digest("base64"));
