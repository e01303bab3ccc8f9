// `@phi` tags in JSDoc blocks. Read from the comment's text, so that TypeScript files need no JSDoc parsing at all.

import type { ts } from "ts-morph";
import { CATEGORIES, type Category } from "../../lattice/level";
import type { PhiTag } from "../../ir/types";
import { startOf, type Context } from "./context";

/** The `@phi` tag in the JSDoc blocks before a node: of the thing itself, or of a function's result. */
export function tagOf(cx: Context, ...nodes: (ts.Node | undefined)[]): PhiTag | undefined {
  if (!cx.tagged) return undefined;
  for (const node of nodes) {
    if (!node) continue;
    for (const comment of docComments(cx, node).reverse()) {
      const tag = tagIn(comment);
      if (tag) return tag;
    }
  }
  return undefined;
}

/** The tags of parameters (`@param x @phi direct`) in the JSDoc blocks before a function. */
export function paramTags(cx: Context, ...nodes: (ts.Node | undefined)[]): ReadonlyMap<string, PhiTag> {
  if (!cx.tagged) return NO_TAGS;
  const comments = nodes.flatMap((node) => (node ? docComments(cx, node) : []));
  return new Map(comments.flatMap((comment) => [...paramTagsIn(comment)]));
}

/** The tags that a JSDoc comment gives to parameters or properties. */
export function paramTagsIn(comment: string): ReadonlyMap<string, PhiTag> {
  const result = new Map<string, PhiTag>();
  for (const section of sections(comment)) {
    const name = /^@(?:param|arg|argument|property|prop)\s+(?:\{[^}]*\}\s*)?\[?([\w$.]+)/.exec(section)?.[1];
    const tag = name === undefined ? undefined : phi(section);
    if (name !== undefined && tag) result.set(name, tag);
  }
  return result;
}

const NO_TAGS: ReadonlyMap<string, PhiTag> = new Map();

/** The tag that a JSDoc comment gives to what follows it. */
export function tagIn(comment: string): PhiTag | undefined {
  for (const section of sections(comment)) {
    if (section.startsWith("@") && !/^@(?:phi|returns?)\b/.test(section)) continue;
    const tag = phi(section);
    if (tag) return tag;
  }
  return undefined;
}

function phi(text: string): PhiTag | undefined {
  const match = /@phi\s+(direct|indirect|none)\b(?:[ \t]+([a-z-]+))?/.exec(text);
  if (!match) return undefined;
  const level = match[1] === "none" ? "operational" : match[1] === "direct" ? "phi-direct" : "phi-indirect";
  const category = CATEGORIES.includes(match[2] as Category) ? (match[2] as Category) : undefined;
  return category ? { level, category } : { level };
}

/** The description, and each block tag with its text. */
function sections(comment: string): string[] {
  const lines = comment.slice(3, -2).split("\n").map((line) => line.replace(/^\s*\*?\s?/, "").trim());
  const result = [""];
  for (const line of lines) {
    if (line.startsWith("@")) result.push(line);
    else result[result.length - 1] += `\n${line}`;
  }
  return result.map((section) => section.trim());
}

/** JSDoc blocks between the token before a node and the node; not one that ends the line of the token before. */
function docComments(cx: Context, node: ts.Node): string[] {
  const { text } = cx;
  const end = startOf(cx, node);
  const result: string[] = [];
  let lineBreak = node.pos === 0;
  for (let i = node.pos; i < end; ) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13) lineBreak = true;
    if (c !== 47) {
      i++;
    } else if (text.charCodeAt(i + 1) === 47) {
      const line = text.indexOf("\n", i);
      i = line < 0 ? end : line;
    } else {
      const close = text.indexOf("*/", i + 2);
      const stop = close < 0 ? end : close + 2;
      const trails = !lineBreak && /[\r\n]/.test(text.slice(stop, end));
      if (text.startsWith("/**", i) && stop - i > 4 && !trails) result.push(text.slice(i, stop));
      i = stop;
    }
  }
  return result;
}
