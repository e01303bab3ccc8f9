// A message that says what went wrong and not to whom: what carries PHI is taken out of its text.

import type { Finding, Fix, TextEdit } from "../../engine/api";
import type { Facts } from "../rule";
import { quoteOf } from "./imports";
import { isOnlyUse, type Slot } from "./slots";
import { editAt, type Span } from "./text";
import { areTexts, slotsOf } from "./wrap";

const GENERIC = "The request could not be completed";

export function* genericMessageFix(facts: Facts, finding: Finding, options: Pick<Fix, "preferred" | "safe">): Iterable<Fix> {
  const slots = slotsOf(facts, finding);
  if (!slots) return;
  const text = facts.text(finding.file);
  const wholes = new Map<number, { readonly span: Span; readonly slots: Slot[] }>();
  for (const slot of slots) {
    const whole = messageAround(slot);
    if (isOnlyUse(text, slot) || slot.spread || slot.shorthand || (!slot.textual && !areTexts(facts, finding, [slot]))) return;
    const group = wholes.get(whole[0]) ?? { span: whole, slots: [] };
    group.slots.push(slot);
    wholes.set(whole[0], group);
  }
  const edits: TextEdit[] = [];
  for (const { span, slots: inside } of wholes.values()) {
    const made = withoutSlots(text, span, inside);
    if (made === undefined) return;
    edits.push(editAt(facts, finding.file, span, made));
  }
  const first = edits[0]?.newText ?? "";
  yield { title: "Say it without PHI", preview: `The message becomes ${first.length > 60 ? `${first.slice(0, 59)}…` : first}, which names nobody.`, kind: "generic-message", ...options, edits };
}

/** The widest text that a slot is a part of. */
function messageAround({ fn, span, around }: Slot): Span {
  const outer = around.slice(1).find((expr) => expr.k === "template" || (expr.k === "op" && expr.op === "+"));
  return outer && "at" in outer && outer.at !== undefined ? [fn.spans[2 * outer.at] ?? 0, fn.spans[2 * outer.at + 1] ?? 0] : span;
}

/** The text of a message with slots left out; undefined where its form is another one. */
function withoutSlots(text: string, span: Span, slots: readonly Slot[]): string | undefined {
  const quote = quoteOf(text);
  const whole = text.slice(span[0], span[1]);
  const literal = (said: string): string => `${quote}${tidy(said).replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`)}${quote}`;
  if (slots.some((slot) => slot.span[0] === span[0] && slot.span[1] === span[1])) return literal(GENERIC);
  if (whole.startsWith("`")) {
    let result = "";
    let at = span[0];
    for (const slot of [...slots].sort((a, b) => a.span[0] - b.span[0])) {
      const opening = text.lastIndexOf("${", slot.span[0]);
      const closing = text.indexOf("}", slot.span[1]);
      // The slot has to be all that stands between the braces, but for calls that turn it into text.
      if (opening < at || closing < 0 || !/^\$\{\s*(?:(?:String|encodeURIComponent|JSON\.stringify)\(\s*)?$/.test(text.slice(opening, slot.span[0])) || !/^(?:\s*(?:,\s*null\s*,\s*\d+\s*)?\))?\s*$/.test(text.slice(slot.span[1], closing))) return undefined;
      result += text.slice(at, opening);
      at = closing + 1;
    }
    result += text.slice(at, span[1]);
    const inside = result.slice(1, -1);
    if (/\$\{/.test(inside)) return `\`${tidy(inside)}\``;
    return /[\\\n]/.test(inside) ? `\`${tidy(inside)}\`` : literal(inside);
  }
  const pieces = whole.match(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g) ?? [];
  let left = whole;
  for (const slot of [...slots].sort((a, b) => b.span[0] - a.span[0])) left = left.slice(0, slot.span[0] - span[0]) + left.slice(slot.span[1] - span[0]);
  for (const piece of pieces) left = left.replace(piece, "");
  if (!/^[\s+()]*$/.test(left.replace(/\b(?:String|JSON\.stringify)\b/g, "")) || pieces.some((piece) => piece.includes("\\"))) return undefined;
  return literal(pieces.map((piece) => piece.slice(1, -1)).join(""));
}

/** Closes the gaps that were left. */
function tidy(said: string): string {
  const closed = said.replace(/\(\s*\)|\[\s*\]|"\s*"|'\s*'/g, "").replace(/[ \t]{2,}/g, " ").replace(/ +([,.;:!?)])/g, "$1").replace(/(?:\s*[:,=(-])+\s*$/, "").replace(/^[\s:,=-]+/, "").trim();
  return /\p{L}{2}/u.test(closed) ? closed : GENERIC;
}
