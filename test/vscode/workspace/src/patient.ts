/** A patient as the front desk knows them. */
export interface Patient {
  id: string;
  /** @phi direct */
  ssn: string;
  /** @phi direct */
  name: string;
  room: number;
}

export function admit(patient: Patient): void {
  console.log("admitted", patient.ssn);
}
