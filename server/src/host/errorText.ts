// Errors as logs and messages may show them. Messages of errors may quote what was read, and stacks name folders: neither is told.

/** An error's kind and where in this program it arose: `TypeError at lower (server.js:12:34) < apply (server.js:5:6)`. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  // The stack starts with the message, which may look like anything.
  const { stack = "", message } = error;
  const start = message === "" ? -1 : stack.indexOf(message);
  const frames = stack
    .slice(start < 0 ? 0 : start + message.length)
    .split("\n")
    .flatMap((line) => {
      const match = /^\s*at (?:(?:async )?([\w.$<>[\] ]+) \()?(?:.*[\\/])?([\w.-]+):(\d+):(\d+)\)?$/.exec(line);
      return match ? [`${match[1] ?? "anonymous"} (${match[2]}:${match[3]}:${match[4]})`] : [];
    })
    .slice(0, 6);
  const code = (error as NodeJS.ErrnoException).code;
  return `${errorKind(error)}${typeof code === "string" ? ` ${code}` : ""}${frames.length ? ` at ${frames.join(" < ")}` : ""}`;
}

/** `TypeError`; a class's name where an error has none of its own. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return error.name === "Error" ? error.constructor.name : error.name;
}
