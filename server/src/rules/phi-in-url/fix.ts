// Quick fixes of phi-in-url: redact, pseudonymise, or move the value to where it is not kept in logs and histories.

import { pseudonymizeFix } from "../edits/transform";
import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";
import { moveFix } from "./move";

export const phiInUrlFixer: Fixer = {
  rules: ["phi-in-url"],
  *fixes(facts, finding) {
    yield* redactFix(facts, finding, { preferred: true, safe: false });
    yield* moveFix(facts, finding);
    yield* pseudonymizeFix(facts, finding, { preferred: false, safe: false });
  },
};
