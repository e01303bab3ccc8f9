// A query parameter that goes into the body or a header of the request instead.

import type { Finding, Fix, TextEdit } from "../../engine/api";
import type { Expr } from "../../ir/ir";
import { addProperties } from "../edits/properties";
import type { Slot } from "../edits/slots";
import { editAt, type Span } from "../edits/text";
import { slotsOf } from "../edits/wrap";
import type { Facts } from "../rule";

type Call = Expr & { readonly k: "call" };

interface Moved {
  readonly name: string;
  readonly value: string;
}

export function* moveFix(facts: Facts, finding: Finding): Iterable<Fix> {
  const slots = slotsOf(facts, finding);
  const [slot] = slots ?? [];
  const call = slot?.around[0];
  if (!slot || !slots || call?.k !== "call" || call.new) return;
  const text = facts.text(finding.file);
  const url = slot.around[1];
  if (url?.k !== "template" || call.args[0]?.value !== url || slots.some((one) => one.around[1] !== url)) return;
  const spanOfUrl: Span = [slot.fn.spans[2 * url.at] ?? 0, slot.fn.spans[2 * url.at + 1] ?? 0];
  const split = withoutParameters(text, spanOfUrl, slots);
  if (!split) return;
  const shortened = editAt(facts, finding.file, spanOfUrl, split.url);
  const shown = split.moved.map(({ name }) => `\`${name}\``).join(" and ");
  const body = inBody(facts, slot, call, split.moved);
  if (body) yield { title: `Send ${shown} in the body`, preview: `Takes ${shown} out of the URL and sends it by POST in the body, which the server has to read there.`, kind: "move-to-body", preferred: false, safe: false, edits: [shortened, ...body] };
  const header = inHeader(facts, slot, call, split.moved);
  if (header) yield { title: `Send ${shown} in a header`, preview: `Takes ${shown} out of the URL and sends it in a header, which the server has to read there.`, kind: "move-to-header", preferred: false, safe: false, edits: [shortened, ...header] };
}

/** The URL without the parameters that hold slots; undefined where a slot is no whole value of a parameter. */
function withoutParameters(text: string, span: Span, slots: readonly Slot[]): { readonly url: string; readonly moved: readonly Moved[] } | undefined {
  const whole = text.slice(span[0], span[1]);
  const query = whole.indexOf("?");
  if (!whole.startsWith("`") || query < 0 || whole.includes("#") || whole.slice(0, query).split("${").length !== whole.slice(0, query).split("}").length) return undefined;
  const kept: string[] = [];
  const moved: Moved[] = [];
  let at = query + 1;
  for (const part of parametersOf(whole.slice(query + 1, -1))) {
    const from = span[0] + at;
    const inside = slots.filter((slot) => slot.span[0] >= from && slot.span[1] <= from + part.length);
    at += part.length + 1;
    if (inside.length === 0) {
      kept.push(part);
      continue;
    }
    const [slot] = inside;
    const value = slot && text.slice(slot.span[0], slot.span[1]);
    const name = /^([\w.-]+)=\$\{/.exec(part)?.[1];
    if (inside.length !== 1 || value === undefined || name === undefined || !part.includes(value)) return undefined;
    const wrapped = /^=\$\{\s*(?:(?:encodeURIComponent|String)\(\s*){0,2}$/.test(part.slice(name.length, part.indexOf(value)));
    if (!wrapped || !/^(?:\s*\)){0,2}\s*\}$/.test(part.slice(part.indexOf(value) + value.length))) return undefined;
    moved.push({ name, value });
  }
  return moved.length === slots.length && moved.length > 0 ? { url: `${whole.slice(0, query)}${kept.length > 0 ? `?${kept.join("&")}` : ""}\``, moved } : undefined;
}

/** Splits at `&`, not inside `${…}`. */
function parametersOf(query: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const char of query) {
    if (char === "{") depth++;
    if (char === "}") depth--;
    if (char === "&" && depth === 0) parts.push("");
    else parts[parts.length - 1] += char;
  }
  return parts;
}

const keyOf = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

const isFetch = (call: Call): boolean => call.callee.k === "global" && call.callee.name === "fetch";

const objectOf = (moved: readonly Moved[]): string => `{ ${moved.map(({ name, value }) => (name === value ? name : `${keyOf(name)}: ${value}`)).join(", ")} }`;

function inBody(facts: Facts, { fn, around: [, url] }: Slot, call: Call, moved: readonly Moved[]): readonly TextEdit[] | undefined {
  const end = url && "at" in url && url.at !== undefined ? (fn.spans[2 * url.at + 1] ?? 0) : 0;
  const options = call.args[1]?.value;
  if (isFetch(call)) {
    const body = `body: JSON.stringify(${objectOf(moved)})`;
    if (call.args.length === 1) return [editAt(facts, fn.file, [end, end], `, { method: "POST", headers: { "content-type": "application/json" }, ${body} }`)];
    if (options?.k !== "object" || has(options, "body")) return undefined;
    const method = options.props.find((prop) => prop.p === "value" && prop.key === "method");
    if (method && !(method.p === "value" && method.value.k === "const" && /^(?:post|put|patch)$/i.test(String(method.value.v)))) return undefined;
    const edit = addProperties(facts, fn, options, [...(method ? [] : ['method: "POST"']), body]);
    return edit && [edit];
  }
  if (call.callee.k !== "get" || call.callee.key !== "get" || call.args.length !== 1 || !isAxios(facts, fn.file, call.callee.of)) return undefined;
  const name = fn.spans[2 * call.callee.at + 1] ?? 0;
  return [editAt(facts, fn.file, [name - 3, name], "post"), editAt(facts, fn.file, [end, end], `, ${objectOf(moved)}`)];
}

function inHeader(facts: Facts, { fn, around: [, url] }: Slot, call: Call, moved: readonly Moved[]): readonly TextEdit[] | undefined {
  const end = url && "at" in url && url.at !== undefined ? (fn.spans[2 * url.at + 1] ?? 0) : 0;
  const headers = `headers: { ${moved.map(({ name, value }) => `"x-${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}": ${value}`).join(", ")} }`;
  const axios = call.callee.k === "get" && call.callee.key === "get" && isAxios(facts, fn.file, call.callee.of);
  if (!isFetch(call) && !axios) return undefined;
  if (call.args.length === 1) return [editAt(facts, fn.file, [end, end], `, { ${headers} }`)];
  const options = call.args[1]?.value;
  const edit = options?.k === "object" && !has(options, "headers") ? addProperties(facts, fn, options, [headers]) : undefined;
  return edit && [edit];
}

const has = (object: Expr & { readonly k: "object" }, name: string): boolean => object.props.some((prop) => prop.p === "spread" || prop.key === name);

function isAxios(facts: Facts, file: string, of: Expr): boolean {
  if (of.k !== "module") return false;
  const binding = facts.program.binding(file, of.name);
  return binding.b === "external" && binding.specifier === "axios";
}
