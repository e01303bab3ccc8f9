import type { Prescription } from "../../shared/types";
import { pool } from "../lib/db";

export async function prescriptionsOf(patientId: string): Promise<Prescription[]> {
  const { rows } = await pool.query<Prescription>(
    `SELECT prescription_id AS "prescriptionId", patient_id AS "patientId", medication, refills_left AS "refillsLeft" FROM prescriptions WHERE patient_id = $1`,
    [patientId],
  );
  return rows;
}
