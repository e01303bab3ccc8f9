// Walks an access path through declared types and names, and says what stands at its end. Explicit statements win, then tables, then
// the dictionary in the light of whose data it is; below a PHI field everything inherits that is not plainly operational.

import type { Classification } from "../../lattice/level";
import type { MemberDecl, TypeDecl, TypeKey } from "../../ir/types";
import { removedBelow } from "../../ir/removed";
import type { Policy } from "../../policy/policy";
import { fileOf, type ProjectTypes } from "../types/index";
import { isAnonymous, TypeContexts, type TypeContext } from "./contexts";
import { lookUp, type Match } from "./dictionary";
import { classifyFhir, isPatientResource } from "./fhir/classify";
import { higher, hitOf, joinAll } from "./hit";
import { type Settled, settledByTag, settledField } from "./overrides";
import { isPlain, type Owner, type Subjects, subjectsOf } from "./owners";
import { wordsOf } from "./words";

/** Whose data the fields of a value are. */
interface Context {
  readonly owner: Owner;
  readonly evidence: Classification["evidence"];
  /** About a patient's care: clinical words count. */
  readonly care: boolean;
  /** Everything below is this, unless it is plainly operational or more. */
  readonly inherited?: Classification;
  readonly settled?: Settled;
  readonly policy: Policy;
  /** Names of the type that the fields belong to. */
  readonly names: readonly string[];
}

/** A value on the way: its type, what its name says of it, and in whose context its fields stand. */
interface State {
  readonly type: TypeKey;
  readonly name: string;
  readonly own?: Classification;
  readonly context: Context;
  /** In a FHIR value: the type it started with, and the path since. */
  readonly fhir?: FhirPlace;
}

interface FhirPlace {
  readonly type: string;
  readonly content: readonly string[];
  readonly path: readonly string[];
  /** A selection of the resource: which of its fields are in it. */
  readonly keeps?: (field: string) => boolean;
}

/** Deepest record in a record, or list in a list, that counts for the whole. */
const MAX_DEPTH = 8;
/** Most alternatives of a union that are walked. */
const MAX_ALTERNATIVES = 8;

export class Classifier {
  private readonly contexts: TypeContexts;
  private readonly subjects = new WeakMap<Policy, Subjects>();
  private wholes = new Map<string, Classification | undefined>();
  private starts = new Map<string, State[]>();
  /** How often a recursion was cut off: what was computed meanwhile depends on where it began. */
  private cuts = 0;

  constructor(private readonly types: ProjectTypes) {
    this.contexts = new TypeContexts(types, (policy) => this.subjectsFor(policy));
  }

  reset(): void {
    this.contexts.reset();
    this.wholes = new Map();
    this.starts = new Map();
  }

  /** See `TypeService.classify`. */
  classify(type: TypeKey, hint: string, path: readonly string[], except: readonly string[], policy: Policy): Classification | undefined {
    let states = this.start(type, hint, policy);
    for (const segment of path) states = states.flatMap((state) => this.step(state, segment)).slice(0, MAX_ALTERNATIVES);
    const results = states.map((state) => this.whole(state, except, 0, new Set()));
    return results.length === 1 ? results[0] : (alternatives(results) ?? results.find((one) => one !== undefined));
  }

  private start(type: TypeKey, hint: string, policy: Policy): State[] {
    const memo = `${policy.file ?? ""}|${hint} ${type}`;
    let states = this.starts.get(memo);
    if (!states) {
      states = this.begin(type, hint, policy);
      this.starts.set(memo, states);
    }
    return states;
  }

  private begin(type: TypeKey, hint: string, policy: Policy): State[] {
    const outside: Context = { owner: "none", evidence: "weak-name", care: false, policy, names: [] };
    const name = this.nameAmong(hint.split(" "), policy);
    return this.alternatives(type).flatMap((one) => {
      const own = name === "" ? undefined : this.fieldHit(name, one, outside);
      return [this.enter(one, name, outside, own)];
    });
  }

