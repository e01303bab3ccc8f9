// Sanitizers known by their name only, where no body can be looked at, and what their bodies may do that others may not.

import type { Cap } from "./atom";

const REMOVING = /^(?:.*[._])?(?:redact|scrub|mask|sanitize_?phi|strip_?(?:phi|pii)|remove_?(?:phi|pii)|de_?identif(?:y|ied)|anonymi[sz]e|obfuscate|censor)/i;
const PSEUDONYMISING = /^(?:.*[._])?(?:hash|tokeni[sz]e|pseudonymi[sz]e|hmac|digest)/i;

/** The level that is left after a function of this name: 0 nothing, 1 `phi-indirect`; undefined if the name says nothing. */
export function sanitizerByName(name: string): Cap | undefined {
  const last = name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf("/")) + 1);
  if (REMOVING.test(last)) return 0;
  if (PSEUDONYMISING.test(last)) return 1;
  return undefined;
}

/** Whether a function is named a sanitizer: inside it a `replace` by pattern and a short rest count as removal. */
export const isNamedSanitizer = (name: string): boolean => sanitizerByName(name) === 0;
