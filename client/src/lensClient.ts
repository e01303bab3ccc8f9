// The connection to the language server, with typed requests and one event for changed results. Everything else of the client
// speaks to the server through this.

import * as vscode from "vscode";
import type { LanguageClient, LanguageClientOptions, ServerOptions } from "vscode-languageclient/node";
import { type ChangedParams, type InitializationOptions, METHODS, type Requests } from "../../server/src/lsp/messages";

const CODE = ["typescript", "typescriptreact", "javascript", "javascriptreact"];

export class LensClient implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #output = vscode.window.createOutputChannel("PHI Lens", { log: true });
  readonly #changed = new vscode.EventEmitter<ChangedParams | undefined>();
  #client: LanguageClient | undefined;
  #starting: Promise<void> | undefined;
  #last: ChangedParams | undefined;

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
    const initializationOptions: InitializationOptions = { commands: true, diagnostics: "push", trusted: vscode.workspace.isTrusted };
    const options: LanguageClientOptions = {
      documentSelector: [
        ...CODE.map((language) => ({ scheme: "file", language })),
        { scheme: "file", pattern: "**/phi-lens.json" },
        { scheme: "file", pattern: "**/phi-lens.checklist.json" },
      ],
      outputChannel: this.#output,
      initializationOptions,
      markdown: { isTrusted: false, supportHtml: false },
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
