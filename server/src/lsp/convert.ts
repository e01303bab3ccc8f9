// Between the engine's terms (absolute paths, 1-based) and the protocol's (URIs, 0-based). Pure; one place for off-by-ones.

import { fileURLToPath, pathToFileURL } from "node:url";
import type { Finding, Place, Position, Range } from "../engine/api";
import type { WireFinding, WireLocation, WirePosition, WireRange } from "./messages";

/** URI of an absolute path. */
export const toUri = (file: string): string => pathToFileURL(file).href;

/** Absolute path with forward slashes, or undefined for a URI that is no file. */
export function toFile(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri).replaceAll("\\", "/");
  } catch {
    return undefined;
  }
}

export const toWirePosition = (position: Position): WirePosition => ({
  line: Math.max(0, position.line - 1),
  character: Math.max(0, position.column - 1),
});

export const toWireRange = (range: Range): WireRange => ({ start: toWirePosition(range.start), end: toWirePosition(range.end) });

export const toLocation = (place: Place): WireLocation => ({ uri: toUri(place.file), range: toWireRange(place.range) });

export const toWireFinding = (finding: Finding): WireFinding => ({
  ...toLocation(finding),
  rule: finding.rule,
  severity: finding.severity,
  message: finding.message,
  fingerprint: finding.fingerprint,
  citation: finding.citation,
  ...(finding.destination && { destination: finding.destination.name ?? finding.destination.host ?? finding.destination.id }),
  flow: finding.flow.map((step) => ({ ...toLocation(step), text: step.text })),
});

/** Whether two ranges share a position; ends count, so that a caret at either end does. */
export const touches = (a: WireRange, b: WireRange): boolean => !isBefore(a.end, b.start) && !isBefore(b.end, a.start);

export const contains = (range: WireRange, position: WirePosition): boolean => touches(range, { start: position, end: position });

const isBefore = (a: WirePosition, b: WirePosition): boolean => a.line < b.line || (a.line === b.line && a.character < b.character);