  /** Of the names that a value went by, the one that says whose it is; else what it is. */
  private nameAmong(names: readonly string[], policy: Policy): string {
    const [only = ""] = names;
    if (names.length < 2) return only;
    const subjects = this.subjectsFor(policy);
    const owned = (owner: Owner): string | undefined => names.findLast((name) => subjects.owner(name) === owner);
    return owned("subject") ?? owned("other") ?? names.findLast((name) => lookUp(name, subjects)?.rule.strength === "strong") ?? names.findLast((name) => lookUp(name, subjects) !== undefined) ?? owned("thing") ?? names.at(-1) ?? "";
  }

  /** The members of a union; anything else by itself. */
  private alternatives(type: TypeKey, depth = 0): TypeKey[] {
    const shape = this.types.view(type);
    if (depth > MAX_DEPTH) return [type];
    if (shape?.k === "promise") return this.alternatives(shape.of, depth + 1);
    if (shape?.k !== "union") return [type];
    const present = shape.of.filter((one) => !/^(?:undefined|null|void)$/.test(one));
    return present.every((one) => this.types.view(one)?.k === "literal") ? [type] : present.flatMap((one) => this.alternatives(one, depth + 1)).slice(0, MAX_ALTERNATIVES);
  }

  private subjectsFor(policy: Policy): Subjects {
    let subjects = this.subjects.get(policy);
    if (!subjects) {
      const { subjects: added } = policy.classification;
      subjects = added.length === 0 ? DEFAULT_SUBJECTS : subjectsOf(added);
      this.subjects.set(policy, subjects);
    }
    return subjects;
  }

  // ---- contexts ------------------------------------------------------------------------------------------------------

  /** A value of a type, under a name, seen from where it stands. */
  private enter(type: TypeKey, name: string, outer: Context, own: Classification | undefined): State {
    const fhir = this.fhirPlace(type);
    if (fhir) return { type, name, ...(own ? { own } : {}), context: outer, fhir };
    return { type, name, ...(own ? { own } : {}), context: this.contextOf(type, name, outer, own) };
  }

  private fhirPlace(type: TypeKey, depth = 0): FhirPlace | undefined {
    const shape = this.types.view(type);
    if (shape?.k === "fhir") return { type: shape.name, content: shape.content === undefined ? [] : this.alternatives(shape.content).flatMap((one) => this.fhirName(one)), path: [] };
    if ((shape?.k !== "pick" && shape?.k !== "omit") || depth > MAX_DEPTH) return undefined;
    const of = this.fhirPlace(shape.of, depth + 1);
    const names = new Set(shape.names);
    return of && { ...of, keeps: (field) => names.has(field) === (shape.k === "pick") && (of.keeps?.(field) ?? true) };
  }

  private fhirName(type: TypeKey): string[] {
    const shape = this.types.view(type);
    return shape?.k === "fhir" ? [shape.name] : [];
  }

  private contextOf(type: TypeKey, name: string, outer: Context, own: Classification | undefined): Context {
    const found = this.contexts.of(type);
    const policy = found.file === undefined ? outer.policy : this.types.policyFor(found.file);
    const place = found.parent ? this.placeOf(found, policy) : undefined;
    const named = name === "" ? "none" : this.ownerBy(name, policy, found.structure);
    const explicit = own !== undefined && (own.evidence === "policy" || own.evidence === "tag");
    const settled: Settled | undefined = found.settled ?? place?.settled ?? (explicit && own ? { level: own.level, evidence: own.evidence as Settled["evidence"], ...(own.categories[0] ? { category: own.categories[0] } : {}) } : outer.settled);
    const base = { care: found.care || (outer.owner === "subject" && outer.care), policy, names: found.names, ...(settled ? { settled } : {}) };
    const inherited = own && own.level !== "operational" && own.confidence !== "low" ? own : place?.inherited ?? outer.inherited;
    const below = inherited ? { inherited } : {};
    if (found.owner === "subject") return { ...base, ...below, owner: "subject", evidence: found.evidence };
    if (found.owner === "other" || found.owner === "thing") return { ...base, owner: "other", evidence: found.evidence };
    if (own === undefined || own.level === "operational") {
      if (named === "subject") return { ...base, ...below, owner: "subject", evidence: "dictionary" };
      if (named === "other") return { ...base, owner: "other", evidence: "dictionary" };
    }
    const around = outer.owner === "none" || outer.owner === "user" ? place : outer;
    if (around && (around.owner === "subject" || around.owner === "other")) return { ...base, ...below, owner: around.owner, evidence: around.evidence };
    const account = place?.owner === "user" && !found.health;
    if (found.structure && !account) return { ...base, ...below, owner: "subject", evidence: found.evidence === "schema" ? "schema" : "structure" };
    return { ...base, ...below, owner: account && found.owner === "none" ? "user" : found.owner, evidence: found.evidence };
  }

