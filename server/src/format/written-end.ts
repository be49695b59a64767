import type { Span } from '../model/span.ts';

/** An end as it is written in a reason: `(until 2027-01-31)`. */
export interface WrittenEnd extends Span {
  /** What stands for the day, which may be none. */
  readonly text: string;
  readonly textStart: number;
}

/** `(Until: …)` and `[until …]` are meant for ends as well, whatever they name. */
const bracketed = /[([]\s*until(?=[\s:\d)\]])([^()[\]]*)[)\]]/gi;

/** Without brackets only what looks like a day of the calendar: "until the release" is a reason. */
const bare =
  /(?<![\w-])until\s*:?\s*(\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{1,2}[-./]\d{1,2}[-./]\d{4})[)\]]?\.?$/i;

/** The first end in brackets, wherever it stands. */
export function endInBrackets(text: string): WrittenEnd | undefined {
  const [match] = text.matchAll(bracketed);
  return match && endOf(match, 0);
}

/** An end in brackets with which the text ends, but for a full stop. */
export function lastEndInBrackets(text: string): WrittenEnd | undefined {
  const match = [...text.matchAll(bracketed)].at(-1);
  const isLast = match && /^\.?\s*$/.test(text.slice(match.index + match[0].length));
  return isLast ? endOf(match, 0) : undefined;
}

/** A day without brackets with which the text ends. */
export function bareEnd(text: string): WrittenEnd | undefined {
  const trimmed = text.trimEnd();
  const from = Math.max(0, trimmed.length - longestBare);
  const match = bare.exec(trimmed.slice(from));
  return match ? endOf(match, from) : undefined;
}

/** What lies further from the end than this cannot be one. */
const longestBare = 40;

function endOf(match: RegExpExecArray, offset: number): WrittenEnd {
  const start = offset + match.index;
  const whole = match[0];
  const said = match[1] ?? '';
  const text = said.replace(/^\s*:?/, '').trim();
  const textStart = start + whole.lastIndexOf(said) + said.indexOf(text);
  const end = start + whole.length;
  return text === '' ? { start, end, text: whole, textStart: start } : { start, end, text, textStart };
}
