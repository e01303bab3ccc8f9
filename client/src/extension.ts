// Entry of the extension: starts the language server and hangs the parts of the user interface on it. Kept small, because
// everything here is paid for at activation.

import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { ComparisonController } from "./comparison";
import { FlowController } from "./flow";
import { LensClient } from "./lensClient";
import { StatusBar } from "./statusBar";
import { registerViews } from "./views/register";

let client: LensClient | undefined;

/** What tests and other extensions may use. */
export interface ExtensionApi {
  /** Resolves when all edits so far are analysed and shown. */
  settled(): Promise<void>;
  /** How long `activate` took. */
  readonly activationMilliseconds: number;
}

export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const begun = performance.now();
  const lens = new LensClient(context);
  client = lens;
  const flow = new FlowController(lens);
  const comparison = new ComparisonController(lens);
  const views = registerViews(lens, flow, comparison);
  context.subscriptions.push(flow, comparison, new StatusBar(lens), ...views, ...registerCommands(context, lens, flow, comparison));
  void vscode.commands.executeCommand("setContext", "phiLens.active", true);
  setImmediate(() => void lens.start());
  return { settled: () => lens.settled(), activationMilliseconds: performance.now() - begun };
}

export async function deactivate(): Promise<void> {
  await client?.stop();
  client = undefined;
}
