// The custom messages between client and server: types and method names only, because this is the one file of the server that
// the client imports. Positions are 0-based and files are URIs here, as everywhere in the protocol.

import type {
  Attestation, ChecklistItem, ChecklistStatus, InventoryField, InventoryType, OutboundDestination, OutboundSite, Severity,
  Stats,
} from "../engine/api";
import type { Classification, Level } from "../lattice/level";

export type { Attestation, ChecklistStatus, Classification, Level, Severity, Stats };

export interface WirePosition {
  readonly line: number;
  readonly character: number;
}

export interface WireRange {
  readonly start: WirePosition;
  readonly end: WirePosition;
}

export interface WireLocation {
  readonly uri: string;
  readonly range: WireRange;
}

export interface WireStep extends WireLocation {
  readonly text: string;
}

/** A finding, ready to be shown. */
export interface WireFinding extends WireLocation {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fingerprint: string;
  readonly citation: string;
  /** Where it goes, as a person calls it. */
  readonly destination?: string;
  readonly flow: readonly WireStep[];
}

export interface WireChecklistItem extends Omit<ChecklistItem, "evidence"> {
  /** URI of the workspace folder that the item belongs to. */
  readonly folder: string;
  readonly evidence: readonly { readonly text: string; readonly location?: WireLocation; readonly fingerprint?: string }[];
}

export interface WireSite extends Omit<OutboundSite, "file" | "range"> {
  readonly location: WireLocation;
  /** The finding at this call that has a flow, if there is one. */
  readonly fingerprint?: string;
}

export interface WireDestination extends Omit<OutboundDestination, "sites"> {
  readonly folder: string;
  readonly sites: readonly WireSite[];
}

export interface WireInventoryField extends Omit<InventoryField, "place"> {
  readonly location: WireLocation;
}

export interface WireInventoryType extends Omit<InventoryType, "place" | "fields"> {
  readonly folder: string;
  readonly location: WireLocation;
  readonly fields: readonly WireInventoryField[];
}

/** What the status bar shows; sent whenever results changed. */
export interface ChangedParams {
  readonly revision: number;
  /** True from the start of a first scan until its results are there. */
  readonly scanning: boolean;
  readonly findings: Readonly<Record<Severity, number>>;
  readonly checklist: Readonly<Record<ChecklistStatus, number>>;
}

/** Which finding: by its fingerprint, or the first one at a position. */
export type FlowParams =
  | { readonly uri: string; readonly fingerprint: string }
  | { readonly uri: string; readonly position: WirePosition };

export interface AttestParams {
  readonly folder: string;
  readonly item: string;
  readonly evidence?: string;
  readonly nextReview?: string;
  readonly note?: string;
  /** Who attests; from the git configuration where it is left out. */
  readonly by?: string;
}

export interface ApproveParams {
  readonly folder: string;
  readonly destination: string;
  readonly allows: Level;
}

export interface ClassifyParams {
  readonly folder: string;
  /** `Type.field`, or a type's name. */
  readonly name: string;
  readonly kind: "field" | "type";
  readonly level: Level;
}

export interface RevokeParams {
  readonly folder: string;
  readonly destination: string;
}

/** A commit, as far as a person wants to see it. */
export interface WireCommit {
  readonly commit: string;
  readonly author: string;
  /** ISO date. */
  readonly date: string;
  readonly subject: string;
}

/** Since when a flow has been as it is: the newest commit among the lines of its steps; none while a line is not committed. */
export interface FindingHistory {
  readonly since: WireCommit | null;
}

/** One attestation of an item, as some commit left it. */
export interface WireAttestation extends WireCommit {
  readonly attestation: Attestation | null;
}

/** What the working tree adds and removes compared with a revision. */
export interface Comparison {
  readonly folder: string;
  readonly revision: string;
  readonly added: readonly WireFinding[];
  readonly removed: readonly WireFinding[];
  /** Why there is no comparison. */
  readonly reason?: string;
  /** Whoever asked did not want to wait for it. */
  readonly cancelled?: true;
}

