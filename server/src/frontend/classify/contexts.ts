// In whose context the fields of a type stand: by its name, its bases, what it stands for, the place of a nested literal, and, where
// names say nothing, by its structure. Independent of where a value of the type is found, so that it is worked out once.

import type { Evidence } from "../../lattice/level";
import type { FileFacts } from "../../ir/ir";
import type { MemberDecl, TypeDecl, TypeExpr, TypeKey } from "../../ir/types";
import type { Policy } from "../../policy/policy";
import { fileOf, type ProjectTypes } from "../types/index";
import { type Settled, settledByTag, settledType } from "./overrides";
import { isPerson, type Owner, type Subjects } from "./owners";
import { lookUp } from "./dictionary";
import { wordsOf } from "./words";

export interface TypeContext {
  /** By name, base or place; `none` where these say nothing. */
  readonly owner: Owner;
  readonly evidence: Evidence;
  /** A person's record by its fields. */
  readonly structure: boolean;
  /** It holds what only a patient has: something of health, cover or care. */
  readonly health?: boolean;
  /** It names or holds a patient: clinical words count. */
  readonly care: boolean;
  readonly settled?: Settled;
  /** The names it goes by, for the policy. */
  readonly names: readonly string[];
  readonly file?: string;
  /** A nested literal: the field that it is the type of. */
  readonly parent?: { readonly decl: TypeDecl; readonly member: MemberDecl };
}

const NOTHING: TypeContext = { owner: "none", evidence: "weak-name", structure: false, care: false, names: [] };

/** Longest chain of types that stand for or extend each other that is followed: none that anybody writes, and far from the end of the stack. */
const MAX_CHAIN = 100;

export class TypeContexts {
  private memo = new Map<TypeKey, TypeContext>();
  /** How many types are being worked out for the sake of each other. */
  private depth = 0;
  private owners = new Map<TypeKey, Owner>();
  private readonly parents = new WeakMap<FileFacts, Map<string, Parent>>();

  constructor(
    private readonly types: ProjectTypes,
    private readonly subjectsFor: (policy: Policy) => Subjects,
  ) {}

  reset(): void {
    this.memo = new Map();
    this.owners = new Map();
  }

  of(type: TypeKey): TypeContext {
    const known = this.memo.get(type);
    if (known) return known;
    if (this.depth >= MAX_CHAIN) return NOTHING;
    this.memo.set(type, NOTHING);
    const context = this.deeper(() => this.infer(type));
    this.memo.set(type, context);
    return context;
  }

  private deeper<T>(work: () => T): T {
    this.depth++;
    try {
      return work();
    } finally {
      this.depth--;
    }
  }

  private infer(type: TypeKey): TypeContext {
    const shape = this.types.lookUp(type);
    switch (shape?.k) {
      case "declared":
        return this.ofDeclared(shape.id, shape.args, type);
      case "external":
        return this.ofExternal(shape.specifier, shape.name);
      case "pick":
      case "omit":
      case "promise":
      case "array":
        return this.of(shape.of);
      case "intersection": {
        const parts = shape.of.map((one) => this.of(one));
        const named = parts.find((one) => one.owner === "subject") ?? parts.find((one) => one.owner !== "none") ?? parts.find((one) => one.structure) ?? parts[0] ?? NOTHING;
        if (named.owner !== "none") return named;
        return { ...named, ...this.structureOf(type, named.names[0] ?? "", named.owner, this.types.rootPolicy()) };
      }
      case "object":
        return { ...NOTHING, ...this.structureOf(type, "", "none", this.types.rootPolicy()) };
      default:
        return NOTHING;
    }
  }

  /**
   * Whose a type is by its name, bases and what it stands for. Its fields have no say in that, and are not looked at: from field to field
   * one comes to all types of a program, or to endless ones where a generic type contains itself.
   */
  private namedFor(type: TypeKey): Owner {
    const before = this.owners.get(type);
    if (before !== undefined) return before;
    if (this.depth >= MAX_CHAIN) return "none";
    this.owners.set(type, "none");
    const owner = this.deeper(() => this.inferOwner(type));
    this.owners.set(type, owner);
    return owner;
  }

  private inferOwner(type: TypeKey): Owner {
    const shape = this.types.lookUp(type);
    switch (shape?.k) {
      case "declared": {
        const [decl] = this.types.declarations.get(shape.id);
        if (!decl) return "none";
        const file = fileOf(shape.id);
        const own = this.namedOwner(decl, this.parentOf(decl, file), this.types.policyFor(file));
        if (own === "subject" || own === "other") return own;
        return this.inherited(decl, shape.args, decl.alias ? this.namedFor(this.types.aliasTarget(decl, shape.args)) : undefined, own);
      }
      case "external":
        return shape.specifier === "global" ? "none" : this.ownerOf(shape.name.slice(shape.name.lastIndexOf(".") + 1), this.types.rootPolicy());
      case "pick":
      case "omit":
      case "promise":
      case "array":
        return this.namedFor(shape.of);
      case "intersection": {
        const owners = shape.of.map((one) => this.namedFor(one));
        return owners.find((one) => one === "subject") ?? owners.find((one) => one !== "none") ?? "none";
      }
      default:
        return "none";
    }
  }

