// weak-encryption: ciphers, modes, keys, initialisation vectors and hashes that do not protect PHI.

import type { CallFact } from "../../analysis/summary";
import { CLEAN, constants, type Entry, type Value } from "../../analysis/value";
import { callFacts, ownSite, type Weakness, weaknessDrafts } from "../literals";
import { phiIn } from "../phi";
import type { Facts, Rule } from "../rule";
import { isReused } from "./reuse";
import { isSalted } from "./salt";

export const weakEncryption: Rule = {
  id: "weak-encryption",
  severity: "error",
  citation: "45 CFR 164.312(a)(2)(iv)",
  check: (facts) => weaknessDrafts(facts, weakEncryption.id, weakEncryption.citation, judge(facts)),
};

function* judge(facts: Facts): Iterable<Weakness> {
  const all = [...callFacts(facts)];
  const authenticated = new Set(all.filter((fact) => does(facts, fact) === "hmac").map((fact) => fileOf(fact.at.fn)));
  for (const fact of all) {
    switch (does(facts, fact)) {
      case "encrypt":
        yield* judgeCipher(facts, fact, authenticated.has(fileOf(fact.at.fn)));
        yield* judgeVector(facts, fact);
        yield* judgeKey(fact, "crypto:key");
        break;
      case "decrypt":
      case "hmac":
        yield* judgeKey(fact, "crypto:key");
        break;
      case "kdf":
        yield* judgeKey(fact, "crypto:secret");
        yield* judgeDerivation(facts, fact);
        break;
      case "hash":
        yield* judgeHash(facts, fact);
        break;
      default:
        yield* judgeNewKey(fact);
    }
  }
}

const fileOf = (fn: string): string => fn.slice(0, fn.indexOf("#"));

function does(facts: Facts, fact: CallFact): string | undefined {
  const node = facts.models.byId(fact.node);
  return node?.callModel?.crypto?.does ?? node?.constructModel?.crypto?.does;
}

// ---- ciphers -------------------------------------------------------------------------------------------------------------

interface Algorithm {
  readonly name: string;
  readonly entry?: Entry;
  readonly option?: string;
}

/** The algorithms that a call may use: by argument, by `name` of an algorithm object, or by the place in the library. */
function* algorithms(fact: CallFact): Iterable<Algorithm> {
  const names: readonly [string, string | undefined][] = [["crypto:algorithm", undefined], ["setting:algorithm", undefined], ["0.name", "name"], ["1.name", "name"], ["2.name", "name"]];
  let named = false;
  for (const [part, option] of names) {
    for (const entry of (fact.parts.get(part) ?? CLEAN).values()) {
      if (entry.ref.r !== "const" || typeof entry.ref.value !== "string") continue;
      named = true;
      yield { name: entry.ref.value, entry, ...(option ? { option } : {}) };
    }
  }
  if (!named && !fact.parts.has("crypto:algorithm")) yield { name: fact.node.slice(fact.node.indexOf("|") + 1) };
  for (const [part, value] of fact.parts) {
    if (!part.endsWith(".mode")) continue;
    for (const { ref } of value.values()) if (ref.r === "api") yield { name: ref.node.slice(ref.node.lastIndexOf(".") + 1) };
  }
}

const WEAK_CIPHER = /(?:^|[^a-z])(?:des|des3|3des|des-?ede3?|tripledes|rc2|rc4|rc4drop|arcfour|bf|blowfish|cast5?|idea|rabbit|rabbitlegacy)(?:[^a-z]|$)/i;

function* judgeCipher(facts: Facts, fact: CallFact, authenticated: boolean): Iterable<Weakness> {
  if (/\.createCipher$|\|createCipher$/.test(fact.node)) yield { fact, message: "`createCipher` derives key and initialisation vector from the password alone: use `createCipheriv` with AES-256-GCM and a random vector." };
  for (const { name, entry, option } of algorithms(fact)) {
    const weakness = cipherWeakness(name, authenticated);
    if (weakness) yield { fact, ...(entry ? { entry } : {}), ...(option ? { option } : {}), ...weakness };
  }
  void facts;
}

function cipherWeakness(name: string, authenticated: boolean): Pick<Weakness, "message" | "severity"> | undefined {
  if (WEAK_CIPHER.test(name)) return { message: `${cipherName(name)} is broken: use AES-256-GCM.` };
  if (/(?:^|[-_.])ecb$/i.test(name)) return { message: `${cipherName(name)} encrypts equal blocks to equal blocks, so patterns of PHI stay visible: use AES-256-GCM.` };
  const bits = Number(/(?:aes|camellia|aria|id-aes)-?(128|192)/i.exec(name)?.[1] ?? 256);
  if (bits < 256) return { message: `${cipherName(name)} has a key of ${bits} bits: use AES-256-GCM.` };
  if (/(?:^|[-_])cbc$/i.test(name) && !authenticated) return { severity: "information", message: `${cipherName(name)} without a MAC lets anyone change what is encrypted: use AES-256-GCM.` };
  return undefined;
}

