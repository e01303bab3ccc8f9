import * as Sentry from "@sentry/node";
import type { ErrorRequestHandler } from "express";
import { logFor } from "./logger";

const log = logFor("errors");

export class NotFound extends Error {
  constructor(
    readonly what: string,
    detail: string,
  ) {
    super(`${what} not found: ${detail}`);
  }
}

export function startErrorTracking(): void {
  Sentry.init({ dsn: process.env.SENTRY_DSN, environment: process.env.NODE_ENV });
}

/** Reports what went wrong, with whatever helps to find it. */
export function report(error: unknown, context: Record<string, unknown> = {}): void {
  Sentry.captureException(error, { extra: context });
}

export const errorHandler: ErrorRequestHandler = (error, req, res, _next) => {
  log.error("request failed", { method: req.method, route: req.baseUrl });
  report(error, { method: req.method });
  res.status(error instanceof NotFound ? 404 : 500).json({ error: "Something went wrong." });
};
