export interface Draft {
  visitId: number;
  text: string;
  model: string;
  modelVersion: string;
}

export interface Reviewed extends Draft {
  reviewer: string;
}

const waiting: Draft[] = [];

/** Puts a draft before the clinician and waits for the signature. */
export async function requestReview(draft: Draft, sign: (draft: Draft) => Promise<string>): Promise<Reviewed> {
  waiting.push(draft);
  const reviewer = await sign(draft);
  waiting.splice(waiting.indexOf(draft), 1);
  return { ...draft, reviewer };
}
