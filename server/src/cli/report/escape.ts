// Escaping for the report's formats. Everything that comes from code or policy goes through here.

/** Text inside an HTML element or a quoted attribute. Control characters that no page should hold are dropped. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, "\ufffd")
    .replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** Text inside a cell of a Markdown table. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]+/g, " ").replace(/[\\|*_<>[\]#]/g, (char) => `\\${char}`);
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
