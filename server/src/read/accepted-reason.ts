import { bareEnd, lastEndInBrackets } from '../format/written-end.ts';
import { isDate, noDay } from '../model/date.ts';

export interface Reason {
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`; `noDay` where an end is written that is none. */
  readonly until?: string;
}

/**
 * A reason as an inline suppression writes it, for formats that know no end: `not reachable (until 2027-01-31)`. Where
 * its end is what makes it an acceptance it has to stand in brackets: other prose names days as well.
 */
export function reasonIn(text: string, isBorne = false): Reason {
  const bracketed = lastEndInBrackets(text);
  const isEnd = bracketed && bracketed.text.length <= longestEnd;
  const end = isEnd ? bracketed : isBorne ? undefined : bareEnd(text);
  if (!end) return { reason: text.trim() };
  // A slip of the pen must not make the acceptance endless.
  return { reason: text.slice(0, end.start).trim(), until: isDate(end.text) ? end.text : noDay };
}

/** Longer ones are sentences in brackets. */
const longestEnd = 60;

/** The name and version that a package URL of npm stands for; undefined for other texts. */
export function npmPackage(url: string): { readonly name: string; readonly version?: string } | undefined {
  const [, path, version] = /^pkg:npm\/([^@?#]+)(?:@([^?#]+))?/i.exec(url) ?? [];
  if (path === undefined) return undefined;
  const name = decoded(path);
  return version === undefined ? { name } : { name, version: decoded(version) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
