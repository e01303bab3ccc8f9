// Asks git in a thread that lives as long as the question: the protocol's thread keeps answering meanwhile, and whoever stops waiting
// stops the thread. Without the bundled server (tests, sources) the question is answered here.

import { existsSync } from "node:fs";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { Cancelled } from "../engine/api";
import { errorKind } from "../host/errorText";
import type { GitQuestions } from "./gitQuestions";

/** What starts a thread as one of these, and not as an engine. */
export interface QuestionData {
  readonly question: keyof GitQuestions;
  readonly args: readonly unknown[];
}

type Answer = { readonly result: unknown } | { readonly error: { readonly name: string; readonly stack: string } };

/** The answer to one question; rejects with Cancelled once `signal` says so. */
export async function askAside<K extends keyof GitQuestions>(
  workerFile: string | undefined, question: K, args: Parameters<GitQuestions[K]>, signal?: AbortSignal,
): Promise<ReturnType<GitQuestions[K]>> {
  if (signal?.aborted) throw new Cancelled("nobody waits any more");
  if (!workerFile || !existsSync(workerFile)) return answer(question, args);
  const worker = new Worker(workerFile, { workerData: { question, args } satisfies QuestionData, stdout: true, stderr: true });
  try {
    return await new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new Cancelled("nobody waits any more")), { once: true });
      worker.once("message", (message: Answer) => ("result" in message ? resolve(message.result as never) : reject(Object.assign(new Error("git was not answered"), message.error))));
      worker.once("error", reject);
      worker.once("exit", () => reject(new Error("the thread ended without an answer")));
    });
  } finally {
    void worker.terminate();
  }
}

/** The thread's side. */
export async function serveQuestion(): Promise<void> {
  const { question, args } = workerData as QuestionData;
  try {
    parentPort?.postMessage({ result: await answer(question, args as never) } satisfies Answer);
  } catch (error) {
    parentPort?.postMessage({ error: { name: errorKind(error), stack: error instanceof Error ? (error.stack ?? "") : "" } } satisfies Answer);
  }
}

async function answer<K extends keyof GitQuestions>(question: K, args: Parameters<GitQuestions[K]>): Promise<ReturnType<GitQuestions[K]>> {
  const { gitQuestions } = await import("./gitQuestions");
  return (gitQuestions[question] as (...args: unknown[]) => ReturnType<GitQuestions[K]>)(...args);
}
