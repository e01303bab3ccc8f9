// Quick fixes of phi-to-ai-vendor and of phi-in-training-data, which are about the same calls: redact, send less, pseudonymise, or approve the destination.

import { approveFix } from "../edits/approve";
import { dropFieldFix, omitFix, selectFix } from "../edits/omit";
import { pseudonymizeFix } from "../edits/transform";
import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const phiToAiVendorFixer: Fixer = {
  rules: ["phi-to-ai-vendor", "phi-in-training-data"],
  *fixes(facts, finding) {
    yield* redactFix(facts, finding, { preferred: true, safe: false });
    yield* omitFix(facts, finding, { preferred: false, safe: false });
    yield* selectFix(facts, finding, { preferred: false, safe: false });
    yield* dropFieldFix(facts, finding, { preferred: false, safe: false });
    yield* pseudonymizeFix(facts, finding, { preferred: false, safe: false });
    yield* approveFix(facts, finding);
  },
};
