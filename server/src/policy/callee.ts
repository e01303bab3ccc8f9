// Callee patterns: `module#path.to.member`, a bare name, `@Decorator`. Split once at loading, so that matching never parses text.

import { posix } from "node:path";
import type { CalleePattern } from "./policy";

/** Splits a callee as written; relative files are taken from `folder`. Call `calleeProblem` first where the text is a user's. */
export function parseCallee(text: string, folder: string, span: readonly [number, number] = [0, 0], file?: string): CalleePattern {
  const origin = file === undefined ? { span } : { span, file };
  const hash = text.indexOf("#", 1);
  if (hash > 0 && !isPrivateName(text, hash)) {
    const module = text.slice(0, hash);
    return { text, module: moduleOf(module, folder), path: segments(text.slice(hash + 1)), ...origin };
  }
  if (text.startsWith("@")) return { text, path: segments(text.slice(1)), decorator: true, ...origin };
  return { text, path: segments(text), ...origin };
}

/** What is wrong with a callee as written, or undefined. */
export function calleeProblem(text: string): string | undefined {
  const hash = text.indexOf("#", 1);
  const module = hash > 0 && !isPrivateName(text, hash) ? text.slice(0, hash) : undefined;
  const path = segments(module === undefined ? text.replace(/^@/, "") : text.slice(hash + 1));
  if (text.trim() !== text || text === "") return "A callee has no spaces around it and is not empty.";
  if (text.length > MAX_LENGTH) return `A callee has at most ${MAX_LENGTH} characters.`;
  if (module !== undefined && /[\s\\]/.test(module)) return `\`${module}\` is not a module: write a package name, or a file with forward slashes.`;
  if (module === undefined && /[/\\]/.test(text)) return `\`${text}\` names a module and no member: write \`${text}#member\`.`;
  for (const segment of path) {
    if (!SEGMENT.test(segment)) return `\`${segment || text}\` is not a name: write \`module#path.to.member\`, a bare name, or \`@Decorator\`.`;
  }
  if (path.every((segment) => /^\*+$/.test(segment)) && module === undefined) return `\`${text}\` matches every function.`;
  return undefined;
}

/** Names that two entries have in common: where they agree, both speak of the same function. */
export function calleeKey(callee: CalleePattern): string {
  const module = callee.module ? `${callee.module.kind === "file" ? callee.module.path : callee.module.name}#` : "";
  return `${callee.decorator ? "@" : ""}${module}${callee.path.join(".")}`;
}

const MAX_LENGTH = 500;
const SEGMENT = /^#?[\p{ID_Start}$_*][\p{ID_Continue}$*]*(\(\))?$/u;

function moduleOf(text: string, folder: string): CalleePattern["module"] {
  if (text.startsWith("./") || text.startsWith("../") || text === "." || text === "..") return { kind: "file", path: posix.join(folder, text) };
  if (text.startsWith("/") || /^[A-Za-z]:\//.test(text)) return { kind: "file", path: posix.normalize(text) };
  return { kind: "package", name: text };
}

/** `Vault.#seal`: the hash belongs to the name. */
const isPrivateName = (text: string, hash: number): boolean => text[hash - 1] === ".";

const segments = (path: string): string[] => path.split(".");
