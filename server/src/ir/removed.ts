// Paths of fields that were taken out of a value, as dotted text: `ssn`, `address.street`, `[*].ssn` in any element, `*.ssn` in any
// field, `**.ssn` at any depth.

/** The removed paths as they are seen from a field; undefined where the field itself is removed. */
export function removedBelow(removed: readonly string[], field: string): readonly string[] | undefined {
  if (removed.length === 0) return removed;
  const left: string[] = [];
  for (const path of removed) {
    if (path.startsWith("**.")) {
      if (path.slice(3) === field) return undefined;
      left.push(path);
      continue;
    }
    const dot = path.indexOf(".");
    const head = dot < 0 ? path : path.slice(0, dot);
    if (head !== field && head !== "*" && !(head === "[*]" && /^\d+$/.test(field))) continue;
    if (dot < 0) return undefined;
    left.push(path.slice(dot + 1));
  }
  return left;
}

/** A path as redaction options write it (`a.b`, `users[*].ssn`, `["x-token"]`, `*.ssn`) as a removed path. */
export const removedPath = (written: string): string =>
  written.replace(/\[["']?([^\]"']+)["']?\]/g, (_, name: string) => (name === "*" || /^\d+$/.test(name) ? ".[*]" : `.${name}`)).replace(/^\./, "");