  private ofExternal(specifier: string, name: string): TypeContext {
    const policy = this.types.rootPolicy();
    const last = name.slice(name.lastIndexOf(".") + 1);
    const settled = settledType(policy, this.types.program, [last, name], { specifier });
    return { ...NOTHING, owner: specifier === "global" ? "none" : this.ownerOf(last, policy), evidence: "dictionary", names: [last], ...(settled ? { settled } : {}) };
  }

  private ofDeclared(id: string, args: readonly TypeKey[], type: TypeKey): TypeContext {
    const { types } = this;
    const [decl] = types.declarations.get(id);
    if (!decl) return NOTHING;
    const file = fileOf(id);
    const policy = types.policyFor(file);
    const target = decl.alias ? this.of(types.aliasTarget(decl, args)) : undefined;
    const parent = this.parentOf(decl, file);
    const names = parent ? this.nestedNames(parent, decl.name) : [decl.name, ...withoutSuffix(decl.name), ...(target?.names ?? [])];
    const settled = settledType(policy, types.program, names, { file }) ?? settledByTag(decl.tag) ?? target?.settled;
    const nested = parent?.decl && parent.member ? { parent: { decl: parent.decl, member: parent.member } } : target?.parent ? { parent: target.parent } : {};
    const base = { file, names, ...(settled ? { settled } : {}), ...nested };
    let owner = this.namedOwner(decl, parent, policy);
    if (owner !== "subject" && owner !== "other") owner = this.inherited(decl, args, target?.owner, owner);
    const evidence: Evidence = isSchema(decl) || target?.evidence === "schema" ? "schema" : "dictionary";
    const found = this.structureOf(type, names[0] ?? "", owner, policy);
    return { owner: owner === "thing" && found.structure ? "none" : owner, evidence, ...found, ...base };
  }

  /** By the declaration's own name; a literal goes by the variable, parameter or alias that it describes, not by the field it is in. */
  private namedOwner(decl: TypeDecl, parent: Parent | undefined, policy: Policy): Owner {
    if (!isAnonymous(decl)) return this.ownerOf(decl.name, policy);
    if (parent?.decl) return "none";
    const byPlace = parent ? this.ownerOf(parent.name, policy) : "none";
    return byPlace === "none" && decl.kind === "schema" ? this.ownerOf(decl.name, policy) : byPlace;
  }

  private inherited(decl: TypeDecl, args: readonly TypeKey[], target: Owner | undefined, own: Owner): Owner {
    if (target && target !== "none" && !(own === "thing" && target === "user")) return target;
    for (const base of this.types.bases(decl, this.types.argumentsOf(decl, args))) {
      const owner = this.namedFor(base);
      if (owner === "subject" || owner === "other") return owner;
    }
    return own;
  }

  private ownerOf(name: string, policy: Policy): Owner {
    const subjects = this.subjectsFor(policy);
    const [stripped] = withoutSuffix(name);
    return subjects.owner(stripped ?? name);
  }

  /** Two identifying fields of a person make a person's record; a subject or an identified person inside makes it one of care. */
  private structureOf(type: TypeKey, name: string, owner: Owner, policy: Policy): { readonly structure: boolean; readonly health: boolean; readonly care: boolean } {
    const { types } = this;
    if (owner === "other") return { structure: false, health: false, care: false };
    const subjects = this.subjectsFor(policy);
    const person = isPerson(name);
    let identifying = 0;
    let personal = 0;
    let health = 0;
    let care = false;
    let account = owner === "user";
    for (const field of types.properties(type) ?? []) {
      if (identifying > 1 && personal > 1 && health > 0 && care) break;
      if (CREDENTIAL.test(field)) account = true;
      const below = types.field(type, field);
      const shape = types.shape(below);
      if (shape === "none" || shape === "function") continue;
      const match = lookUp(field, subjects);
      if ((shape === "object" || shape === "array" || shape === "unknown") && subjects.owner(field) === "subject" && !match) care = true;
      if (shape === "object" && this.namedFor(below) === "subject") care = true;
      if (!match || match.owner === "other" || (shape === "number" && !match.rule.numeric)) continue;
      if (match.owner === "subject") care = true;
      if (match.rule.level === "phi-direct" && match.rule.strength !== "context" && !match.loose) {
        identifying++;
        if (match.rule.person || match.rule.strength === "strong" || match.owner === "subject" || person) personal++;
        if (match.owner === "subject" || match.rule.strength === "strong" || HEALTH.has(match.rule.category)) health++;
      } else if (match.rule.level === "phi-indirect" && match.rule.strength !== "context") health++;
    }
    const structure = identifying > 1 && personal > (owner === "thing" ? 1 : 0) && (!account || health > 0);
    return { structure, health: health > 0, care: care || structure };
  }

