// Code lenses and inlay hints of one file: what its functions take, send and record, what its types hold. Pure.

import { type CodeLens, type InlayHint, InlayHintKind } from "vscode-languageserver";
import type { FunctionInfo, InventoryType } from "../engine/api";
import { rank } from "../lattice/level";
import { categoryName, LEVEL_NAMES } from "../lattice/names";
import { toWirePosition, toWireRange, touches } from "./convert";
import { classificationText } from "./hover";
import { t } from "./l10n";
import type { WireRange } from "./messages";

/** Lenses above functions that take, send or access PHI, and above types that hold it. */
export function toCodeLenses(file: string, functions: readonly FunctionInfo[], inventory: readonly InventoryType[]): CodeLens[] {
  const types = inventory.filter((type) => type.place.file === file && type.fields.some((field) => field.classification && rank(field.classification.level) > 0));
  const typeLenses = types.map((type) => {
    const direct = type.fields.filter((field) => field.classification?.level === "phi-direct").length;
    const indirect = type.fields.filter((field) => field.classification?.level === "phi-indirect").length;
    const reached = new Set(type.fields.flatMap((field) => field.flowsTo));
    const flows = reached.size ? ` · ${t("flows to {0}", some([...reached].sort()))}` : "";
    return lens(toWireRange(type.place.range), `PHI: ${[direct ? t("{0} direct", direct) : "", indirect ? t("{0} indirect", indirect) : ""].filter(Boolean).join(", ")}${flows}`, "phiLens.inventory.focus");
  });
  return [...functions.map(functionLens), ...typeLenses];
}

/** `PHI in: SSN, name · out: OpenAI (not approved), log · no audit event`. */
function functionLens({ range, level, categories = [], sends, audit }: FunctionInfo): CodeLens {
  const input = level && (categories.length ? t("{0} in: {1}", LEVEL_NAMES[level], some(categories.map(categoryName))) : t("{0} in", LEVEL_NAMES[level]));
  const output = sends.length > 0 && t("out: {0}", some(sends.map(({ name, approved }) => (approved === false ? t("{0} (not approved)", name) : name))));
  const record = audit && (audit === "missing" ? t("no audit event") : t("audited"));
  const outside = sends.some(({ approved }) => approved !== undefined);
  return lens(toWireRange(range), [input, output, record].filter(Boolean).join(" · "), outside ? "phiLens.outbound.focus" : "phiLens.inventory.focus");
}

/** A lens is one line: the first few, and how many more. */
const some = (names: readonly string[]): string => (names.length > MAX_NAMES ? t("{0} and {1} more", names.slice(0, MAX_NAMES).join(", "), names.length - MAX_NAMES) : names.join(", "));

const MAX_NAMES = 4;

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
