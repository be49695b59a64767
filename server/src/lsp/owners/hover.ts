import { type Hover, MarkupKind, type Position } from 'vscode-languageserver';
import type { OwnersDocument, OwnersEntry, OwnersUse } from '../../model/owners.ts';
import { touches } from '../../model/span.ts';
import { count } from '../../model/words.ts';
import { toRange } from '../to-lsp.ts';
import type { OwnersView } from './view.ts';

/** On a line: which files it decides about, and who owns them. On an owner: how many files that owner has. */
export function ownersHover({ document, owners, lines }: OwnersView, position: Position): Hover | null {
  const at = lines.offset(position);
  const here = { start: at, end: at };
  const entry = document.entries.find(({ line }) => touches(line, here));
  if (!entry) return null;
  const uses = owners.uses();
  const own = entry.inherits ? [] : entry.owners;
  const name = own.find(({ span }) => touches(span, here));
  const use = uses?.find((candidate) => candidate.entry === entry);
  const value = name ? aboutOwner(name.text, uses ?? []) : aboutEntry(entry, use, document);
  return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(lines, name?.span ?? entry.span) };
}

function aboutOwner(name: string, uses: readonly OwnersUse[]): string {
  const own = uses.filter(({ entry }) => entry.owners.some(({ text }) => text === name));
  const wins = own.reduce((sum, use) => sum + use.wins, 0);
  const lines = own.length === 1 ? 'by this line' : `by ${count(own.length, 'line')}`;
  return `${code(name)} owns ${count(wins, 'file')} ${lines}.`;
}

function aboutEntry(entry: OwnersEntry, use: OwnersUse | undefined, document: OwnersDocument): string {
  return [effectOf(entry, use), ownersOf(entry), sectionOf(entry, document)].filter(Boolean).join('\n\n');
}

function effectOf({ pattern, isExclusion }: OwnersEntry, use: OwnersUse | undefined): string {
  if (!use) return `${code(pattern)}: there is no list of files, because this is no git repository.`;
  if (use.matched === undefined) return `${code(pattern)} matches no file of the repository.`;
  if (use.wins === 0) {
    const by = use.beaten
      ? `: a later line, ${code(use.beaten.pattern)}, decides about ${code(use.matched)}`
      : '';
    return `${code(pattern)} decides about no file${by}.`;
  }
  const rest = use.wins - use.examples.length;
  const listed = use.examples.map((path) => `- ${code(path)}`);
  const more = rest > 0 ? [`- and ${rest} more`] : [];
  const verb = isExclusion ? 'excludes' : 'decides about';
  return [`${code(pattern)} ${verb} ${count(use.wins, 'file')}:`, ...listed, ...more].join('\n');
}

function ownersOf({ owners, inherits, isExclusion }: OwnersEntry): string {
  if (isExclusion) return 'They have no owner in this section, whatever other lines say.';
  if (owners.length === 0) return 'It takes their owners away.';
  const names = owners.map(({ text }) => code(text)).join(', ');
  return `Owner: ${names}${inherits ? ', from the heading' : ''}`;
}

function sectionOf({ section }: OwnersEntry, { sections, dialect }: OwnersDocument): string {
  const own = sections[section];
  if (dialect !== 'gitlab' || !own) return '';
  const name = own.name === '' ? 'Before any heading' : `Section ${code(own.name)}`;
  return `${name}, ${own.isOptional ? 'optional' : count(own.approvals, 'approval')}`;
}

function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text}${fence}`;
}
