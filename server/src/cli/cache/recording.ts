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

  readonly #secrets = new Map<string, string>();

  constructor(below: FileSystem) {
    this.#below = below;
  }

  read(path: string): string | undefined {
    const text = this.#below.read(path);
    if (!this.#answers.get("read")?.has(path)) {
      const { check, part } = halves(text);
      this.#secrets.set(path, part);
      this.#keep("read", path, text, () => check);
    }
    return text;
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

  /** Made of all texts that were read: only who has them can make it again. */
  secret(): Buffer {
    return secretFrom([...this.#secrets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part));
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

/** The secret of a recording, if a file system still gives the recorded answers. */
export function secretIfHolds(recording: Recording, fs: FileSystem): Buffer | undefined {
  const again: Readonly<Record<Exclude<Question, "read">, (path: string) => string | number | boolean | null>> = {
    // What is cheap and changes most often comes first.
    list: (path) => digest(JSON.stringify(fs.list(path))),
    size: (path) => fs.size(path) ?? null,
    isFile: (path) => fs.isFile(path),
    isFolder: (path) => fs.isFolder(path),
    realPath: (path) => fs.realPath(path),
  };
  for (const question of Object.keys(again) as (keyof typeof again)[]) {
    for (const [path, answer] of Object.entries(recording[question])) if (again[question](path) !== answer) return undefined;
  }
  const parts: string[] = [];
  for (const path of Object.keys(recording.read).sort()) {
    const { check, part } = halves(fs.read(path));
    if (check !== recording.read[path]) return undefined;
    parts.push(part);
  }
  return secretFrom(parts);
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64").slice(0, 22);

/** Two halves of one digest: the first is kept and says whether the text is the same, the second is for the secret and is never kept. */
function halves(text: string | undefined): { readonly check: string | null; readonly part: string } {
  if (text === undefined) return { check: null, part: "" };
  const whole = createHash("sha256").update(text).digest("hex");
  return { check: whole.slice(0, 32), part: whole.slice(32) };
}

const secretFrom = (parts: readonly string[]): Buffer => createHash("sha256").update(parts.join("\0")).digest();
