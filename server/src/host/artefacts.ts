// Summaries of packages as files: what checking one package has found out about its functions, for those that depend on it. A build system
// (Turborepo, Nx, Bazel) keeps and carries the files; here they are read where a package has one, and written for the package at hand.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import type { Entries } from "../engine/cache/summaries";

/** The name of the file in the folder of summaries. */
export const ARTEFACT = "phi-lens.summaries";

/** Goes up with every change of the file's form. */
const MAGIC = "phi-lens summaries 1\n";
const CHECK_LENGTH = 32;

export interface ArtefactOptions {
  readonly build: string;
  /** Relative to each package's folder; an absolute one is shared by all, with a file for each. */
  readonly directory: string;
  /** The folder of the package that a file belongs to. */
  readonly packageOf: (file: string) => string | undefined;
  /** A package's place in the monorepo, for names in a shared folder. */
  readonly top: string;
  /** Where what no artefact has is looked up and kept. */
  readonly below?: Entries | undefined;
}

export class Artefacts implements Entries {
  readonly build: string;
  readonly #options: ArtefactOptions;
  readonly #packs = new Map<string, ReadonlyMap<string, Buffer>>();
  /** Every entry of this run, by package. */
  readonly #used = new Map<string, Map<string, Uint8Array>>();

  constructor(options: ArtefactOptions) {
    this.#options = options;
    this.build = options.build;
  }

  read(name: string, file: string): Uint8Array | undefined {
    const folder = this.#options.packageOf(file);
    const found = (folder === undefined ? undefined : this.#pack(folder).get(name)) ?? this.#options.below?.read(name, file);
    if (found) this.#note(folder, name, found);
    return found;
  }

  write(name: string, file: string, bytes: Uint8Array): void {
    this.#note(this.#options.packageOf(file), name, bytes);
    this.#options.below?.write(name, file, bytes);
  }

  /** Writes the artefact of a package: what this run used and found out of it. Throws where it cannot. */
  save(folder: string): string {
    const file = this.fileOf(folder);
    const entries = [...(this.#used.get(folder) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    const temporary = `${file}.${process.pid}.tmp`;
    mkdirSync(dirname(file), { recursive: true });
    try {
      writeFileSync(temporary, packed(entries));
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    return file;
  }

  fileOf(folder: string): string {
    const { directory, top } = this.#options;
    if (!isAbsolute(directory)) return join(folder, directory, ARTEFACT);
    return join(directory, `${createHash("sha256").update(folder.startsWith(top) ? folder.slice(top.length) : folder).digest("hex").slice(0, 20)}.${ARTEFACT}`);
  }

  #note(folder: string | undefined, name: string, bytes: Uint8Array): void {
    if (folder === undefined) return;
    const own = this.#used.get(folder) ?? new Map<string, Uint8Array>();
    own.set(name, bytes);
    this.#used.set(folder, own);
  }

  #pack(folder: string): ReadonlyMap<string, Buffer> {
    let pack = this.#packs.get(folder);
    if (!pack) {
      pack = unpacked(contentOf(this.fileOf(folder)));
      this.#packs.set(folder, pack);
    }
    return pack;
  }
}

/** Magic, a digest of the rest, then for each entry the lengths of name and bytes, the name, the bytes. */
function packed(entries: readonly (readonly [string, Uint8Array])[]): Buffer {
  const parts = entries.flatMap(([name, bytes]) => {
    const head = Buffer.alloc(8);
    head.writeUInt32LE(Buffer.byteLength(name), 0);
    head.writeUInt32LE(bytes.byteLength, 4);
    return [head, Buffer.from(name), Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)];
  });
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(MAGIC), createHash("sha256").update(body).digest(), body]);
}

/** The entries of an artefact; none where it is missing, damaged or of another form. */
function unpacked(bytes: Buffer | undefined): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>();
  const start = MAGIC.length + CHECK_LENGTH;
  if (!bytes || bytes.length < start || bytes.toString("latin1", 0, MAGIC.length) !== MAGIC) return found;
  const body = bytes.subarray(start);
  if (!createHash("sha256").update(body).digest().equals(bytes.subarray(MAGIC.length, start))) return found;
  for (let at = 0; at + 8 <= body.length; ) {
    const [name, content] = [body.readUInt32LE(at), body.readUInt32LE(at + 4)];
    found.set(body.toString("utf8", at + 8, at + 8 + name), body.subarray(at + 8 + name, at + 8 + name + content));
    at += 8 + name + content;
  }
  return found;
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
