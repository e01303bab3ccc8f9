// The settings the server reads, with their defaults; a client that has none gets the defaults.

import { SEVERITIES, type Severity } from "../engine/api";
import type { Settings } from "./messages";

export const DEFAULT_SETTINGS: Settings = {
  enable: true,
  policyFile: "",
  diagnostics: { minimumSeverity: "hint", scope: "workspace" },
  hover: { enable: true },
  inlayHints: { enable: false },
  codeLens: { enable: false },
};

/** Reads what a client sent, trusting no part of it. */
export function readSettings(value: unknown): Settings {
  const given = asRecord(value);
  const diagnostics = asRecord(given.diagnostics);
  const enabled = (section: unknown, fallback: boolean) => asBoolean(asRecord(section).enable, fallback);
  return {
    enable: asBoolean(given.enable, DEFAULT_SETTINGS.enable),
    policyFile: typeof given.policyFile === "string" ? given.policyFile : DEFAULT_SETTINGS.policyFile,
    diagnostics: {
      minimumSeverity: SEVERITIES.includes(diagnostics.minimumSeverity as Severity)
        ? (diagnostics.minimumSeverity as Severity)
        : DEFAULT_SETTINGS.diagnostics.minimumSeverity,
      scope: diagnostics.scope === "openFiles" ? "openFiles" : DEFAULT_SETTINGS.diagnostics.scope,
    },
    hover: { enable: enabled(given.hover, DEFAULT_SETTINGS.hover.enable) },
    inlayHints: { enable: enabled(given.inlayHints, DEFAULT_SETTINGS.inlayHints.enable) },
    codeLens: { enable: enabled(given.codeLens, DEFAULT_SETTINGS.codeLens.enable) },
  };
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const asBoolean = (value: unknown, fallback: boolean): boolean => (typeof value === "boolean" ? value : fallback);
