import type { Patient } from "../../shared/types";
import { config } from "../lib/config";
import { logFor } from "../lib/logger";

const log = logFor("labs");

/** Orders a test; the answer comes by webhook. */
export async function orderTest(patient: Patient, test: string): Promise<void> {
  const response = await fetch(`${config.labUrl}/orders`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ test, name: patient.fullName, born: patient.dateOfBirth }),
  });
  if (!response.ok) log.warn("lab refused the order", { status: response.status, test });
}
