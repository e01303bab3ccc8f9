// Types from JSDoc in JavaScript files: parameters, results, variables, templates, typedefs.

import { ts } from "ts-morph";
import type { TypeExpr } from "../../ir/types";
import type { Context } from "./context";
import { lowerTypedef } from "./typeDecls";
import { lowerType } from "./types";

const K = ts.SyntaxKind;

export interface JSDocFunction {
  readonly typeParams: readonly string[];
  /** `@type` of a function: its context type. */
  readonly type?: TypeExpr;
  readonly returns: () => TypeExpr | undefined;
  /** Type of a parameter by name, or, for a destructured one, by position. */
  readonly param: (name: string | undefined, index: number) => TypeExpr | undefined;
  readonly optional: (name: string | undefined) => boolean;
}

/** What the JSDoc of a function says; undefined where there is none. */
export function jsDocFunction(cx: Context, nodes: readonly (ts.Node | undefined)[]): JSDocFunction | undefined {
  const tags = nodes.flatMap((node) => tagsOf(node));
  if (tags.length === 0) return undefined;
  const params = tags.filter((t): t is ts.JSDocParameterTag => t.kind === K.JSDocParameterTag && (t as ts.JSDocParameterTag).name.kind === K.Identifier);
  const returns = tags.find((t): t is ts.JSDocReturnTag => t.kind === K.JSDocReturnTag);
  const type = typeIn(cx, tags);
  const named = (name: string | undefined, index: number) =>
    name === undefined ? params[index] : params.find((p) => (p.name as ts.Identifier).text === name);
  return {
    typeParams: tags.flatMap((t) => (t.kind === K.JSDocTemplateTag ? (t as ts.JSDocTemplateTag).typeParameters.map((p) => p.name.text) : [])),
    ...(type && { type }),
    returns: () => lowerType(cx, returns?.typeExpression?.type),
    param: (name, index) => lowerType(cx, named(name, index)?.typeExpression?.type),
    optional: (name) => {
      const tag = name === undefined ? undefined : named(name, 0);
      return tag !== undefined && (tag.isBracketed || tag.typeExpression?.type.kind === K.JSDocOptionalType);
    },
  };
}

/** The `@type` before a variable, property or parenthesis. */
export function jsDocType(cx: Context, ...nodes: (ts.Node | undefined)[]): TypeExpr | undefined {
  if (!cx.js) return undefined;
  return typeIn(cx, nodes.flatMap((node) => tagsOf(node)));
}

/** Declares the `@typedef`s in the comments before a node. */
export function lowerTypedefs(cx: Context, node: ts.Node): void {
  for (const tag of tagsOf(node)) if (tag.kind === K.JSDocTypedefTag) lowerTypedef(cx, tag as ts.JSDocTypedefTag);
}

/** Names of the `@typedef`s in the comments before a node. */
export const typedefNames = (node: ts.Node): string[] =>
  tagsOf(node).flatMap((tag) => (tag.kind === K.JSDocTypedefTag && (tag as ts.JSDocTypedefTag).name ? [((tag as ts.JSDocTypedefTag).name as ts.Identifier).text] : []));

function typeIn(cx: Context, tags: readonly ts.JSDocTag[]): TypeExpr | undefined {
  const tag = tags.find((t): t is ts.JSDocTypeTag => t.kind === K.JSDocTypeTag);
  return lowerType(cx, tag?.typeExpression.type);
}

/** The parser keeps JSDoc on the node; it is no part of the public type. */
function tagsOf(node: ts.Node | undefined): ts.JSDocTag[] {
  const docs = (node as { jsDoc?: readonly ts.JSDoc[] } | undefined)?.jsDoc;
  return docs ? docs.flatMap((doc) => [...(doc.tags ?? [])]) : [];
}
