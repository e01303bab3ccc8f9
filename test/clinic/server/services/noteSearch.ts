import OpenAI from "openai";
import type { Visit } from "../../shared/types";

const openai = new OpenAI();
const vectors = new Map<number, number[]>();

/** Makes notes findable by meaning. */
export async function indexNote(visit: Visit): Promise<void> {
  const answer = await openai.embeddings.create({ model: "text-embedding-3-small", input: visit.clinicalNote });
  const vector = answer.data[0]?.embedding;
  if (vector) vectors.set(visit.visitId, vector);
}

export async function indexHelpPage(title: string): Promise<number> {
  const answer = await openai.embeddings.create({ model: "text-embedding-3-small", input: title });
  return answer.data.length;
}
