// Properties added to an object literal, in its own layout.

import type { TextEdit } from "../../engine/api";
import type { Expr, Fn } from "../../ir/ir";
import { type Facts, spanOf } from "../rule";
import { editAt, lineEnd } from "./text";

/** Adds properties at the end of an object literal of a function; undefined where its text is none. */
export function addProperties(facts: Facts, fn: Fn, object: Expr & { readonly k: "object" }, properties: readonly string[]): TextEdit | undefined {
  const [start, end] = spanOf(fn, object.at);
  const text = facts.text(fn.file).slice(start, end);
  if (!text.startsWith("{") || !text.endsWith("}") || /\/\/[^\n]*\n\s*\}$|\*\/\s*\}$/.test(text)) return undefined;
  const inside = text.slice(1, -1);
  const kept = inside.trimEnd();
  const at = start + 1 + kept.length;
  if (kept === "") return editAt(facts, fn.file, [start, end], `{ ${properties.join(", ")} }`);
  const lines = inside.slice(kept.length).includes("\n");
  const indent = /\n([ \t]*)\S/.exec(inside)?.[1];
  const between = lines && indent !== undefined ? `${lineEnd(facts.text(fn.file))}${indent}` : " ";
  const comma = kept.endsWith(",");
  return editAt(facts, fn.file, [at, at], `${comma ? "" : ","}${between}${properties.join(`,${between}`)}${comma ? "," : ""}`);
}
