// The connection to the language server, with typed requests and one event for changed results. Everything else of the client
// speaks to the server through this.

import * as vscode from "vscode";
import type { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";
import { type ChangedParams, type Comparison, type InitializationOptions, METHODS, type Requests } from "../../server/src/lsp/messages";

const CODE = ["typescript", "typescriptreact", "javascript", "javascriptreact"];

export class LensClient implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #output = vscode.window.createOutputChannel("PHI Lens", { log: true });
  readonly #changed = new vscode.EventEmitter<ChangedParams | undefined>();
  #client: LanguageClient | undefined;
  #starting: Promise<void> | undefined;
  #last: ChangedParams | undefined;
  #comparisons = 0;

  /** Results changed; undefined: the server is not running. */
  readonly onChanged = this.#changed.event;

  constructor(context: vscode.ExtensionContext) {
    this.#context = context;
    context.subscriptions.push(this, this.#output, this.#changed);
    context.subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()));
  }

  get last(): ChangedParams | undefined {
    return this.#last;
  }

  start(): Promise<void> {
    this.#starting ??= this.#start();
    return this.#starting;
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#starting = undefined;
    await client?.dispose().catch(() => undefined);
    this.#notify(undefined);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  showOutput(): void {
    this.#output.show();
  }

  /** A request of the product; undefined where the server cannot answer. */
  async request<M extends keyof Requests>(method: M, ...params: Requests[M]["params"] extends undefined ? [] : [Requests[M]["params"]]): Promise<Requests[M]["result"] | undefined> {
    await this.#starting;
    const client = this.#client;
    if (!client?.isRunning()) return undefined;
    try {
      return await client.sendRequest<Requests[M]["result"]>(method, params[0] ?? {});
    } catch (error) {
      this.#output.error(`${method}: ${error instanceof Error ? error.message : "failed"}`);
      return undefined;
    }
  }

  /** Compares with a revision; says how far it is, and stops where nobody waits any more. */
  async compare(params: { readonly folder: string; readonly revision: string }, progress: vscode.Progress<{ message?: string; increment?: number }>, cancellation: vscode.CancellationToken): Promise<Comparison | undefined> {
    await this.#starting;
    const client = this.#client;
    if (!client?.isRunning()) return undefined;
    const { WorkDoneProgress } = await import("vscode-languageclient/node");
    const workDoneToken = `phiLens.compare.${++this.#comparisons}`;
    let shown = 0;
    const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
      if (value.kind !== "report") return;
      progress.report({ message: value.message, increment: Math.max(0, (value.percentage ?? shown) - shown) });
      shown = Math.max(shown, value.percentage ?? shown);
    });
    try {
      return await client.sendRequest<Comparison>(METHODS.compare, { ...params, workDoneToken }, cancellation);
    } catch (error) {
      if (!cancellation.isCancellationRequested) this.#output.error(`${METHODS.compare}: ${error instanceof Error ? error.message : "failed"}`);
      return cancellation.isCancellationRequested ? { ...params, added: [], removed: [], cancelled: true } : undefined;
    } finally {
      listening.dispose();
    }
  }

  async settled(): Promise<void> {
    await this.start();
    const summary = await this.request(METHODS.settled);
    if (summary) this.#notify(summary);
  }

  dispose(): void {
    void this.stop();
  }

  async #start(): Promise<void> {
    // Loaded here and not above: it is most of the extension, and the editor should not wait for it.
    const { LanguageClient, State, TransportKind } = await import("vscode-languageclient/node");
    const module = this.#context.asAbsolutePath("dist/server.js");
    const transport = TransportKind.ipc;
    const server: ServerOptions = {
      run: { module, transport },
      debug: { module, transport, options: { execArgv: ["--nolazy", "--inspect=6009"] } },
    };
    const initializationOptions: InitializationOptions = { commands: true, diagnostics: "push", trusted: vscode.workspace.isTrusted, ...(vscode.l10n.uri && { l10n: vscode.l10n.uri.toString() }) };
    const options: LanguageClientOptions = {
      documentSelector: [
        ...CODE.map((language) => ({ scheme: "file", language })),
        { scheme: "file", pattern: "**/phi-lens.json" },
        { scheme: "file", pattern: "**/phi-lens.checklist.json" },
      ],
      outputChannel: this.#output,
      initializationOptions,
      // A hover's links show a flow or a rule's page, and can do nothing else.
      markdown: { isTrusted: { enabledCommands: ["phiLens.showFlow", "phiLens.explainRule"] }, supportHtml: false },
    };
    const client = new LanguageClient("phiLens", "PHI Lens", server, options);
    this.#client = client;
    client.onNotification(METHODS.changed, (params: ChangedParams) => this.#notify(params));
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped && this.#client === client) this.#notify(undefined);
    });
    try {
      await client.start();
    } catch {
      this.#notify(undefined);
      const show = vscode.l10n.t("Show Output");
      void vscode.window.showErrorMessage(vscode.l10n.t("PHI Lens could not start its language server."), show)
        .then((choice) => choice === show && this.showOutput());
    }
  }

  #notify(params: ChangedParams | undefined): void {
    this.#last = params;
    this.#changed.fire(params);
  }
}
