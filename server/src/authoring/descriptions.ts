import type { Element } from '../model/policy.ts';
import { count, firstOf } from '../model/words.ts';
import type { Holding } from './holdings.ts';
import type { NamedKind } from './names.ts';

/** What a hover says of a layer, slice or service. */
export interface Described {
  readonly kind: NamedKind;
  /** `feature`, or `feature:cart` for one part of a family. */
  readonly name: string;
  /** As the policy in force has it. */
  readonly element?: Element;
  readonly holding?: Holding;
  /** Absent for one part of a family, which statements are not about. */
  readonly violations?: number;
  /** What was captured, for a family. */
  readonly parts: readonly string[];
}

const mostParts = 8;

/** `142 files, 3 violations`; violations only where there are some. */
export function countsOf(holding: Pick<Holding, 'files' | 'excluded'>, violations: number): string {
  const parts = [filesOf(holding), ...(violations > 0 ? [violationsOf(violations)] : [])];
  return parts.join(', ');
}

/** Files that are not judged are told where there are no others. */
function filesOf({ files, excluded }: Pick<Holding, 'files' | 'excluded'>): string {
  return files === 0 && excluded > 0 ? countOrNo(excluded, 'excluded file') : countOrNo(files, 'file');
}

/** `3 violations`. */
export function violationsOf(violations: number): string {
  return countOrNo(violations, 'violation');
}

/** A number with its word: `no files`, `1 file`, `2 files`. */
export function countOrNo(amount: number, noun: string): string {
  return amount === 0 ? `no ${noun}s` : count(amount, noun);
}

/** What a layer, slice or service holds and says, as Markdown. */
export function describeName({ kind, name, element, holding, violations, parts }: Described): string {
  const lines = [`${kind} **${escaped(name)}**`];
  if (holding) lines.push(...holdingLines(holding, violations));
  if (parts.length > 0) {
    lines.push(`${count(parts.length, 'part')}: ${firstOf(parts.map(escaped), mostParts)}`);
  }
  if (element) lines.push(...elementLines(element));
  return `${lines.join('\n\n')}\n`;
}

const examples = 5;

/** What a glob matches, as Markdown: how many files and the first of them; `link` gives a file's address. */
export function describeGlob(paths: readonly string[], link: (path: string) => string): string {
  const shown = paths.slice(0, examples).map((path) => `- [${escaped(path)}](${link(path)})`);
  const rest = paths.length - shown.length;
  const more = rest > 0 ? [`- and ${rest} more`] : [];
  const heading = `Matches ${countOrNo(paths.length, 'file')}.`;
  return `${[heading, [...shown, ...more].join('\n')].filter((part) => part !== '').join('\n\n')}\n`;
}

function holdingLines(holding: Holding, violations: number | undefined): readonly string[] {
  const { tests, importsIn, importsOut } = holding;
  const among = tests > 0 ? ` (${countOrNo(tests, 'test')} among them)` : '';
  return [
    `${filesOf(holding)}${among}${violations === undefined ? '' : `, ${violationsOf(violations)}`}`,
    `${countOrNo(importsIn, 'import')} from elsewhere, ${countOrNo(importsOut, 'import')} of others`,
  ];
}

function elementLines(element: Element): readonly string[] {
  const { mayImport, why, owner } = element;
  const open = element.public;
  return [
    ...(mayImport ? [`May import: ${listed(mayImport.map(({ text }) => text)) || 'nothing else'}`] : []),
    ...(open ? [`Public: ${listed(open.map(({ glob }) => glob)) || 'nothing'}`] : []),
    ...(why !== undefined ? [`Why: ${escaped(why)}`] : []),
    ...(owner !== undefined ? [`Owner: ${escaped(owner)}`] : []),
  ];
}

function listed(words: readonly string[]): string {
  return words.map(escaped).join(', ');
}

/** Texts of a policy are no Markdown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~]/g, '\\$&').replace(/\s+/g, ' ');
}
