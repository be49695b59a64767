import type { Cancellation } from '../model/host.ts';
import { git } from './git.ts';
import type { Repository } from './repository.ts';

/** The text of a file as git would store it; `before` is what it has stored, if anything. */
export type StoredForm = (path: string, text: string, before: string | undefined) => string;

/**
 * How git stores ends of lines (gitattributes, "End-of-line conversion"): a text that is new to it must be compared as
 * that, or all lines of a file would differ on a machine where they end with CRLF. One process, if any text has CRLF.
 */
export async function createStoredForm(
  { root, convertsLineEnds }: Repository,
  texts: ReadonlyMap<string, string>,
  cancelled?: Cancellation,
): Promise<StoredForm> {
  const paths = [...texts].filter(([, text]) => text.includes('\r\n')).map(([path]) => path);
  if (paths.length === 0) return (_, text) => text;
  const answer = await git({
    cwd: root,
    args: ['check-attr', '-z', '--stdin', 'text', 'crlf', 'eol'],
    input: paths.map((path) => `${path}\0`).join(''),
    cancelled,
  });
  const attributes = answer.ok
    ? readAttributes(answer.output.toString('utf8'))
    : new Map<string, Attributes>();
  return (path, text, before) => {
    const conversion = conversionOf(attributes.get(path) ?? {}, convertsLineEnds);
    const isConverted = conversion === 'always' || (conversion === 'texts' && isConvertible(text, before));
    return isConverted ? text.replaceAll('\r\n', '\n') : text;
  };
}

type Attributes = Readonly<Record<string, string>>;

/** Git writes path, attribute and value, each with NUL. */
function readAttributes(output: string): ReadonlyMap<string, Attributes> {
  const parts = output.split('\0');
  const attributes = new Map<string, Attributes>();
  for (let index = 0; index + 2 < parts.length; index += 3) {
    const [path, name, value] = parts.slice(index, index + 3) as [string, string, string];
    attributes.set(path, { ...attributes.get(path), [name]: value });
  }
  return attributes;
}

function conversionOf({ text, crlf, eol }: Attributes, isDefault: boolean): 'always' | 'texts' | 'never' {
  const named = text === undefined || text === 'unspecified' ? crlf : text;
  if (named === 'unset') return 'never';
  if (named === 'auto') return 'texts';
  if (named === 'set' || named === 'input' || eol === 'lf' || eol === 'crlf') return 'always';
  return isDefault ? 'texts' : 'never';
}

/** A lone CR makes git take a text for something else, and what is stored with CRLF stays so. */
function isConvertible(text: string, before: string | undefined): boolean {
  return !before?.includes('\r\n') && !/\r(?!\n)/.test(text);
}
