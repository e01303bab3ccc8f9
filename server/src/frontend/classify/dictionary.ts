// Looks field names up in the dictionary: which identifier or clinical fact a name means, and how sure that is without a context.

import type { Category, Level } from "../../lattice/level";
import data from "./dictionary.json";
import { isOther, type Owner, type Subjects } from "./owners";
import { singular, wordsOf } from "./words";

export interface Rule {
  readonly category: Category;
  readonly level: Level;
  readonly strength: "strong" | "weak" | "context";
  /** Is PHI as a number too. */
  readonly numeric: boolean;
  /** Is said of things and places as well: `name`, `phone`. */
  readonly ambiguous: boolean;
  /** Only people have it: `firstName`, `dateOfBirth`. */
  readonly person: boolean;
  /** A person that a patient has: `emergencyContact`. */
  readonly kin?: boolean;
}

export interface Match {
  readonly rule: Rule;
  /** Whose it is by the words around: `patientName`, `clinicPhone`. */
  readonly owner: Owner;
  /** Words stand before it that the dictionary does not know: `facebookEmail`. */
  readonly loose: boolean;
  /** The name of a hash or token of it. */
  readonly pseudonym: boolean;
}

/** What a field's name means; undefined: nothing that the dictionary knows. */
export function lookUp(name: string, subjects: Subjects): Match | undefined {
  let memo = memos.get(subjects);
  if (!memo) {
    memo = new Map();
    memos.set(subjects, memo);
  }
  const known = memo.get(name);
  if (known !== undefined) return known ?? undefined;
  const match = find(name, subjects);
  if (memo.size < MAX_NAMES) memo.set(name, match ?? null);
  return match;
}

const memos = new WeakMap<Subjects, Map<string, Match | null>>();
const MAX_NAMES = 50_000;
const MODIFIERS = new Set(data.modifiers);
const SUFFIXES = new Set(data.suffixes);
const PSEUDONYMS = new Set(data.pseudonyms);
const VERBS = new Set(data.verbs);

/** Phrases without spaces, so that `zipcode` and `zip_code` are one. */
const PHRASES: ReadonlyMap<string, Rule> = phrases();
const LONGEST = 5;

function phrases(): Map<string, Rule> {
  const map = new Map<string, Rule>();
  for (const entry of data.fields) {
    const { category, level, strength, numeric = false, ambiguous = false, person = false, kin = false } = entry as typeof entry & { numeric?: boolean; ambiguous?: boolean; person?: boolean; kin?: boolean };
    const rule: Rule = { category: category as Category, level: level as Level, strength: strength as Rule["strength"], numeric, ambiguous, person, ...(kin ? { kin } : {}) };
    for (const name of entry.names) if (!map.has(name.replace(/ /g, ""))) map.set(name.replace(/ /g, ""), rule);
  }
  return map;
}

function find(name: string, subjects: Subjects): Match | undefined {
  const words = wordsOf(name);
  if (words.length === 0 || words.length > 8 || VERBS.has(words[0] ?? "")) return undefined;
  if (isSubjectId(words, subjects)) return { rule: SUBJECT_ID, owner: "subject", loose: false, pseudonym: false };
  // Later words first: `emergencyContactPhone` is a phone. Longer phrases first: `lastName` is no `name`.
  for (let end = words.length; end > 0; end--) {
    if (end < words.length && !isSuffix(words[end] ?? "", subjects)) break;
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      const rule = PHRASES.get(words.slice(start, end).join(""));
      if (!rule) continue;
      const match = judge(rule, words, start, end, subjects);
      return match;
    }
  }
  return undefined;
}

const SUBJECT_ID: Rule = { category: "patient-id", level: "phi-indirect", strength: "strong", numeric: true, ambiguous: false, person: false };

/** `claimantUuid`, `newbornIds`: ids of whoever is a subject; those with a meaning of their own (`memberId`) are in the dictionary. */
const isSubjectId = (words: readonly string[], subjects: Subjects): boolean =>
  words.length > 1 && /^(?:ids?|uuids?|guids?|key|ref)$/.test(words.at(-1) ?? "") && !PHRASES.has(words.join("")) &&
  words.slice(0, -1).every((word) => MODIFIERS.has(word) || subjects.strong.has(singular(word)) || subjects.weak.has(singular(word))) && subjects.ownerOf(words.slice(0, -1)) === "subject";

function isSuffix(word: string, subjects: Subjects): boolean {
  return SUFFIXES.has(word) || subjects.strong.has(singular(word)) || subjects.weak.has(singular(word));
}

function judge(rule: Rule, words: readonly string[], start: number, end: number, subjects: Subjects): Match | undefined {
  const around = [...words.slice(0, start), ...words.slice(end)];
  const before = words.slice(0, start);
  const about = subjects.ownerOf(around.filter((word) => !MODIFIERS.has(word)));
  const owner = around.some((word) => isOther(word) && !MODIFIERS.has(word)) || about === "thing" ? "other" : about === "subject" || namesSubject(words.slice(start, end), subjects) ? "subject" : "none";
  const unknown = before.filter((word) => !MODIFIERS.has(word) && !subjects.strong.has(singular(word)) && !subjects.weak.has(singular(word)) && !PSEUDONYMS.has(word));
  const loose = unknown.length > 0;
  // `fileName`, `eventName`: a thing's.
  if (loose && owner !== "other" && (rule.category === "name" || rule.strength === "context") && rule.strength !== "strong") return undefined;
  return { rule, owner, loose, pseudonym: around.some((word) => PSEUDONYMS.has(word)) };
}

/** `patientId`, `memberId`: the phrase itself says whose it is. */
const namesSubject = (words: readonly string[], subjects: Subjects): boolean =>
  words.some((word) => subjects.strong.has(singular(word)) || subjects.weak.has(singular(word)));
