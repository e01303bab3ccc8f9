// Every rule of the product: id, default severity, citation, and what it is about in one line. The rules themselves, `explain`,
// SARIF and the report all read it, so that they say the same.

import type { Severity } from "../engine/api";

export interface RuleInfo {
  readonly id: string;
  readonly group: "flows" | "controls" | "policy";
  readonly severity: Severity;
  readonly title: string;
  /** One sentence: when it fires. */
  readonly description: string;
  readonly citation: string;
}

/** All rules, in the order of the specification. */
export const RULES: readonly RuleInfo[] = [
  {
    id: "phi-to-ai-vendor", group: "flows", severity: "error", title: "PHI to an AI vendor", citation: "45 CFR 164.502(e), 164.504(e)",
    description: "PHI reaches a call of an AI or ML vendor that the policy does not allow that level.",
  },
  {
    id: "phi-to-unapproved-destination", group: "flows", severity: "error", title: "PHI to an unapproved destination", citation: "45 CFR 164.502(e), 164.308(b)",
    description: "PHI reaches an outbound call whose destination the policy does not allow that level.",
  },
  {
    id: "phi-in-training-data", group: "flows", severity: "error", title: "PHI in training data", citation: "45 CFR 164.502(a), 164.514",
    description: "PHI reaches fine-tuning files, training sets, embeddings or a vector store that the policy does not allow it.",
  },
  {
    id: "phi-in-log", group: "flows", severity: "error", title: "PHI in a log", citation: "45 CFR 164.312(a)(1), 164.502(b)",
    description: "PHI-Direct reaches the console, a logger, a span attribute or a metric label.",
  },
  {
    id: "phi-in-error", group: "flows", severity: "warning", title: "PHI in an error", citation: "45 CFR 164.502(b)",
    description: "PHI-Direct becomes the message or a property of a thrown error, or of an error response.",
  },
  {
    id: "phi-in-url", group: "flows", severity: "error", title: "PHI in a URL", citation: "45 CFR 164.312(e)(1)",
    description: "PHI-Direct is in the path, query or fragment of a URL that is requested or navigated to.",
  },
  {
    id: "phi-in-browser-storage", group: "flows", severity: "error", title: "PHI in browser storage", citation: "45 CFR 164.312(a)(2)(iv)",
    description: "PHI reaches localStorage, sessionStorage, IndexedDB, a cache, cookies or device storage unencrypted.",
  },
  {
    id: "unencrypted-phi-storage", group: "flows", severity: "error", title: "Unencrypted PHI storage", citation: "45 CFR 164.312(a)(2)(iv)",
    description: "PHI reaches a file, object storage, cache, queue or database with no encryption at rest known.",
  },
  {
    id: "minimum-necessary", group: "flows", severity: "warning", title: "More than the minimum necessary", citation: "45 CFR 164.502(b), 164.514(d)",
    description: "A whole PHI record, not a selection of its fields, is sent to a destination that the policy allows.",
  },
  {
    id: "unvalidated-model-output", group: "flows", severity: "warning", title: "Unvalidated model output", citation: "45 CFR 164.514",
    description: "Output of a model that was given PHI is returned, sent, shown or stored with no check of it.",
  },
  {
    id: "unreviewed-ai-decision", group: "flows", severity: "warning", title: "Unreviewed AI decision", citation: "45 CFR 164.308(a)(1)(ii)(B)",
    description: "Model output is written into a clinical record, order, claim or message to a patient without human review or provenance.",
  },
  {
    id: "missing-audit-log", group: "controls", severity: "warning", title: "Missing audit log", citation: "45 CFR 164.312(b)",
    description: "Server code reads, writes or returns PHI, and some path to the exit writes no audit event.",
  },
  {
    id: "incomplete-audit-log", group: "controls", severity: "warning", title: "Incomplete audit log", citation: "45 CFR 164.312(b)",
    description: "An audit event lacks its time, actor, action, resource or outcome.",
  },
  {
    id: "missing-access-control", group: "controls", severity: "warning", title: "Missing access control", citation: "45 CFR 164.312(a)(1), (d)",
    description: "An entry point exposes PHI with no authentication or authorization check before it.",
  },
  {
    id: "insecure-transport", group: "controls", severity: "error", title: "Insecure transport", citation: "45 CFR 164.312(e)(1)",
    description: "A connection to another host has no TLS, does not check certificates, or allows a TLS version that is too old.",
  },
  {
    id: "weak-encryption", group: "controls", severity: "error", title: "Weak encryption", citation: "45 CFR 164.312(a)(2)(iv)",
    description: "A cipher, mode, key, initialisation vector or hash is too weak for PHI.",
  },
  {
    id: "disallowed-region", group: "controls", severity: "warning", title: "Disallowed region", citation: "45 CFR 164.310(a)(1)",
    description: "PHI reaches a cloud client whose region the policy does not list.",
  },
  {
    id: "unclassified-phi", group: "policy", severity: "information", title: "Unclassified PHI", citation: "45 CFR 164.514(b)(2)",
    description: "A declared field looks like PHI, and neither the policy nor a tag says what it is.",
  },
  {
    id: "policy-invalid", group: "policy", severity: "error", title: "Invalid policy", citation: "45 CFR 164.316(a)",
    description: "The policy or checklist file does not match its schema, or names something that does not exist.",
  },
  {
    id: "baa-problem", group: "policy", severity: "error", title: "BAA problem", citation: "45 CFR 164.504(e), 164.308(b)",
    description: "A destination that receives PHI has a business associate agreement that is missing, expired or about to expire.",
  },
  {
    id: "review-overdue", group: "policy", severity: "warning", title: "Review overdue", citation: "45 CFR 164.308(a)(8), 164.316(b)(2)(iii)",
    description: "An attestation of the checklist is past its next review.",
  },
  {
    id: "suppression-without-reason", group: "policy", severity: "warning", title: "Suppression without reason", citation: "45 CFR 164.316(b)(1)",
    description: "An ignore comment has no reason, is malformed or expired, or suppresses nothing.",
  },
];

export const RULE_IDS: readonly string[] = RULES.map((rule) => rule.id);

/** The rule with an id, or undefined. */
export const ruleInfo = (id: string): RuleInfo | undefined => RULES.find((rule) => rule.id === id);