  /** Whom a field, variable or parameter is about by its name. A thing (`study`, `form`) whose fields describe a person says nothing. */
  private ownerBy(name: string, policy: Policy, describesPerson: boolean): Owner {
    const owner = this.subjectsFor(policy).owner(name);
    if (owner !== "thing") return owner;
    return describesPerson ? "none" : "other";
  }

  /** The context that a nested literal has by the field it is the type of. */
  private placeOf(found: TypeContext, policy: Policy): Context | undefined {
    const { parent } = found;
    if (!parent) return undefined;
    const outside: Context = { owner: "none", evidence: "weak-name", care: false, policy, names: [] };
    const outer = this.contextOf(parent.decl.id, "", outside, undefined);
    const own = this.memberHit(parent.member, parent.decl, "", outer);
    const named = this.ownerBy(parent.member.name, policy, false);
    const settled = own && (own.evidence === "policy" || own.evidence === "tag") ? { level: own.level, evidence: own.evidence } as Settled : outer.settled;
    const inherited = own && own.level !== "operational" && own.confidence !== "low" ? own : outer.inherited;
    // `encounterType: { name }`, `status: { display }`: what a vocabulary says, whoever the record is about.
    const owner = own ? outer.owner : named === "subject" || named === "other" || (named === "user" && outer.owner !== "subject") ? named : isVocabulary(parent.member.name) ? "other" : outer.owner;
    const { inherited: _, settled: __, ...rest } = outer;
    const evidence = !own && named === "subject" ? "dictionary" : rest.evidence;
    return { ...rest, owner, evidence, ...(settled ? { settled } : {}), ...(inherited && owner !== "other" ? { inherited } : {}) };
  }

  // ---- one step ------------------------------------------------------------------------------------------------------

  private step(state: State, segment: string, depth = 0): State[] {
    if (depth > MAX_DEPTH) return [];
    if (segment === "{json}" || segment.startsWith("{*") || segment === "{await}" || segment === "{default}") return [state];
    if (segment === "{k}") return this.alternatives(this.types.mapKey(state.type)).map((type) => ({ type, name: "", context: { ...state.context, owner: "none" } }));
    if (segment.startsWith("{") || segment.startsWith("^")) return [];
    if (segment === "[*]" || /^\d+$/.test(segment)) return this.stepIndex(state, segment);
    if (state.fhir) return [{ ...state, type: this.types.field(state.type, segment), name: segment, fhir: { ...state.fhir, path: [...state.fhir.path, segment] } }];
    const { types } = this;
    const shape = types.view(state.type);
    if (shape?.k === "array" || shape?.k === "tuple" || shape?.k === "map") return this.stepIndex(state, "[*]").flatMap((one) => this.step(one, segment, depth + 1));
    const type = types.field(state.type, segment);
    const found = types.memberOf(state.type, segment);
    return this.alternatives(type).map((one) => {
      const own = found ? this.memberHit(found.member, found.owner, one, state.context, this.contexts.of(state.type).names) : this.fieldHit(segment, one, state.context);
      return this.enter(one, segment, state.context, own);
    });
  }

