// Quick fixes of missing-audit-log: the audit event right after the access, or right before the answer; and one for accesses that fail.

import { expressionAt } from "../../analysis/sinks";
import type { Finding, Fix, TextEdit } from "../../engine/api";
import type { Expr, Fn, Stmt } from "../../ir/ir";
import { walkStmts } from "../../ir/walk";
import { actionOf, type AuditCall, auditCall, subjectOf } from "../edits/audit";
import { freeName } from "../edits/imports";
import { after, before, semicolon, wholeStatement } from "../edits/statement";
import { editAt, lineEnd, type Span } from "../edits/text";
import type { Fixer } from "../fixes";
import { type Facts, spanOf } from "../rule";

export const missingAuditLogFixer: Fixer = {
  rules: ["missing-audit-log"],
  *fixes(facts, finding) {
    const { fn: id, at, callee } = (finding.data ?? {}) as { fn?: string; at?: number; callee?: string };
    const fn = id === undefined ? undefined : facts.program.fn(id);
    if (!fn || at === undefined || at < 2 || callee === undefined) return;
    const span = spanOf(fn, at);
    const answers = / answers with PHI/.test(finding.message);
    const call = auditCall(facts, { fn, at: span[0], action: answers ? "read" : actionOf(callee), subject: subjectOf(callee) });
    if (!call) return;
    const edits = answers ? before(facts, fn, span, [call.success]) : afterAccess(facts, fn, at, call);
    if (!edits) return;
    yield fixOf(facts, finding, "Record the access in the audit log", `Calls \`${call.name}\` with who, what, when, on which data and that it succeeded.`, "audit", true, call, edits);
    const caught = answers ? undefined : onFailure(facts, fn, at, call);
    if (caught) yield fixOf(facts, finding, "Record the access and its failure in the audit log", `Calls \`${call.name}\` after the access, and also where the access throws.`, "audit-failures", false, call, [...caught, ...edits]);
  },
};

const fixOf = (facts: Facts, _finding: Finding, title: string, preview: string, kind: string, preferred: boolean, call: AuditCall, edits: readonly TextEdit[]): Fix => ({
  title, preview: `${preview}${call.creates ? ` The function is created in ${call.creates[0]?.file.slice(facts.root.length + 1)}.` : ""}`, kind, preferred, safe: false, verify: true,
  edits: [...call.edits, ...edits], ...(call.creates ? { creates: call.creates } : {}),
});

/** After the statement; a result that is returned at once is held first. */
function afterAccess(facts: Facts, fn: Fn, at: number, call: AuditCall): readonly TextEdit[] | undefined {
  const span = spanOf(fn, at);
  const stop = leavingAt(fn, span);
  if (!stop) return after(facts, fn, span, [call.success]);
  const text = facts.text(fn.file);
  const whole = wholeStatement(facts, fn, span);
  const value = stop.of;
  if (stop.s !== "return" || !whole || !value || !("at" in value) || value.at === undefined || fn.async !== true) return undefined;
  const local = freeName(text, "accessed");
  const returned = spanOf(fn, value.at);
  const end = semicolon(text);
  const eol = lineEnd(text);
  const awaited = value.k === "await" || awaits(fn, span) ? "" : "await ";
  return [
    editAt(facts, fn.file, [whole.span[0], returned[0]], `const ${local} = ${awaited}`),
    editAt(facts, fn.file, [whole.span[1], whole.span[1]], `${text[whole.span[1] - 1] === ";" ? "" : end}${eol}${whole.indent}${call.success}${end}${eol}${whole.indent}return ${local}${end}`),
  ];
}

/** The `return` or `throw` that holds a span. */
function leavingAt(fn: Fn, span: Span): (Stmt & { readonly s: "return" | "throw" }) | undefined {
  let found: (Stmt & { readonly s: "return" | "throw" }) | undefined;
  walkStmts(fn.body, {
    stmt: (stmt) => {
      if (stmt.s !== "return" && stmt.s !== "throw") return;
      const [start, end] = spanOf(fn, stmt.at);
      if (start <= span[0] && span[1] <= end) found = stmt;
    },
  });
  return found;
}

/** The smallest `await` around a span. */
function awaitAround(fn: Fn, span: Span): (Expr & { readonly k: "await" }) | undefined {
  let found: (Expr & { readonly k: "await" }) | undefined;
  walkStmts(fn.body, {
    expr: (expr) => {
      if (expr.k !== "await") return;
      const [start, end] = spanOf(fn, expr.at);
      if (start <= span[0] && span[1] <= end) found = expr;
    },
  });
  return found;
}

const awaits = (fn: Fn, span: Span): boolean => awaitAround(fn, span) !== undefined;

/** `.catch(…)` on the promise of the access. */
function onFailure(facts: Facts, fn: Fn, at: number, call: AuditCall): readonly TextEdit[] | undefined {
  const access = expressionAt(fn, at);
  const waiting = access && awaitAround(fn, spanOf(fn, at));
  if (waiting?.of !== access || access?.k !== "call" || call.failure.startsWith("await ")) return undefined;
  const end = spanOf(fn, at)[1];
  const typed = /\.[cm]?tsx?$/.test(fn.file);
  return [editAt(facts, fn.file, [end, end], `.catch((${typed ? "error: unknown" : "error"}) => { ${call.failure}; throw error; })`)];
}
