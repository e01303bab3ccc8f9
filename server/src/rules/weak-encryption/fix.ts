// Quick fixes of weak-encryption: authenticated encryption as a whole where the function shows it, else names of ciphers and
// lengths of keys.

import { editAt, offsetsOf } from "../edits/text";
import type { Fixer } from "../fixes";
import { authenticatedFix } from "./rewrite";

export const weakEncryptionFixer: Fixer = {
  rules: ["weak-encryption"],
  *fixes(facts, finding) {
    yield* authenticatedFix(facts, finding);
    const [start, end] = offsetsOf(facts, finding);
    const literal = facts.text(finding.file).slice(start, end);
    if (finding.data?.["option"] === "length" && /^\d+$/.test(literal)) {
      yield { title: "Make a key of 256 bits", preview: "Writes 256 here.", kind: "strong-encryption", preferred: true, safe: false, edits: [editAt(facts, finding.file, [start, end], "256")] };
      return;
    }
    const name = /^(["'`])([\w-]+)\1$/.exec(literal)?.[2];
    if (name === undefined || !/AES-256-GCM/.test(finding.message)) return;
    const web = finding.data?.["option"] === "name";
    yield {
      title: `Use ${web ? "AES-GCM" : "aes-256-gcm"}`,
      preview: "Names the cipher. It needs a key of 32 bytes, a new vector of 12 bytes for each message, and its authentication tag kept and checked.",
      kind: "strong-encryption", preferred: true, safe: false, edits: [editAt(facts, finding.file, [start + 1, end - 1], web ? "AES-GCM" : "aes-256-gcm")],
    };
  },
};
