// The quick fixes, in the order in which they are offered. A new fix is a `fix.ts` in its rule's folder and a line in this list.

import type { Finding, Fix } from "../engine/api";
import { incompleteAuditLogFixer } from "./incomplete-audit-log/fix";
import { insecureTransportFixer } from "./insecure-transport/fix";
import { minimumNecessaryFixer } from "./minimum-necessary/fix";
import { missingAccessControlFixer } from "./missing-access-control/fix";
import { missingAuditLogFixer } from "./missing-audit-log/fix";
import { phiInBrowserStorageFixer } from "./phi-in-browser-storage/fix";
import { phiInErrorFixer } from "./phi-in-error/fix";
import { phiInLogFixer } from "./phi-in-log/fix";
import { phiInUrlFixer } from "./phi-in-url/fix";
import { phiToAiVendorFixer } from "./phi-to-ai-vendor/fix";
import { phiToUnapprovedDestinationFixer } from "./phi-to-unapproved-destination/fix";
import type { Facts } from "./rule";
import { unclassifiedPhiFixer } from "./unclassified-phi/fix";
import { unencryptedPhiStorageFixer } from "./unencrypted-phi-storage/fix";
import { unreviewedAiDecisionFixer } from "./unreviewed-ai-decision/fix";
import { unvalidatedModelOutputFixer } from "./unvalidated-model-output/fix";
import { weakEncryptionFixer } from "./weak-encryption/fix";

/** Makes fixes for findings of some rules. */
export interface Fixer {
  readonly rules: readonly string[];
  fixes(facts: Facts, finding: Finding): Iterable<Fix>;
}

export const FIXERS: readonly Fixer[] = [
  phiToAiVendorFixer, phiToUnapprovedDestinationFixer, phiInLogFixer, phiInErrorFixer, phiInUrlFixer, phiInBrowserStorageFixer,
  unencryptedPhiStorageFixer, minimumNecessaryFixer, missingAuditLogFixer, incompleteAuditLogFixer, insecureTransportFixer, weakEncryptionFixer, missingAccessControlFixer,
  unvalidatedModelOutputFixer, unreviewedAiDecisionFixer, unclassifiedPhiFixer,
];
