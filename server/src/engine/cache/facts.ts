// What lowering a file gave in an earlier run, by the file's path and text: a file that has not changed need not be parsed, and where none
// has, the compiler need not even be loaded.

import { createHash } from "node:crypto";
import type { FileFacts } from "../../ir/ir";
import { decode, encode, NotPlain } from "./codec";
import { seal, secretOf, unseal } from "./seal";
import type { Entries } from "./summaries";

/** Goes up with every change of the intermediate representation that the build does not tell. */
const FORMAT = 1;

export class FactsCache {
  constructor(
    private readonly entries: Entries,
    /** The folder whose paths do not count. */
    private readonly root: string,
  ) {}

  /** The facts of a file with this text, kept or made now. */
  facts(file: string, digest: string, make: () => FileFacts): FileFacts {
    const path = file.startsWith(`${this.root}/`) ? file.slice(this.root.length + 1) : file;
    const name = createHash("sha256").update(JSON.stringify(["facts", FORMAT, this.entries.build, path, digest])).digest("hex").slice(0, 40);
    const secret = secretOf(digest, name);
    const sealed = this.entries.read(name, file);
    const bytes = sealed && unseal(Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength), secret);
    if (bytes) return decode(bytes, this.root) as FileFacts;
    const facts = make();
    try {
      this.entries.write(name, file, seal(encode(facts, this.root), secret));
    } catch (error) {
      // What cannot be kept is made again the next time.
      if (!(error instanceof NotPlain)) throw error;
    }
    return facts;
  }
}
