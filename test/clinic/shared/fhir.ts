import type { Patient as FhirPatient, Practitioner } from "fhir/r4";
import type { Patient } from "./types";

/** Our record as a FHIR resource, for hospitals that ask for one. */
export function toFhir(patient: Patient): FhirPatient {
  const [given = "", ...family] = patient.fullName.split(" ");
  return {
    resourceType: "Patient",
    id: patient.patientId,
    identifier: [{ system: "https://harbor.health/mrn", value: patient.mrn }],
    name: [{ given: [given], family: family.join(" ") }],
    birthDate: patient.dateOfBirth,
    telecom: [{ system: "phone", value: patient.phone }],
  };
}

export const displayName = (doctor: Practitioner): string => doctor.name?.map((name) => name.text ?? name.family ?? "").join(" ") ?? "";
