// Quick fixes of phi-in-error.

import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const phiInErrorFixer: Fixer = {
  rules: ["phi-in-error"],
  fixes: (facts, finding) => redactFix(facts, finding, { preferred: true, safe: true }),
};
