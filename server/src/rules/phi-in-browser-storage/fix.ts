// Quick fixes of phi-in-browser-storage.

import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const phiInBrowserStorageFixer: Fixer = {
  rules: ["phi-in-browser-storage"],
  fixes: (facts, finding) => redactFix(facts, finding, { preferred: true, safe: false }),
};
