// The state of one connection: workspace folders with their engines, open documents, settings, and what was published. Handlers
// ask it; it decides when results are fresh enough to be shown.

import { createHash } from "node:crypto";
import path from "node:path";
import type { Connection, TextDocuments, WorkDoneProgressServerReporter } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { Cancelled, type Change, type ChecklistItem, type ChecklistStatus, type Finding, type Severity } from "../engine/api";
import { askAside } from "./aside";
import { toFile, toUri } from "./convert";
import { isShown, toDiagnostics } from "./diagnostics";
import type { EngineCalls, Progress } from "./engineCalls";
import { EngineHost } from "./engineHost";
import type { EngineStart } from "./engineStart";
import { Folder } from "./folder";
import type { GitQuestions } from "./gitQuestions";
import { guarded, type Log } from "./guard";
import { t } from "./l10n";
import { type ChangedParams, type InitializationOptions, METHODS, type Settings } from "./messages";
import { ruleCommand, rulePage } from "./ruleText";
import { DEFAULT_SETTINGS } from "./settings";
import { localToday } from "./today";

export interface SessionOptions {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly log: Log;
  readonly workerFile: string | undefined;
  readonly rulePages: readonly string[];
}

export interface ClientTraits extends InitializationOptions {
  readonly mode: "push" | "pull";
  readonly related: boolean;
  readonly documentChanges: boolean;
  readonly createFiles: boolean;
  /** The client asks for the edit of an action when it is chosen. */
  readonly resolves: boolean;
  readonly snippets: boolean;
  readonly progress: boolean;
  readonly refresh: { readonly diagnostics: boolean; readonly codeLens: boolean; readonly inlayHints: boolean };
}

export class Session {
  readonly #options: SessionOptions;
  /** The client's workspace folders; `#folders` holds those that are analysed, none while the product is switched off. */
  readonly #roots = new Set<string>();
  readonly #folders = new Map<string, Folder>();
  /** Files whose diagnostics wait until the analysis has caught up with their document. */
  readonly #behind = new Set<string>();
  /** What the client shows: a hash of the diagnostics last published for each URI. */
  readonly #published = new Map<string, string>();
  #settings: Settings = DEFAULT_SETTINGS;
  #changedTimer: NodeJS.Timeout | undefined;
  traits: ClientTraits = {
    mode: "push", related: false, documentChanges: false, createFiles: false, resolves: false, snippets: false, progress: false,
    refresh: { diagnostics: false, codeLens: false, inlayHints: false },
  };

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  get settings(): Settings {
    return this.#settings;
  }

  get folders(): readonly Folder[] {
    return [...this.#folders.values()];
  }

  /** The folder that a file belongs to: the innermost one. */
  folderOf(file: string): Folder | undefined {
    return this.#owners(file).sort((a, b) => b.root.length - a.root.length)[0];
  }

  /** Every folder around a file. All of them hear of its changes, so that an outer one is right when an inner one goes. */
  #owners(file: string): Folder[] {
    return this.folders.filter((folder) => folder.owns(file));
  }

  folderAt(uri: string): Folder | undefined {
    const root = toFile(uri);
    return root === undefined ? undefined : this.#folders.get(withoutSlash(root));
  }

  addRoot(root: string): void {
    const clean = withoutSlash(root);
    this.#roots.add(clean);
    this.#start(clean);
  }

  async removeRoot(root: string): Promise<void> {
    const clean = withoutSlash(root);
    this.#roots.delete(clean);
    await this.#stop(clean);
  }

