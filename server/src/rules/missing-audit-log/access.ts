// Whether an access of a store is about patients: by what is written, by the rows it gives, or by the query's own words.

import { ACCESS } from "../../analysis/callfacts";
import type { CallFact } from "../../analysis/summary";
import { CLEAN, symbols } from "../../analysis/value";
import { UNKNOWN_TYPE } from "../../ir/types";
import { callFacts } from "../literals";
import { isStored, phiIn } from "../phi";
import { names } from "../registrations";
import type { Facts } from "../rule";

/** The accesses of PHI in stores, by site. */
export function phiAccesses(facts: Facts): ReadonlyMap<string, CallFact> {
  const written = new Set<string>();
  for (const flow of facts.flows) if (isStored(flow)) written.add(`${plain(flow.sink.fn)}@${flow.sink.at}`);
  const found = new Map<string, CallFact>();
  for (const fact of callFacts(facts)) {
    if (fact.node !== ACCESS) continue;
    const site = `${fact.at.fn}@${fact.at.at}`;
    if (written.has(site) || phiIn(facts, fact.parts.get("rows") ?? CLEAN) || saidByQuery(facts, fact)) found.set(site, fact);
  }
  return found;
}

/** Code of a browser records nothing by itself: the server that it asks does. */
export function isServer(facts: Facts, file: string): boolean {
  const own = facts.program.facts(file);
  if (!own || own.directives.includes("use client")) return false;
  return !own.imports.some((one) => !one.typeOnly && /^(?:react|react-dom|react-native|vue|svelte|@angular\/core)(?:\/|$)/.test(one.spec)) || own.directives.includes("use server");
}

const plain = (fn: string): string => fn.replace(/<entry>$/, "");

/** What the query says: tables about patients, and more than counts of them. */
function saidByQuery(facts: Facts, fact: CallFact): boolean {
  const typed = names(fact, "type0").some((type) => type !== UNKNOWN_TYPE);
  for (const { ref } of (fact.parts.get("subject") ?? CLEAN).values()) {
    const text = ref.r === "const" ? String(ref.value) : ref.r === "text" ? ref.lead : "";
    if (/^\w+$/.test(text) && isSubject(facts, text) && !isTyped(fact) && (fact.parts.get("gives")?.size ?? 0) > 0) return true;
    if (!/\b(?:select|insert|update|delete|merge)\b/i.test(text)) continue;
    const tables = [...text.matchAll(/\b(?:from|join|into|update)\s+(?:["`]?\w+["`]?\.)?["`]?(\w+)/gi)].map((match) => match[1] ?? "").filter((table) => isSubject(facts, table));
    if (tables.length === 0) continue;
    if (!/^\s*(?:with\b[\s\S]*)?select\b/i.test(text)) return true;
    if (!typed && selectsData(facts, text, tables)) return true;
  }
  return false;
}

/** Whether the program says what the rows are: then they speak for themselves. */
const isTyped = (fact: CallFact): boolean => [...symbols(fact.parts.get("rows") ?? CLEAN)].some(({ atom }) => atom.base !== UNKNOWN_TYPE);

/** A table of patients: a name in it would be a patient's. */
const isSubject = (facts: Facts, table: string): boolean => isPhi(facts, table, "full_name");

function isPhi(facts: Facts, table: string, column: string): boolean {
  const found = facts.types.classify(UNKNOWN_TYPE, singular(table), [column], []);
  return found !== undefined && found.level !== "operational" && found.confidence !== "low";
}

const singular = (table: string): string => table.replace(/ies$/i, "y").replace(/(?<!s)s$/i, "");

/** Whether the columns of a selection are data of patients, not counts. */
function selectsData(facts: Facts, text: string, tables: readonly string[]): boolean {
  const list = /\bselect\s+(?:distinct\s+)?([\s\S]*?)\s+from\b/i.exec(text)?.[1] ?? "*";
  return list.split(",").some((item) => {
    const column = item.trim().replace(/\s+as\s+\w+$/i, "");
    if (/^(?:count|sum|avg|min|max|exists)\s*\(|^\d+$/i.test(column)) return false;
    const name = /(\w+|\*)["`]?$/.exec(column)?.[1] ?? "*";
    return name === "*" || tables.some((table) => isPhi(facts, table, name));
  });
}