/** How an edit of a policy or checklist file ended. */
export interface EditResult {
  readonly applied: boolean;
  /** The file that was edited; the client saves it. */
  readonly uri?: string;
  /** Why nothing was done. */
  readonly reason?: string;
}

export interface ReportParams {
  readonly folder?: string;
  readonly format: "html" | "md" | "json";
  /** The state of an earlier report, to say what changed since. */
  readonly previous?: string;
}

export interface ReportResult {
  readonly text: string;
  /** ISO date. */
  readonly date: string;
  /** What the next report needs to know of this one. */
  readonly state: string;
}

export interface SuppressParams {
  readonly uri: string;
  readonly position: WirePosition;
  readonly rule: string;
  readonly reason: string;
}

/** What a client tells the server about itself at `initialize`. All optional: any LSP editor works without. */
export interface InitializationOptions {
  /** The client runs `phiLens.*` commands, so that actions and code links may use them. */
  readonly commands?: boolean;
  /** How diagnostics travel; by default pull where the client supports its refresh, push elsewhere. */
  readonly diagnostics?: "push" | "pull";
  /** URI of the bundle of texts in the user's language. */
  readonly l10n?: string;
  /** False in a restricted workspace: git is not asked and no file is created. */
  readonly trusted?: boolean;
}

/** The settings the server reads, section `phiLens`. */
export interface Settings {
  readonly enable: boolean;
  readonly policyFile: string;
  readonly diagnostics: { readonly minimumSeverity: Severity; readonly scope: "workspace" | "openFiles" };
  readonly hover: { readonly enable: boolean };
  readonly inlayHints: { readonly enable: boolean };
  readonly codeLens: { readonly enable: boolean };
}

/** Method names of the requests, each with its parameters and result in `Requests`. */
export const METHODS = {
  checklist: "phiLens/checklist",
  inventory: "phiLens/inventory",
  outbound: "phiLens/outbound",
  flow: "phiLens/flow",
  attest: "phiLens/attest",
  approve: "phiLens/approve",
  revoke: "phiLens/revoke",
  classify: "phiLens/classify",
  createPolicy: "phiLens/createPolicy",
  suppress: "phiLens/suppress",
  findingHistory: "phiLens/findingHistory",
  attestationHistory: "phiLens/attestationHistory",
  compare: "phiLens/compare",
  report: "phiLens/report",
  stats: "phiLens/stats",
  ruleIds: "phiLens/rules",
  settled: "phiLens/settled",
  changed: "phiLens/changed",
} as const;

export interface Requests {
  "phiLens/checklist": { params: undefined; result: readonly WireChecklistItem[] };
  "phiLens/inventory": { params: undefined; result: readonly WireInventoryType[] };
  "phiLens/outbound": { params: undefined; result: readonly WireDestination[] };
  "phiLens/flow": { params: FlowParams; result: WireFinding | null };
  "phiLens/attest": { params: AttestParams; result: EditResult };
  "phiLens/approve": { params: ApproveParams; result: EditResult };
  "phiLens/revoke": { params: RevokeParams; result: EditResult };
  "phiLens/classify": { params: ClassifyParams; result: EditResult };
  "phiLens/createPolicy": { params: { readonly folder: string }; result: EditResult };
  "phiLens/suppress": { params: SuppressParams; result: EditResult };
  "phiLens/findingHistory": { params: { readonly uri: string; readonly fingerprint: string }; result: FindingHistory | null };
  "phiLens/attestationHistory": { params: { readonly folder: string; readonly item: string }; result: readonly WireAttestation[] };
  "phiLens/compare": { params: { readonly folder: string; readonly revision: string; readonly workDoneToken?: string }; result: Comparison };
  "phiLens/report": { params: ReportParams; result: ReportResult };
  "phiLens/stats": { params: undefined; result: readonly { readonly folder: string; readonly stats: Stats }[] };
  "phiLens/rules": { params: undefined; result: readonly string[] };
  /** Answers when all edits sent so far are analysed and published. */
  "phiLens/settled": { params: undefined; result: ChangedParams };
}

