// One engine, wherever it runs: in a worker thread, so that the protocol thread stays free, or in this one (tests, and editors
// that start the server from sources). Restarts a worker that died, and gives it the open documents again.

import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { Cancelled, type Change } from "../engine/api";
import type { EngineCalls, Progress } from "./engineCalls";
import type { EngineStart } from "./engineStart";

export interface EngineHostOptions extends EngineStart {
  /** The bundled server, which runs the engine when it is started as a worker; undefined: this thread. */
  readonly workerFile: string | undefined;
  readonly onProgress: (progress: Progress) => void;
  /** A worker died and a fresh one has started: all results have to be asked for again. */
  readonly onRestart: () => void;
  /** It died too often; nothing is analysed any more. */
  readonly onGiveUp: () => void;
}

export type WorkerData = EngineStart & { readonly generation: SharedArrayBuffer };
export type ToWorker = { readonly id: number; readonly generation: number; readonly method: keyof EngineCalls; readonly args: readonly unknown[] };
export type FromWorker =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly name: string; readonly stack: string } }
  | { readonly progress: Progress };

/** Deaths of a worker within this many milliseconds of each other count as a series. */
const SERIES = 180_000;
const MAX_RESTARTS = 3;

type Waiting = { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void };

export class EngineHost {
  readonly #options: EngineHostOptions;
  readonly #generation = new SharedArrayBuffer(4);
  readonly #waiting = new Map<number, Waiting>();
  /** Texts of open documents, for a fresh worker. */
  readonly #overlays = new Map<string, Change>();
  #worker: Worker | undefined;
  #local: Promise<EngineCalls> | undefined;
  #nextId = 1;
  #disposed = false;
  #scanned = false;
  #deaths: number[] = [];

  constructor(options: EngineHostOptions) {
    this.#options = options;
    if (options.workerFile && existsSync(options.workerFile)) this.#startWorker(options.workerFile);
  }

  /** True once a first scan has ended. */
  get scanned(): boolean {
    return this.#scanned;
  }

  /** Applies changes; newer changes cancel the work on older ones, except for the first scan, which would otherwise never end. */
  async apply(changes: readonly Change[]): Promise<ReturnType<EngineCalls["apply"]>> {
    for (const change of changes) {
      if (change.text === undefined) this.#overlays.delete(change.file);
      else this.#overlays.set(change.file, change);
    }
    if (this.#scanned) Atomics.add(new Int32Array(this.#generation), 0, 1);
    const delta = await this.call("apply", changes);
    this.#scanned = true;
    return delta;
  }

  /** Asks the engine. Calls are answered in order. */
  call<K extends keyof EngineCalls>(method: K, ...args: Parameters<EngineCalls[K]>): Promise<ReturnType<EngineCalls[K]>> {
    if (this.#disposed) return Promise.reject(new Cancelled("the engine is closed"));
    const worker = this.#worker;
    if (!worker) return this.#callHere(method, args);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const message: ToWorker = { id, generation: Atomics.load(new Int32Array(this.#generation), 0), method, args };
      worker.postMessage(message);
    });
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    this.#failWaiting();
    await this.#worker?.terminate();
  }

  async #callHere<K extends keyof EngineCalls>(method: K, args: Parameters<EngineCalls[K]>): Promise<ReturnType<EngineCalls[K]>> {
    this.#local ??= this.#createLocal();
    const local = await this.#local;
    return (local[method] as (...args: unknown[]) => ReturnType<EngineCalls[K]>)(...args);
  }

  /** The engine, and the compiler with it, is loaded in this thread only where there is no worker. */
  async #createLocal(): Promise<EngineCalls> {
    const { createCalls } = await import("./engineStart");
    return createCalls(this.#options, { onProgress: this.#options.onProgress, isCancelled: () => this.#disposed });
  }

  #startWorker(file: string): void {
    const { root, policyFile, today } = this.#options;
    const workerData: WorkerData = { root, policyFile, today, generation: this.#generation };
    // Standard output is the protocol's in stdio mode, so whatever a library prints there must not reach it.
    const worker = new Worker(file, { workerData, stdout: true, stderr: true });
    this.#worker = worker;
    worker.on("message", (message: FromWorker) => this.#receive(message));
    worker.on("error", () => undefined); // the exit that follows is what counts
    worker.on("exit", () => {
      if (!this.#disposed && this.#worker === worker) this.#revive(file);
    });
  }

  #receive(message: FromWorker): void {
    if ("progress" in message) return this.#options.onProgress(message.progress);
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (!waiting) return;
    if ("result" in message) waiting.resolve(message.result as never);
    else waiting.reject(remoteError(message.error));
  }

  #revive(file: string): void {
    this.#worker = undefined;
    this.#scanned = false;
    this.#failWaiting();
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((death) => now - death < SERIES), now];
    if (this.#deaths.length > MAX_RESTARTS) {
      this.#disposed = true;
      return this.#options.onGiveUp();
    }
    this.#startWorker(file);
    void this.apply([...this.#overlays.values()]).then(this.#options.onRestart, () => undefined);
  }

  #failWaiting(): void {
    for (const { reject } of this.#waiting.values()) reject(new Cancelled("the engine stopped"));
    this.#waiting.clear();
  }
}

function remoteError({ name, stack }: { name: string; stack: string }): Error {
  if (name === "Cancelled") return new Cancelled("newer work came in");
  const error = new Error("the engine failed");
  error.name = name;
  error.stack = stack;
  return error;
}
