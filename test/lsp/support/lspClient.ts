// A small client that speaks to a server process over stdio, as Neovim or Zed would.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { CancellationTokenSource, createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-jsonrpc/node";
import type { ClientCapabilities, Diagnostic, InitializeResult, PublishDiagnosticsParams } from "vscode-languageserver-protocol";

export const FULL_CAPABILITIES: ClientCapabilities = {
  workspace: {
    configuration: true, workspaceFolders: true, applyEdit: true, didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ["create"] },
  },
  textDocument: { publishDiagnostics: { relatedInformation: true, versionSupport: true } },
};

export interface StartOptions {
  readonly server: string;
  readonly files?: Readonly<Record<string, string>>;
  /** An existing folder instead of one made of `files`. */
  readonly folder?: string;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: object;
  readonly settings?: object;
  /** Beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

export class LspClient {
  readonly root: string;
  readonly connection: MessageConnection;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly log: string[] = [];
  readonly edits: unknown[] = [];
  readonly registered: string[] = [];
  initialized!: InitializeResult;
  settings: object;
  readonly #process: ChildProcess;
  readonly #temporary: boolean;
  readonly #versions = new Map<string, number>();
  exitCode: Promise<number | null>;

  private constructor({ server, files = {}, folder, settings = {}, environment = {} }: StartOptions) {
    this.#temporary = folder === undefined;
    this.root = folder ?? mkdtempSync(path.join(tmpdir(), "phi-lens-lsp-"));
    this.settings = settings;
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    this.#process = spawn(process.execPath, ["--require", path.join(__dirname, "../../support/noNetwork.cjs"), server, "--stdio"], { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...environment } });
    this.exitCode = new Promise((resolve) => this.#process.once("exit", resolve));
    const { stdout, stdin, stderr } = this.#process;
    if (!stdout || !stdin) throw new Error("no pipes");
    stderr?.on("data", (data: Buffer) => this.log.push(data.toString()));
    this.connection = createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => void this.published.push(params));
    this.connection.onNotification("window/logMessage", ({ message }: { message: string }) => void this.log.push(message));
    this.connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => this.settings));
    this.connection.onRequest("workspace/applyEdit", ({ edit }: { edit: unknown }) => {
      this.edits.push(edit);
      return { applied: true };
    });
    this.connection.onRequest("client/registerCapability", ({ registrations }: { registrations: { method: string }[] }) => {
      this.registered.push(...registrations.map(({ method }) => method));
      return null;
    });
    this.connection.onError(() => undefined);
    // A server that dies fails the requests that wait for it.
    void this.exitCode.then(() => this.connection.dispose());
    this.connection.listen();
  }

  /** Starts and initializes a server on a folder of files. */
  static async start(options: StartOptions): Promise<LspClient> {
    const client = new LspClient(options);
    const uri = pathToFileURL(client.root).href;
    client.initialized = await client.connection.sendRequest("initialize", {
      processId: process.pid, rootUri: uri, workspaceFolders: [{ uri, name: "workspace" }],
      capabilities: options.capabilities ?? FULL_CAPABILITIES,
      ...(options.initializationOptions && { initializationOptions: options.initializationOptions }),
    });
    await client.connection.sendNotification("initialized", {});
    return client;
  }

  uri(name: string): string {
    return pathToFileURL(path.join(this.root, name)).href;
  }

  write(name: string, text: string): void {
    const file = path.join(this.root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  open(name: string, text: string): Promise<void> {
    this.#versions.set(name, 1);
    return this.connection.sendNotification("textDocument/didOpen", { textDocument: { uri: this.uri(name), languageId: "typescript", version: 1, text } });
  }

  /** Replaces the whole text; gives the new version. */
  async change(name: string, text: string): Promise<number> {
    const version = (this.#versions.get(name) ?? 0) + 1;
    this.#versions.set(name, version);
    await this.connection.sendNotification("textDocument/didChange", { textDocument: { uri: this.uri(name), version }, contentChanges: [{ text }] });
    return version;
  }

  request<T>(method: string, params: object = {}): Promise<T> {
    return this.connection.sendRequest<T>(method, params);
  }

  /** Sends a request and takes it back at once; whatever comes of it is ignored. */
  abandon(method: string, params: object): void {
    const source = new CancellationTokenSource();
    void this.connection.sendRequest(method, params, source.token).catch(() => undefined);
    source.cancel();
  }

  settled(): Promise<unknown> {
    return this.request("phiLens/settled");
  }

  /** The diagnostics that the editor would show for a file now. */
  diagnostics(name: string): readonly Diagnostic[] {
    return this.published.findLast(({ uri }) => uri === this.uri(name))?.diagnostics ?? [];
  }

  /** Waits until something holds; the tests' only way to wait. */
  async until(what: string, holds: () => boolean, milliseconds = 10_000): Promise<void> {
    const end = Date.now() + milliseconds;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`timed out: ${what}\n${this.log.join("\n")}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** Memory of the process in megabytes, where the system tells. */
  residentMegabytes(): number | undefined {
    try {
      const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.#process.pid}/status`, "utf8"))?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
    } catch {
      return undefined;
    }
  }

  /** The process is gone at once, whatever it was doing. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.exitCode;
  }

  async stop(): Promise<void> {
    await this.request("shutdown").catch(() => undefined);
    if (this.#process.exitCode === null) await this.connection.sendNotification("exit").catch(() => undefined);
    const late = setTimeout(() => this.#process.kill("SIGKILL"), 3000);
    await this.exitCode;
    clearTimeout(late);
    if (this.#temporary) rmSync(this.root, { recursive: true, force: true });
  }
}
