import type { PackageFacts } from '../model/package-facts.ts';
import { folderOf } from '../model/path.ts';

const entryFields = ['source', 'types', 'typings', 'module', 'main', 'browser', 'bin'] as const;

/** What a package.json says of its public entry; undefined for one without a name, or that cannot be read. */
export function readPackage(path: string, text: string): PackageFacts | undefined {
  const fields = parse(text);
  const { name, exports } = fields;
  if (typeof name !== 'string' || name === '') return undefined;
  return {
    folder: folderOf(path),
    name,
    ...(exports === undefined || exports === null ? {} : { exports }),
    entries: entryFields.flatMap((field) => textsIn(fields[field])),
  };
}

/** Every text in a JSON value: the targets of `exports`, whatever their conditions, or the commands of `bin`. */
export function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
