// Texts and dates: what is made of a text carries what the text carried.

import type { Frame } from "../frame";
import type { Invocation } from "../invoke";
import { isNamedSanitizer } from "../sanitizers";
import { concat } from "../text";
import { invoke } from "../invoke";
import { CLEAN, constant, join, onlyConstant, single, symbols, type Value } from "../value";
import type { BuiltinMethod } from "./methods";

const same: BuiltinMethod = (frame, receiver) => keepText(frame, receiver);
const nothing: BuiltinMethod = () => CLEAN;

/** Texts of constants stay constants where the operation is known; everything else is derived. */
const keepText = (frame: Frame, receiver: Value): Value => {
  let result = frame.derive(receiver);
  for (const { ref } of receiver.values()) if (ref.r === "text" || ref.r === "env" || ref.r === "led") result = join(result, single(ref));
  return result;
};

const mapped = (change: (text: string) => string): BuiltinMethod => (frame: Frame, receiver: Value): Value => {
  const only = onlyConstant(receiver);
  return only && typeof only.value === "string" ? constant(change(only.value)) : keepText(frame, receiver);
};

export const stringMethods: Readonly<Record<string, BuiltinMethod>> = {
  toUpperCase: mapped((text) => text.toUpperCase()),
  toLowerCase: mapped((text) => text.toLowerCase()),
  toLocaleUpperCase: same, toLocaleLowerCase: same,
  trim: mapped((text) => text.trim()), trimStart: same, trimEnd: same, normalize: same, repeat: same, toWellFormed: same,
  padStart: withArguments, padEnd: withArguments, substring: cut, substr: cut, charAt: cut,
  split: (frame, receiver) => frame.derive(receiver),
  match: (frame, receiver) => frame.derive(receiver),
  matchAll: (frame, receiver) => frame.derive(receiver),
  exec: withArguments,
  replace, replaceAll: replace,
  localeCompare: nothing, startsWith: nothing, endsWith: nothing, search: nothing, test: nothing, charCodeAt: nothing,
  codePointAt: (frame: Frame, receiver: Value) => frame.derive(receiver, { cap: 1 }),
  toString: (frame: Frame, receiver: Value) => textOf(frame, receiver),
  toLocaleString: same, toISOString: same, toJSON: same, toDateString: same, toLocaleDateString: same, toLocaleTimeString: same, toUTCString: same,
  valueOf: (_frame: Frame, receiver: Value) => receiver,
  getFullYear: nothing, getUTCFullYear: nothing, getYear: nothing,
  getTime: (frame, receiver) => frame.derive(receiver), getMonth: (frame, receiver) => frame.derive(receiver, { cap: 1 }), getDate: (frame, receiver) => frame.derive(receiver, { cap: 1 }),
  toFixed: (frame, receiver) => frame.derive(receiver), toPrecision: (frame, receiver) => frame.derive(receiver), toExponential: (frame, receiver) => frame.derive(receiver),
};

/** The text of any value; URLs keep how they begin. */
export function textOf(frame: Frame, receiver: Value): Value {
  let result: Value = CLEAN;
  for (const entry of receiver.values()) {
    const { ref } = entry;
    if (ref.r === "const") result = join(result, constant(String(ref.value)));
    const address = ref.r === "obj" ? frame.obj(ref.id)?.fields.get("^address") : undefined;
    if (address) for (const { ref: lead } of address.values()) {
      if (lead.r === "const") result = join(result, single({ r: "text", lead: String(lead.value) }));
      else if (lead.r === "text" || lead.r === "env" || lead.r === "led") result = join(result, single(lead));
    }
  }
  return join(result, keepText(frame, receiver));
}

function withArguments(frame: Frame, receiver: Value, call: Invocation): Value {
  return call.args.reduce((all, arg) => join(all, frame.derive(arg)), keepText(frame, receiver));
}

/** Longest rest that a masking function may leave of an identifier (SPEC 3, fine points). */
const MASK_REST = 4;

/** A part of a text. In a masking function a short rest is a pseudonym; the first three digits of a zip code are `phi-indirect`; a year says nothing. */
export function cut(frame: Frame, receiver: Value, call: Invocation): Value {
  const [from, to] = call.args.map((arg) => onlyConstant(arg)?.value);
  const length = typeof from === "number" ? (from < 0 ? (to === undefined ? -from : 0) : typeof to === "number" ? to - from : undefined) : undefined;
  const only = onlyConstant(receiver);
  if (only && typeof only.value === "string" && typeof from === "number") return constant(only.value.slice(from, typeof to === "number" ? to : undefined));
  const short = length !== undefined && length > 0 && length <= MASK_REST;
  if (short && isNamedSanitizer(frame.fn.display)) return frame.derive(receiver, { cap: 1 });
  if (from === 0 && to === 4 && isDate(frame, receiver)) return CLEAN;
  if (from === 0 && to === 3 && [...symbols(receiver)].some(({ atom }) => /zip|postal/i.test(atom.path.at(-1) ?? atom.hint))) return frame.derive(receiver, { cap: 1 });
  return keepText(frame, receiver);
}

/** Whether a text is a date of a person's life, which an ISO date begins with the year of. */
function isDate(frame: Frame, text: Value): boolean {
  const atoms = [...symbols(text)].map(({ atom }) => atom);
  const dates = atoms.every((atom) => !atom.opaque && frame.types.classify(atom.base, atom.hint, atom.path.slice(atom.typedAt), atom.except)?.categories.every((one) => one === "birth-date" || one === "appointment"));
  return atoms.length > 0 && dates;
}

function replace(frame: Frame, receiver: Value, call: Invocation): Value {
  const [pattern, replacement] = call.args;
  const functions = frame.functions(replacement ?? CLEAN);
  const put = functions.size > 0
    ? invoke(frame, functions, { this: CLEAN, args: [frame.derive(receiver)], at: call.at, callback: true, label: `${call.label ?? ""}(1` })
    : (replacement ?? CLEAN);
  if (isNamedSanitizer(frame.fn.display)) return frame.derive(put);
  void pattern;
  return concat(frame, [keepText(frame, receiver), frame.derive(put)]);
}

