// Every command of the extension, by its name in package.json (a test compares the two).

import * as vscode from "vscode";
import type { FlowParams, SuppressParams } from "../../server/src/lsp/messages";
import type { ComparisonController } from "./comparison";
import type { FlowController } from "./flow";
import type { LensClient } from "./lensClient";
import { attest, attestationHistory, approveDestination, classify, createPolicy, openPolicy, revokeDestination, suppress } from "./policyCommands";
import { Reports } from "./report";
import { explainRule } from "./rulePage";
import type { ViewNode } from "./views/nodes";

/** Registers all commands. */
export function registerCommands(context: vscode.ExtensionContext, lens: LensClient, flow: FlowController, comparison: ComparisonController): vscode.Disposable[] {
  const reports = new Reports(lens, context.workspaceState);
  const handlers: Record<string, (...args: never[]) => unknown> = {
    showFlow: (given?: FlowParams | ViewNode) => flow.show(isFlow(given) ? given : given?.flow),
    nextFlowStep: (index?: number) => flow.goTo(typeof index === "number" ? index : flow.index + 1),
    previousFlowStep: () => flow.goTo(flow.index - 1),
    peekFlow: () => flow.peek(),
    closeFlow: () => flow.close(),
    explainRule: (rule?: string) => explainRule(context, lens, typeof rule === "string" ? rule : undefined),
    report: () => reports.show(),
    saveReport: () => reports.save(),
    openPolicy: () => openPolicy(lens),
    createPolicy: () => createPolicy(lens),
    compare: (revision?: string) => comparison.compare(typeof revision === "string" ? revision : undefined),
    closeComparison: () => comparison.close(),
    attestationHistory: (node?: ViewNode) => attestationHistory(lens, node?.item),
    revokeDestination: (node?: ViewNode) => revokeDestination(lens, node?.destination),
    attest: (node?: ViewNode) => attest(lens, node?.item),
    approveDestination: (node?: ViewNode) => approveDestination(lens, node?.destination),
    classify: (node?: ViewNode) => classify(lens, node?.classify),
    suppress: (params: Omit<SuppressParams, "reason">) => suppress(lens, params),
    restart: () => lens.restart(),
    showOutput: () => lens.showOutput(),
  };
  return Object.entries(handlers).map(([name, run]) => vscode.commands.registerCommand(`phiLens.${name}`, run));
}

const isFlow = (value: unknown): value is FlowParams =>
  typeof value === "object" && value !== null && "uri" in value && ("fingerprint" in value || "position" in value);
