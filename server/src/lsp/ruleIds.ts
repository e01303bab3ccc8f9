// The ids of all rules, for completion of ignore comments.

export const RULE_IDS: readonly string[] = [
  "phi-to-ai-vendor", "phi-to-unapproved-destination", "phi-in-training-data", "phi-in-log", "phi-in-error", "phi-in-url",
  "phi-in-browser-storage", "unencrypted-phi-storage", "minimum-necessary", "unvalidated-model-output", "unreviewed-ai-decision",
  "missing-audit-log", "incomplete-audit-log", "missing-access-control", "insecure-transport", "weak-encryption", "disallowed-region",
  "unclassified-phi", "policy-invalid", "baa-problem", "review-overdue", "suppression-without-reason",
];
