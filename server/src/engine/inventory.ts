// The PHI inventory: declared types with PHI in them, field by field, and where each flows.

import { targetsOf } from "../rules/destinations";
import { type Facts, placeOf } from "../rules/rule";
import type { InventoryField, InventoryType } from "./api";

/** All declared types of the workspace that hold PHI or look like it. */
export function inventoryOf(facts: Facts, inFocus: (file: string) => boolean = () => true): InventoryType[] {
  const reached = destinationsByField(facts);
  const types: InventoryType[] = [];
  for (const file of facts.program.files) {
    if (!inFocus(file)) continue;
    for (const decl of facts.program.facts(file)?.types ?? []) {
      if (decl.members.length === 0) continue;
      const fields: InventoryField[] = [];
      for (const member of decl.members) {
        if (member.method || member.name === "()") continue;
        const classification = facts.types.classify(decl.id, "", [member.name], []);
        fields.push({
          name: member.name, place: placeOf(facts.program, file, member.span), flowsTo: [...(reached.get(`${decl.id}.${member.name}`) ?? [])].sort(),
          ...(classification ? { classification } : {}),
        });
      }
      if (!fields.some((field) => field.classification && field.classification.level !== "operational")) continue;
      const classification = facts.types.classify(decl.id, "", [], []);
      const inline = /\/T\d+$/.test(decl.name);
      types.push({ name: inline ? decl.name.replace(/\/T\d+$/, "") : decl.name, ...(inline && { inline: true as const }), place: placeOf(facts.program, file, decl.span), fields, ...(classification ? { classification } : {}) });
    }
  }
  return types;
}

function destinationsByField(facts: Facts): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const flow of facts.flows) {
    const field = flow.atom.path.slice(flow.atom.typedAt).find((part) => !part.startsWith("[") && !part.startsWith("{"));
    if (field === undefined || flow.atom.base === "") continue;
    const key = `${flow.atom.base}.${field}`;
    const names = found.get(key) ?? new Set<string>();
    found.set(key, names);
    if (flow.kind === "log") names.add("log");
    else if (flow.kind === "outbound" || flow.kind === "ai" || flow.kind === "training") {
      for (const target of targetsOf(flow, facts.policyFor(flow.report.fn.slice(0, flow.report.fn.indexOf("#"))), facts.models)) names.add(target.ref.name ?? target.ref.id);
    } else names.add(flow.kind);
  }
  return found;
}