  #start(root: string): void {
    if (!this.#settings.enable || this.#folders.has(root)) return;
    const { workerFile, log } = this.#options;
    const progress = new ProgressReport(this.#options.connection, this.traits.progress);
    const host = new EngineHost({
      ...this.#engineStart(root),
      workerFile,
      onProgress: (step) => progress.report(step),
      onRestart: () => void folder.reload(),
      onGiveUp: () => {
        log.error("the analysis stopped several times in a row; restart the language server to try again");
        this.notifyChanged();
      },
    });
    const folder = new Folder(host, { root, log, onFindings: (_folder, files) => this.#show(files) });
    this.#folders.set(root, folder);
    this.notifyChanged();
    for (const document of this.#options.documents.all()) this.#edit(document, folder);
    void folder.scan().finally(() => {
      progress.done();
      // What an outer folder showed for files of this one is no longer what counts.
      this.#show([...this.#published.keys()].flatMap((uri) => toFile(uri) ?? []).filter((file) => folder.owns(file)));
    });
  }

  async #stop(root: string): Promise<void> {
    const folder = this.#folders.get(root);
    if (!folder) return;
    this.#folders.delete(folder.root);
    const files = [...folder.files()];
    await folder.dispose();
    this.#show(files);
    this.notifyChanged();
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#changedTimer);
    await Promise.all(this.folders.map((folder) => folder.dispose()));
  }

  /** Takes new settings; a change of what is analysed starts the engines anew. */
  async configure(settings: Settings): Promise<void> {
    const before = this.#settings;
    this.#settings = settings;
    if (settings.enable !== before.enable || settings.policyFile !== before.policyFile) {
      for (const folder of this.folders) await this.#stop(folder.root);
      for (const root of this.#roots) this.#start(root);
    }
    this.republish();
  }

  /** An open document's text became known or changed. */
  documentChanged(document: TextDocument): void {
    const file = toFile(document.uri);
    if (file !== undefined) for (const folder of this.#owners(file)) this.#edit(document, folder);
  }

  documentClosed(uri: string): void {
    const file = toFile(uri);
    if (file === undefined) return;
    for (const folder of this.#owners(file)) folder.edit({ file });
    if (this.#settings.diagnostics.scope === "openFiles") this.#show([file]);
  }

  /**
   * Something changed on disk: a file, or a folder that went with all that was in it. What is there now is looked up, because events
   * come late and together: what was deleted may be there again. Open documents are what the editor says they are.
   */
  fileChanged(uri: string): void {
    const file = toFile(uri);
    if (file === undefined || this.#options.documents.get(uri)) return;
    if (/\/(?:node_modules|\.git)(?:\/|$)/.test(file)) return;
    for (const folder of this.#owners(file)) folder.edit({ file });
  }

  /** Resolves when the settings are read and the first folders are known. */
  starting: Promise<void> = Promise.resolve();

  /** Returns when everything sent so far is analysed. */
  async settled(): Promise<void> {
    await this.starting;
    await Promise.all(this.folders.map((folder) => folder.settled()));
  }

  /** A file and its folder once its latest edits are analysed; undefined before a first scan, which nobody should wait for. */
  async fresh(uri: string): Promise<{ readonly folder: Folder; readonly file: string } | undefined> {
    const file = toFile(uri);
    const folder = file === undefined ? undefined : this.folderOf(file);
    if (!folder?.scanned || file === undefined) return undefined;
    await folder.settled();
    return { folder, file };
  }

  /** The findings of a document that are shown, fresh. */
  async freshFindings(uri: string): Promise<{ readonly folder: Folder; readonly findings: readonly Finding[] } | undefined> {
    const fresh = await this.fresh(uri);
    return fresh && { folder: fresh.folder, findings: fresh.folder.findings(fresh.file).filter((finding) => isShown(finding, this.#settings)) };
  }

  diagnosticsOf(file: string): ReturnType<typeof toDiagnostics> {
    const folder = this.folderOf(file);
    if (!folder || (this.#settings.diagnostics.scope === "openFiles" && !this.#options.documents.get(toUri(file)))) return [];
    return toDiagnostics(folder.findings(file), {
      settings: this.#settings,
      related: this.traits.related,
      ruleLink: (rule) => (this.traits.commands ? ruleCommand(rule) : rulePage(rule, this.#options.rulePages)),
    });
  }

  /** The same call to every folder's engine, with the folder's URI. An engine that fails is left out. */
  async callAll<K extends keyof EngineCalls>(method: K, ...args: Parameters<EngineCalls[K]>): Promise<{ folder: string; result: ReturnType<EngineCalls[K]> }[]> {
    const answers = await Promise.all(this.folders.map((folder) =>
      guarded(this.#options.log, method, undefined, async () => ({ folder: toUri(folder.root), result: await folder.call(method, ...args) }))));
    return answers.filter((answer) => answer !== undefined);
  }

  /** Asks git without keeping anybody else waiting. */
  askGit<K extends keyof GitQuestions>(question: K, args: Parameters<GitQuestions[K]>, signal?: AbortSignal): Promise<ReturnType<GitQuestions[K]>> {
    return askAside(this.#options.workerFile, question, args, signal);
  }

  /** The findings of a folder as it would be with other files, by an engine of its own that goes away again. */
  async findingsOf(root: string, changes: readonly Change[], { signal, onProgress }: { readonly signal?: AbortSignal; readonly onProgress?: (percent: number, what: string) => void } = {}): Promise<readonly Finding[]> {
    if (signal?.aborted) throw new Cancelled("nobody waits any more");
    const host = new EngineHost({
      ...this.#engineStart(root), workerFile: this.#options.workerFile, onRestart: () => undefined, onGiveUp: () => undefined,
      onProgress: (step) => onProgress?.(...percentOf(step)),
    });
    signal?.addEventListener("abort", () => void host.dispose(), { once: true });
    try {
      await host.apply(changes);
      return await host.call("findings");
    } finally {
      await host.dispose();
    }
  }

  #engineStart(root: string): EngineStart {
    return {
      root, today: localToday(),
      policyFile: this.#settings.policyFile ? path.resolve(root, this.#settings.policyFile).replaceAll("\\", "/") : undefined,
    };
  }

  /** Publishes everything that is known again, after a change of settings. */
  republish(): void {
    this.#show([...new Set([...this.#knownFiles(), ...[...this.#published.keys()].flatMap((uri) => toFile(uri) ?? [])])]);
    this.#refreshDecorations();
  }

  /** Tells the client, soon, that results changed. */
  notifyChanged(): void {
    clearTimeout(this.#changedTimer);
    this.#changedTimer = setTimeout(() => void this.#sendChanged(), 50);
  }

  async summary(): Promise<ChangedParams> {
    const findings: Record<Severity, number> = { hint: 0, information: 0, warning: 0, error: 0 };
    const checklist: Record<ChecklistStatus, number> = { pass: 0, fail: 0, attention: 0, "not-applicable": 0 };
    const scanned = this.folders.filter((folder) => folder.scanned);
    for (const folder of scanned) {
      for (const file of folder.files()) for (const finding of folder.findings(file)) if (isShown(finding, this.#settings)) findings[finding.severity]++;
      const items = await guarded<readonly ChecklistItem[]>(this.#options.log, "checklist", [], () => folder.call("checklist"));
      for (const item of items) checklist[item.status]++;
    }
    return {
      revision: Math.max(0, ...this.folders.map((folder) => folder.revision)),
      scanning: this.folders.some((folder) => folder.scanning),
      findings, checklist,
    };
  }

  #edit(document: TextDocument, folder: Folder): void {
    const file = toFile(document.uri);
    if (file !== undefined && folder.owns(file)) folder.edit({ file, text: document.getText(), version: document.version });
  }

  #knownFiles(): string[] {
    return this.folders.flatMap((folder) => [...folder.files()]);
  }

  #show(files: readonly string[]): void {
    for (const file of files) this.#behind.add(file);
    if (this.traits.mode === "pull") {
      this.#behind.clear();
      if (this.traits.refresh.diagnostics) void this.#options.connection.languages.diagnostics.refresh().catch(() => undefined);
    } else {
      for (const file of [...this.#behind]) this.#publish(file);
    }
    this.notifyChanged();
  }

  #publish(file: string): void {
    const uri = toUri(file);
    const document = this.#options.documents.get(uri);
    const version = document?.version;
    // Typing went on while this was analysed: its ranges would be wrong, and the next analysis is on its way.
    const folder = this.folderOf(file);
    if (folder && version !== undefined && folder.analysedVersion(file) !== version) return;
    this.#behind.delete(file);
    const diagnostics = this.diagnosticsOf(file);
    const hash = createHash("sha1").update(JSON.stringify(diagnostics)).digest("base64");
    const key = `${version ?? ""}:${hash}`;
    if (this.#published.get(uri) === key || (diagnostics.length === 0 && !this.#published.has(uri))) return;
    if (diagnostics.length) this.#published.set(uri, key);
    else this.#published.delete(uri);
    void this.#options.connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) });
  }

  /** Code lenses and inlay hints depend on the whole workspace, so the client has to ask again. */
  #refreshDecorations(): void {
    const { connection } = this.#options;
    if (this.traits.refresh.inlayHints) void connection.languages.inlayHint.refresh().catch(() => undefined);
    if (this.traits.refresh.codeLens) void connection.sendRequest("workspace/codeLens/refresh").catch(() => undefined);
  }

  async #sendChanged(): Promise<void> {
    if (this.#settings.codeLens.enable || this.#settings.inlayHints.enable) this.#refreshDecorations();
    const params = await this.summary();
    await this.#options.connection.sendNotification(METHODS.changed, params);
  }
}

/** Where each phase begins, and how long it is (percent). */
const PHASES: Readonly<Record<Progress["phase"], readonly [number, number]>> = { load: [0, 30], lower: [30, 30], solve: [60, 35], rules: [95, 5] };

const phaseText = (phase: Progress["phase"]): string =>
  ({ load: t("reading files"), lower: t("understanding files"), solve: t("following data"), rules: t("applying rules") })[phase];

const percentOf = ({ phase, done, total }: Progress): [percent: number, what: string] =>
  [Math.round(PHASES[phase][0] + (total > 0 ? (PHASES[phase][1] * done) / total : 0)), phaseText(phase)];

/** The standard progress of a first scan; nothing for a scan of less than a second. */
class ProgressReport {
  readonly #timer: NodeJS.Timeout | undefined;
  #reporter: WorkDoneProgressServerReporter | undefined;
  #ended = false;

  constructor(connection: Connection, supported: boolean) {
    if (!supported) return;
    this.#timer = setTimeout(() => {
      connection.window.createWorkDoneProgress().then((reporter) => {
        if (this.#ended) return;
        this.#reporter = reporter;
        reporter.begin("PHI Lens", 0, t("reading the workspace"), false);
      }, () => undefined);
    }, 1000);
  }

  report({ phase, done, total }: Progress): void {
    if (total > 0) this.#reporter?.report(...percentOf({ phase, done, total }));
  }

  done(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#reporter?.done();
    this.#reporter = undefined;
  }
}

const withoutSlash = (folder: string): string => (folder.length > 1 && folder.endsWith("/") ? folder.slice(0, -1) : folder);
