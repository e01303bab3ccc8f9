// Quick fixes of phi-in-browser-storage: redact, encrypt with the project's own function, or keep less of the record.

import { dropFieldFix, omitFix, selectFix } from "../edits/omit";
import { encryptFix } from "../edits/transform";
import { redactFix } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const phiInBrowserStorageFixer: Fixer = {
  rules: ["phi-in-browser-storage"],
  *fixes(facts, finding) {
    yield* redactFix(facts, finding, { preferred: true, safe: false });
    yield* encryptFix(facts, finding, { preferred: false, safe: false });
    yield* omitFix(facts, finding, { preferred: false, safe: false });
    yield* selectFix(facts, finding, { preferred: false, safe: false });
    yield* dropFieldFix(facts, finding, { preferred: false, safe: false });
  },
};
