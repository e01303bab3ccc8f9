// Type annotations as `TypeExpr`. Purely syntactic; type literals met on the way become declarations of their own.

import { ts } from "ts-morph";
import type { PrimitiveName, TypeExpr } from "../../ir/types";
import { MAX_DEPTH, newScope, TYPE_PARAM, TYPE_UNKNOWN, type Context, type Scope } from "./context";
import { literalType } from "./typeDecls";

const K = ts.SyntaxKind;
const UNKNOWN: TypeExpr = { t: "prim", name: "unknown" };
const NULL: TypeExpr = { t: "prim", name: "null" };

const PRIMITIVES = new Map<ts.SyntaxKind, PrimitiveName>([
  [K.StringKeyword, "string"], [K.NumberKeyword, "number"], [K.BooleanKeyword, "boolean"], [K.BigIntKeyword, "bigint"],
  [K.SymbolKeyword, "symbol"], [K.VoidKeyword, "void"], [K.UndefinedKeyword, "undefined"], [K.NullKeyword, "null"],
  [K.NeverKeyword, "never"], [K.AnyKeyword, "any"], [K.UnknownKeyword, "unknown"], [K.ObjectKeyword, "object"],
  [K.ThisType, "this"], [K.IntrinsicKeyword, "unknown"], [K.JSDocAllType, "any"], [K.JSDocUnknownType, "any"],
]);

/** Lowers a type node; undefined for none. */
export function lowerType(cx: Context, node: ts.TypeNode): TypeExpr;
export function lowerType(cx: Context, node: ts.TypeNode | undefined): TypeExpr | undefined;
export function lowerType(cx: Context, node: ts.TypeNode | undefined): TypeExpr | undefined {
  if (!node) return undefined;
  const primitive = PRIMITIVES.get(node.kind);
  if (primitive) return { t: "prim", name: primitive };
  if (cx.depth > MAX_DEPTH) return UNKNOWN;
  cx.depth++;
  const result = compound(cx, node);
  cx.depth--;
  return result;
}

/** Runs `body` in a scope that knows type parameters. */
export function withTypeParams<T>(cx: Context, params: readonly ts.TypeParameterDeclaration[] | undefined, body: () => T): T {
  if (!params?.length) return body();
  return inScope(cx, typeParamScope(cx, params), body);
}

/** A scope below the present one in which these names are type parameters. */
export function typeParamScope(cx: Context, params: readonly ts.TypeParameterDeclaration[] | undefined): Scope {
  const scope = newScope(cx.scope, cx.fn, cx.scope.prefix);
  for (const param of params ?? []) scope.types.set(param.name.text, TYPE_PARAM);
  return scope;
}

export function inScope<T>(cx: Context, scope: Scope, body: () => T): T {
  const before = cx.scope;
  cx.scope = scope;
  const result = body();
  cx.scope = before;
  return result;
}

/** A name in a type position, as a reference. */
export function refType(cx: Context, path: readonly string[], args: readonly TypeExpr[] = []): TypeExpr {
  const [first = "", ...rest] = path;
  const known = lookupType(cx, first);
  if (known === TYPE_PARAM) return { t: "ref", name: path.join("."), scope: "param", args };
  if (known === TYPE_UNKNOWN) return UNKNOWN;
  if (known !== undefined) return { t: "ref", name: [known, ...rest].join("."), scope: "file", args };
  const of = args[0];
  if ((first === "Array" || first === "ReadonlyArray") && of && path.length === 1) return { t: "array", of };
  if (first === "const" && path.length === 1) return UNKNOWN;
  return { t: "ref", name: path.join("."), scope: "global", args };
}

/** Heritage and other expressions that name a type. */
export function heritageType(cx: Context, node: ts.ExpressionWithTypeArguments): TypeExpr | undefined {
  const path = accessPath(node.expression);
  return path ? refType(cx, path, typeArgs(cx, node.typeArguments) ?? []) : undefined;
}

export const typeArgs = (cx: Context, nodes: readonly ts.TypeNode[] | undefined): TypeExpr[] | undefined => nodes?.map((n) => lowerType(cx, n));