  /** Elements are what their array is. */
  private stepIndex(state: State, segment: string): State[] {
    if (state.fhir) return [state];
    const { types } = this;
    const shape = types.view(state.type);
    const type = shape?.k === "tuple" && segment !== "[*]" ? types.field(state.type, segment) : shape?.k === "map" ? types.mapValue(state.type) : types.element(state.type);
    if (type === "") return [shape?.k === "array" || shape?.k === "tuple" || shape?.k === "map" ? { ...state, type } : state];
    return this.alternatives(type).map((one) => {
      const next = this.enter(one, state.name, state.context, state.own);
      return state.own && types.shape(one) === "none" ? { ...next, own: undefined } : next;
    });
  }

  // ---- one field -----------------------------------------------------------------------------------------------------

  /** What a declared member is. */
  memberHit(member: MemberDecl, owner: TypeDecl, type: TypeKey, context: Context, names: readonly string[] = []): Classification | undefined {
    const policy = this.types.policyFor(fileOf(owner.id));
    const owners = [...new Set([...names, ...context.names, owner.name])];
    const settled = settledField(policy, owners, member.name) ?? settledByTag(member.tag);
    if (settled) return this.settledHit(settled, member.name, context);
    if (this.isNameOfThing(member, owner, policy)) return undefined;
    const schema = context.evidence === "schema" || (member.decorators?.length ?? 0) > 0;
    const hit = this.fieldHit(member.name, type, context);
    return hit && schema && hit.evidence === "dictionary" ? { ...hit, evidence: "schema" } : hit;
  }

  /** The `name` of a `PatientVisitSection` is the section's, unless its fields describe a person. */
  private isNameOfThing(member: MemberDecl, owner: TypeDecl, policy: Policy): boolean {
    if (isAnonymous(owner) || wordsOf(owner.name).length < 2 || !/^(?:name|title|label|display_?name)$/i.test(member.name)) return false;
    const subjects = this.subjectsFor(policy);
    return subjects.owner(owner.name) === "subject" && !isRecordName(owner.name, subjects) && !this.contexts.of(owner.id).structure;
  }

  /** What a field is by its name and type. */
  private fieldHit(name: string, type: TypeKey, context: Context): Classification | undefined {
    const everywhere = context.policy.classification.fields.size > 0 ? settledField(context.policy, context.names, name) : undefined;
    if (everywhere) return this.settledHit(everywhere, name, context);
    const shape = this.types.shape(type);
    if (shape === "none" || shape === "function") return undefined;
    const subjects = this.subjectsFor(context.policy);
    const match = lookUp(name, subjects) ?? undefined;
    if (shape === "number" && !match?.rule.numeric && !isId(name)) return undefined;
    if (context.settled) return context.settled.level === "operational" ? explicit(context.settled, match) : shape === "number" && !match ? undefined : explicit(context.settled, match);
    if (context.inherited) return this.inheritedHit(name, match, context, context.inherited, shape === "number", subjects);
    if (!match) return isId(name) && context.owner === "subject" && context.evidence !== "structure" && isPatientOwn(context, subjects) ? PATIENT_ID(context.evidence) : undefined;
    return byDictionary(match, context);
  }

  private inheritedHit(name: string, match: Match | undefined, context: Context, inherited: Classification, number: boolean, subjects: Subjects): Classification | undefined {
    if (isPlain(name) || isId(name) || match?.owner === "other" || (number && !match?.rule.numeric)) return undefined;
    if (!match && (subjects.owner(name) === "other" || subjects.owner(name) === "thing") && wordsOf(name).length === 1) return undefined;
    const own = match && !match.rule.ambiguous && match.rule.strength !== "context" ? byDictionary(match, { ...context, owner: context.owner === "none" ? "subject" : context.owner }) : undefined;
    return higher({ ...inherited, fields: 1 }, own);
  }

