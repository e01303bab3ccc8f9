import axios from "axios";
import { z } from "zod";
import type { Patient } from "../../shared/types";
import { config } from "../lib/config";
import { report } from "../lib/errors";
import { logFor } from "../lib/logger";

const log = logFor("eligibility");
const http = axios.create({ baseURL: config.eligibilityUrl, timeout: 5_000 });
const Answer = z.object({ active: z.boolean(), plan: z.string() });

export type Eligibility = z.infer<typeof Answer>;

/** Asks the clearing house whether the insurance is active. */
export async function checkEligibility(patient: Patient): Promise<Eligibility> {
  try {
    const { data, status } = await http.post("/eligibility", { memberId: patient.insuranceMemberId, born: patient.dateOfBirth });
    log.info("eligibility answered", { status });
    return Answer.parse(data);
  } catch (error) {
    report(error, { member: patient.insuranceMemberId, language: patient.language });
    throw new Error("eligibility check failed");
  }
}

export async function planTitles(): Promise<string[]> {
  const { data } = await http.get<{ plans: string[] }>("/plans");
  return data.plans;
}
