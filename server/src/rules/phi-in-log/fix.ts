// Quick fixes of phi-in-log.

import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const phiInLogFixer: Fixer = {
  rules: ["phi-in-log"],
  fixes: (facts, finding) => redactFix(facts, finding, { preferred: true, safe: true }),
};
