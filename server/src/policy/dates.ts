// Calendar dates as text, `2026-02-01`: no time zone, no clock. `today` is always handed in.

/** Whether the text is a day of the calendar. */
export function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Days from one date to another; negative where `to` is earlier. NaN where either is no date. */
export function daysBetween(from: string, to: string): number {
  return isDate(from) && isDate(to) ? Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000) : Number.NaN;
}

/** The date some days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
