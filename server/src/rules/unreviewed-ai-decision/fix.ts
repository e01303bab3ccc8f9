// Quick fixes of unreviewed-ai-decision: what the model wrote waits for a person, by the project's own review step or by one that is
// created and lets nothing through until a reviewer is connected.

import { addCallee } from "../../policy/edit";
import { helperFor, type HelperModule } from "../edits/helper";
import { importName } from "../edits/imports";
import { isPromised, keepsType, ownFunctions, takesOne } from "../edits/own";
import { policyChange } from "../edits/policyEdit";
import { editAt } from "../edits/text";
import { short, slotsOf } from "../edits/wrap";
import type { Fixer } from "../fixes";

export const unreviewedAiDecisionFixer: Fixer = {
  rules: ["unreviewed-ai-decision"],
  *fixes(facts, finding) {
    const [slot, ...more] = slotsOf(facts, finding) ?? [];
    if (!slot || more.length > 0 || !/without human review/.test(finding.message)) return;
    const text = facts.text(finding.file).slice(slot.span[0], slot.span[1]);
    const policy = facts.policyFor(finding.file);
    const patterns = policy.humanReview.callees;
    const own = [...ownFunctions(facts, finding.file, patterns, () => false, (fn) => takesOne(fn) && keepsType(fn))].find((one) => !isPromised(one.fn) || slot.fn.async === true);
    const wrap = (call: string) => [editAt(facts, finding.file, [slot.span[0], slot.span[0]], `${slot.shorthand ? `${text}: ` : ""}${call}(`), editAt(facts, finding.file, [slot.span[1], slot.span[1]], ")")];
    if (own) {
      yield {
        title: `Ask a person with ${own.callee}`, preview: `Puts ${short(text)} through \`${own.callee}(…)\`, the review step of the policy.`, kind: "review", preferred: true, safe: false, verify: true,
        edits: [...own.edits, ...wrap(`${isPromised(own.fn) ? "await " : ""}${own.callee}`)],
      };
      return;
    }
    if (patterns.length > 0 || slot.fn.async !== true) return;
    const helper = helperFor(facts, finding.file, REVIEW_HELPER);
    const folder = policy.file === undefined ? facts.root : policy.file.slice(0, policy.file.lastIndexOf("/"));
    const change = policyChange(facts, finding.file, (current) => addCallee(current, ["humanReview", "callees"], `./${helper.file.slice(folder.length + 1)}#${helper.name}`));
    if (!change) return;
    const { local, edits } = importName(facts, finding.file, helper.file, helper.name);
    const creates = [...(helper.text === undefined ? [] : [{ file: helper.file, text: helper.text }]), ...(change.creates ?? [])];
    yield {
      title: "Ask a person first", preview: `Puts ${short(text)} through \`${local}(…)\`, created in ${helper.file.slice(facts.root.length + 1)}: it lets nothing through until you connect a reviewer.`, kind: "review", preferred: true, safe: false, verify: true,
      edits: [...edits, ...wrap(`await ${local}`), ...change.edits], ...(creates.length > 0 ? { creates } : {}),
    };
  },
};

const HEAD = `// What a model wrote about a patient waits here for a person.
`;

const REVIEW_HELPER: HelperModule = {
  name: "reviewedByPerson",
  typed: `${HEAD}
/** Shows a draft to a clinician and gives back what they let pass, changed or not; rejects what they refuse. */
export type Reviewer = <T>(draft: T) => Promise<T>;

let reviewer: Reviewer | undefined;

/** Connects the review queue; until then nothing passes. */
export function connectReviewer(connected: Reviewer): void {
  reviewer = connected;
}

/** The draft as a person let it pass. */
export async function reviewedByPerson<T>(draft: T): Promise<T> {
  if (!reviewer) throw new Error("No reviewer is connected: call connectReviewer at the start of the program");
  return reviewer(draft);
}
`,
  script: (commonjs) => `${commonjs ? '"use strict";\n' : ""}${HEAD}
/** @type {(<T>(draft: T) => Promise<T>) | undefined} */
let reviewer;

/**
 * Connects the review queue; until then nothing passes.
 * @param {<T>(draft: T) => Promise<T>} connected
 */
${commonjs ? "" : "export "}function connectReviewer(connected) {
  reviewer = connected;
}

/**
 * The draft as a person let it pass.
 * @template T
 * @param {T} draft
 * @returns {Promise<T>}
 */
${commonjs ? "" : "export "}async function reviewedByPerson(draft) {
  if (!reviewer) throw new Error("No reviewer is connected: call connectReviewer at the start of the program");
  return reviewer(draft);
}
${commonjs ? "\nmodule.exports = { connectReviewer, reviewedByPerson };\n" : ""}`,
};
