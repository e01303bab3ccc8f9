// Names of programs as words: `homeAddress_line1` is home, address, line1. The dictionary speaks of words, never of spellings.

const split = new Map<string, readonly string[]>();

/** The words of an identifier in any case style, lower-cased. */
export function wordsOf(name: string): readonly string[] {
  let words = split.get(name);
  if (!words) {
    words = name
      .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
      .replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, "$1 $2")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean);
    if (split.size < MAX_NAMES) split.set(name, words);
  }
  return words;
}

/** The singular of an English noun, near enough for looking words up. */
export function singular(word: string): string {
  if (word.length < 4 || !word.endsWith("s") || word.endsWith("ss") || word.endsWith("us") || word.endsWith("is")) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|x|z|ss)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** Names that are remembered; more are split anew, so that generated code costs time and no memory. */
const MAX_NAMES = 50_000;
