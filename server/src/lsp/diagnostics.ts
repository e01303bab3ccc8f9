// Findings as diagnostics: severity, code with a link to the rule's page, each step of the flow as related information.

import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import { type Finding, SEVERITIES, type Severity } from "../engine/api";
import { toLocation, toWireRange } from "./convert";
import type { Settings } from "./messages";

export const SOURCE = "PHI Lens";

const SEVERITY: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export interface DiagnosticOptions {
  readonly settings: Settings;
  /** Where a rule's page is, if anywhere. */
  readonly ruleLink: (rule: string) => string | undefined;
  readonly related: boolean;
}

/** What travels in a diagnostic's `data`. */
export interface DiagnosticData {
  readonly fingerprint: string;
}

/** Whether a finding is to be shown at all. */
export const isShown = (finding: Finding, settings: Settings): boolean =>
  settings.enable && !finding.suppressed
  && SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(settings.diagnostics.minimumSeverity);

/** The diagnostics of one file's findings. */
export const toDiagnostics = (findings: readonly Finding[], options: DiagnosticOptions): Diagnostic[] =>
  findings.filter((finding) => isShown(finding, options.settings)).map((finding) => toDiagnostic(finding, options));

function toDiagnostic(finding: Finding, { ruleLink, related }: DiagnosticOptions): Diagnostic {
  const href = ruleLink(finding.rule);
  const data: DiagnosticData = { fingerprint: finding.fingerprint };
  return {
    range: toWireRange(finding.range),
    severity: SEVERITY[finding.severity],
    source: SOURCE,
    code: finding.rule,
    ...(href && { codeDescription: { href } }),
    message: finding.citation ? `${finding.message} (${finding.citation})` : finding.message,
    ...(finding.rule === "suppression-without-reason" && { tags: [DiagnosticTag.Unnecessary] }),
    ...(related && { relatedInformation: relatedOf(finding) }),
    data,
  };
}

function relatedOf(finding: Finding): NonNullable<Diagnostic["relatedInformation"]> {
  const steps = finding.flow.map((step, index) => ({ location: toLocation(step), message: `${index + 1}. ${step.text}` }));
  const carriers = finding.related.map((step) => ({ location: toLocation(step), message: step.text }));
  return [...steps, ...carriers];
}
