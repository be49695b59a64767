/** Stands for an end that is written and is no day: it lies before all of them, so that nothing holds until then. */
export const noDay = '0000-01-01';

/** The day so many days after another, `YYYY-MM-DD`; the last that can be written so for what lies beyond. */
export function daysAfter(day: string, days: number): string {
  const time = Date.parse(`${day}T00:00:00Z`) + days * 86_400_000;
  return time > Date.parse(lastDay) ? lastDay : new Date(time).toISOString().slice(0, 10);
}

const lastDay = '9999-12-31';

/** True for an existing day written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
