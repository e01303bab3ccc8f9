// From rules' drafts to findings: severity by policy, suppression by comments, stable fingerprints, order.

import { hashText } from "../lattice/hash";
import type { IgnoreComment } from "../ir/ir";
import { RULES as CATALOG } from "../rules/catalog";
import type { Draft, Facts } from "../rules/rule";
import { placeOf } from "../rules/rule";
import type { Finding, Severity, Suppression } from "./api";

/** Findings of all drafts, sorted by file and position; suppressed ones are included and say why. */
export function judge(drafts: Iterable<Draft>, facts: Facts, root: string): Finding[] {
  const findings: Finding[] = [];
  const used = new Set<IgnoreComment>();
  const seen = new Map<string, number>();
  for (const draft of [...drafts].sort(byPlace)) {
    const severity = severityOf(draft, facts);
    if (severity === undefined) continue;
    const suppressed = suppressionOf(draft, facts, used);
    const base = hashText([draft.rule, relative(root, draft.file), ...draft.identity].join("\n"));
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    const { identity: _identity, severity: _severity, ...rest } = draft;
    findings.push({ ...rest, severity, fingerprint: count === 0 ? base : `${base}-${count}`, suppressed });
  }
  findings.push(...commentFindings(facts, used, root, seen));
  return findings.sort(byPlace);
}

const relative = (root: string, file: string): string => (file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file);

type Placed = Pick<Draft, "file" | "range" | "rule" | "message">;

const byPlace = (a: Placed, b: Placed): number =>
  compare(a.file, b.file) || a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column || compare(a.rule, b.rule) || compare(a.message, b.message);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const CATALOG_BY_ID = new Map(CATALOG.map((rule) => [rule.id, rule]));

/** The draft's own severity, else the rule's; policy overrides both; low confidence is a hint at most. */
function severityOf(draft: Draft, facts: Facts): Severity | undefined {
  const set = facts.policyFor(draft.file).rules[draft.rule];
  if (set === "off") return undefined;
  const severity = set ?? draft.severity ?? CATALOG_BY_ID.get(draft.rule)?.severity ?? "warning";
  return draft.confidence === "low" ? "hint" : severity;
}

function suppressionOf(draft: Draft, facts: Facts, used: Set<IgnoreComment>): Suppression | null {
  const comments = facts.program.facts(draft.file)?.ignores ?? [];
  const lines = new Set([draft.range.start.line - 1, (draft.enclosing ?? draft.range).start.line - 1]);
  for (const comment of comments) {
    if (!comment.rules.includes(draft.rule)) continue;
    if (comment.scope === "line" && !lines.has(comment.line)) continue;
    used.add(comment);
    if (comment.reason === undefined || comment.problem !== undefined || (comment.until !== undefined && comment.until < facts.today)) continue;
    return { reason: comment.reason, ...(comment.until === undefined ? {} : { until: comment.until }), ...(comment.by === undefined ? {} : { by: comment.by }) };
  }
  return null;
}

/** Ignore comments that are malformed, expired, or suppress nothing. */
function commentFindings(facts: Facts, used: ReadonlySet<IgnoreComment>, root: string, seen: Map<string, number>): Finding[] {
  const findings: Finding[] = [];
  const rule = "suppression-without-reason";
  for (const file of facts.program.files) {
    const set = facts.policyFor(file).rules[rule];
    if (set === "off") continue;
    for (const comment of facts.program.facts(file)?.ignores ?? []) {
      const message = problemOf(comment, used.has(comment), facts.today);
      if (message === undefined) continue;
      const base = hashText([rule, relative(root, file), comment.rules.join(",")].join("\n"));
      const count = seen.get(base) ?? 0;
      seen.set(base, count + 1);
      findings.push({
        rule, severity: set ?? "warning", confidence: "high", message, ...placeOf(facts.program, file, comment.span), categories: [],
        citation: CATALOG_BY_ID.get(rule)?.citation ?? "", flow: [], sinks: [], related: [], fingerprint: count === 0 ? base : `${base}-${count}`, suppressed: null,
      });
    }
  }
  return findings;
}

function problemOf(comment: IgnoreComment, used: boolean, today: string): string | undefined {
  if (comment.problem !== undefined) return comment.problem;
  if (comment.reason === undefined) return "This comment gives no reason, so it suppresses nothing: write `-- why` after the rule.";
  if (comment.until !== undefined && comment.until < today) return `This suppression expired on ${comment.until}.`;
  if (!used) return `This comment suppresses nothing: there is no finding of ${comment.rules.join(", ")} here.`;
  return undefined;
}
