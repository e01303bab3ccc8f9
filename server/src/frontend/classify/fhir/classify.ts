// What a FHIR value is: the resource it belongs to decides, then the element, then the data type. The same HumanName is PHI on a
// Patient, public on a Practitioner, and nothing by itself.

import { joinLevels, rank, type Category, type Classification, type Level } from "../../../lattice/level";
import rules from "./rules.json";
import { fhirField, fhirFields, isFhirResource } from "./table";

/** What is asked of a FHIR value. */
export interface FhirQuestion {
  /** Type at the start of the path. */
  readonly type: string;
  /** What the bundle holds, where its type says so. */
  readonly content?: readonly string[];
  /** Field names, without indexes. */
  readonly path: readonly string[];
  /** Whether a field of the value at the end of the path is still there. */
  readonly keeps: (field: string) => boolean;
}

type Rule = { readonly level: Level; readonly category: Category };

/** Classifies by table; undefined: operational. */
export function classifyFhir(question: FhirQuestion): Classification | undefined {
  const place = walk(question);
  if (!place) return undefined;
  if (place.content) return joinAll(place.content.map((type) => record(type, () => true)));
  if (isFhirResource(place.type)) return record(place.type, question.keeps);
  return place.rule ? classification(place.rule, 1) : undefined;
}

/** Whether a resource is about a patient. */
export const isPatientResource = (name: string): boolean => name in RESOURCES || CARRIERS.has(name);

const RESOURCES: Readonly<Record<string, string>> = rules.resources;
const TYPES: Readonly<Record<string, readonly string[]>> = rules.types;
const ELEMENTS: Readonly<Record<string, readonly string[] | null>> = rules.elements;
const OPERATIONAL = new Set(rules.operational);
const PATIENT_REFERENCES = new Set(rules.patientReferences);
const OTHER_REFERENCES = new Set(rules.otherReferences);
/** Types that hold resources of any kind. */
const CARRIERS = new Set(["Resource", "Bundle", "BundleEntry", "Parameters", "ParametersParameter"]);

interface Place {
  /** The type here; a resource where the path ends at a whole one. */
  readonly type: string;
  readonly rule?: Rule;
  readonly content?: readonly string[];
}

function walk({ type, content, path }: FhirQuestion): Place | undefined {
  if (!isPatientResource(type)) return undefined;
  let at: Place = CARRIERS.has(type) && type !== "Resource" ? { type, content: content ?? ["Resource"] } : { type };
  for (const field of path) {
    const next = below(at, field);
    if (!next) return undefined;
    at = next;
  }
  return at;
}

function below(at: Place, field: string): Place | undefined {
  if (at.content) {
    if (field === "entry") return { type: "BundleEntry", content: at.content };
    if (field !== "resource") return field === "parameter" || field === "part" ? at : fhirField(at.type, field)?.type === "s" && field.startsWith("value") ? { type: "s", rule: CLINICAL } : undefined;
    const known = at.content.filter(isPatientResource);
    return known.length === 0 ? undefined : known.length === 1 && known[0] !== undefined ? { type: known[0] } : { type: "Resource" };
  }
  // Of a resource of unknown kind: what a patient has is a patient's, all else is clinical.
  const owner = at.type === "Resource" ? ownerOf(field) : at.type;
  const explicit = ELEMENTS[`${owner}.${field}`];
  const declared = fhirField(owner, field);
  if (explicit === null) return undefined;
  if (explicit) return { type: declared?.type ?? "s", rule: ruleOf(explicit) };
  if (OPERATIONAL.has(field) || declared?.type === "code" || declared?.type === "b" || field === "contained") return field === "contained" ? { type: "Resource" } : undefined;
  if (isFhirResource(owner)) return element(owner, field, declared?.type ?? "s");
  if (owner === "Reference") return reference(at, field);
  return inner(at, field, declared?.type ?? "s");
}

/** An element right below a resource. */
function element(resource: string, field: string, type: string): Place | undefined {
  if (type === "Reference") return referenced(field);
  const byType = TYPES[type];
  const base = categoryRule(resource);
  if (byType) return { type, rule: ruleOf(byType) };
  if (type === "n" && !field.startsWith("value")) return undefined;
  return { type, rule: base };
}

/** An element of a data type or of a group of elements: inherits what it is part of, unless its type says more. */
function inner(at: Place, field: string, type: string): Place | undefined {
  if (type === "Reference") return referenced(field);
  const byType = TYPES[type];
  const rule = byType ? ruleOf(byType) : undefined;
  const higher = rule && (!at.rule || rank(rule.level) > rank(at.rule.level)) ? rule : (at.rule ?? rule);
  return higher ? { type, rule: higher } : { type };
}

const referenced = (field: string): Place | undefined =>
  OTHER_REFERENCES.has(field) || !PATIENT_REFERENCES.has(field) ? undefined : { type: "Reference", rule: PATIENT_ID };

function reference(at: Place, field: string): Place | undefined {
  if (field === "display") return { type: "s", rule: { level: "phi-direct", category: "name" } };
  return { type: field === "identifier" ? "Identifier" : "s", ...(at.rule ? { rule: at.rule } : {}) };
}

const CLINICAL: Rule = { level: "phi-indirect", category: "note" };
const PATIENT_ID: Rule = { level: "phi-indirect", category: "patient-id" };

const ownerOf = (field: string): string => (fhirField("Patient", field) || `Patient.${field}` in ELEMENTS ? "Patient" : "Observation");

const ruleOf = (entry: readonly string[]): Rule => ({ level: entry[0] as Level, category: entry[1] as Category });

function categoryRule(resource: string): Rule {
  const category = RESOURCES[resource] ?? "note";
  return { level: "phi-indirect", category: category === "name" ? "other-id" : (category as Category) };
}

/** A whole resource: the join of the elements that are left. */
function record(resource: string, keeps: (field: string) => boolean): Classification | undefined {
  if (!isPatientResource(resource)) return undefined;
  const of = CARRIERS.has(resource) ? "Patient" : resource;
  const parts: Classification[] = [];
  for (const field of ["id", ...fhirFields(of).keys()]) {
    if (!keeps(field)) continue;
    const place = below({ type: of }, field);
    if (place?.rule) parts.push(classification(place.rule, 1));
  }
  return joinAll(parts);
}

function joinAll(parts: readonly (Classification | undefined)[]): Classification | undefined {
  let result: Classification | undefined;
  for (const part of parts) {
    if (!part) continue;
    result = result
      ? { ...result, level: joinLevels(result.level, part.level), categories: [...new Set([...result.categories, ...part.categories])], fields: result.fields + part.fields }
      : part;
  }
  return result && { ...result, categories: [...result.categories].sort() };
}

const classification = (rule: Rule, fields: number): Classification => ({ level: rule.level, categories: [rule.category], confidence: "high", evidence: "fhir", fields });
