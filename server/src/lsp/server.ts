// The language server: capabilities, and which handler answers what. Over node IPC (VS Code) or stdio (every other editor).

import path from "node:path";
import {
  CodeActionKind, type Connection, createConnection, DidChangeConfigurationNotification, DidChangeWatchedFilesNotification,
  type InitializeParams, type InitializeResult, ProposedFeatures, TextDocumentSyncKind, TextDocuments, WatchKind,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { FIX_ALL } from "./actions";
import { toFile } from "./convert";
import { guarded, type Log } from "./guard";
import { speak } from "./l10n";
import { onLanguageRequests } from "./languageRequests";
import type { InitializationOptions } from "./messages";
import { onProductRequests } from "./productRequests";
import { type ClientTraits, Session } from "./session";
import { readSettings } from "./settings";

export interface ServerOptions {
  /** Standard input and output instead of what the command line says (`--node-ipc`, `--stdio`, `--socket`). */
  readonly stdio?: boolean;
}

const WATCHED = [
  "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,prisma,graphql,gql}",
  // Settings, and what they extend, which may have any name.
  "**/*.json",
  "**/{.gitignore,pnpm-workspace.yaml}",
];

/** A folder that is deleted is one event: editors leave out those of the files in it. */
const FOLDERS_DELETED = { globPattern: "**/*", kind: WatchKind.Delete };

/** Starts the server on the connection that its arguments name; ends with the connection. */
export function startServer({ stdio = false }: ServerOptions = {}): void {
  const connection: Connection = stdio
    ? createConnection(ProposedFeatures.all, process.stdin, process.stdout)
    : createConnection(ProposedFeatures.all);
  const log: Log = {
    error: (message) => connection.console.error(message),
    warn: (message) => connection.console.warn(message),
    info: (message) => connection.console.info(message),
  };
  const documents = new TextDocuments(TextDocument);
  const session = new Session({
    connection, documents, log,
    workerFile: path.join(__dirname, "server.js"),
    rulePages: [path.join(__dirname, "rules"), path.join(__dirname, "../rules"), path.join(__dirname, "../server/src/rules")],
  });
  let params: InitializeParams | undefined;

  connection.onInitialize((given) => {
    params = given;
    speak(given.locale, (given.initializationOptions as InitializationOptions | undefined)?.l10n, [path.join(__dirname, "../l10n"), path.join(__dirname, "../../../l10n")]);
    session.traits = readTraits(given);
    return capabilities(session.traits);
  });
  const initialized = () => guarded(log, "initialized", undefined, async () => {
    if (!params) return;
    const { workspace } = params.capabilities;
    const readConfiguration = async () => {
      if (workspace?.configuration) await session.configure(readSettings(await connection.workspace.getConfiguration("phiLens")));
    };
    connection.onDidChangeConfiguration(({ settings }) => void guarded(log, "configuration", undefined, () =>
      workspace?.configuration ? readConfiguration() : session.configure(readSettings((settings as { phiLens?: unknown } | null)?.phiLens))));
    if (workspace?.didChangeConfiguration?.dynamicRegistration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: "phiLens" });
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...WATCHED.map((globPattern) => ({ globPattern })), FOLDERS_DELETED] });
    }
    if (workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => void guarded(log, "folders", undefined, async () => {
        // A folder may go before it has begun.
        await session.starting;
        for (const { uri } of removed) await withFile(uri, (file) => session.removeRoot(file));
        for (const { uri } of added) await withFile(uri, (file) => session.addRoot(file));
      }));
    }
    await guarded(log, "configuration", undefined, readConfiguration);
    for (const uri of rootsOf(params)) await withFile(uri, (file) => session.addRoot(file));
  });
  connection.onInitialized(() => {
    session.starting = initialized();
  });

  documents.onDidChangeContent(({ document }) => void guarded(log, "didChange", undefined, () => session.documentChanged(document)));
  documents.onDidClose(({ document }) => void guarded(log, "didClose", undefined, () => session.documentClosed(document.uri)));
  connection.onDidChangeWatchedFiles(({ changes }) => void guarded(log, "watchedFiles", undefined, () => {
    for (const { uri } of changes) session.fileChanged(uri);
  }));
  onLanguageRequests({ connection, documents, session, log });
  onProductRequests({ connection, documents, session, log });
  connection.onShutdown(() => session.dispose());

  process.on("uncaughtException", (error) => void guarded(log, "server", undefined, () => { throw error; }));
  process.on("unhandledRejection", (error) => void guarded(log, "server", undefined, () => { throw error; }));
  documents.listen(connection);
  connection.listen();
}

function capabilities(traits: ClientTraits): InitializeResult {
  return {
    serverInfo: { name: "PHI Lens" },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      hoverProvider: true,
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: traits.resolves },
      codeLensProvider: {},
      inlayHintProvider: true,
      completionProvider: { triggerCharacters: ["@", "-"] },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      ...(traits.mode === "pull" && {
        diagnosticProvider: { identifier: "phi-lens", interFileDependencies: true, workspaceDiagnostics: true },
      }),
    },
  };
}

function readTraits({ capabilities: { workspace, textDocument, window }, initializationOptions }: InitializeParams): ClientTraits {
  const options = (typeof initializationOptions === "object" && initializationOptions ? initializationOptions : {}) as InitializationOptions;
  const pulls = textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true;
  const related = textDocument?.publishDiagnostics?.relatedInformation ?? textDocument?.diagnostic?.relatedInformation;
  return {
    commands: options.commands === true,
    trusted: options.trusted !== false,
    mode: options.diagnostics === "push" || options.diagnostics === "pull" ? options.diagnostics : pulls ? "pull" : "push",
    related: related === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    resolves: textDocument?.codeAction?.dataSupport === true && textDocument.codeAction.resolveSupport?.properties.includes("edit") === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    progress: window?.workDoneProgress === true,
    refresh: {
      diagnostics: workspace?.diagnostics?.refreshSupport === true,
      codeLens: workspace?.codeLens?.refreshSupport === true,
      inlayHints: workspace?.inlayHint?.refreshSupport === true,
    },
  };
}

function rootsOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (workspaceFolders?.length) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}

async function withFile(uri: string, run: (file: string) => void | Promise<void>): Promise<void> {
  const file = toFile(uri);
  if (file !== undefined) await run(file);
}
