export interface Address {
  /** @phi direct */
  street: string;
  /** @phi direct */
  city: string;
  state: string;
  /** @phi direct */
  postalCode: string;
}

export interface Patient {
  /** @phi indirect */
  patientId: string;
  /** @phi direct */
  mrn: string;
  /** @phi direct */
  fullName: string;
  /** @phi direct */
  dateOfBirth: string;
  /** @phi direct */
  ssn?: string;
  /** @phi direct */
  email: string;
  /** @phi direct */
  phone: string;
  /** @phi direct */
  insuranceMemberId: string;
  address: Address;
  language: "en" | "es";
}

export type VisitStatus = "booked" | "waiting" | "in-call" | "done" | "missed";

export interface Visit {
  visitId: number;
  /** @phi indirect */
  patientId: string;
  /** @phi indirect */
  startsAt: string;
  /** @phi indirect */
  reason: string;
  /** @phi indirect */
  clinicalNote: string;
  clinician: string;
  status: VisitStatus;
}

export interface Prescription {
  prescriptionId: number;
  /** @phi indirect */
  patientId: string;
  /** @phi indirect */
  medication: string;
  refillsLeft: number;
}

export interface Clinic {
  code: string;
  title: string;
  supportPhone: string;
}

/** What the waiting room shows: nobody can be recognised from it. */
export interface QueueStats {
  waiting: number;
  medianMinutes: number;
}
