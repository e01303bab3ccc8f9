// Errors as carriers: what is thrown, rejected or answered with PHI in it.

import type { Expr } from "../ir/ir";
import type { Frame } from "./frame";
import { sinkValue } from "./sinks";
import { CLEAN, type Value } from "./value";

/** Reports what a thrown value carries; passing a caught one on is not reported again. */
export function throwSink(frame: Frame, expr: Expr, value: Value, at: number): void {
  if (expr.k === "local" && frame.caught.has(expr.name)) return;
  errorSink(frame, value, at, "throw");
}

/** Records a value that becomes an error others will see. */
export function errorSink(frame: Frame, value: Value, at: number, callee: string): void {
  sinkValue(frame, value, { kind: "error", node: `js|${callee}`, callee, library: "javascript", address: CLEAN, inUrl: false, options: new Map() }, at);
}
