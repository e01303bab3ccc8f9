import Anthropic from "@anthropic-ai/sdk";
import type { Visit } from "../../shared/types";

const anthropic = new Anthropic();

/** How urgent is it? Tried out in the pilot. */
export async function triage(visit: Visit): Promise<string> {
  const message = await anthropic.messages.create({
    model: "claude-sonnet-4-5",
    max_tokens: 200,
    messages: [{ role: "user", content: `Reason: ${visit.reason}. How urgent is this?` }],
  });
  const [block] = message.content;
  return block?.type === "text" ? block.text : "unknown";
}
