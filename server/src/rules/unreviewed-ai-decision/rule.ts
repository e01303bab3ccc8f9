// unreviewed-ai-decision: what a model wrote becomes part of a record, order, claim or message to a patient without a person's review, or
// without saying which model wrote it and why.

import { ACCESS } from "../../analysis/callfacts";
import type { OutputFlow } from "../../analysis/outputs";
import { constants, type Value } from "../../analysis/value";
import type { Policy } from "../../policy/policy";
import { targetsOf } from "../destinations";
import { type JudgedOutput, outputDrafts } from "../outputFindings";
import type { Facts, Rule } from "../rule";
import { isClinical, tablesOf } from "./subjects";

export const unreviewedAiDecision: Rule = {
  id: "unreviewed-ai-decision",
  severity: "warning",
  citation: "45 CFR 164.308(a)(1)(ii)(B)",
  check: (facts) => outputDrafts(facts, unreviewedAiDecision.id, unreviewedAiDecision.citation, judge(facts)),
};

function* judge(facts: Facts): Iterable<JudgedOutput> {
  const subjects = subjectsByCall(facts);
  const sorted = [...facts.outputs].sort((a, b) => Number(a.reviewed) - Number(b.reviewed));
  for (const output of sorted) {
    const into = decisionIn(facts, output, subjects);
    if (into === undefined) continue;
    if (!output.reviewed) yield { output, says: `${into} without human review` };
    else if (!hasProvenance(output, subjects)) yield { output, says: `${into} without provenance: say which model and version wrote it, or why` };
  }
}

type Subjects = ReadonlyMap<string, readonly string[]>;

/** What the stores are asked about, by call: tables, collections, kinds of resources. */
function subjectsByCall(facts: Facts): Subjects {
  const found = new Map<string, string[]>();
  for (const file of facts.program.files) {
    for (const fn of facts.program.facts(file)?.fns ?? []) {
      for (const fact of facts.summary(fn.id).calls) {
        if (fact.node !== ACCESS) continue;
        const said = textsOf(facts, fact.parts.get("subject"));
        const names = said.length > 0 ? said : fact.callee.split(".").slice(0, -1);
        for (const site of [fact.at, ...(fact.from ? [fact.from] : [])]) {
          const key = `${site.fn.replace(/<entry>$/, "")}@${site.at}`;
          const list = found.get(key);
          if (list) list.push(...names);
          else found.set(key, [...names]);
        }
      }
    }
  }
  return found;
}

function textsOf(facts: Facts, value: Value | undefined): string[] {
  if (!value) return [];
  const texts = [...constants(value)].filter((one): one is string => typeof one === "string");
  for (const { ref } of value.values()) {
    if (ref.r === "text") texts.push(ref.lead);
    if (ref.r === "obj" && ref.id.startsWith("schema:")) texts.push(ref.id.slice(ref.id.lastIndexOf("#") + 1));
    if (ref.r === "sym") texts.push(facts.types.display(ref.atom.type));
  }
  return texts;
}

/** What the output becomes part of; undefined where that is no decision about a patient. */
function decisionIn(facts: Facts, output: OutputFlow, subjects: Subjects): string | undefined {
  if (output.kind === "outbound") return messageTo(facts, output);
  if (output.kind !== "storage") return undefined;
  const policy = policyOf(facts, output);
  const names = output.chain.flatMap((site) => subjects.get(`${site.fn.replace(/<entry>$/, "")}@${site.at}`) ?? []);
  const clinical = names.flatMap(tablesOf).find((name) => isClinical(name, policy.classification.subjects));
  return clinical === undefined ? undefined : `is written into ${clinical}`;
}

const MESSAGES: ReadonlySet<string> = new Set(["sms", "email", "push"]);

function messageTo(facts: Facts, output: OutputFlow): string | undefined {
  const own = facts.models.byId(output.node)?.library.destination?.kind;
  const kinds = [...targetsOf(output, policyOf(facts, output), facts.models).map((target) => target.ref.kind), ...(own ? [own] : [])];
  return kinds.some((kind) => MESSAGES.has(kind)) ? "becomes a message to a patient" : undefined;
}

const policyOf = (facts: Facts, output: OutputFlow): Policy => facts.policyFor(output.report.fn.slice(0, output.report.fn.indexOf("#")));

/** The model and its version, or a rationale, among what is written; or a FHIR Provenance beside it. */
function hasProvenance(output: OutputFlow, subjects: Subjects): boolean {
  const names = [...constants(output.options.get("names") ?? new Map())].flatMap((one) => String(one).split(" "));
  const words = names.map((name) => name.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase());
  const some = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  if (some(/(?:^|_)(?:rationale|reasoning|explanation|justification)s?(?:_|$)/)) return true;
  if (some(/(?:^|_)(?:model|engine)(?:_(?:name|id))?$/) && some(/(?:^|_)version$/)) return true;
  const fns = new Set(output.chain.map((site) => site.fn));
  return [...subjects].some(([key, list]) => list.includes("Provenance") && fns.has(key.slice(0, key.lastIndexOf("@"))));
}
