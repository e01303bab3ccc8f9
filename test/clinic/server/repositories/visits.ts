import type { QueueStats, Visit, VisitStatus } from "../../shared/types";
import { pool } from "../lib/db";

const COLUMNS = `visit_id AS "visitId", patient_id AS "patientId", starts_at AS "startsAt", reason, clinical_note AS "clinicalNote", clinician, status`;

export async function findVisit(visitId: number): Promise<Visit | undefined> {
  const { rows } = await pool.query<Visit>(`SELECT ${COLUMNS} FROM visits WHERE visit_id = $1`, [visitId]);
  return rows[0];
}

export async function visitsToday(clinician: string): Promise<Visit[]> {
  const { rows } = await pool.query<Visit>(`SELECT ${COLUMNS} FROM visits WHERE clinician = $1 AND starts_at::date = current_date`, [clinician]);
  return rows;
}

export async function visitsTomorrow(): Promise<Visit[]> {
  const { rows } = await pool.query<Visit>(`SELECT ${COLUMNS} FROM visits WHERE starts_at::date = current_date + 1`);
  return rows;
}

export async function saveNote(visitId: number, clinicalNote: string, source: { model?: string; modelVersion?: string; reviewer?: string } = {}): Promise<void> {
  await pool.query("UPDATE visits SET clinical_note = $2, model = $3, model_version = $4, reviewer = $5 WHERE visit_id = $1", [
    visitId, clinicalNote, source.model, source.modelVersion, source.reviewer,
  ]);
}

export async function setStatus(visitId: number, status: VisitStatus): Promise<void> {
  await pool.query("UPDATE visits SET status = $2 WHERE visit_id = $1", [visitId, status]);
}

export async function queueStats(): Promise<QueueStats> {
  const { rows } = await pool.query<QueueStats>(`SELECT count(*)::int AS waiting, 0 AS "medianMinutes" FROM visits WHERE status = 'waiting'`);
  return rows[0] ?? { waiting: 0, medianMinutes: 0 };
}
