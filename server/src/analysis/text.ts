// Texts whose beginning is known: enough to tell which host a URL goes to.

import type { Frame } from "./frame";
import { addEntry, CLEAN, filterValue, join, onlyConstant, single, type Entry, type Ref, type Value, type Why } from "./value";

/** Longest known beginning of a text that is kept. */
const MAX_LEAD = 300;

/** The text made by putting values one after the other: what they carry, and how the text begins. */
export function concat(frame: Frame, parts: readonly Value[], why?: Why): Value {
  const whole = constantText(parts);
  if (whole !== undefined) return single({ r: "const", value: whole }, written(parts));
  let carried: Value = CLEAN;
  for (const part of parts) carried = join(carried, frame.derive(part, {}, why));
  return join(carried, beginning(parts));
}

/** Where the first piece of a text is written. */
function written(parts: readonly Value[]): Why | undefined {
  for (const part of parts) for (const { ref, why } of part.values()) if (ref.r === "const" && why && ref.value !== "") return why;
  return undefined;
}

function constantText(parts: readonly Value[]): string | undefined {
  let text = "";
  for (const part of parts) {
    const known = onlyConstant(part);
    if (!known) return undefined;
    text += String(known.value);
    if (text.length > 4 * MAX_LEAD) return undefined;
  }
  return text;
}

/** References that say how the text begins, with where their first piece is written. */
function beginning(parts: readonly Value[]): Value {
  const found = new Map<string, Entry>();
  let leads: { readonly text: string; readonly why: Why | undefined }[] = [{ text: "", why: undefined }];
  const more = (text: string, why: Why | undefined) => leads.map((lead) => ({ text: (lead.text + text).slice(0, MAX_LEAD), why: lead.why ?? why }));
  for (const part of parts) {
    const known = onlyConstant(part);
    if (known) {
      leads = more(String(known.value), known.value === "" ? undefined : [...part.values()][0]?.why);
      continue;
    }
    if (leads.every((lead) => lead.text === "" || /^[a-z]+:\/\/$/i.test(lead.text))) {
      let open = false;
      const next: typeof leads = [];
      const first = leads[0] ?? { text: "", why: undefined };
      for (const { ref, why } of part.values()) {
        if (ref.r === "const") next.push(...more(String(ref.value), why));
        else if (ref.r === "text") addEntry(found, { r: "text", lead: first.text + ref.lead }, first.why ?? why);
        else if (ref.r === "env" || ref.r === "led" || ref.r === "sym") addEntry(found, ref.r === "led" ? ref : { r: "led", by: ref }, first.why);
        else open = true;
      }
      if (next.length === 0) {
        if (open && found.size === 0) addEntry(found, { r: "text", lead: first.text }, first.why);
        return found;
      }
      leads = next.slice(0, 6);
      continue;
    }
    break;
  }
  for (const lead of leads) if (lead.text !== "") addEntry(found, { r: "text", lead: lead.text }, lead.why);
  return found;
}

/** What of a value says where it leads as a URL: texts as far as they are known, and values that callers may know. */
export const addressOnly = (value: Value): Value => filterValue(value, (ref) => ref.r !== "obj" && ref.r !== "api" && !(ref.r === "sym" && ref.atom.opaque));

/** What a URL built from a path and a base says about where it goes. */
export function resolveUrl(path: Value, base: Value): Value {
  if (base.size === 0) return path;
  const absolute = [...path.values()].filter(({ ref }) => isAbsolute(ref));
  if (absolute.length > 0 && absolute.length === path.size) return path;
  let result: Value = base;
  for (const { ref, why } of absolute) result = join(result, single(ref, why));
  return result;
}

const isAbsolute = (ref: Ref): boolean => {
  if (ref.r === "const") return typeof ref.value === "string" && /^[a-z][a-z0-9+.-]*:\/\//i.test(ref.value);
  if (ref.r === "text") return /^[a-z][a-z0-9+.-]*:\/\//i.test(ref.lead);
  return ref.r === "env" || ref.r === "led";
};
