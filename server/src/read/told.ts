import type { Parsed } from '../model/evidence.ts';
import { capital } from '../model/words.ts';

/** What readers here say within a sentence, as a sentence of its own: "it is empty" becomes "The report is empty." */
export function told<Content>(parsed: Parsed<Content>, noun = 'The report'): Parsed<Content> {
  if (parsed.ok) return parsed;
  return { ok: false, message: `${capital(parsed.message.replace(/^it(?= )/, noun))}.` };
}
