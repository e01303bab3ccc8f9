// Quick fixes of unencrypted-phi-storage: server-side encryption of object storage, asked for in the request, or encryption of the text
// before it is stored.

import { expressionAt } from "../../analysis/sinks";
import type { Expr } from "../../ir/ir";
import { walkExpr, walkStmts } from "../../ir/walk";
import { addProperties } from "../edits/properties";
import { encryptFix } from "../edits/transform";
import { reportOf } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const unencryptedPhiStorageFixer: Fixer = {
  rules: ["unencrypted-phi-storage"],
  *fixes(facts, finding) {
    const report = reportOf(finding);
    const fn = report && facts.program.fn(report.fn);
    const call = fn && expressionAt(fn, report.at);
    if (!fn || !call) return;
    let request: (Expr & { k: "object" }) | undefined;
    const look = (expr: Expr): void => walkExpr(expr, { expr: (one) => { request ??= requestOf(one); } });
    look(call);
    // A command that is held in a variable before it is sent.
    const names = new Set(call.k === "call" ? call.args.flatMap(({ value }) => (value.k === "local" ? [value.name] : [])) : []);
    walkStmts(fn.body, { stmt: (stmt) => { if (stmt.s === "let" && stmt.init && names.has(stmt.name)) look(stmt.init); } });
    const edit = request && addProperties(facts, fn, request, ['ServerSideEncryption: "aws:kms"']);
    const wrapped = [...encryptFix(facts, finding, { preferred: !edit, safe: false })];
    if (edit) yield { title: "Encrypt at rest with KMS", preview: 'Adds `ServerSideEncryption: "aws:kms"` to the request.', kind: "encrypt-at-rest", preferred: true, safe: false, edits: [edit] };
    yield* wrapped;
  },
};

/** The object that an S3 upload is asked for with. */
function requestOf(expr: Expr): (Expr & { k: "object" }) | undefined {
  if (expr.k !== "call") return undefined;
  const { callee } = expr;
  const name = callee.k === "get" && typeof callee.key === "string" ? callee.key : "name" in callee ? callee.name : "";
  const first = expr.args[0]?.value;
  if (!/^(?:(?:PutObject|CopyObject|CreateMultipartUpload)Command|putObject)$/.test(name) || first?.k !== "object") return undefined;
  return first.props.some((prop) => prop.p === "value" && prop.key === "ServerSideEncryption") ? undefined : first;
}
