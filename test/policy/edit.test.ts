// Edits of phi-lens.json: comments and layout stay, and the result loads.

import assert from "node:assert/strict";
import { applyEdits } from "jsonc-parser";
import { addCallee, addSanitizer, approveDestination, classifyField, classifyType, type JsonEdit, revokeDestination, setRule } from "../../server/src/policy/edit";
import { loadPolicy } from "../../server/src/policy/load";

const BEFORE = `{
  // settled by the privacy office
  "version": 1,
  "destinations": [
    // the vendor of the pilot
    { "id": "openai", "allows": "operational" }
  ] /* more to come */
}
`;

/** The policy after an edit; the edits and the text must agree, and the comments must be there. */
function applied(edit: JsonEdit | undefined, before = BEFORE) {
  assert.ok(edit);
  assert.equal(applyEdits(before, [...edit.edits]), edit.text);
  for (const comment of before.match(/\/\/.*|\/\*.*?\*\//g) ?? []) assert.ok(edit.text.includes(comment), comment);
  const { policy, problems } = loadPolicy({ read: () => edit.text, isFile: () => true }, "/p/phi-lens.json");
  return { policy, problems, text: edit.text };
}

describe("policy: edits", () => {
  it("approves a known destination, with a stub of a BAA to fill in", () => {
    const { policy, text } = applied(approveDestination(BEFORE, { id: "openai", allows: "phi-direct" }));
    assert.equal(policy.destinations.length, 1);
    assert.equal(policy.destinations[0]?.allows, "phi-direct");
    assert.match(text, /"signed": ""/);
  });

  it("approves a new destination", () => {
    const { policy, problems } = applied(approveDestination(BEFORE, { id: "acme", name: "Acme", kind: "partner", match: { hosts: ["api.acme.com"] }, allows: "phi-indirect", baa: { signed: "2026-01-01" } }));
    assert.deepEqual(problems, []);
    assert.deepEqual(policy.destinations.map(({ id }) => id), ["openai", "acme"]);
    assert.deepEqual(policy.destinations[1]?.match.hosts, ["api.acme.com"]);
  });

  it("starts a file where there is none", () => {
    const { policy, text } = applied(approveDestination(undefined, { id: "acme", allows: "phi-direct" }), "");
    assert.equal(policy.destinations[0]?.id, "acme");
    assert.match(text, /"version": 1/);
  });

  it("takes an approval back and keeps the entry", () => {
    const approved = approveDestination(BEFORE, { id: "openai", allows: "phi-direct", training: true });
    const { policy } = applied(revokeDestination(approved?.text, "openai"), approved?.text);
    assert.deepEqual([policy.destinations[0]?.allows, policy.destinations[0]?.training], ["operational", false]);
    assert.deepEqual(revokeDestination(BEFORE, "nobody")?.edits, []);
  });

  it("classifies, sets rules, adds callees; doing it twice changes nothing", () => {
    const edits: ((text: string) => JsonEdit | undefined)[] = [
      (text) => classifyField(text, "Patient.nickname", "phi-direct", "name"),
      (text) => classifyType(text, "@acme/m#Member", "phi-direct"),
      (text) => setRule(text, "phi-in-error", "off"),
    ];
    for (const edit of edits) {
      const once = applied(edit(BEFORE));
      assert.deepEqual(edit(once.text)?.edits, []);
    }
    const classified = applied(classifyField(BEFORE, "*.mrn", "phi-direct"));
    const audited = applied(addCallee(classified.text, ["audit", "callees"], "./a.ts#record"), classified.text);
    const { policy } = applied(addSanitizer(audited.text, "./p.ts#redact", "operational"), audited.text);
    assert.equal(policy.audit.callees[0]?.text, "./a.ts#record");
    assert.equal(policy.sanitizers[0]?.callee.text, "./p.ts#redact");
    assert.equal(policy.classification.fields.get("*.mrn")?.level, "phi-direct");
  });

  it("keeps tabs and Windows line ends", () => {
    const before = '{\r\n\t"version": 1\r\n}\r\n';
    const { text } = applied(setRule(before, "phi-in-error", "off"), before);
    assert.equal(text, '{\r\n\t"version": 1,\r\n\t"rules": {\r\n\t\t"phi-in-error": "off"\r\n\t}\r\n}\r\n');
  });

  it("leaves a broken file alone", () => {
    for (const text of ['{"a":', "[]", '{"a" 1}', "nonsense"]) assert.equal(setRule(text, "phi-in-error", "off"), undefined);
  });
});
