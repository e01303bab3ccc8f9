// Code lenses and inlay hints of one file: what leaves through its calls, what its types hold. Pure.

import { type CodeLens, type InlayHint, InlayHintKind } from "vscode-languageserver";
import type { InventoryType, OutboundDestination } from "../engine/api";
import { rank } from "../lattice/level";
import { toWirePosition, toWireRange, touches } from "./convert";
import { categoryName, classificationText, LEVEL_NAMES } from "./hover";
import type { WireRange } from "./messages";

/** Lenses above types that hold PHI and above calls that send it. */
export function toCodeLenses(file: string, inventory: readonly InventoryType[], outbound: readonly OutboundDestination[]): CodeLens[] {
  const types = inventory.filter((type) => type.place.file === file && type.fields.some((field) => field.classification && rank(field.classification.level) > 0));
  const typeLenses = types.map((type) => {
    const direct = type.fields.filter((field) => field.classification?.level === "phi-direct").length;
    const indirect = type.fields.filter((field) => field.classification?.level === "phi-indirect").length;
    const reached = new Set(type.fields.flatMap((field) => field.flowsTo));
    const flows = reached.size ? ` · flows to ${[...reached].sort().join(", ")}` : "";
    return lens(toWireRange(type.place.range), `PHI: ${direct} direct, ${indirect} indirect${flows}`, "phiLens.inventory.focus");
  });
  const siteLenses = outbound.flatMap((destination) => destination.sites.filter((site) => site.file === file && site.level && rank(site.level) > 0).map((site) => {
    const categories = site.categories.length ? ` (${site.categories.map(categoryName).join(", ")})` : "";
    const state = destination.approved ? "approved" : "not approved";
    return lens(toWireRange(site.range), `${LEVEL_NAMES[site.level ?? "operational"]}${categories} → ${destination.name ?? destination.id}, ${state}`, "phiLens.outbound.focus");
  }));
  return [...typeLenses, ...siteLenses];
}

/** A hint behind each declared field that is PHI. */
export function toInlayHints(file: string, range: WireRange, inventory: readonly InventoryType[]): InlayHint[] {
  return inventory.flatMap((type) => type.fields).flatMap((field) => {
    const { place, classification } = field;
    if (place.file !== file || !classification || rank(classification.level) === 0 || !touches(range, toWireRange(place.range))) return [];
    return [{
      position: toWirePosition(place.range.end),
      label: LEVEL_NAMES[classification.level],
      kind: InlayHintKind.Type,
      paddingLeft: true,
      tooltip: classificationText(classification),
    }];
  });
}

const lens = (range: WireRange, title: string, command: string): CodeLens => ({ range, command: { title, command } });
