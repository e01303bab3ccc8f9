import type { Patient } from "./patient";

export async function summarize(patient: Patient): Promise<unknown> {
  const prompt = `Summarize the stay of ${patient.name}`;
  const answer = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    body: JSON.stringify({ messages: [{ role: "user", content: prompt }] }),
  });
  return answer.json();
}
