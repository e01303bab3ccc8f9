// Declarations of types: interfaces, aliases, enums and type literals, with their members.

import { ts } from "ts-morph";
import type { MemberDecl, TypeDecl, TypeExpr } from "../../ir/types";
import { hasModifier, spanOf, unique, type Context, type OpenTypeDecl } from "./context";
import { paramTagsIn, tagOf } from "./comments";
import { declareType } from "./declare";
import { nameText } from "./keys";
import { functionType, heritageType, lowerType, withTypeParams } from "./types";

const K = ts.SyntaxKind;

/** An interface, merged with others of its name. */
export function lowerInterface(cx: Context, node: ts.InterfaceDeclaration): void {
  const decl = openDecl(cx, node, "interface");
  withTypeParams(cx, node.typeParameters, () => {
    for (const clause of node.heritageClauses ?? []) {
      for (const type of clause.types) {
        const base = heritageType(cx, type);
        if (base) decl.bases.push(base);
      }
    }
    addMembers(cx, decl, node.members);
  });
}

/** A type alias; where it stands directly for a type literal, the members are its own. */
export function lowerAlias(cx: Context, node: ts.TypeAliasDeclaration): void {
  const decl = openDecl(cx, node, "alias");
  withTypeParams(cx, node.typeParameters, () => aliasOf(cx, decl, node.type));
}

/** The type of an enum: members with their constant values. */
export function lowerEnumType(cx: Context, node: ts.EnumDeclaration, values: ReadonlyMap<string, string | number>): void {
  const decl = openDecl(cx, node, "enum");
  for (const member of node.members) {
    const name = nameText(cx, member.name);
    const value = values.get(name);
    add(decl, {
      name,
      type: value === undefined ? { t: "prim", name: "number" } : { t: "literal", value },
      span: spanOf(cx, member.name),
    });
  }
}

/** A type literal as a declaration of its own. */
export function literalType(cx: Context, node: ts.TypeLiteralNode | ts.JSDocTypeLiteral): TypeExpr {
  const known = cx.literalTypes.get(node);
  if (known) return known;
  const base = cx.literal;
  const path = base === undefined
    ? unique(cx.typePaths, `${cx.fn.path}/T${cx.fn.literals++}`)
    : unique(cx.typePaths, base, "/");
  const decl = newDecl(cx, path, path.slice(path.lastIndexOf(".") + 1), "literal", spanOf(cx, node), false);
  const type: TypeExpr = { t: "object", decl: decl.id };
  cx.literalTypes.set(node, type);
  if (node.kind === K.TypeLiteral) addMembers(cx, decl, (node as ts.TypeLiteralNode).members);
  else for (const tag of (node as ts.JSDocTypeLiteral).jsDocPropertyTags ?? []) addJSDocProperty(cx, decl, tag as ts.JSDocPropertyTag);
  return type;
}

/** A declaration under the name that its scope knows it by; the same one again for merged declarations. */
export function openDecl(
  cx: Context,
  node: ts.DeclarationStatement | ts.ClassLikeDeclaration | ts.JSDocTypedefTag,
  kind: TypeDecl["kind"],
  path = declareType(cx, cx.scope, (node.name as ts.Identifier | undefined)?.text ?? "%default"),
): OpenTypeDecl {
  const name = (node.name as ts.Identifier | undefined)?.text ?? "default";
  const exported = hasModifier(node, K.ExportKeyword) || (cx.scope === cx.top && cx.exportedNames.has(path));
  const known = cx.types.get(path);
  const decl = known ?? newDecl(cx, path, name, kind, node.name ? spanOf(cx, node.name) : spanOf(cx, node), exported);
  // A class or enum that is merged with an interface stays what it is.
  if (known && (kind === "class" || kind === "enum")) decl.kind = kind;
  if (exported) decl.exported = true;
  const tag = tagOf(cx, node);
  if (tag) decl.tag = tag;
  const params = (node as ts.InterfaceDeclaration).typeParameters;
  if (params?.length && !decl.typeParams.length) {
    decl.typeParams = withTypeParams(cx, params, () => params.map((param) => {
      const constraint = lowerType(cx, param.constraint);
      const fallback = lowerType(cx, param.default);
      return { name: param.name.text, ...(constraint && { constraint }), ...(fallback && { default: fallback }) };
    }));
  }
  return decl;
}

/** Runs `body` with ids of type literals below `path`. */
export function below<T>(cx: Context, path: string | undefined, body: () => T): T {
  const before = cx.literal;
  cx.literal = path;
  const result = body();
  cx.literal = before;
  return result;
}

