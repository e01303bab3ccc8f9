// Escaping for the report's formats. Everything that comes from code or policy goes through here.

/** Text inside an HTML element or a quoted attribute. Control characters, and those that turn the direction of what follows, are shown as unknown. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (char) => (char === "\n" || char === "\t" ? char : "\ufffd"))
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** Text inside a cell of a Markdown table. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").replace(/[\\|*_<>[\]#]/g, (char) => `\\${char}`);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
