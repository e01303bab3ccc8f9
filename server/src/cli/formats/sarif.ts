// SARIF 2.1.0, as code-scanning services take it: flows as code flows, accepted risks as suppressions, fingerprints that survive
// edits elsewhere.

import type { Location, Log, PhysicalLocation, ReportingDescriptor, Result } from "sarif";
import type { Finding, Place, Severity } from "../../engine/api";
import { RULES } from "../../rules/catalog";
import { shownPath } from "../../report/shownPath";
import type { CheckResult } from "./result";

/** The result as SARIF text. `pageOf` gives the page of a rule. */
export function formatSarif(result: CheckResult, pageOf: (rule: string) => string | undefined): string {
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "phi-lens", version: result.version, semanticVersion: result.version, rules: RULES.map((rule) => descriptor(rule, pageOf(rule.id))) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { uri: `file://${uriPath(result.cwd.startsWith("/") ? result.cwd : `/${result.cwd}`)}${result.cwd.endsWith("/") ? "" : "/"}` } },
        results: result.findings.map((finding) => sarifResult(finding, result.cwd)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(rule: (typeof RULES)[number], page: string | undefined): ReportingDescriptor {
  return {
    id: rule.id,
    name: rule.title.replace(/(?:^|[^A-Za-z]+)([A-Za-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.description },
    help: { text: `${rule.description} HIPAA: ${rule.citation}.`, markdown: page ?? rule.description },
    defaultConfiguration: { level: LEVELS[rule.severity] },
    properties: { tags: ["security", "hipaa", "phi"], "security-severity": SECURITY_SEVERITY[rule.severity], citation: rule.citation },
  };
}

function sarifResult(finding: Finding, cwd: string): Result {
  const related = [...finding.related, ...finding.sinks.map((sink) => ({ ...sink, text: "reaches this call" }))];
  return {
    ruleId: finding.rule,
    ruleIndex: RULES.findIndex((rule) => rule.id === finding.rule),
    level: LEVELS[finding.severity],
    message: { text: finding.message },
    locations: [location(finding, cwd, undefined, finding.enclosing)],
    ...(related.length > 0 ? { relatedLocations: related.map((step, index) => ({ id: index + 1, ...location(step, cwd, step.text) })) } : {}),
    ...(finding.flow.length > 0
      ? { codeFlows: [{ threadFlows: [{ locations: finding.flow.map((step, index) => ({ executionOrder: index + 1, location: location(step, cwd, step.text) })) }] }] }
      : {}),
    partialFingerprints: { "phiLens/v1": finding.fingerprint },
    ...(finding.suppressed ? { suppressions: [{ kind: "inSource", status: "accepted", justification: finding.suppressed.reason }] } : {}),
    properties: {
      confidence: finding.confidence,
      ...(finding.level ? { level: finding.level } : {}),
      categories: [...finding.categories],
      ...(finding.destination ? { destination: finding.destination.id } : {}),
      citation: finding.citation,
    },
  };
}

function location(place: Place, cwd: string, message?: string, context?: Place["range"]): Location {
  const physicalLocation: PhysicalLocation = {
    artifactLocation: { uri: uriPath(shownPath(cwd, place.file)), uriBaseId: "SRCROOT" },
    region: region(place.range),
    ...(context ? { contextRegion: region(context) } : {}),
  };
  return { physicalLocation, ...(message === undefined ? {} : { message: { text: message } }) };
}

const region = ({ start, end }: Place["range"]) => ({ startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column });

const uriPath = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = { error: "error", warning: "warning", information: "note", hint: "note" };

/** What code-scanning services sort by, 0 to 10. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { error: "8.0", warning: "5.5", information: "3.0", hint: "1.0" };
