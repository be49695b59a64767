import { parse, TomlDate, TomlError } from 'smol-toml';
import type { Parsed } from '../model/evidence.ts';
import { type Fields, fieldsOf, withoutMark } from './plain-json.ts';

/** Nobody writes more by hand, and the reader's time grows faster than the text. */
const longest = 1_000_000;

/** Reads TOML. `message` is the end of a sentence; dates stay objects of the library, for `instantOf`. Never throws. */
export function parseToml(text: string): Parsed<Fields> {
  if (text.length > longest) return { ok: false, message: 'it is too large to have been written by hand' };
  try {
    return { ok: true, content: fieldsOf(parse(withoutMark(text))) ?? {} };
  } catch (thrown) {
    if (thrown instanceof TomlError)
      return {
        ok: false,
        message: `it is not valid TOML: ${thrown.message.split('\n')[0]?.replace('Invalid TOML document: ', '')}, line ${thrown.line}`,
      };
    if (thrown instanceof RangeError) return { ok: false, message: 'it is nested too deeply' };
    throw thrown;
  }
}

/** The moment that a date means, a day without a time being its beginning in UTC; undefined for anything else. */
export function instantOf(value: unknown): number | undefined {
  if (!(value instanceof TomlDate) || !value.isValid() || value.isTime()) return undefined;
  const day = /^\d{4}-\d{2}-\d{2}$/.exec(value.toISOString());
  return day ? Date.parse(`${day[0]}T00:00:00Z`) : value.getTime();
}
