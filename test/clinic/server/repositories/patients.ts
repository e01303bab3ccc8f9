import type { Patient } from "../../shared/types";
import { NotFound } from "../lib/errors";
import { pool } from "../lib/db";

const COLUMNS = `patient_id AS "patientId", mrn, full_name AS "fullName", date_of_birth AS "dateOfBirth", ssn, email, phone,
  insurance_member_id AS "insuranceMemberId", address, language`;

export async function findPatient(patientId: string): Promise<Patient | undefined> {
  const { rows } = await pool.query<Patient>(`SELECT ${COLUMNS} FROM patients WHERE patient_id = $1`, [patientId]);
  return rows[0];
}

/** For check-in at the desk, where the number is read from the card. */
export async function findByMrn(mrn: Patient["mrn"]): Promise<Patient> {
  const { rows } = await pool.query<Patient>(`SELECT ${COLUMNS} FROM patients WHERE mrn = $1`, [mrn]);
  const [patient] = rows;
  if (!patient) throw new NotFound("patient", mrn);
  return patient;
}

export async function savePatient(patient: Patient): Promise<void> {
  await pool.query("UPDATE patients SET full_name = $2, email = $3, phone = $4, address = $5 WHERE patient_id = $1", [
    patient.patientId, patient.fullName, patient.email, patient.phone, patient.address,
  ]);
}

export async function listPatients(): Promise<Patient[]> {
  const { rows } = await pool.query<Patient>(`SELECT ${COLUMNS} FROM patients ORDER BY patient_id`);
  return rows;
}

export async function countPatients(): Promise<number> {
  const { rows } = await pool.query<{ count: string }>("SELECT count(*) FROM patients");
  return Number(rows[0]?.count ?? 0);
}