const cipherName = (name: string): string => `\`${name.replace(/^default\./, "").replace(/\.encrypt$/, "")}\``;

/** Fewer rounds than this are tried through in no time. */
const MIN_ITERATIONS = 10_000;

/** Keys and pseudonyms that are derived: with too few rounds, or from PHI with a salt that is always the same. */
function* judgeDerivation(facts: Facts, fact: CallFact): Iterable<Weakness> {
  for (const entry of (fact.parts.get("crypto:iterations") ?? CLEAN).values()) {
    if (entry.ref.r === "const" && typeof entry.ref.value === "number" && entry.ref.value < MIN_ITERATIONS) {
      yield { fact, entry, option: "iterations", message: `The key is derived in ${entry.ref.value} rounds, which can be tried through: use 600,000 or more, or scrypt.` };
    }
  }
  const phi = fact.parts.has("fixed-salt") ? phiIn(facts, fact.parts.get("hashed") ?? CLEAN) : undefined;
  const entry = firstText(fact.parts.get("crypto:salt"));
  if (phi) yield { fact, ...(entry ? { entry } : {}), shown: true, message: "PHI is hashed with a salt that is always the same, so all values can be tried once for everybody: use HMAC-SHA-256 with a secret key, or a random salt for each.", confidence: phi.confidence };
}

/** Keys that are generated: `{ name: "AES-GCM", length: 128 }`. */
function* judgeNewKey(fact: CallFact): Iterable<Weakness> {
  if (!/generateKey(?:Sync)?$/.test(fact.node)) return;
  const aes = [...algorithms(fact)].some(({ name }) => /^aes/i.test(name)) || [...constants(fact.parts.get("0") ?? CLEAN)].some((one) => typeof one === "string" && /^aes/i.test(one));
  if (!aes) return;
  for (const part of ["0.length", "1.length"]) {
    for (const entry of (fact.parts.get(part) ?? CLEAN).values()) {
      if (entry.ref.r === "const" && typeof entry.ref.value === "number" && entry.ref.value < 256) yield { fact, entry, option: "length", message: `The key has ${entry.ref.value} bits: AES needs 256 for PHI.` };
    }
  }
}

// ---- initialisation vectors and keys --------------------------------------------------------------------------------------

function* judgeVector(facts: Facts, fact: CallFact): Iterable<Weakness> {
  const ecb = [...algorithms(fact)].some(({ name }) => /ecb$/i.test(name));
  if (ecb) return;
  if (fact.parts.has("fixed-iv") && ![...constants(fact.parts.get("crypto:iv") ?? CLEAN)].includes("")) {
    const entry = firstText(fact.parts.get("crypto:iv"));
    yield { fact, ...(entry ? { entry } : {}), shown: true, message: "The initialisation vector is the same for every message: make a new one with `randomBytes` for each." };
  } else if (isReused(facts, fact)) yield { fact, message: "The initialisation vector is made once and used again: make a new one with `randomBytes` for each message." };
}

const firstText = (value: Value | undefined): Entry | undefined => [...(value ?? CLEAN).values()].find(({ ref }) => ref.r === "const" && typeof ref.value === "string");

function* judgeKey(fact: CallFact, part: string): Iterable<Weakness> {
  for (const entry of (fact.parts.get(part) ?? CLEAN).values()) {
    const { ref } = entry;
    if (ref.r !== "const" || typeof ref.value !== "string" || ref.value === "") continue;
    yield { fact, entry, message: "The key is written in the program, so whoever has the code has the data: keep it in a secret store or key service." };
  }
}

// ---- hashes --------------------------------------------------------------------------------------------------------------

function* judgeHash(facts: Facts, fact: CallFact): Iterable<Weakness> {
  const phi = phiIn(facts, fact.parts.get("hashed") ?? CLEAN);
  if (!phi) return;
  const site = ownSite(fact);
  for (const { name, entry } of algorithms(fact)) {
    const broken = /(?:^|[^a-z])(?:md4|md5|sha-?1|rmd160|ripemd(?:160)?)$/i.test(name);
    // The program's own ids are many and say nothing, unlike a number of nine digits: there is nothing to try.
    if (!broken && (isSalted(facts, fact) || phi.categories.every((one) => one === "patient-id"))) continue;
    const what = phi.categories.length > 0 ? `PHI (${phi.categories.slice(0, 2).join(", ").replace(/-/g, " ")})` : "PHI";
    const message = broken
      ? `${hashName(name)} over ${what} is broken and can be reversed by trying all values: use HMAC-SHA-256 with a secret key.`
      : `${hashName(name)} over ${what} has no salt or key, so it can be reversed by trying all values: use HMAC-SHA-256 with a secret key.`;
    const own = entry?.why?.fn === site.fn;
    yield { fact, ...(entry && own && fact.from === undefined ? { entry } : {}), shown: true, message, confidence: phi.confidence };
    return;
  }
}

const hashName = (name: string): string => `\`${name.replace(/^default\./, "")}\``;
