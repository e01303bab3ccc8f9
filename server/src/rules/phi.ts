// What PHI a value holds, by declared types, tags and policy: for rules that are not about a flow to a sink.

import type { Atom } from "../analysis/atom";
import type { Flow } from "../analysis/flows";
import { CLEAN, constants, symbols, type Value } from "../analysis/value";
import type { Category, Classification } from "../lattice/level";
import { rank, strongerConfidence } from "../lattice/level";
import type { Facts } from "./rule";

/** The joined classification of the PHI among a value's atoms; what was hashed, masked or encrypted before does not count. */
export function phiIn(facts: Facts, value: Value): Classification | undefined {
  let found: Classification | undefined;
  for (const { atom } of symbols(value)) {
    const one = classified(facts, atom);
    if (one) found = found ? both(found, one) : one;
  }
  return found;
}

/** Whether what reaches a store is kept there as PHI: the key of a record may name it by its id. */
export const isStored = (flow: Flow): boolean => flow.kind === "storage" && (flow.level === "phi-direct" || ![...constants(flow.options.get("least") ?? CLEAN)].includes("phi-direct"));

function classified(facts: Facts, atom: Atom): Classification | undefined {
  const { root } = atom;
  if (atom.cap < 2 || atom.encrypted || root.kind === "output") return undefined;
  if (root.kind === "source") return { level: root.level === 2 ? "phi-direct" : "phi-indirect", categories: root.category === "" ? [] : [root.category as Category], confidence: "high", evidence: "policy", fields: 1 };
  const found = facts.types.classify(facts.types.awaited(atom.base), atom.hint, atom.path.slice(atom.typedAt), atom.except);
  return found && found.level !== "operational" && found.confidence !== "low" ? found : undefined;
}

function both(a: Classification, b: Classification): Classification {
  const best = rank(b.level) > rank(a.level) ? b : a;
  return { ...best, categories: [...new Set([...a.categories, ...b.categories])], confidence: strongerConfidence(a.confidence, b.confidence), fields: Math.max(a.fields, b.fields) };
}
