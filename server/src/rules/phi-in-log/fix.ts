// Quick fixes of phi-in-log: redact, leave out, select, pseudonymise, or let the logger redact.

import { dropFieldFix, omitFix, selectFix } from "../edits/omit";
import { pseudonymizeFix } from "../edits/transform";
import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";
import { loggerFix } from "./logger";

export const phiInLogFixer: Fixer = {
  rules: ["phi-in-log"],
  *fixes(facts, finding) {
    yield* redactFix(facts, finding, { preferred: true, safe: true });
    yield* omitFix(facts, finding, { preferred: false, safe: false });
    yield* selectFix(facts, finding, { preferred: false, safe: false });
    yield* dropFieldFix(facts, finding, { preferred: false, safe: false });
    yield* pseudonymizeFix(facts, finding, { preferred: false, safe: false });
    yield* loggerFix(facts, finding);
  },
};
