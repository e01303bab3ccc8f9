// The one API of the engine. The server, the command line and the tests all speak to it, so that what CI reports is what the
// editor shows. Everything here is plain data and crosses threads as it is.

import type { Category, Classification, Confidence, Level } from "../lattice/level";

export const SEVERITIES = ["hint", "information", "warning", "error"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** 1-based line and column (UTF-16 units), as in the JSON output. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A place in a file; `file` is absolute, with forward slashes. */
export interface Place {
  readonly file: string;
  readonly range: Range;
}

export interface FlowStep extends Place {
  /** A few words: `read Patient.ssn`, `passed as argument body of postJson`. */
  readonly text: string;
}

export interface DestinationRef {
  readonly id: string;
  /** For messages; `id` where there is none. */
  readonly name?: string;
  readonly kind: string;
  readonly host?: string;
}

export interface Suppression {
  readonly reason: string;
  readonly until?: string;
  readonly by?: string;
}

export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  /** The whole call, for flow findings. */
  readonly enclosing?: Range;
  readonly level?: Level;
  readonly categories: readonly Category[];
  readonly destination?: DestinationRef;
  readonly citation: string;
  /** Source first, sink last; empty for findings without a flow. */
  readonly flow: readonly FlowStep[];
  /** Primitive sinks that the call reaches. */
  readonly sinks: readonly Place[];
  /** Further carriers of PHI in the same call. */
  readonly related: readonly FlowStep[];
  /** Stable under edits elsewhere: rule, file, enclosing function, sink callee, access path. */
  readonly fingerprint: string;
  readonly suppressed: Suppression | null;
  /** What a fix needs to know, by rule: access path of the carrier, its text kind, the policy entry… */
  readonly data?: Readonly<Record<string, unknown>>;
}

export type ChecklistStatus = "pass" | "fail" | "attention" | "not-applicable";

export interface ChecklistItem {
  readonly id: string;
  readonly section: "implementation" | "technical" | "administrative" | "physical" | "pitfalls" | "regulatory";
  readonly title: string;
  readonly status: ChecklistStatus;
  /** `3 of 9 PHI accesses audited`. */
  readonly summary: string;
  /** Whether the status comes from code and policy, or from an attestation. */
  readonly computed: boolean;
  readonly evidence: readonly { readonly text: string; readonly place?: Place }[];
  readonly attestation?: Attestation;
  /** Failing computed item with an attestation: shown beside it, never green. */
  readonly acceptedRisk?: boolean;
}

/** What a commit made of an attestation; null: it took it away. */
export interface AttestationChange {
  readonly item: string;
  readonly attestation: Attestation | null;
  readonly commit: string;
  readonly author: string;
  /** ISO date. */
  readonly date: string;
  readonly subject: string;
}

export interface Attestation {
  readonly item: string;
  readonly by: string;
  /** ISO dates. */
  readonly date: string;
  readonly evidence?: string;
  readonly nextReview?: string;
  readonly note?: string;
}

export interface InventoryField {
  readonly name: string;
  readonly place: Place;
  /** Undefined: unclassified. */
  readonly classification?: Classification;
  readonly flowsTo: readonly string[];
}

export interface InventoryType {
  readonly name: string;
  /** A type written where it is used: it has no name that a policy could say. */
  readonly inline?: true;
  readonly place: Place;
  readonly classification?: Classification;
  readonly fields: readonly InventoryField[];
}

export interface OutboundSite extends Place {
  readonly level: Level | undefined;
  readonly categories: readonly Category[];
  readonly callee: string;
}

export interface OutboundDestination extends DestinationRef {
  readonly baa: "signed" | "missing" | "expired" | "expiring" | "not-needed";
  readonly allows: Level;
  readonly approved: boolean;
  readonly certifications: readonly string[];
  readonly regions: readonly string[];
  readonly sites: readonly OutboundSite[];
}

