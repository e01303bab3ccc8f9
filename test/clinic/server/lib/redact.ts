import { createHmac } from "node:crypto";
import type { Patient } from "../../shared/types";

const IDENTIFIERS = /\b\d{3}-\d{2}-\d{4}\b|\b[\w.]+@[\w.]+\b|\+?\d[\d -]{8,}\d/g;

/** What support staff may see of a patient. */
export function redactPatient(patient: Patient): { patientId: string; language: string; state: string } {
  return { patientId: patient.patientId, language: patient.language, state: patient.address.state };
}

/** Takes numbers and addresses out of free text. */
export const redactText = (text: string): string => text.replace(IDENTIFIERS, "[removed]");

export const maskPhone = (phone: string): string => `***-***-${phone.slice(-4)}`;

/** The same patient gives the same token; nobody without the key can go back. */
export const pseudonym = (patientId: string, key: Buffer): string => createHmac("sha256", key).update(patientId).digest("hex");

/** For lists that are printed in the office. */
export function scrubForPrint(patient: Patient): Partial<Patient> {
  const copy: Partial<Patient> = { ...patient };
  delete copy.ssn;
  delete copy.insuranceMemberId;
  return copy;
}
