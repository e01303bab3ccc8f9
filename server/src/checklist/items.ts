// The items of the compliance checklist (SPEC 5) as data: what each asks, and whether code can answer it or a person has to.

import type { ChecklistItem } from "../engine/api";

export interface ItemDefinition {
  readonly id: string;
  readonly section: ChecklistItem["section"];
  readonly title: string;
  /** Heading within the section, where the section has them. */
  readonly group?: string;
  /** `code`: computed from code and policy; `person`: attested. */
  readonly by: "code" | "person";
  /** Asks nothing where no AI vendor or model is used. */
  readonly aboutAi?: true;
  /** An attestation without a next review holds for this many days. */
  readonly validDays?: number;
  readonly citation: string;
}

/** Titles of the sections, in order. */
export const SECTIONS: readonly { readonly id: ChecklistItem["section"]; readonly title: string }[] = [
  { id: "implementation", title: "Implementation checklist" },
  { id: "technical", title: "Technical safeguards" },
  { id: "administrative", title: "Administrative safeguards" },
  { id: "physical", title: "Physical safeguards" },
  { id: "pitfalls", title: "Pitfalls" },
  { id: "regulatory", title: "Regulatory watch" },
];

const YEAR = 365;

/** All items, in the order in which they are shown. */
export const ITEMS: readonly ItemDefinition[] = [
  { id: "baa-signed", section: "implementation", title: "BAA signed with AI vendor", by: "code", aboutAi: true, citation: "45 CFR 164.504(e)" },
  { id: "data-classification", section: "implementation", title: "Data classification completed", by: "code", citation: "45 CFR 164.514(b)(2)" },
  { id: "encryption-verified", section: "implementation", title: "Encryption verified (rest, transit, processing)", by: "code", citation: "45 CFR 164.312(a)(2)(iv), (e)(1)" },
  { id: "access-controls", section: "implementation", title: "Access controls implemented", by: "code", citation: "45 CFR 164.312(a)(1), (d)" },
  { id: "audit-logging", section: "implementation", title: "Audit logging enabled", by: "code", citation: "45 CFR 164.312(b)" },
  { id: "risk-assessment", section: "implementation", title: "Risk assessment documented", by: "person", validDays: YEAR, citation: "45 CFR 164.308(a)(1)(ii)(A)" },
  { id: "staff-training", section: "implementation", title: "Staff training completed", by: "person", validDays: YEAR, citation: "45 CFR 164.308(a)(5)" },
  { id: "incident-response", section: "implementation", title: "Incident response procedures updated", by: "person", validDays: YEAR, citation: "45 CFR 164.308(a)(6)" },
  { id: "review-schedule", section: "implementation", title: "Regular review schedule established", by: "person", validDays: YEAR, citation: "45 CFR 164.308(a)(8)" },

  { id: "aes-256-at-rest", section: "technical", title: "AES-256 at rest", by: "code", citation: "45 CFR 164.312(a)(2)(iv)" },
  { id: "tls-1-3-in-transit", section: "technical", title: "TLS 1.3 in transit", by: "code", citation: "45 CFR 164.312(e)(1)" },
  { id: "in-processing-protection", section: "technical", title: "In-processing protection considered", by: "person", citation: "45 CFR 164.306(a)" },
  { id: "role-based-access", section: "technical", title: "Role-based access for AI systems", by: "person", aboutAi: true, citation: "45 CFR 164.312(a)(1)" },
  { id: "service-accounts", section: "technical", title: "Service accounts with minimum privileges", by: "person", citation: "45 CFR 164.308(a)(4)" },
  { id: "access-reviews", section: "technical", title: "Access reviews", by: "person", validDays: YEAR, citation: "45 CFR 164.308(a)(4)(ii)(C)" },
  { id: "audit-elements", section: "technical", title: "The five audit elements (time, actor, action, resource, outcome)", by: "code", citation: "45 CFR 164.312(b)" },

  { id: "baas-all-ai-vendors", section: "administrative", title: "BAAs for all AI vendors", by: "code", aboutAi: true, citation: "45 CFR 164.308(b)" },
  { id: "annual-risk-assessment", section: "administrative", title: "Annual risk assessment of AI systems", by: "person", aboutAi: true, validDays: YEAR, citation: "45 CFR 164.308(a)(1)(ii)(A)" },
  { id: "ai-training", section: "administrative", title: "AI-specific training", by: "person", aboutAi: true, validDays: YEAR, citation: "45 CFR 164.308(a)(5)" },
  { id: "ai-incident-response", section: "administrative", title: "Incident response for AI breaches", by: "person", aboutAi: true, validDays: YEAR, citation: "45 CFR 164.308(a)(6)" },
  { id: "breach-notification", section: "administrative", title: "Breach notification times (60 days at most)", by: "person", validDays: YEAR, citation: "45 CFR 164.404, 164.410" },

  { id: "vendor-certifications", section: "physical", title: "Vendor certifications (SOC 2, HITRUST)", by: "code", citation: "45 CFR 164.308(b)" },
  { id: "regions", section: "physical", title: "Regions", by: "code", citation: "45 CFR 164.310(a)(1)" },
  { id: "disaster-recovery", section: "physical", title: "Disaster recovery and backup", by: "person", validDays: YEAR, citation: "45 CFR 164.308(a)(7)" },

  { id: "training-data-exposure", section: "pitfalls", group: "Training data exposure", title: "No PHI in training data", by: "code", aboutAi: true, citation: "45 CFR 164.502(a), 164.514" },
  { id: "differential-privacy", section: "pitfalls", group: "Training data exposure", title: "Differential privacy", by: "person", aboutAi: true, citation: "45 CFR 164.514(b)" },
  { id: "output-validation", section: "pitfalls", group: "Training data exposure", title: "Output validation", by: "code", aboutAi: true, citation: "45 CFR 164.514" },
  { id: "separate-environments", section: "pitfalls", group: "Training data exposure", title: "Separate environments", by: "person", aboutAi: true, citation: "45 CFR 164.308(a)(4)" },
  { id: "outbound-connections", section: "pitfalls", group: "Third-party API calls", title: "All outbound connections audited", by: "code", citation: "45 CFR 164.502(e), 164.308(b)" },
  { id: "data-loss-prevention", section: "pitfalls", group: "Third-party API calls", title: "Data loss prevention", by: "person", citation: "45 CFR 164.308(a)(1)(ii)(D)" },
  { id: "dedicated-instances", section: "pitfalls", group: "Third-party API calls", title: "Dedicated instances", by: "person", aboutAi: true, citation: "45 CFR 164.308(b)" },
  { id: "explanations", section: "pitfalls", group: "Interpretability", title: "Explanations of AI decisions", by: "person", aboutAi: true, citation: "45 CFR 164.524, 164.526" },
  { id: "decision-factors", section: "pitfalls", group: "Interpretability", title: "Decision factors recorded", by: "person", aboutAi: true, citation: "45 CFR 164.312(b)" },
  { id: "human-oversight", section: "pitfalls", group: "Interpretability", title: "Human oversight", by: "code", aboutAi: true, citation: "45 CFR 164.308(a)(1)(ii)(B)" },

  { id: "ocr-guidance", section: "regulatory", title: "OCR guidance", by: "person", validDays: YEAR, citation: "45 CFR 164.316(b)(2)(iii)" },
  { id: "state-privacy-laws", section: "regulatory", title: "State privacy laws", by: "person", validDays: YEAR, citation: "45 CFR 160.203" },
  { id: "fda-device-rules", section: "regulatory", title: "FDA device rules", by: "person", validDays: YEAR, citation: "21 CFR 820; FD&C Act 520(o)" },
];

/** Ids of all items. */
export const ITEM_IDS: readonly string[] = ITEMS.map((item) => item.id);