export function functionType(cx: Context, node: ts.SignatureDeclarationBase): TypeExpr {
  return withTypeParams(cx, node.typeParameters, () => {
    const params: { name: string; type?: TypeExpr; rest?: boolean }[] = [];
    node.parameters.forEach((p, i) => {
      const name = p.name?.kind === K.Identifier ? (p.name as ts.Identifier).text : `%p${i}`;
      if (name === "this") return;
      const type = lowerType(cx, p.type);
      params.push({ name, ...(type && { type }), ...(p.dotDotDotToken && { rest: true }) });
    });
    const returns = lowerType(cx, node.type);
    return { t: "function", params, ...(returns && { returns }) };
  });
}

function lookupType(cx: Context, name: string): string | undefined {
  for (let s: Scope | undefined = cx.scope; s; s = s.parent) {
    const found = s.types.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `a.b.c` of an entity name or property access, if it is nothing else. */
export function accessPath(node: ts.Node): string[] | undefined {
  const path: string[] = [];
  for (let n = node; ; ) {
    if (n.kind === K.Identifier) return [...path, (n as ts.Identifier).text].reverse();
    if (n.kind === K.ThisKeyword) return [...path, "this"].reverse();
    if (n.kind === K.QualifiedName) {
      path.push((n as ts.QualifiedName).right.text);
      n = (n as ts.QualifiedName).left;
    } else if (n.kind === K.PropertyAccessExpression) {
      path.push((n as ts.PropertyAccessExpression).name.text);
      n = (n as ts.PropertyAccessExpression).expression;
    } else return undefined;
  }
}

function compound(cx: Context, node: ts.TypeNode): TypeExpr {
  switch (node.kind) {
    case K.TypeReference: {
      const { typeName, typeArguments } = node as ts.TypeReferenceNode;
      return refType(cx, accessPath(typeName) ?? ["unknown"], typeArgs(cx, typeArguments) ?? []);
    }
    case K.ExpressionWithTypeArguments:
      return heritageType(cx, node as ts.ExpressionWithTypeArguments) ?? UNKNOWN;
    case K.LiteralType:
      return literal((node as ts.LiteralTypeNode).literal);
    case K.ArrayType:
      return { t: "array", of: lowerType(cx, (node as ts.ArrayTypeNode).elementType) };
    case K.TupleType:
      return tuple(cx, node as ts.TupleTypeNode);
    case K.UnionType:
      return { t: "union", of: (node as ts.UnionTypeNode).types.map((n) => lowerType(cx, n)) };
    case K.IntersectionType:
      return { t: "intersection", of: (node as ts.IntersectionTypeNode).types.map((n) => lowerType(cx, n)) };
    case K.FunctionType:
    case K.ConstructorType:
    case K.JSDocFunctionType:
      return functionType(cx, node as ts.FunctionTypeNode);
    case K.TypeLiteral:
      return literalType(cx, node as ts.TypeLiteralNode);
    case K.IndexedAccessType: {
      const { objectType, indexType } = node as ts.IndexedAccessTypeNode;
      return { t: "index", of: lowerType(cx, objectType), key: lowerType(cx, indexType) };
    }
    case K.TypeOperator: {
      const { operator, type } = node as ts.TypeOperatorNode;
      if (operator === K.KeyOfKeyword) return { t: "keyof", of: lowerType(cx, type) };
      return operator === K.UniqueKeyword ? { t: "prim", name: "symbol" } : lowerType(cx, type);
    }
    case K.TypeQuery: {
      const { exprName } = node as ts.TypeQueryNode;
      return { t: "typeof", path: accessPath(exprName) ?? [] };
    }
    case K.ImportType: {
      const { argument, qualifier, typeArguments, isTypeOf } = node as ts.ImportTypeNode;
      const path = qualifier ? (accessPath(qualifier) ?? []) : [];
      if (isTypeOf) return { t: "typeof", path, from: specifier(argument) };
      return { t: "import", from: specifier(argument), path, args: typeArgs(cx, typeArguments) ?? [] };
    }
    case K.MappedType: {
      const { typeParameter, type } = node as ts.MappedTypeNode;
      const key = typeParameter.constraint ? lowerType(cx, typeParameter.constraint) : UNKNOWN;
      const value = withTypeParams(cx, [typeParameter], () => lowerType(cx, type));
      return { t: "mapped", key, ...(value && { value }) };
    }
    case K.ConditionalType:
      return conditional(cx, node as ts.ConditionalTypeNode);
    case K.InferType:
      cx.scope.types.set((node as ts.InferTypeNode).typeParameter.name.text, TYPE_UNKNOWN);
      return UNKNOWN;
    case K.TypePredicate:
      return { t: "prim", name: (node as ts.TypePredicateNode).assertsModifier ? "void" : "boolean" };
    case K.TemplateLiteralType:
      return { t: "prim", name: "string" };
    case K.ParenthesizedType:
    case K.OptionalType:
    case K.RestType:
    case K.JSDocNonNullableType:
    case K.JSDocOptionalType:
    case K.JSDocTypeExpression:
      return lowerType(cx, (node as ts.ParenthesizedTypeNode).type);
    case K.NamedTupleMember:
      return lowerType(cx, (node as ts.NamedTupleMember).type);
    case K.JSDocNullableType:
      return { t: "union", of: [lowerType(cx, (node as ts.JSDocNullableType).type), NULL] };
    case K.JSDocVariadicType:
      return { t: "array", of: lowerType(cx, (node as ts.JSDocVariadicType).type) };
    case K.JSDocTypeLiteral:
      return literalType(cx, node as unknown as ts.JSDocTypeLiteral);
    default:
      return UNKNOWN;
  }
}

function literal(node: ts.LiteralTypeNode["literal"]): TypeExpr {
  switch (node.kind) {
    case K.NullKeyword:
      return NULL;
    case K.TrueKeyword:
      return { t: "literal", value: true };
    case K.FalseKeyword:
      return { t: "literal", value: false };
    case K.StringLiteral:
    case K.NoSubstitutionTemplateLiteral:
      return { t: "literal", value: (node as ts.StringLiteral).text };
    case K.NumericLiteral:
      return { t: "literal", value: Number((node as ts.NumericLiteral).text) };
    case K.PrefixUnaryExpression: {
      const { operand } = node as ts.PrefixUnaryExpression;
      if (operand.kind === K.NumericLiteral) return { t: "literal", value: -Number((operand as ts.NumericLiteral).text) };
      return { t: "prim", name: "bigint" };
    }
    default:
      return { t: "prim", name: "bigint" };
  }
}

function tuple(cx: Context, node: ts.TupleTypeNode): TypeExpr {
  let rest = false;
  const of = node.elements.map((element) => {
    const spread = element.kind === K.RestType || (element.kind === K.NamedTupleMember && (element as ts.NamedTupleMember).dotDotDotToken !== undefined);
    const type = lowerType(cx, element);
    if (!spread) return type;
    rest = true;
    return type.t === "array" ? type.of : ({ t: "index", of: type, key: { t: "prim", name: "number" } } satisfies TypeExpr);
  });
  return rest ? { t: "tuple", of, rest } : { t: "tuple", of };
}

/** A conditional type may be either branch; what it infers is unknown. */
function conditional(cx: Context, node: ts.ConditionalTypeNode): TypeExpr {
  const of: TypeExpr[] = [];
  let at: ts.TypeNode = node;
  while (at.kind === K.ConditionalType && of.length < MAX_DEPTH) {
    const { extendsType, trueType, falseType } = at as ts.ConditionalTypeNode;
    of.push(inScope(cx, newScope(cx.scope, cx.fn, cx.scope.prefix), () => {
      lowerType(cx, extendsType);
      return lowerType(cx, trueType);
    }));
    at = falseType;
  }
  of.push(lowerType(cx, at));
  return { t: "union", of };
}

function specifier(argument: ts.TypeNode): string {
  const node = argument.kind === K.LiteralType ? (argument as ts.LiteralTypeNode).literal : undefined;
  return node && ts.isStringLiteral(node) ? node.text : "";
}
