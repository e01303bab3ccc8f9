// Quick fixes of phi-in-error: redact, say it without PHI, or pseudonymise.

import { genericMessageFix } from "../edits/message";
import { pseudonymizeFix } from "../edits/transform";
import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const phiInErrorFixer: Fixer = {
  rules: ["phi-in-error"],
  *fixes(facts, finding) {
    yield* redactFix(facts, finding, { preferred: true, safe: true });
    yield* genericMessageFix(facts, finding, { preferred: false, safe: false });
    yield* pseudonymizeFix(facts, finding, { preferred: false, safe: false });
  },
};
