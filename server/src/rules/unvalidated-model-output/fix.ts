// Quick fix of unvalidated-model-output: what the model wrote goes through the project's output check, or through one that is created.

import type { Finding, Fix } from "../../engine/api";
import { addCallee } from "../../policy/edit";
import { helperFor, type HelperModule } from "../edits/helper";
import { importName } from "../edits/imports";
import { isPromised, keepsType, ownFunctions, takesOne } from "../edits/own";
import { policyChange } from "../edits/policyEdit";
import { before } from "../edits/statement";
import type { Slot } from "../edits/slots";
import { editAt } from "../edits/text";
import { short, slotsOf } from "../edits/wrap";
import type { Fixer } from "../fixes";
import type { Facts } from "../rule";

export const unvalidatedModelOutputFixer: Fixer = {
  rules: ["unvalidated-model-output"],
  *fixes(facts, finding) {
    const [slot, ...more] = slotsOf(facts, finding) ?? [];
    if (!slot || more.length > 0) return;
    const text = facts.text(finding.file).slice(slot.span[0], slot.span[1]);
    const shown = short(text);
    const patterns = facts.policyFor(finding.file).outputValidation.callees;
    const own = [...ownFunctions(facts, finding.file, patterns, () => false, takesOne)].find((one) => keepsType(one.fn) || isAssertion(one.fn.returns));
    if (own) {
      if (isPromised(own.fn) && slot.fn.async !== true) return;
      const call = `${isPromised(own.fn) ? "await " : ""}${own.callee}`;
      const statement = keepsType(own.fn) ? undefined : before(facts, slot.fn, slot.span, [`${call}(${text})`]);
      const edits = keepsType(own.fn) ? wrapped(facts, slot, call) : isName(text) ? statement : undefined;
      if (edits) yield { title: `Check ${shown} with ${own.callee}`, preview: `Puts ${shown} through \`${own.callee}(…)\`, the output check of the policy.`, kind: "check-output", preferred: true, safe: false, verify: true, edits: [...own.edits, ...edits] };
      return;
    }
    if (patterns.length === 0) yield* created(facts, finding, slot, shown);
  },
};

/** The helper and the entry of the policy that makes it count. */
function* created(facts: Facts, finding: Finding, slot: Slot, shown: string): Iterable<Fix> {
  const helper = helperFor(facts, finding.file, OUTPUT_HELPER);
  const policy = policyChange(facts, finding.file, (text) => addCallee(text, ["outputValidation", "callees"], `./${helper.file.slice(policyFolder(facts, finding.file).length + 1)}#${helper.name}`));
  if (!policy) return;
  const { local, edits } = importName(facts, finding.file, helper.file, helper.name);
  const creates = [...(helper.text === undefined ? [] : [{ file: helper.file, text: helper.text }]), ...(policy.creates ?? [])];
  yield {
    title: `Check ${shown} for PHI`, preview: `Puts ${shown} through \`${local}(…)\`, a check that is created in ${helper.file.slice(facts.root.length + 1)} and named in the policy.`,
    kind: "check-output", preferred: true, safe: false, verify: true, edits: [...edits, ...wrapped(facts, slot, local), ...policy.edits], ...(creates.length > 0 ? { creates } : {}),
  };
}

const policyFolder = (facts: Facts, file: string): string => {
  const path = facts.policyFor(file).file;
  return path === undefined ? facts.root : path.slice(0, path.lastIndexOf("/"));
};

function wrapped(facts: Facts, { fn, span, shorthand }: Slot, call: string): Fix["edits"] {
  const name = facts.text(fn.file).slice(span[0], span[1]);
  return [editAt(facts, fn.file, [span[0], span[0]], `${shorthand ? `${name}: ` : ""}${call}(`), editAt(facts, fn.file, [span[1], span[1]], ")")];
}

const isName = (text: string): boolean => /^[\w$]+(?:\.[\w$]+)*$/.test(text);
const isAssertion = (type: Parameters<typeof keepsType>[0]["returns"]): boolean => type === undefined || (type.t === "prim" && (type.name === "void" || type.name === "never"));

const HEAD = `// Looks at what a model wrote before it leaves: identifiers in it stop it.
`;
const PATTERNS = `const IDENTIFIERS = [
  /\\b\\d{3}-\\d{2}-\\d{4}\\b/, // social security numbers
  /[\\w.+-]+@[\\w-]+\\.[\\w.]+/, // e-mail addresses
  /(?:\\+?1[ .-]?)?\\(?\\b\\d{3}\\)?[ .-]\\d{3}[ .-]\\d{4}\\b/, // telephone numbers
  /\\bMRN[ :#-]*\\w*\\d{4,}/i, // medical record numbers
];
`;

const OUTPUT_HELPER: HelperModule = {
  name: "checkOutput",
  typed: `${HEAD}
${PATTERNS}
/** The output as it came; throws if it holds an identifier of a person. */
export function checkOutput<T>(output: T): T {
  const text = typeof output === "string" ? output : JSON.stringify(output) ?? "";
  if (IDENTIFIERS.some((pattern) => pattern.test(text))) throw new Error("The model's output holds identifiers and was stopped");
  return output;
}
`,
  script: (commonjs) => `${commonjs ? '"use strict";\n' : ""}${HEAD}
${PATTERNS}
/**
 * The output as it came; throws if it holds an identifier of a person.
 * @template T
 * @param {T} output
 * @returns {T}
 */
${commonjs ? "" : "export "}function checkOutput(output) {
  const text = typeof output === "string" ? output : JSON.stringify(output) ?? "";
  if (IDENTIFIERS.some((pattern) => pattern.test(text))) throw new Error("The model's output holds identifiers and was stopped");
  return output;
}
${commonjs ? "\nmodule.exports = { checkOutput };\n" : ""}`,
};
