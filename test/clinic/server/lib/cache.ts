import Redis from "ioredis";
import type { QueueStats, Visit } from "../../shared/types";

const redis = new Redis(process.env.REDIS_URL ?? "rediss://localhost:6379");

export async function rememberStats(stats: QueueStats): Promise<void> {
  await redis.set("queue", JSON.stringify(stats), "EX", 30);
}

/** Keeps the visit at hand for the length of the call. */
export async function rememberVisit(visit: Visit): Promise<void> {
  await redis.set(`visit:${visit.visitId}`, JSON.stringify(visit), "EX", 3600);
}

export async function recallVisit(visitId: number): Promise<Visit | undefined> {
  const text = await redis.get(`visit:${visitId}`);
  return text ? (JSON.parse(text) as Visit) : undefined;
}
