// The views of the side bar and what makes them refresh.

import * as vscode from "vscode";
import { type FindingHistory, METHODS } from "../../../server/src/lsp/messages";
import type { ComparisonController } from "../comparison";
import type { FlowController } from "../flow";
import type { LensClient } from "../lensClient";
import { checklistNodes, comparisonNodes, flowNodes, inventoryNodes, outboundNodes, plain } from "./nodes";
import { NodeTree } from "./tree";

/** Registers all views. */
export function registerViews(lens: LensClient, flow: FlowController, comparison: ComparisonController): vscode.Disposable[] {
  const t = vscode.l10n.t;
  const scanned = () => lens.last !== undefined && !lens.last.scanning;
  const checklist = new NodeTree(async () => (scanned() ? checklistNodes((await lens.request(METHODS.checklist)) ?? [], t) : []));
  const outbound = new NodeTree(async () => (scanned() ? outboundNodes((await lens.request(METHODS.outbound)) ?? [], t) : []));
  const inventory = new NodeTree(async () => (scanned() ? inventoryNodes((await lens.request(METHODS.inventory)) ?? [], t) : []));
  const steps = new NodeTree(async () => (flow.finding ? flowNodes(flow.finding, flow.index, t) : []));
  const views = [
    liveView("phiLens.checklist", checklist, lens),
    liveView("phiLens.outbound", outbound, lens),
    liveView("phiLens.inventory", inventory, lens),
  ];
  const flowView = vscode.window.createTreeView("phiLens.flow", { treeDataProvider: steps });
  const scannedContext = lens.onChanged((params) => vscode.commands.executeCommand("setContext", "phiLens.scanned", params !== undefined && !params.scanning));
  const followed = flow.onChanged(() => {
    flowView.message = flow.finding && [plain(flow.finding.message), sinceText(flow.history?.since)].filter(Boolean).join("\n");
    flowView.description = flow.finding && `${flow.index + 1}/${flow.finding.flow.length}`;
    steps.refresh();
  });
  const differences = new NodeTree(async () => (comparison.comparison ? comparisonNodes(comparison.comparison, t) : []));
  const comparisonView = vscode.window.createTreeView("phiLens.comparison", { treeDataProvider: differences });
  const compared = comparison.onChanged(() => {
    const { comparison: shown } = comparison;
    comparisonView.description = shown?.revision;
    comparisonView.message = shown && shown.added.length + shown.removed.length === 0 ? t("No PHI flow was added or removed.") : undefined;
    differences.refresh();
  });
  return [...views, flowView, followed, comparisonView, compared, scannedContext];
}

/** What a breach assessment asks first. */
function sinceText(since: FindingHistory["since"] | undefined): string {
  if (since === undefined) return "";
  return since ? vscode.l10n.t("There since {0} (commit {1} by {2}).", since.date.slice(0, 10), since.commit.slice(0, 8), since.author) : vscode.l10n.t("Not committed yet.");
}

/** A view that refreshes when results changed, at once if it can be seen and otherwise when it is opened. */
function liveView(id: string, tree: NodeTree, lens: LensClient): vscode.Disposable {
  const view = vscode.window.createTreeView(id, { treeDataProvider: tree, showCollapseAll: true });
  let stale = false;
  const changed = lens.onChanged((params) => {
    if (id === "phiLens.checklist") {
      const errors = params ? params.findings.error : 0;
      const items = params && params.checklist.pass + params.checklist.fail + params.checklist.attention;
      view.description = params && items ? `${params.checklist.pass}/${items}` : undefined;
      view.badge = errors ? { value: errors, tooltip: errors === 1 ? vscode.l10n.t("1 error") : vscode.l10n.t("{0} errors", errors) } : undefined;
    }
    stale = !view.visible;
    if (!stale) tree.refresh();
  });
  const visible = view.onDidChangeVisibility((event) => {
    if (event.visible && stale) {
      stale = false;
      tree.refresh();
    }
  });
  return vscode.Disposable.from(view, changed, visible);
}
