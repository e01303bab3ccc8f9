import OpenAI from "openai";
import type { Patient, Visit } from "../../shared/types";
import { saveNote } from "../repositories/visits";
import { redactText } from "../lib/redact";
import { assertNoIdentifiers } from "./outputCheck";
import { requestReview, type Draft } from "./review";

const openai = new OpenAI();
const model = "gpt-5";
const modelVersion = "2026-01-15";

async function complete(prompt: string): Promise<string> {
  const answer = await openai.responses.create({ model, input: prompt });
  return answer.output_text;
}

/** A summary for the clinician to sign: note only, checked, reviewed, and with its provenance. */
export async function summarize(visit: Visit, sign: (draft: Draft) => Promise<string>): Promise<string> {
  const text = assertNoIdentifiers(await complete(`Summarize for the chart:\n${redactText(visit.clinicalNote)}`));
  const reviewed = await requestReview({ visitId: visit.visitId, text, model, modelVersion }, sign);
  await saveNote(visit.visitId, reviewed.text, reviewed);
  return reviewed.text;
}

/** A friendly letter after the visit. */
export async function afterVisitLetter(patient: Patient, visit: Visit): Promise<string> {
  const text = await complete(`Write to ${patient.fullName} about: ${visit.clinicalNote}`);
  return assertNoIdentifiers(text);
}

/** Codes for billing, from the whole visit. */
export async function suggestCodes(visit: Visit): Promise<string[]> {
  const text = await complete(`Suggest CPT codes for ${JSON.stringify(visit)}`);
  return assertNoIdentifiers(text).split(",").map((code) => code.trim());
}

/** Fills in what the clinician left empty. */
export async function completeNote(visit: Visit): Promise<void> {
  const text = assertNoIdentifiers(await complete(`Complete this note: ${visit.clinicalNote}`));
  await saveNote(visit.visitId, text);
}

/** Words for the help pages. */
export async function waitingRoomTips(): Promise<string> {
  return complete("Give three tips for a calm video visit.");
}
