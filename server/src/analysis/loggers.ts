// Loggers that only their name gives away: injected, untyped, or of a library that has no model.

import type { Frame } from "./frame";
import { sinkValue } from "./sinks";
import type { Invocation } from "./invoke";
import { CLEAN } from "./value";

const METHODS = new Set(["trace", "debug", "info", "warn", "warning", "error", "fatal", "log", "verbose", "silly", "http", "notice", "critical"]);
const HOLDER = /(?:^|[._])(?:log|logger|logging|[a-z]*[lL]ogger|[a-z]+Log)(?:\(\))?$/;

/** Records a log sink if the call reads like one: `this.logger.warn(…)`, `req.log.info(…)`. */
export function loggerByName(frame: Frame, method: string, call: Invocation): boolean {
  if (!METHODS.has(method) || call.name === undefined) return false;
  const holder = call.name.slice(0, -(method.length + 1));
  if (!HOLDER.test(holder)) return false;
  for (const arg of call.args) {
    sinkValue(frame, arg, { kind: "log", node: "js|logger", callee: call.name, library: "logger", address: CLEAN, inUrl: false, options: new Map() }, call.at);
  }
  return true;
}
