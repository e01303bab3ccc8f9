// Paths as plain text: absolute, forward slashes, no trailing slash. Here and not `node:path`, whose answers depend on the platform.

/** Forward slashes, an upper-case drive letter, `.` and `..` resolved, no trailing slash (but `/` and `C:/` stay). */
export function normalizePath(path: string): string {
  const slashed = path.includes("\\") ? path.replaceAll("\\", "/") : path;
  if (!NEEDS_WORK.test(slashed)) return slashed;
  const root = rootOf(slashed);
  const parts: string[] = [];
  for (const part of slashed.slice(root.length).split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (root === "") parts.push(part);
  }
  const head = /^[a-z]:/.test(root) ? root.toUpperCase() : root;
  return head + parts.join("/") || ".";
}

/** Joins a relative path to a folder; an absolute one stays. */
export const joinPath = (folder: string, path: string): string =>
  isAbsolutePath(path) ? normalizePath(path) : normalizePath(inFolder(folder, path));

/** A name in a folder, both normalized. */
export const inFolder = (folder: string, name: string): string => (folder.endsWith("/") ? folder + name : `${folder}/${name}`);

export const isAbsolutePath = (path: string): boolean => /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path);

/** The folder that holds a path; the root's own is the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash < 0) return ".";
  const root = rootOf(path);
  return slash < root.length ? root : path.slice(0, slash);
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Whether `path` is the folder or lies below it. */
export const isWithin = (folder: string, path: string): boolean =>
  path === folder || (path.startsWith(folder) && (folder.endsWith("/") || path.charCodeAt(folder.length) === SLASH));

/** `path` seen from a folder that it lies in; `""` for the folder itself, undefined if it lies elsewhere. */
export function relativeTo(folder: string, path: string): string | undefined {
  if (path === folder) return "";
  return isWithin(folder, path) ? path.slice(folder.endsWith("/") ? folder.length : folder.length + 1) : undefined;
}

/** The folder and all above it, nearest first. */
export function* foldersUp(folder: string): Generator<string> {
  for (let at = folder; ; ) {
    yield at;
    const up = folderOf(at);
    if (up === at) return;
    at = up;
  }
}

const SLASH = 47;
const NEEDS_WORK = /(?:^|\/)\.\.?(?:\/|$)|.\/$|\/\/|^[a-z]:|^$/;

/** `/`, `C:/`, `//server/share/` or nothing. */
function rootOf(path: string): string {
  return /^(?:[A-Za-z]:\/|\/\/[^/]+\/[^/]+\/?|\/|[A-Za-z]:$)/.exec(path)?.[0] ?? "";
}