  private settledHit(settled: Settled, name: string, context: Context): Classification {
    return explicit(settled, lookUp(name, this.subjectsFor(context.policy)) ?? undefined);
  }

  // ---- whole values --------------------------------------------------------------------------------------------------

  private whole(state: State, except: readonly string[], depth: number, seen: ReadonlySet<TypeKey>): Classification | undefined {
    if (state.fhir) return this.wholeFhir(state, except);
    const { types } = this;
    const { context } = state;
    if (state.own && (state.own.evidence === "policy" || state.own.evidence === "tag")) return this.settledWhole(state, state.own, except);
    const scalar = types.shape(state.type);
    if (context.settled && (scalar === "none" || scalar === "number" || scalar === "function")) return state.own;
    if (context.settled) return this.settledWhole(state, explicit(context.settled, undefined), except);
    const inside = depth > MAX_DEPTH ? undefined : this.element(state.type);
    if (inside !== undefined) {
      const deeper = removedBelow(except, "[*]") ?? [];
      const parts = this.stepIndex(state, "[*]").map((one) => this.whole(one, deeper, depth + 1, seen));
      return alternatives(parts) ?? (state.own && parts.length === 0 ? state.own : undefined);
    }
    const names = types.properties(state.type);
    if (!names || names.length === 0) return state.own ?? this.unknownRecord(state);
    if (depth > MAX_DEPTH || seen.has(state.type)) {
      this.cuts++;
      return state.own;
    }
    const memo = except.length === 0 ? `${state.type} ${signature(state)}` : undefined;
    if (memo !== undefined && this.wholes.has(memo)) return this.wholes.get(memo);
    const { cuts } = this;
    const below = new Set([...seen, state.type]);
    const parts: (Classification | undefined)[] = [];
    for (const name of names) {
      const deeper = removedBelow(except, name);
      if (deeper === undefined) continue;
      parts.push(alternatives(this.step(state, name).map((one) => this.whole(one, deeper, depth + 1, below))));
    }
    const fields = joinAll(parts);
    // A named group of fields, such as an address, is one field.
    const result = state.own && fields ? { ...(higher(state.own, fields) ?? fields), fields: 1 } : fields;
    if (memo !== undefined && (seen.size === 0 || cuts === this.cuts)) this.wholes.set(memo, result);
    return result;
  }

  /** The element type of arrays and maps; undefined where the value is none. */
  private element(type: TypeKey): TypeKey | undefined {
    const shape = this.types.view(type);
    if (shape?.k === "array" || shape?.k === "tuple" || shape?.k === "map") return this.types.element(type);
    const indexed = shape?.k === "record" || shape?.k === "declared" ? this.types.element(type) : "";
    return indexed !== "" && this.types.properties(type) === undefined ? indexed : undefined;
  }

  /** A patient of whom the program says no more than the name. */
  private unknownRecord(state: State): Classification | undefined {
    const shape = this.types.view(state.type);
    const subjects = this.subjectsFor(state.context.policy);
    const opaque = shape?.k === "external" && shape.specifier !== "global";
    const typed = opaque && this.contexts.of(state.type).owner === "subject" && isRecordName(shape.name, subjects);
    const named = shape === undefined && state.name !== "" && subjects.isSubject(state.name);
    return typed || named ? { level: "phi-direct", categories: ["name"], confidence: "medium", evidence: "dictionary", fields: 3 } : undefined;
  }

  private settledWhole(state: State, settled: Classification, except: readonly string[]): Classification | undefined {
    const names = this.types.properties(state.type)?.filter((name) => removedBelow(except, name) !== undefined);
    if (names && names.length === 0 && except.length > 0) return undefined;
    return { ...settled, fields: Math.max(1, names?.length ?? 1) };
  }

