import pino from "pino";

const base = pino({ name: "harbor", level: process.env.LOG_LEVEL ?? "info" });

export interface Log {
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

/** A logger that names its part of the service in each line. */
export function logFor(part: string): Log {
  const child = base.child({ part });
  return {
    info: (message, fields) => child.info(fields ?? {}, message),
    warn: (message, fields) => child.warn(fields ?? {}, message),
    error: (message, fields) => child.error(fields ?? {}, message),
  };
}
