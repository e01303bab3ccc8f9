// Quick fixes of phi-in-url.

import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const phiInUrlFixer: Fixer = {
  rules: ["phi-in-url"],
  fixes: (facts, finding) => redactFix(facts, finding, { preferred: true, safe: false }),
};
