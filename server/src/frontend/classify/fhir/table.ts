// FHIR types by table: which packages declare them, what fields they have. Made from the type packages by generate.ts, so that
// programs are understood without node_modules and without reading megabytes of declarations.

import rules from "./rules.json";
import types from "./types.json";

/** Names of data types, resources and element groups; `T` stands for the resource of a bundle. */
export interface FhirField {
  readonly type: string;
  readonly many: boolean;
}

const MODULES = /^(?:(?:@types\/)?fhir(?:\/r[345]b?)?|@medplum\/fhirtypes|@oystehr\/sdk|@zapehr\/sdk|fhir-kit-client|(?:@smile-cdr\/fhirts|@ahryman40k\/ts-fhir-types|@fhir-typescript)(?:\/.*)?)$/;

/** Whether a module declares FHIR types. */
export const isFhirModule = (specifier: string): boolean => MODULES.test(specifier);

const RESOURCES = new Set(types.resources.split(" "));
const UNKNOWN = new Set(rules.unknown);
const TABLE: Readonly<Record<string, string>> = types.types;
/** Fields that every resource has, and that the table leaves out. */
const COMMON: ReadonlyMap<string, FhirField> = new Map([
  ["resourceType", { type: "code", many: false }], ["id", { type: "s", many: false }], ["meta", { type: "Meta", many: false }],
  ["implicitRules", { type: "s", many: false }], ["language", { type: "s", many: false }], ["text", { type: "Narrative", many: false }],
  ["contained", { type: "Resource", many: true }], ["extension", { type: "Extension", many: true }], ["modifierExtension", { type: "Extension", many: true }],
]);

const parsed = new Map<string, ReadonlyMap<string, FhirField>>();

/** The name that the table knows a type by; undefined if it knows none. */
export function fhirType(name: string): string | undefined {
  if (UNKNOWN.has(name)) return "Resource";
  if (name in TABLE || RESOURCES.has(name) || OTHER.has(name)) return name;
  // ts-fhir-types writes `IPatient`.
  return /^I[A-Z]/.test(name) ? fhirType(name.slice(1)) : undefined;
}

/** Data types that hold no table entry of their own but are part of FHIR. */
const OTHER = new Set(["Narrative", "Extension", "Meta", "Element", "BackboneElement"]);

/** The fields that a type has of its own, in the order of the specification. */
export function fhirFields(name: string): ReadonlyMap<string, FhirField> {
  let fields = parsed.get(name);
  if (!fields) {
    const text = TABLE[name] ?? "";
    fields = new Map(text.split(" ").filter(Boolean).map((entry) => {
      const [field = "", type = ""] = entry.split(":");
      return [field, { type: type.replace(/\*+$/, ""), many: type.endsWith("*") }];
    }));
    parsed.set(name, fields);
  }
  return fields;
}

/** One field of a type. */
export function fhirField(name: string, field: string): FhirField | undefined {
  return fhirFields(name).get(field) ?? (isFhirResource(name) || field === "id" || field === "extension" ? COMMON.get(field) : undefined);
}

/** Names of all fields of a type; undefined for resources of unknown kind. */
export function fhirProperties(name: string): readonly string[] | undefined {
  if (name === "Resource") return undefined;
  const own = [...fhirFields(name).keys()];
  if (own.length === 0) return undefined;
  return isFhirResource(name) ? [...COMMON.keys(), ...own] : own;
}

/** Whether a name is a resource, and no data type. */
export const isFhirResource = (name: string): boolean => name === "Resource" || RESOURCES.has(name);
