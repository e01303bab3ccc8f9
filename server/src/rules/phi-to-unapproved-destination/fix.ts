// Quick fixes of phi-to-unapproved-destination: redact, or approve the destination.

import { approveFix } from "../edits/approve";
import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const phiToUnapprovedDestinationFixer: Fixer = {
  rules: ["phi-to-unapproved-destination"],
  *fixes(facts, finding) {
    yield* redactFix(facts, finding, { preferred: true, safe: false });
    yield* approveFix(facts, finding);
  },
};
