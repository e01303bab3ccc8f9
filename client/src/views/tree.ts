// Draws plain nodes as a tree view.

import * as vscode from "vscode";
import type { WireLocation } from "../../../server/src/lsp/messages";
import type { ViewNode } from "./nodes";

/** A tree whose nodes are loaded anew whenever `refresh` is called and the view can be seen. */
export class NodeTree implements vscode.TreeDataProvider<ViewNode> {
  readonly #load: () => Promise<readonly ViewNode[]>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #parents = new Map<string, ViewNode>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(load: () => Promise<readonly ViewNode[]>) {
    this.#load = load;
  }

  refresh(): void {
    this.#changed.fire();
  }

  async getChildren(node?: ViewNode): Promise<ViewNode[]> {
    if (!node) return [...(await this.#load())];
    for (const child of node.children) this.#parents.set(child.id, node);
    return [...node.children];
  }

  getParent(node: ViewNode): ViewNode | undefined {
    return this.#parents.get(node.id);
  }

  getTreeItem(node: ViewNode): vscode.TreeItem {
    const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.children.length === 0 ? None : node.expanded ? Expanded : Collapsed);
    item.id = node.id;
    item.description = node.description;
    item.tooltip = node.tooltip ?? [node.label, node.description].filter(Boolean).join(" — ");
    if (node.icon) item.iconPath = new vscode.ThemeIcon(node.icon, node.color ? new vscode.ThemeColor(node.color) : undefined);
    item.contextValue = node.context;
    item.accessibilityInformation = { label: [node.tooltip ?? node.label, node.description].filter(Boolean).join(", ") };
    if (node.command) item.command = { title: node.label, command: node.command.name, arguments: [...node.command.args] };
    else if (node.location && node.children.length === 0) item.command = { title: node.label, command: "vscode.open", arguments: openArguments(node.location) };
    return item;
  }
}

/** Arguments of `vscode.open` for a place. */
export const openArguments = (location: WireLocation): [vscode.Uri, vscode.TextDocumentShowOptions] => [
  vscode.Uri.parse(location.uri), { selection: toRange(location), preview: true },
];

export const toRange = ({ range: { start, end } }: Pick<WireLocation, "range">): vscode.Range =>
  new vscode.Range(start.line, start.character, end.line, end.character);
