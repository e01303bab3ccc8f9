// The names under which an audit event says its elements.

import type { AuditElement, Policy } from "../../policy/policy";

/** Names that count where the policy does not say. */
const DEFAULTS: Readonly<Record<AuditElement, readonly string[]>> = {
  timestamp: ["timestamp", "time", "at", "when", "date", "occurredAt", "recordedAt", "recorded", "createdAt", "ts"],
  actor: ["userId", "actor", "actorId", "user", "who", "by", "principal", "agent", "agentId", "performedBy", "requestor", "clinicianId", "staffId", "employeeId", "login", "username", "system", "service", "serviceName", "serviceId"],
  action: ["action", "operation", "event", "eventType", "activity", "verb", "type", "did"],
  resource: ["resource", "resourceId", "resourceType", "target", "targetId", "entity", "entityId", "object", "record", "recordId", "subject", "patient", "patientId", "data", "what"],
  outcome: ["outcome", "result", "success", "succeeded", "status", "ok", "failed"],
};

/** Names that count for an element: those of the policy, else the usual ones. */
export const wanted = (policy: Policy, element: AuditElement): readonly string[] => policy.audit.elements[element] ?? DEFAULTS[element];
