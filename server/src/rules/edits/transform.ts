// A text put through a function before it leaves: a keyed hash of an identifier, encryption of what is stored.

import { sanitizerByName } from "../../analysis/sanitizers";
import type { Finding, Fix, TextEdit } from "../../engine/api";
import type { Expr } from "../../ir/ir";
import { rank } from "../../lattice/level";
import type { Facts } from "../rule";
import { allowedBy } from "./carried";
import { helperFor, type HelperModule } from "./helper";
import { importName } from "./imports";
import { isPromised, ownFunctions, type Own, textToText } from "./own";
import { ENCRYPT, PSEUDONYMIZE } from "./secretHelpers";
import type { Slot } from "./slots";
import { editAt } from "./text";
import { areTexts, short, slotsOf } from "./wrap";

type Options = Pick<Fix, "preferred" | "safe">;

/** Replaces identifiers by keyed hashes, where the rule lets those pass. */
export function* pseudonymizeFix(facts: Facts, finding: Finding, options: Options): Iterable<Fix> {
  const slots = slotsOf(facts, finding);
  if (!slots || rank(allowedBy(facts, finding)) < 1 || !areTexts(facts, finding, slots) || slots.some((slot) => slot.expr.k === "template" || slot.expr.k === "op")) return;
  const sanitizers = facts.policyFor(finding.file).sanitizers.filter((row) => row.yields === "phi-indirect").map((row) => row.callee);
  const [own] = ownFunctions(facts, finding.file, sanitizers, (name) => sanitizerByName(name) === 1, (fn) => textToText(fn, false) && leavesPseudonym(facts, fn.id));
  const used = own ?? created(facts, finding.file, PSEUDONYMIZE);
  if (used) yield wrapping(facts, finding.file, slots, used, "Pseudonymise", "a keyed hash", "pseudonymize", options, false);
}

function leavesPseudonym(facts: Facts, fn: string): boolean {
  for (const { ref } of facts.summary(fn).returns.values()) if (ref.r === "sym" && ref.atom.cap > 1) return false;
  return true;
}

/** Encrypts what is stored. */
export function* encryptFix(facts: Facts, finding: Finding, options: Options): Iterable<Fix> {
  const slots = slotsOf(facts, finding);
  if (!slots) return;
  const texts = slots.map((slot) => storedText(facts, finding, slot));
  const [text] = texts;
  if (!text || texts.some((one) => one?.span[0] !== text.span[0] || one.span[1] !== text.span[1])) return;
  const patterns = facts.policyFor(finding.file).encryption.callees;
  const awaits = text.fn.async === true;
  const [own] = ownFunctions(facts, finding.file, patterns, (name) => /^(?:encrypt|seal)/i.test(name), (fn) => textToText(fn, awaits) && (patterns.length > 0 || encrypts(facts, fn.id)));
  const used = own ?? created(facts, finding.file, ENCRYPT);
  if (used) yield wrapping(facts, finding.file, [text], used, "Encrypt", "encryption", "encrypt", options, "fn" in used && isPromised(used.fn));
}

/** A function named so counts only if the analysis sees it encrypt. */
function encrypts(facts: Facts, fn: string): boolean {
  let found = false;
  for (const { ref } of facts.summary(fn).returns.values()) {
    if (ref.r !== "sym" || ref.atom.root.kind !== "param") continue;
    if (!ref.atom.encrypted) return false;
    found = true;
  }
  return found;
}

/** The whole text that is stored: what is turned into text inside it is no place to encrypt. */
function storedText(facts: Facts, finding: Finding, slot: Slot): Slot | undefined {
  const at = slot.around.findIndex((expr, index) => index > 0 && isText(expr));
  const expr = slot.around[at];
  if (expr && "at" in expr && expr.at !== undefined) {
    const span = [slot.fn.spans[2 * expr.at] ?? 0, slot.fn.spans[2 * expr.at + 1] ?? 0] as const;
    return { ...slot, expr, span, shorthand: false, spread: false, around: slot.around.slice(0, at) };
  }
  return !slot.spread && (isText(slot.expr) || areTexts(facts, finding, [slot])) ? slot : undefined;
}

const isText = (expr: Expr): boolean =>
  expr.k === "template" || (expr.k === "call" && expr.callee.k === "get" && expr.callee.key === "stringify" && expr.callee.of.k === "global") || (expr.k === "call" && expr.callee.k === "global" && expr.callee.name === "String");

type Used = Pick<Own, "callee" | "edits"> & { readonly creates?: NonNullable<Fix["creates"]> } | (Own & { readonly creates?: undefined });

/** A helper of Node; not for code that runs in a browser. */
function created(facts: Facts, file: string, module: HelperModule): Used | undefined {
  if (inBrowser(facts, file)) return undefined;
  const helper = helperFor(facts, file, module);
  const imported = importName(facts, file, helper.file, helper.name);
  return { callee: imported.local, edits: imported.edits, ...(helper.text === undefined ? {} : { creates: [{ file: helper.file, text: helper.text }] }) };
}

/** Whether a file is of a page: it imports a view library, holds JSX, or uses the page's own objects. */
export function inBrowser(facts: Facts, file: string): boolean {
  const own = facts.program.facts(file);
  return /x$/.test(file) || own?.directives.includes("use client") === true || own?.imports.some((one) => /^(?:react|react-dom|react-native|vue|svelte|@angular\/core)(?:\/|$)/.test(one.spec)) === true ||
    /\b(?:localStorage|sessionStorage|indexedDB|window|document|AsyncStorage)\b/.test(facts.text(file));
}

function wrapping(facts: Facts, file: string, slots: readonly Slot[], used: Used, verb: string, noun: string, kind: string, options: Options, awaited: boolean): Fix {
  const text = facts.text(file);
  const edits: TextEdit[] = [];
  for (const { span, shorthand } of slots) {
    const inner = text.slice(span[0], span[1]);
    edits.push(editAt(facts, file, [span[0], span[0]], `${shorthand ? `${inner}: ` : ""}${awaited ? "await " : ""}${used.callee}(`), editAt(facts, file, [span[1], span[1]], ")"));
  }
  const first = slots[0];
  const shown = first ? short(text.slice(first.span[0], first.span[1])) : "the value";
  return {
    title: slots.length === 1 ? `${verb} ${shown}` : `${verb} ${shown} and ${slots.length - 1} more`,
    preview: `Puts ${shown} through \`${used.callee}(…)\`, ${noun}${used.creates ? `, in a helper that is created in ${used.creates[0]?.file.slice(facts.root.length + 1)}; its key comes from the environment` : ""}.`,
    kind, ...options, edits: [...used.edits, ...edits], ...(used.creates ? { creates: used.creates } : {}),
  };
}

