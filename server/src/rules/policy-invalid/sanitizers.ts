// Sanitizers that the policy declares and whose visible body lets an identifier through: the policy is believed, and told.

import type { Atom } from "../../analysis/atom";
import type { Summary } from "../../analysis/summary";
import type { Value } from "../../analysis/value";
import { rank } from "../../lattice/level";
import type { Policy, PolicyProblem } from "../../policy/policy";
import type { Facts } from "../rule";

/** One warning for each entry whose function returns PHI-Direct of its own parameter. */
export function* leakySanitizers(facts: Facts, policy: Policy): Iterable<PolicyProblem> {
  for (const { callee, arguments: named, yields } of policy.sanitizers) {
    if (callee.module?.kind !== "file" || rank(yields) === 2) continue;
    const fn = facts.program.fn(`${callee.module.path}#${callee.path.join(".")}`);
    if (!fn) continue;
    for (const atom of returned(facts.summary(fn.id))) {
      if (atom.root.kind !== "param" || (named && !named.includes(atom.root.index)) || atom.cap < 2 || atom.encrypted || atom.opaque) continue;
      const found = facts.types.classify(atom.base, atom.hint, atom.path.slice(atom.typedAt), atom.except);
      if (found?.level !== "phi-direct" || found.confidence === "low" || found.categories.length === 0) continue;
      yield {
        file: callee.file ?? policy.file ?? policy.folder, span: callee.span, rule: "policy-invalid", severity: "warning",
        message: `\`${fn.display}\` is declared a sanitizer, but its body lets ${found.categories.slice(0, 3).join(", ")} through.`,
      };
      break;
    }
  }
}

/** Atoms of a function's result, those inside objects that it makes among them. */
function* returned(summary: Summary): Iterable<Atom> {
  const seen = new Set<string>();
  const open: Value[] = [summary.returns];
  for (let value = open.pop(); value; value = open.pop()) {
    for (const { ref } of value.values()) {
      if (ref.r === "sym") yield ref.atom;
      if (ref.r !== "obj" || seen.has(ref.id)) continue;
      seen.add(ref.id);
      for (const [key, field] of summary.heap.get(ref.id)?.fields ?? []) if (!key.startsWith("^")) open.push(field);
    }
  }
}