/** Adds a member; a second one of the name fills only what the first lacks (overloads, getter and setter). */
export function add(decl: OpenTypeDecl, member: MemberDecl): void {
  const index = decl.members.findIndex((m) => m.name === member.name && (m.static ?? false) === (member.static ?? false));
  const known = decl.members[index];
  if (known) decl.members[index] = { ...member, ...known, ...(known.tag || member.tag ? { tag: known.tag ?? member.tag } : {}) };
  else decl.members.push(member);
}

export const idPath = (decl: { readonly id: string }): string => decl.id.slice(decl.id.indexOf("#") + 1);

/** A `@typedef` of a JavaScript file. */
export function lowerTypedef(cx: Context, node: ts.JSDocTypedefTag): void {
  if (!node.name) return;
  const decl = openDecl(cx, node, "alias");
  const type = node.typeExpression;
  if (type?.kind === K.JSDocTypeLiteral) {
    for (const tag of (type as ts.JSDocTypeLiteral).jsDocPropertyTags ?? []) addJSDocProperty(cx, decl, tag as ts.JSDocPropertyTag);
  } else if (type) aliasOf(cx, decl, (type as ts.JSDocTypeExpression).type);
}

function aliasOf(cx: Context, decl: OpenTypeDecl, type: ts.TypeNode): void {
  if (type.kind === K.TypeLiteral) {
    addMembers(cx, decl, (type as ts.TypeLiteralNode).members);
  } else {
    below(cx, idPath(decl), () => {
      decl.alias = lowerType(cx, type);
    });
  }
}

function addMembers(cx: Context, decl: OpenTypeDecl, members: readonly ts.TypeElement[]): void {
  for (const member of members) below(cx, `${idPath(decl)}.${member.name ? nameText(cx, member.name) : "()"}`, () => addMember(cx, decl, member));
}

function addMember(cx: Context, decl: OpenTypeDecl, node: ts.TypeElement): void {
  const tag = tagOf(cx, node);
  const common = { ...(node.questionToken && { optional: true }), ...(tag && { tag }) };
  const named = node.name && { name: nameText(cx, node.name), span: spanOf(cx, node.name) };
  switch (node.kind) {
    case K.PropertySignature:
    case K.GetAccessor:
    case K.SetAccessor: {
      const type = lowerType(cx, node.kind === K.PropertySignature ? (node as ts.PropertySignature).type : accessorType(node as ts.AccessorDeclaration));
      if (named) add(decl, { ...named, ...(type && { type }), ...common });
      break;
    }
    case K.MethodSignature:
      if (named) add(decl, { ...named, type: functionType(cx, node as ts.MethodSignature), ...common, method: true });
      break;
    case K.CallSignature:
    case K.ConstructSignature:
      add(decl, {
        name: node.kind === K.CallSignature ? "()" : "new()",
        type: functionType(cx, node as ts.CallSignatureDeclaration), ...common, method: true, span: spanOf(cx, node),
      });
      break;
    case K.IndexSignature: {
      const type = lowerType(cx, (node as ts.IndexSignatureDeclaration).type);
      if (type) decl.index = type;
      break;
    }
  }
}

export const accessorType = (node: ts.AccessorDeclaration): ts.TypeNode | undefined =>
  node.kind === K.GetAccessor ? node.type : node.parameters[0]?.type;

function addJSDocProperty(cx: Context, decl: OpenTypeDecl, tag: ts.JSDocPropertyTag): void {
  if (tag.name.kind !== K.Identifier) return;
  const name = (tag.name as ts.Identifier).text;
  const type = below(cx, `${idPath(decl)}.${name}`, () => lowerType(cx, tag.typeExpression?.type));
  const phi = jsDocPropertyTag(cx, tag, name);
  add(decl, { name, ...(type && { type }), ...(tag.isBracketed && { optional: true }), ...(phi && { tag: phi }), span: spanOf(cx, tag.name) });
}

function jsDocPropertyTag(cx: Context, tag: ts.JSDocPropertyTag, name: string): MemberDecl["tag"] {
  if (!cx.tagged) return undefined;
  // The comment of a property tag is text of its own; it is read as a block of one tag.
  return paramTagsIn(`/**${cx.text.slice(tag.pos, tag.end)}*/`).get(name);
}

function newDecl(cx: Context, path: string, name: string, kind: TypeDecl["kind"], span: readonly [number, number], exported: boolean): OpenTypeDecl {
  const decl: OpenTypeDecl = { id: `${cx.path}#${path}`, name, kind, typeParams: [], bases: [], members: [], span, exported };
  cx.types.set(path, decl);
  return decl;
}
