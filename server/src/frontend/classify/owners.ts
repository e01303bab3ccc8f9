// Whose data a name speaks of: a patient's, somebody or something else's, or nobody's in particular.

import owners from "./owners.json";
import { singular, wordsOf } from "./words";

/** `user`: an account that may or may not be a patient's; `thing`: a form, a plan, a room, unless its fields describe a person. */
export type Owner = "subject" | "other" | "thing" | "user" | "none";

/** Words that mean patients, with those that a policy adds. */
export interface Subjects {
  readonly strong: ReadonlySet<string>;
  readonly weak: ReadonlySet<string>;
  owner(name: string): Owner;
  /** Owner by a list of words. */
  ownerOf(words: readonly string[]): Owner;
  /** Whether the whole name is a subject: `patient`, `patients`, and no compound. */
  isSubject(name: string): boolean;
}

/** The subjects of a policy; `added` are its own words. */
export function subjectsOf(added: readonly string[]): Subjects {
  const strong = new Set([...owners.subjects, ...added.flatMap((word) => { const words = wordsOf(word); return words.length === 1 && words[0] ? [singular(words[0])] : []; })]);
  const weak = new Set(owners.weakSubjects);
  const memo = new Map<string, Owner>();
  const ownerOf = (words: readonly string[]): Owner => ownerOfWords(words, strong, weak);
  return {
    strong, weak, ownerOf,
    owner(name) {
      let owner = memo.get(name);
      if (owner === undefined) {
        owner = ownerOf(wordsOf(name));
        if (memo.size < MAX_NAMES) memo.set(name, owner);
      }
      return owner;
    },
    isSubject(name) {
      const words = wordsOf(name);
      return words.length === 1 && strong.has(singular(words[0] ?? ""));
    },
  };
}

/** Whether a word is one of a patient's relatives or a helper's, a place, a part of a program. */
export const isOther = (word: string): boolean => OTHERS.has(word) || OTHERS.has(singular(word));

/** Types that people are described by: two ambiguous fields are enough there. */
export const isPerson = (name: string): boolean => wordsOf(name).some((word) => PERSONS.has(singular(word)));

/** Names that say nothing about a person below a PHI field either. */
export const isPlain = (name: string): boolean => {
  const words = wordsOf(name);
  return PLAIN.has(words.at(-1) ?? "");
};

const OTHERS = new Set(owners.others);
const SOFT = new Set(owners.soft);
const USERS = new Set(owners.users);
const GROUPS = new Set(owners.groups);
const PERSONS = new Set(owners.persons);
const PLAIN = new Set(owners.plain);
const MAX_NAMES = 50_000;

/** The last word that decides: `PatientProvider` is a provider, `ProviderPatient` a patient. */
function ownerOfWords(words: readonly string[], strong: ReadonlySet<string>, weak: ReadonlySet<string>): Owner {
  let soft: Owner = "none";
  for (let index = words.length - 1; index >= 0; index--) {
    const word = singular(words[index] ?? "");
    if (strong.has(word) || (word === "holder" && words[index - 1] === "policy")) return "subject";
    if (weak.has(word)) {
      const before = singular(words[index - 1] ?? "");
      return GROUPS.has(before) || OTHERS.has(before) ? "other" : "subject";
    }
    if (OTHERS.has(word)) return "other";
    if (SOFT.has(word) && soft === "none") soft = "thing";
    if (USERS.has(word) && soft === "none") soft = "user";
  }
  return soft;
}
