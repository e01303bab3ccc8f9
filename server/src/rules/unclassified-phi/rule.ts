// unclassified-phi: declared fields that look like PHI and that nobody has classified yet.

import type { DeclaredField } from "../../ir/types";
import type { Classification } from "../../lattice/level";
import { type Draft, type Facts, placeOf, type Rule } from "../rule";

export const unclassifiedPhi: Rule = {
  id: "unclassified-phi",
  severity: "information",
  citation: "45 CFR 164.514(b)(2)",
  check: function* (facts): Iterable<Draft> {
    for (const file of facts.program.files) {
      for (const field of facts.types.declaredFields(file)) {
        const { classification } = field;
        if (field.leaf && !field.settled && classification && looksLikePhi(classification) && isWorthAsking(field, classification)) yield draftOf(facts, file, field, classification);
      }
    }
  },
};

const looksLikePhi = ({ level, confidence, evidence }: Classification): boolean =>
  level !== "operational" && confidence !== "low" && evidence !== "policy" && evidence !== "tag" && evidence !== "fhir";

/**
 * A record that the program keeps or exchanges is worth a decision. What only hands such a record on is not: props, options and filters of a
 * function, literals of its parameters. Nor is an id that names its patient: every program has hundreds, and nobody doubts what they are.
 */
const isWorthAsking = ({ type }: DeclaredField, { categories }: Classification): boolean =>
  !categories.every((category) => category === "patient-id") && !OF_A_FUNCTION.test(type) && !HANDS_ON.test(type.split(/[./]/, 1)[0] ?? "");

/** Literals in parameters and results; a part of a declared type (`Visit/0`) is that type's. */
const OF_A_FUNCTION = /^(?:<|[a-z_])|\/(?:[A-Za-z]\w*\/)*T\d/;

const HANDS_ON = /(?:Props?|Params?|Parameters|Args?|Arguments|Options|Opts|Context|Filters?|Keys?|Config|Handlers?|Actions?|Callbacks?)$/;

function draftOf(facts: Facts, file: string, field: DeclaredField, { level, categories, confidence }: Classification): Draft {
  const place = placeOf(facts.program, file, field.span);
  const name = field.type === "" ? field.name : `${field.type}.${field.name}`;
  const kind = categories.length === 0 ? "" : ` (${categories.join(", ")})`;
  return {
    rule: unclassifiedPhi.id, citation: unclassifiedPhi.citation, ...place, confidence, level, categories,
    message: `\`${name}\`${kind} looks like ${level === "phi-direct" ? "PHI-Direct" : "PHI-Indirect"}, and neither a tag nor the policy says so: tag it \`@phi ${level.slice(4)}\` or \`@phi none\`.`,
    flow: [], sinks: [], related: [], identity: [field.decl.slice(field.decl.indexOf("#") + 1), field.name],
    data: { type: field.type, field: field.name, decl: field.decl, level },
  };
}
