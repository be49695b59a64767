import { isDate, noDay } from '../model/date.ts';

export interface Reason {
  readonly reason: string;
  /** The last day, `YYYY-MM-DD`; `noDay` where an end is written that is none. */
  readonly until?: string;
}

/** A reason as an inline suppression writes it, for formats that know no end: `not reachable (until 2027-01-31)`. */
export function reasonIn(text: string): Reason {
  const at = text.lastIndexOf('(until ');
  const until = at < 0 ? undefined : /^\(until ([^()]{0,60})\)\.?\s*$/.exec(text.slice(at, at + 80))?.[1];
  if (until === undefined) return { reason: text.trim() };
  // A slip of the pen must not make the acceptance endless.
  return { reason: text.slice(0, at).trim(), until: isDate(until) ? until : noDay };
}

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
