// Quick fixes of phi-to-ai-vendor: redact, or approve the destination.

import { approveFix } from "../edits/approve";
import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const phiToAiVendorFixer: Fixer = {
  rules: ["phi-to-ai-vendor"],
  *fixes(facts, finding) {
    yield* redactFix(facts, finding, { preferred: true, safe: false });
    yield* approveFix(facts, finding);
  },
};
