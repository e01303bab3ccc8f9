import { Analytics } from "@segment/analytics-node";
import { randomUUID } from "node:crypto";
import type { Patient, Visit } from "../../shared/types";

const segment = new Analytics({ writeKey: process.env.SEGMENT_KEY ?? "" });

export function trackVisit(visit: Visit, minutes: number): void {
  segment.track({ anonymousId: randomUUID(), event: "visit_finished", properties: { status: visit.status, minutes } });
}

export function trackSignUp(patient: Patient): void {
  segment.identify({ userId: patient.patientId, traits: { email: patient.email, language: patient.language } });
  segment.track({ anonymousId: randomUUID(), event: "signed_up", properties: { language: patient.language } });
}
