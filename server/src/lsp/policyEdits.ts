// Edits of phi-lens.json and phi-lens.checklist.json as text, keeping comments and layout. Pure; who writes is the caller's affair.

import { applyEdits, type JSONPath, modify, parse } from "jsonc-parser";
import type { Attestation, OutboundDestination } from "../engine/api";
import type { Level } from "../lattice/level";

export const POLICY_FILE = "phi-lens.json";
export const CHECKLIST_FILE = "phi-lens.checklist.json";

/** A first policy, when there is none. */
export const NEW_POLICY = `{
  "version": 1,
  // Who may receive PHI, and up to which level. See the hover of each key.
  "destinations": [],
  // Functions of this code that protect PHI: "./src/file.ts#name".
  "sanitizers": [],
  "audit": { "callees": [] }
}
`;

const NEW_CHECKLIST = `{
  "version": 1,
  "attestations": []
}
`;

const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: "\n" } };

/** Adds an attestation, or replaces the item's former one (git keeps it). */
export function addAttestation(text: string | undefined, attestation: Attestation): string {
  const source = text?.trim() ? text : NEW_CHECKLIST;
  const entries = arrayAt(source, ["attestations"]);
  const at = entries.findIndex((entry) => recordOf(entry).item === attestation.item);
  return put(source, ["attestations"], entries.length, at, attestation);
}

/** Approves a destination up to a level: raises `allows` of an entry that is there, or adds one with a BAA stub to fill in. */
export function approveDestination(text: string | undefined, destination: OutboundDestination, allows: Level): string {
  const source = text?.trim() ? text : NEW_POLICY;
  const entries = arrayAt(source, ["destinations"]);
  const at = entries.findIndex((entry) => recordOf(entry).id === destination.id);
  if (at >= 0) return applyEdits(source, modify(source, ["destinations", at, "allows"], allows, FORMAT));
  const hosts = destination.host ? [destination.host] : [];
  const entry = {
    id: destination.id,
    ...(destination.name && { name: destination.name }),
    kind: destination.kind,
    ...(hosts.length && { match: { hosts } }),
    allows,
    baa: { signed: "", expires: "", document: "" },
  };
  return put(source, ["destinations"], entries.length, -1, entry);
}

/** Classifies a field (`Type.field`) or a type in the policy. */
export function classify(text: string | undefined, kind: "field" | "type", name: string, level: Level): string {
  const source = text?.trim() ? text : NEW_POLICY;
  return applyEdits(source, modify(source, ["classification", kind === "field" ? "fields" : "types", name], level, FORMAT));
}

function put(source: string, path: JSONPath, length: number, at: number, value: unknown): string {
  const edits = at >= 0
    ? modify(source, [...path, at], value, FORMAT)
    : modify(source, [...path, length], value, { ...FORMAT, isArrayInsertion: true });
  return applyEdits(source, edits);
}

function arrayAt(source: string, path: readonly string[]): readonly unknown[] {
  let value: unknown = parse(source, [], { allowTrailingComma: true });
  for (const key of path) value = recordOf(value)[key];
  return Array.isArray(value) ? value : [];
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
