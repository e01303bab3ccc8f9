import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import type { Patient } from "../../shared/types";
import { getPatient } from "../api";

interface PatientState {
  patient: Patient | undefined;
  refresh(): void;
}

const PatientContext = createContext<PatientState>({ patient: undefined, refresh: () => {} });

export function PatientProvider({ patientId, children }: { patientId: string; children: ReactNode }) {
  const [patient, setPatient] = useState<Patient>();
  const [round, setRound] = useState(0);

  useEffect(() => {
    getPatient(patientId).then(setPatient, () => console.error("could not load the record"));
  }, [patientId, round]);

  return <PatientContext.Provider value={{ patient, refresh: () => setRound(round + 1) }}>{children}</PatientContext.Provider>;
}

export const usePatient = (): PatientState => useContext(PatientContext);
