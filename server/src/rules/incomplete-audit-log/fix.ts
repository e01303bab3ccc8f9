// Quick fix of incomplete-audit-log: the elements that the event does not say, from what is at hand where it is recorded.

import { expressionAt } from "../../analysis/sinks";
import { UNKNOWN_TYPE } from "../../ir/types";
import type { AuditElement } from "../../policy/policy";
import { elementValue } from "../edits/audit";
import { addProperties } from "../edits/properties";
import type { Fixer } from "../fixes";
import { spanOf } from "../rule";
import { wanted } from "./elements";

export const incompleteAuditLogFixer: Fixer = {
  rules: ["incomplete-audit-log"],
  *fixes(facts, finding) {
    const { missing, fn: id, at } = (finding.data ?? {}) as { missing?: readonly AuditElement[]; fn?: string; at?: number };
    const fn = id === undefined ? undefined : facts.program.fn(id);
    const call = fn && at !== undefined ? expressionAt(fn, at) : undefined;
    if (!fn || call?.k !== "call" || !missing) return;
    const index = call.args.findIndex(({ value }) => value.k === "object");
    const event = call.args[index]?.value;
    if (event?.k !== "object") return;
    const target = "name" in call.callee ? facts.program.binding(fn.file, call.callee.name) : undefined;
    const declared = target?.b === "variable" ? facts.program.fn(`${target.file}#${target.name}`)?.params[index]?.type : undefined;
    const type = declared && target?.b === "variable" ? facts.types.of(declared, target.file) : UNKNOWN_TYPE;
    const names = facts.types.properties(type);
    const policy = facts.policyFor(finding.file);
    const written: string[] = [];
    for (const element of missing) {
      // Only a field that the event's type knows.
      const name = wanted(policy, element).find((one) => names === undefined || names.includes(one));
      const value = name === undefined ? undefined : elementValue(facts, { fn, at: spanOf(fn, call.at)[0], action: actionIn(fn.display), subject: "patient" }, element, "success", names ? facts.types.field(type, name) : UNKNOWN_TYPE);
      if (name === undefined || value === undefined) return;
      written.push(`${name}: ${value}`);
    }
    const edit = addProperties(facts, fn, event, written);
    if (edit) yield { title: `Say ${missing.join(" and ")}`, preview: "Adds what the audit event does not say.", kind: "complete-audit", preferred: true, safe: false, edits: [edit] };
  },
};

/** What the function around does, by its name. */
function actionIn(name: string): string {
  if (/^(?:create|add|insert|admit|register|save)/i.test(name)) return "create";
  if (/^(?:update|edit|change|patch|set)/i.test(name)) return "update";
  return /^(?:delete|remove)/i.test(name) ? "delete" : "read";
}