  private wholeFhir(state: State, except: readonly string[]): Classification | undefined {
    const { fhir } = state;
    if (!fhir) return undefined;
    if (state.own && (state.own.evidence === "policy" || state.own.evidence === "tag")) return state.own;
    const table = classifyFhir({ type: fhir.type, path: fhir.path, keeps: (field) => removedBelow(except, field) !== undefined && (fhir.path.length > 0 || (fhir.keeps?.(field) ?? true)), ...(fhir.content.length > 0 ? { content: fhir.content } : {}) });
    if (table) return table;
    // A bare HumanName under a field of a patient's own type is what that field is.
    return isPatientResource(fhir.type) || fhir.path.some((field) => isPlain(field)) ? undefined : state.own && state.own.confidence !== "low" ? state.own : undefined;
  }
}

const DEFAULT_SUBJECTS = subjectsOf([]);

const PATIENT_ID = (evidence: Classification["evidence"]): Classification => ({ level: "phi-indirect", categories: ["patient-id"], confidence: "medium", evidence, fields: 1 });

const isVocabulary = (name: string): boolean => /^(?:type|status|kind|category|system|unit|concept)$/.test(wordsOf(name).at(-1) ?? "");

const isId = (name: string): boolean => /^(?:_?id|_?ids|uuid|guid|uid|pk)$/i.test(name);

/** Whether an `id` is the patient's: that of a `PatientNote` is the note's. */
const isPatientOwn = ({ names }: Context, subjects: Subjects): boolean => names.length === 0 || names.some((name) => isRecordName(name, subjects));

/** A type that is a patient's record, and nothing about one: `PatientDetailResponse`, not `PatientStatus`. */
function isRecordName(name: string, subjects: Subjects): boolean {
  const words = [...wordsOf(name.slice(name.lastIndexOf(".") + 1))];
  while (words.length > 1 && RECORD_SUFFIXES.has(words.at(-1) ?? "")) words.pop();
  return subjects.ownerOf(words.slice(-1)) === "subject";
}

const RECORD_SUFFIXES = new Set([
  "dto", "info", "information", "data", "detail", "details", "record", "row", "model", "entity", "response", "request", "input", "output", "payload", "profile", "summary", "resource", "result",
  "document", "schema", "type", "interface", "item", "view", "props", "body", "demographics", "intake", "chart", "create", "update", "base", "full", "v1", "v2", "option", "entry", "match", "card", "preview", "snapshot", "header", "banner", "search",
]);

function explicit(settled: Settled, match: Match | undefined): Classification {
  const category = settled.category ?? match?.rule.category;
  return { level: settled.level, categories: category && settled.level !== "operational" ? [category] : [], confidence: "high", evidence: settled.evidence, fields: 1 };
}

function byDictionary(match: Match, context: Context): Classification | undefined {
  const owner = match.owner === "none" ? context.owner : match.owner;
  if (owner === "other" || (context.owner === "other" && match.rule.strength === "context")) return undefined;
  if (owner === "subject") return hitOf(match, "medium", match.owner === "subject" && context.owner !== "subject" ? "dictionary" : context.owner === "subject" ? context.evidence : "dictionary");
  if ((match.rule.level === "phi-indirect" || match.rule.kin) && context.care) return hitOf(match, "medium", "structure");
  if (match.rule.strength === "strong") return hitOf(match, "medium", "strong-name");
  return match.rule.strength === "weak" ? hitOf(match, "low", "weak-name") : undefined;
}

/** What one of several may be. */
function alternatives(parts: readonly (Classification | undefined)[]): Classification | undefined {
  const joined = joinAll(parts);
  if (!joined) return parts.find((part) => part !== undefined);
  return { ...joined, fields: Math.max(...parts.map((part) => part?.fields ?? 0)) };
}

function signature({ name, own, context }: State): string {
  const { owner, evidence, care, inherited, names, policy } = context;
  const short = (one: Classification | undefined): string => (one ? `${one.level}${one.categories.join()}${one.confidence}${one.evidence}` : "");
  return `${own ? name : ""}|${short(own)}|${owner}|${evidence}|${care}|${short(inherited)}|${names.join()}|${policy.file ?? ""}`;
}
