// The worker thread's side: answers the calls of an EngineHost. Cancellation arrives through shared memory, because a thread
// that is busy analysing cannot receive a message.

import { parentPort, workerData } from "node:worker_threads";
import { Cancelled } from "../engine/api";
import type { FromWorker, ToWorker, WorkerData } from "./engineHost";
import { createCalls } from "./engineStart";
import { errorKind } from "../host/errorText";

/** Serves until the thread is terminated. */
export function serveEngine(): void {
  const port = parentPort;
  if (!port) return;
  const start = workerData as WorkerData;
  const generation = new Int32Array(start.generation);
  let current = 0;
  let lastProgress = 0;
  const post = (message: FromWorker) => port.postMessage(message);
  const calls = createCalls(start, {
    isCancelled: () => Atomics.load(generation, 0) !== current,
    onProgress(progress) {
      const now = Date.now();
      if (now - lastProgress < 100 && progress.done < progress.total) return;
      lastProgress = now;
      post({ progress });
    },
  });
  port.on("message", ({ id, generation: asked, method, args }: ToWorker) => {
    current = asked;
    try {
      post({ id, result: (calls[method] as (...args: readonly unknown[]) => unknown)(...args) });
    } catch (error) {
      post({ id, error: error instanceof Cancelled ? { name: "Cancelled", stack: "" } : { name: errorKind(error), stack: stackOf(error) } });
    }
  });
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? "") : "");
