// Makes types.json, the table of FHIR elements, from the type packages; run by hand when FHIR changes, imported by nothing:
//   npm pack @types/fhir@0.0.44 @medplum/fhirtypes   (unpack both)
//   npx tsx server/src/frontend/classify/fhir/generate.ts <@types/fhir folder> <@medplum/fhirtypes/dist folder>

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ts } from "ts-morph";
import rules from "./rules.json";

/** Elements that every resource or data type has; the table leaves them out, its reader adds them. */
const COMMON = new Set(["id", "meta", "implicitRules", "language", "contained", "extension", "modifierExtension", "resourceType"]);
const SHORT: Readonly<Record<string, string>> = { string: "s", number: "n", boolean: "b" };

const [types = "", medplum = ""] = process.argv.slice(2);
const tables = new Map<string, Map<string, string>>();
const resources = new Set<string>();
// Where releases differ, R4 wins: it is what most programs use.
for (const release of ["r4", "r4b", "r5", "r3"]) read(readFileSync(join(types, `${release}.d.ts`), "utf8"));
for (const file of readdirSync(medplum).sort()) if (file.endsWith(".d.ts")) read(readFileSync(join(medplum, file), "utf8"));

const reached = new Set<string>(["Bundle", "Parameters", "HumanName", "Address", "ContactPoint", "Resource"]);
for (const name of [...Object.keys(rules.resources), ...reached]) reach(name);
const sorted = [...reached].filter((name) => tables.get(name)?.size).sort();
const text = {
  resources: [...resources].sort().join(" "),
  types: Object.fromEntries(sorted.map((name) => [name, [...(tables.get(name) ?? [])].map(([field, type]) => `${field}:${type}`).join(" ")])),
};
writeFileSync(join(import.meta.dirname, "types.json"), `${JSON.stringify(text, null, 1)}\n`);

function read(source: string): void {
  for (const statement of ts.createSourceFile("fhir.d.ts", source, ts.ScriptTarget.ESNext).statements) {
    if (!ts.isInterfaceDeclaration(statement)) continue;
    const name = statement.name.text;
    const table = tables.get(name) ?? new Map<string, string>();
    tables.set(name, table);
    for (const member of statement.members) {
      if (!ts.isPropertySignature(member) || !member.type || !ts.isIdentifier(member.name)) continue;
      const field = member.name.text;
      if (field === "resourceType") resources.add(name);
      if (COMMON.has(field) || field.startsWith("_") || table.has(field)) continue;
      const type = nameOf(member.type);
      if (type !== undefined && type !== "Narrative") table.set(field, type);
    }
  }
}

/** `HumanName*` for an array, `code` for an enumeration, `T` for the content of a bundle. */
function nameOf(node: ts.TypeNode): string | undefined {
  if (ts.isParenthesizedTypeNode(node)) return nameOf(node.type);
  if (ts.isArrayTypeNode(node)) return `${nameOf(node.elementType) ?? "s"}*`;
  if (ts.isUnionTypeNode(node)) {
    const kinds = new Set(node.types.filter((one) => one.kind !== ts.SyntaxKind.UndefinedKeyword).map((one) => (ts.isLiteralTypeNode(one) ? "code" : (nameOf(one) ?? "s"))));
    return kinds.size === 1 ? [...kinds][0] : [...kinds].every((kind) => kind === "code" || kind === "s") ? "s" : "Resource";
  }
  if (ts.isLiteralTypeNode(node)) return "code";
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) {
    const name = node.typeName.text;
    if (/^(?:BundleContentType|T)$/.test(name)) return "T";
    if (name === "FhirResource" || name === "Resource") return "Resource";
    return name;
  }
  return SHORT[ts.tokenToString(node.kind) ?? ""];
}

function reach(name: string): void {
  reached.add(name);
  for (const type of tables.get(name)?.values() ?? []) {
    const below = type.replace(/\*$/, "");
    if (!reached.has(below) && tables.has(below) && !resources.has(below)) reach(below);
  }
}
