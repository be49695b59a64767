import type { Holding } from './holdings.ts';
import type { NamedKind } from './names.ts';

/** What a hover says of a layer, slice or service. */
export interface Described {
  readonly kind: NamedKind;
  readonly name: string;
  readonly why?: string;
  readonly owner?: string;
  readonly holding?: Holding;
}

/** `142 files, 3 violations`; what is none is left out, except that nothing at all is said. */
export function countsOf(files: number, violations: number): string {
  const parts = [count(files, 'file', 'files'), ...(violations > 0 ? [violationsOf(violations)] : [])];
  return parts.join(', ');
}

/** `3 violations`. */
export function violationsOf(violations: number): string {
  return count(violations, 'violation', 'violations');
}

/** A number with its word: `no files`, `1 file`, `2 files`. */
export function count(number: number, one: string, many: string): string {
  return number === 0 ? `no ${many}` : `${number} ${number === 1 ? one : many}`;
}

/** What a layer, slice or service holds, as Markdown. */
export function describeName({ kind, name, why, owner, holding }: Described): string {
  const lines = [`${kind} **${escaped(name)}**`];
  if (holding) {
    const tests = holding.tests > 0 ? ` (${count(holding.tests, 'test', 'tests')} among them)` : '';
    lines.push(
      `${count(holding.files, 'file', 'files')}${tests}, ${violationsOf(holding.violations.length)}`,
      `${count(holding.importsIn, 'import', 'imports')} from elsewhere, ${count(holding.importsOut, 'import', 'imports')} of others`,
    );
  }
  if (why !== undefined) lines.push(`Why: ${escaped(why)}`);
  if (owner !== undefined) lines.push(`Owner: ${escaped(owner)}`);
  return `${lines.join('\n\n')}\n`;
}

const examples = 5;

/** What a glob matches, as Markdown: how many files and the first of them; `link` gives a file's address. */
export function describeGlob(paths: readonly string[], link: (path: string) => string): string {
  const shown = paths.slice(0, examples).map((path) => `- [${escaped(path)}](${link(path)})`);
  const rest = paths.length - shown.length;
  const more = rest > 0 ? [`- and ${rest} more`] : [];
  const heading = `Matches ${count(paths.length, 'file', 'files')}.`;
  return `${[heading, [...shown, ...more].join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
}

/** Texts of a policy are no Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~]/g, '\\$&').replace(/\s+/g, ' ');
}
