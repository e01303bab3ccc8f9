// Quick fix of incomplete-audit-log: the elements whose value the place of the call gives, when and whether it worked.

import { expressionAt } from "../../analysis/sinks";
import { addProperties } from "../edits/properties";
import type { Fixer } from "../fixes";

const VALUES: Readonly<Record<string, string>> = { timestamp: "new Date().toISOString()", outcome: '"success"' };

export const incompleteAuditLogFixer: Fixer = {
  rules: ["incomplete-audit-log"],
  *fixes(facts, finding) {
    const { missing, names, fn: id, at } = (finding.data ?? {}) as { missing?: readonly string[]; names?: readonly string[]; fn?: string; at?: number };
    const fn = id === undefined ? undefined : facts.program.fn(id);
    const call = fn && at !== undefined ? expressionAt(fn, at) : undefined;
    if (!fn || call?.k !== "call" || !missing || !names || missing.some((element) => VALUES[element] === undefined)) return;
    const event = call.args.map(({ value }) => value).find((value) => value.k === "object");
    const edit = event?.k === "object" ? addProperties(facts, fn, event, missing.map((element, index) => `${names[index] ?? element}: ${VALUES[element]}`)) : undefined;
    if (edit) yield { title: `Say ${missing.join(" and ")}`, preview: "Adds what the audit event does not say.", kind: "complete-audit", preferred: true, safe: false, edits: [edit] };
  },
};
