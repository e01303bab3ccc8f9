// Loggers that only their name gives away: injected, untyped, or of a library that has no model.

import type { Frame } from "./frame";
import { sinkValue } from "./sinks";
import type { Invocation } from "./invoke";
import { CLEAN } from "./value";

const METHODS = new Set(["trace", "debug", "info", "warn", "warning", "error", "fatal", "log", "verbose", "silly", "http", "notice", "critical"]);
const HOLDER = /(?:^|[._|])(?:log|logger|logging|[a-z]*[lL]ogger|[a-z]+Log)(?:\(\))?$/;

const CHILDREN = /(?:\.(?:child|extend|scope|getSubLogger|with[A-Z]\w*)\(\))+$/;

/** Whether a call of this name makes a logger: `createLogger("visits")`, `logger.child({ … })`. */
export const makesLogger = (node: string): boolean => /(?:create|get|make|build|init|use)\w*Logger$/.test(node) || (/\.(?:child|extend|scope)$/.test(node) && HOLDER.test(node.replace(/\.\w+$/, "").replace(CHILDREN, "")));

/** Records a log sink if the call reads like one: `this.logger.warn(…)`, `req.log.info(…)`; `node` is a place of a package that nobody models. */
export function loggerByName(frame: Frame, method: string, call: Invocation, node = ""): boolean {
  if (!METHODS.has(method) || call.name === undefined) return false;
  const holders = [call.name, node].map((name) => name.slice(0, -(method.length + 1)).replace(CHILDREN, ""));
  if (!holders.some((holder) => HOLDER.test(holder))) return false;
  for (const arg of call.args) {
    sinkValue(frame, arg, { kind: "log", node: "js|logger", callee: call.name, library: "logger", address: CLEAN, inUrl: false, options: new Map() }, call.at);
  }
  return true;
}