export interface HoverInfo extends Place {
  /** `patient.ssn`. */
  readonly expression: string;
  readonly classification: Classification;
  /** Destinations it reaches. */
  readonly flowsTo: readonly string[];
}

/** Where PHI goes from a function: a destination, or a kind of sink inside the program (`log`, `storage`…). */
export interface FunctionTarget {
  readonly name: string;
  readonly level: Level;
  /** Whether the policy lets it go there; only for destinations outside. */
  readonly approved?: boolean;
}

/** What a function has to do with PHI; the place is its name. */
export interface FunctionInfo extends Place {
  readonly name: string;
  /** What its parameters may hold. */
  readonly level?: Level;
  readonly categories?: readonly Category[];
  readonly sends: readonly FunctionTarget[];
  /** Accesses of PHI in stores, where it has any. */
  readonly audit?: "recorded" | "missing";
}

export interface TextEdit extends Place {
  readonly newText: string;
}

/** A quick fix as text edits. The file must still have the text that was analysed. */
export interface Fix {
  readonly title: string;
  /** What will change, in words. */
  readonly preview: string;
  readonly kind: string;
  readonly preferred: boolean;
  /** Safe to apply without a look (`check --fix`). */
  readonly safe: boolean;
  /** Its builder cannot be certain: offered only if the finding is gone when it is tried. */
  readonly verify?: boolean;
  readonly edits: readonly TextEdit[];
  /** Files to create, by absolute path. */
  readonly creates?: readonly { readonly file: string; readonly text: string }[];
}

/** What one package of a monorepo has. */
export interface PackageResult {
  readonly name: string;
  readonly folder: string;
  readonly files: number;
  readonly findings: Readonly<Record<Severity, number>>;
}

export interface Stats {
  /** By package, dependencies first; missing where there is only one. */
  readonly packages?: readonly PackageResult[];
  readonly files: number;
  readonly functions: number;
  readonly projects: number;
  readonly milliseconds: number;
  readonly phases: { readonly load: number; readonly lower: number; readonly solve: number; readonly rules: number };
  readonly rssMegabytes: number;
  readonly cacheHits: number;
  /** Work done by the last apply: what was lowered and summarized. */
  readonly lowered: number;
  readonly summarized: number;
  /** Functions cut off by a budget, with the cap's name. */
  readonly budget: readonly { readonly fn: string; readonly cap: string }[];
  /** Files skipped and why; imports unresolved. For `doctor`. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  readonly unresolvedImports: readonly { readonly specifier: string; readonly count: number }[];
  readonly modelsUsed: readonly string[];
}

/** What changed on disk or in the editor. `text: undefined` deletes the overlay (or the file, with `deleted`). */
export interface Change {
  readonly file: string;
  readonly text?: string;
  readonly deleted?: boolean;
}

/** Result of a change: which files' findings differ from before. */
export interface Delta {
  readonly revision: number;
  readonly changedFiles: readonly string[];
}

/** Thrown when newer work cancels this one; nothing is left half-built. */
export class Cancelled extends Error {}

export interface Engine {
  /** Applies changes and brings all results up to date. Idempotent; cheap when nothing changed. */
  apply(changes: readonly Change[]): Delta;
  /** All findings, sorted by file and position; or those of one file. Suppressed ones are included, with `suppressed` set. */
  findings(file?: string): readonly Finding[];
  checklist(): readonly ChecklistItem[];
  inventory(): readonly InventoryType[];
  outbound(): readonly OutboundDestination[];
  /** What is known about the innermost expression at an offset. */
  hover(file: string, offset: number): HoverInfo | undefined;
  /** The functions of a file that take, send or access PHI. */
  functions(file: string): readonly FunctionInfo[];
  /** The fixes of a finding, the preferred first. Some are tried, which takes time: `safe` asks only for those that need no look. */
  fixes(finding: Finding, only?: "safe"): readonly Fix[];
  stats(): Stats;
}
