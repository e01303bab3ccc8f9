// Quick fixes of phi-to-unapproved-destination: redact, send less, pseudonymise, or approve the destination.

import { approveFix } from "../edits/approve";
import { dropFieldFix, omitFix, selectFix } from "../edits/omit";
import { pseudonymizeFix } from "../edits/transform";
import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const phiToUnapprovedDestinationFixer: Fixer = {
  rules: ["phi-to-unapproved-destination"],
  *fixes(facts, finding) {
    yield* redactFix(facts, finding, { preferred: true, safe: false });
    yield* omitFix(facts, finding, { preferred: false, safe: false });
    yield* selectFix(facts, finding, { preferred: false, safe: false });
    yield* dropFieldFix(facts, finding, { preferred: false, safe: false });
    yield* pseudonymizeFix(facts, finding, { preferred: false, safe: false });
    yield* approveFix(facts, finding);
  },
};