  // ---- nested literals -----------------------------------------------------------------------------------------------

  private parentOf(decl: TypeDecl, file: string): Parent | undefined {
    if (!isAnonymous(decl)) return undefined;
    const facts = this.types.program.facts(file);
    if (!facts) return undefined;
    let map = this.parents.get(facts);
    if (!map) {
      map = parentsIn(facts);
      this.parents.set(facts, map);
    }
    return map.get(decl.id);
  }

  /** `Visit.patient` and `patient`, for the policy. */
  private nestedNames(parent: Parent, name: string): string[] {
    if (!parent.decl) return [...new Set([parent.name, ...withoutSuffix(parent.name), name])];
    const outer = this.of(parent.decl.id).names[0] ?? parent.decl.name;
    return [`${outer}.${parent.name}`, parent.name];
  }
}

/** Whoever has one has an account, and may be staff as well as a patient. */
const CREDENTIAL = /^(?:password|passwd|pwd|password_?hash|hashed_?password|confirm_?password|password_?confirm(?:ation)?|passcode|roles?|permissions|user_?role)$/i;

const HEALTH: ReadonlySet<string> = new Set(["ssn", "mrn", "birth-date", "health-plan-id"]);

/** Words at the end of a type's name that say what it is made with, and not of what. */
const SUFFIXES = new Set(["schema", "model", "table", "entity", "collection", "dto", "type", "record", "row", "document", "doc", "validator"]);

function withoutSuffix(name: string): string[] {
  const words = wordsOf(name);
  let end = words.length;
  while (end > 1 && SUFFIXES.has(words[end - 1] ?? "")) end--;
  if (end === words.length) return [];
  // The words came from the name in order: what is cut off is its end.
  const cut = words.slice(end).join("").length;
  return [name.slice(0, name.length - cut).replace(/[_-]+$/, "")];
}

/** Whether fields are declared to a schema library. */
export const isSchema = (decl: TypeDecl): boolean =>
  decl.kind === "schema" || (decl.decorators?.some((name) => SCHEMA_DECORATORS.has(name)) ?? false) || decl.members.some((member) => member.decorators !== undefined && member.decorators.length > 0);

const SCHEMA_DECORATORS = new Set(["Entity", "Schema", "ObjectType", "InputType", "ArgsType", "Table", "ChildEntity", "ViewEntity", "Document", "modelOptions"]);

export const isAnonymous = (decl: TypeDecl): boolean => decl.kind === "literal" || (decl.kind === "schema" && /[./]/.test(decl.id.slice(decl.id.indexOf("#") + 1)));

interface Parent {
  readonly name: string;
  readonly decl?: TypeDecl;
  readonly member?: MemberDecl;
}

function parentsIn(facts: FileFacts): Map<string, Parent> {
  const map = new Map<string, Parent>();
  for (const decl of facts.types) {
    for (const member of decl.members) literals(member.type, (id) => map.set(id, { name: member.name, decl, member }));
    if (decl.alias) literals(decl.alias, (id) => map.has(id) || map.set(id, { name: decl.name }));
  }
  for (const fn of facts.fns) for (const param of fn.params) literals(param.type, (id) => map.has(id) || map.set(id, { name: param.name.startsWith("%") ? "" : param.name }));
  for (const variable of facts.variables) literals(variable.type, (id) => map.has(id) || map.set(id, { name: variable.name }));
  return map;
}

/** Calls back for the literals in an annotation that are the value itself, one of its elements or alternatives. */
function literals(type: TypeExpr | undefined, found: (id: string) => void, depth = 0): void {
  if (!type || depth > 8) return;
  switch (type.t) {
    case "object":
      found(type.decl);
      break;
    case "array":
      literals(type.of, found, depth + 1);
      break;
    case "tuple":
    case "union":
    case "intersection":
      for (const one of type.of) literals(one, found, depth + 1);
      break;
    case "ref":
    case "import":
      for (const one of type.args) literals(one, found, depth + 1);
      break;
    case "mapped":
      literals(type.value, found, depth + 1);
      break;
    case "function":
      literals(type.returns, found, depth + 1);
      break;
    default:
      break;
  }
}
