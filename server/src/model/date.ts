/** Stands for an end that is written and is no day: it lies before all of them, so that nothing holds until then. */
export const noDay = '0000-01-01';

/** True for an existing day written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
