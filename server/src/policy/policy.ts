// phi-lens.json as the product uses it (SPEC 4), after reading, validating and merging `extends`.

import type { Category, Level } from "../lattice/level";

export const DESTINATION_KINDS = [
  "ai", "analytics", "error-tracker", "telemetry", "log", "messaging", "email", "sms", "push", "payment", "storage", "database",
  "fhir", "cache", "queue", "partner", "first-party", "other",
] as const;
export type DestinationKind = (typeof DESTINATION_KINDS)[number];

/** What a policy sink or a model's sink is; names the rule that speaks. */
export const SINK_KINDS = ["log", "error", "url", "browser-storage", "storage", "outbound", "ai", "training"] as const;
export type SinkKind = (typeof SINK_KINDS)[number];

/** `module#path.to.member`, a bare name with `*` wildcards, or `@Decorator`, split once at loading. */
export interface CalleePattern {
  /** As written in the policy. */
  readonly text: string;
  /** Package specifier, or absolute path of a workspace file without extension questions resolved; undefined for bare names. */
  readonly module?: { readonly kind: "package"; readonly name: string } | { readonly kind: "file"; readonly path: string };
  /** `["Pager", "page"]`; one segment with wildcards for bare names. */
  readonly path: readonly string[];
  readonly decorator?: true;
  /** Offset of the entry in the policy file, for problems. */
  readonly span: readonly [number, number];
  /** The file that the span is in, where the entry comes from an extended one. */
  readonly file?: string;
}

export interface Destination {
  readonly id: string;
  readonly name?: string;
  readonly kind: DestinationKind;
  readonly match: { readonly hosts: readonly string[]; readonly packages: readonly string[]; readonly env: readonly string[] };
  readonly allows: Level;
  readonly training: boolean;
  readonly regions: readonly string[];
  readonly certifications: readonly string[];
  readonly encryption?: "at-rest" | "none" | "end-to-end";
  readonly baa?: { readonly signed?: string; readonly expires?: string; readonly document?: string };
  readonly span: readonly [number, number];
  /** The file that the span is in, where the entry comes from an extended one. */
  readonly file?: string;
}

export interface Policy {
  /** Absolute path of the file; undefined where there is none. */
  readonly file?: string;
  readonly folder: string;
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  readonly classification: {
    /** Key `Type.field`, `Type.*`, `*.field`. */
    readonly fields: ReadonlyMap<string, { readonly level: Level; readonly category?: Category; readonly span: readonly [number, number]; readonly file?: string }>;
    /** Key `module#Type` or a bare type name. */
    readonly types: ReadonlyMap<string, { readonly level: Level; readonly category?: Category; readonly span: readonly [number, number]; readonly file?: string }>;
    readonly subjects: readonly string[];
  };
  readonly destinations: readonly Destination[];
  readonly sources: readonly { readonly callee: CalleePattern; readonly level: Level; readonly category?: Category }[];
  readonly sinks: readonly { readonly callee: CalleePattern; readonly arguments?: readonly number[]; readonly kind: SinkKind; readonly destination?: string }[];
  readonly sanitizers: readonly { readonly callee: CalleePattern; readonly arguments?: readonly number[]; readonly yields: Level }[];
  readonly guards: readonly { readonly callee: CalleePattern; readonly argument: number; readonly when: boolean }[];
  readonly audit: { readonly callees: readonly CalleePattern[]; readonly elements: Readonly<Record<AuditElement, readonly string[] | undefined>>; readonly automatic: readonly AuditElement[] };
  readonly access: { readonly guards: readonly CalleePattern[] };
  readonly encryption: { readonly callees: readonly CalleePattern[] };
  readonly outputValidation: { readonly callees: readonly CalleePattern[] };
  readonly humanReview: { readonly callees: readonly CalleePattern[] };
  readonly logs: { readonly allows: Level };
  readonly regions: readonly string[];
  readonly rules: Readonly<Record<string, "off" | "hint" | "information" | "warning" | "error">>;
}

export const AUDIT_ELEMENTS = ["timestamp", "actor", "action", "resource", "outcome"] as const;
export type AuditElement = (typeof AUDIT_ELEMENTS)[number];

/** Something wrong in a policy or checklist file; the rest of the file still works. */
export interface PolicyProblem {
  readonly file: string;
  readonly span: readonly [number, number];
  readonly message: string;
  readonly severity: "error" | "warning";
  readonly rule: "policy-invalid" | "baa-problem" | "review-overdue";
}

export interface LoadedPolicy {
  readonly policy: Policy;
  readonly problems: readonly PolicyProblem[];
  /** Every file that was read or asked for, `extends` included; for watching. */
  readonly files: readonly string[];
  /** Of the texts of those files; for caching. */
  readonly hash: string;
}
