// One workspace folder: its engine, the edits that wait for it (debounced), and the findings it last gave. Knows nothing of the
// protocol, so that its timing can be tested with a fake engine.

import type { Change, Delta, Finding } from "../engine/api";
import { describeError } from "../host/errorText";
import type { EngineCalls } from "./engineCalls";
import { isCancelled, type Log } from "./guard";

/** What a folder needs of an EngineHost. */
export interface EnginePort {
  readonly scanned: boolean;
  apply(changes: readonly Change[]): Promise<Delta>;
  call<K extends keyof EngineCalls>(method: K, ...args: Parameters<EngineCalls[K]>): Promise<ReturnType<EngineCalls[K]>>;
  dispose(): Promise<void>;
}

export interface FolderOptions {
  /** Absolute path, forward slashes. */
  readonly root: string;
  readonly log: Log;
  /** Findings of these files are new. */
  readonly onFindings: (folder: Folder, files: readonly string[]) => void;
  readonly debounce?: number;
}

/** An edit, with the version of the open document it comes from. */
export interface Edit extends Change {
  readonly version?: number;
}

export const DEBOUNCE = 30;

export class Folder {
  readonly root: string;
  readonly #options: FolderOptions;
  readonly #engine: EnginePort;
  readonly #waiting = new Map<string, Edit>();
  readonly #versions = new Map<string, number>();
  /** Edits that the engine was sent and whose analysis has not come to its end: newer work may have cancelled it, and does it too. */
  readonly #sent = new Map<string, { readonly version: number | undefined; readonly turn: number }>();
  #turn = 0;
  #findings = new Map<string, readonly Finding[]>();
  #timer: NodeJS.Timeout | undefined;
  #running = new Set<Promise<void>>();
  #scanned = false;
  #disposed = false;
  #revision = 0;

  constructor(engine: EnginePort, options: FolderOptions) {
    this.#engine = engine;
    this.#options = options;
    this.root = options.root;
  }

  get revision(): number {
    return this.#revision;
  }

  /** False until the first scan has given its results. */
  get scanned(): boolean {
    return this.#scanned;
  }

  /** True while the first scan is under way; false also where it failed. */
  get scanning(): boolean {
    return !this.#scanned && this.#running.size > 0;
  }

  owns(file: string): boolean {
    return file === this.root || file.startsWith(this.root.endsWith("/") ? this.root : `${this.root}/`);
  }

  /** Reads the whole folder for the first time. */
  scan(): Promise<void> {
    return this.#flush();
  }

  /** Takes an edit; it reaches the engine together with those that follow within the debounce. */
  edit(edit: Edit): void {
    this.#waiting.set(edit.file, edit);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#flush(), this.#options.debounce ?? DEBOUNCE);
  }

  /** Sends waiting edits at once and returns when no analysis is under way. */
  async settled(): Promise<void> {
    if (this.#waiting.size) void this.#flush();
    while (this.#running.size) await Promise.all(this.#running);
  }

  /** The version of an open document that the present findings belong to. */
  analysedVersion(file: string): number | undefined {
    return this.#versions.get(file);
  }

  findings(file: string): readonly Finding[] {
    return this.#findings.get(file) ?? [];
  }

  files(): Iterable<string> {
    return this.#findings.keys();
  }

  call<K extends keyof EngineCalls>(method: K, ...args: Parameters<EngineCalls[K]>): Promise<ReturnType<EngineCalls[K]>> {
    return this.#engine.call(method, ...args);
  }

  /** Asks for everything again, after the engine was restarted. */
  async reload(): Promise<void> {
    this.#scanned = false;
    await this.#track(this.#takeAll());
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    clearTimeout(this.#timer);
    await this.#engine.dispose();
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    const edits = [...this.#waiting.values()];
    this.#waiting.clear();
    return this.#track(this.#apply(edits));
  }

  #track(work: Promise<void>): Promise<void> {
    const tracked = work
      .catch((error: unknown) => {
        if (!isCancelled(error) && !this.#disposed) this.#options.log.error(`analysis failed: ${describeError(error)}`);
      })
      .finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
    return tracked;
  }

  async #apply(edits: readonly Edit[]): Promise<void> {
    const turn = ++this.#turn;
    for (const { file, version } of edits) this.#sent.set(file, { version, turn });
    const delta = await this.#engine.apply(edits.map(({ version: _version, ...change }) => change));
    const analysed = this.#noteVersions(turn);
    this.#revision = delta.revision;
    if (!this.#scanned) return this.#takeAll();
    const files = [...new Set([...delta.changedFiles, ...analysed])];
    const findings = await this.#engine.call("findings", files);
    this.#store(files, findings);
    this.#options.onFindings(this, files);
  }

  /** Everything sent up to a turn is analysed once that turn is: gives those files. */
  #noteVersions(turn: number): string[] {
    const analysed = [...this.#sent].filter(([, sent]) => sent.turn <= turn);
    for (const [file, { version }] of analysed) {
      this.#sent.delete(file);
      if (version === undefined) this.#versions.delete(file);
      else this.#versions.set(file, version);
    }
    return analysed.map(([file]) => file);
  }

  async #takeAll(): Promise<void> {
    const findings = await this.#engine.call("findings");
    const files = [...new Set([...this.#findings.keys(), ...findings.map((finding) => finding.file)])];
    this.#store(files, findings);
    this.#scanned = true;
    this.#options.onFindings(this, files);
  }

  #store(files: readonly string[], findings: readonly Finding[]): void {
    const byFile = groupByFile(findings);
    for (const file of files) {
      const list = byFile.get(file);
      if (list?.length) this.#findings.set(file, list);
      else this.#findings.delete(file);
    }
  }
}

function groupByFile(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.file);
    if (group) group.push(finding);
    else groups.set(finding.file, [finding]);
  }
  return groups;
}
