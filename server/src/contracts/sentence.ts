import type { ChangeRow, Direction } from './change-row.ts';
import type { Difference, Noun } from './walk.ts';

const longest = 120;

/** Whose change it is, where it may be that of both. */
type Ways = Direction | 'request and response';

/** One sentence that names what changed and the operations that it reaches. */
export function sentenceOf(
  row: ChangeRow,
  difference: Difference,
  noun: Noun,
  direction: Ways,
  operations: readonly string[],
): string {
  const it = called(noun, difference.property, direction);
  const users = listed(operations);
  const words: Readonly<Record<string, string>> = {
    It: it.charAt(0).toUpperCase() + it.slice(1),
    users,
    of: operations.length > 0 ? ` for ${users}` : '',
    before: cut(difference.before ?? 'nothing'),
    after: cut(difference.after ?? 'nothing'),
  };
  return row.says.replace(/\{(\w+)\}/g, (_, key: string) => words[key] ?? '');
}

function called(noun: Noun, property: string, direction: Ways): string {
  const shown = `"${cut(property)}"`;
  switch (noun.kind) {
    case 'parameter': {
      const name =
        direction === 'response' && noun.name.startsWith('header "') ? `response ${noun.name}` : noun.name;
      return property === '' ? name : `property ${shown} of ${name}`;
    }
    case 'schema':
      return property === '' ? `${direction} schema "${cut(noun.name)}"` : `${direction} property ${shown}`;
    default:
      return property === '' ? `${direction} body` : `${direction} property ${shown}`;
  }
}

function listed(operations: readonly string[]): string {
  const [first = 'no operation', second] = operations;
  if (second === undefined) return first;
  if (operations.length === 2) return `${first} and ${second}`;
  return `${first} and ${operations.length - 1} other operations`;
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
