// The rules, in the order of SPEC 3. A new rule is a folder here and a line in this list.

import { baaProblem } from "./baa-problem/rule";
import { disallowedRegion } from "./disallowed-region/rule";
import { incompleteAuditLog } from "./incomplete-audit-log/rule";
import { insecureTransport } from "./insecure-transport/rule";
import { missingAccessControl } from "./missing-access-control/rule";
import { missingAuditLog } from "./missing-audit-log/rule";
import { minimumNecessary } from "./minimum-necessary/rule";
import { phiInBrowserStorage } from "./phi-in-browser-storage/rule";
import { phiInError } from "./phi-in-error/rule";
import { phiInLog } from "./phi-in-log/rule";
import { phiInTrainingData } from "./phi-in-training-data/rule";
import { phiInUrl } from "./phi-in-url/rule";
import { phiToAiVendor } from "./phi-to-ai-vendor/rule";
import { phiToUnapprovedDestination } from "./phi-to-unapproved-destination/rule";
import { policyInvalid } from "./policy-invalid/rule";
import { reviewOverdue } from "./review-overdue/rule";
import type { Rule } from "./rule";
import { unclassifiedPhi } from "./unclassified-phi/rule";
import { unencryptedPhiStorage } from "./unencrypted-phi-storage/rule";
import { unreviewedAiDecision } from "./unreviewed-ai-decision/rule";
import { unvalidatedModelOutput } from "./unvalidated-model-output/rule";
import { weakEncryption } from "./weak-encryption/rule";

export const RULES: readonly Rule[] = [
  phiToAiVendor, phiToUnapprovedDestination, phiInTrainingData, phiInLog, phiInError, phiInUrl, phiInBrowserStorage,
  unencryptedPhiStorage, minimumNecessary, unvalidatedModelOutput, unreviewedAiDecision, missingAuditLog, incompleteAuditLog, missingAccessControl, insecureTransport, weakEncryption, disallowedRegion,
  unclassifiedPhi, policyInvalid, baaProblem, reviewOverdue,
];
