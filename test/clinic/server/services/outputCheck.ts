const PATTERNS = [/\b\d{3}-\d{2}-\d{4}\b/, /\bMRN[ :#]*\d+/i, /\b[\w.]+@[\w.]+\b/];

/** Refuses an answer that repeats an identifier. */
export function assertNoIdentifiers(text: string): string {
  if (PATTERNS.some((pattern) => pattern.test(text))) throw new Error("the answer repeats an identifier");
  return text;
}
