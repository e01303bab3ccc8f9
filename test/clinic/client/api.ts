import type { Patient, QueueStats, Visit } from "../shared/types";

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(`/api${path}`, { credentials: "include", ...init });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return (await response.json()) as T;
}

export const getPatient = (patientId: string): Promise<Patient> => call(`/patients/${patientId}`);
export const getQueue = (): Promise<QueueStats> => call("/visits/queue");
export const getToday = (): Promise<Visit[]> => call("/visits/today");

export const savePatient = (patient: Patient): Promise<void> =>
  call(`/patients/${patient.patientId}`, { method: "PUT", body: JSON.stringify(patient), headers: { "content-type": "application/json" } });

/** Looks somebody up before the record is known. */
export const search = (fullName: string, dateOfBirth: string): Promise<Patient[]> =>
  call("/patients/search", { method: "POST", body: JSON.stringify({ fullName, dateOfBirth }) });

export const appointmentCard = (patient: Patient): Promise<{ url: string }> =>
  call(`/cards?name=${encodeURIComponent(patient.fullName)}&clinic=HB`);
