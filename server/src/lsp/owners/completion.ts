import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type Position,
} from 'vscode-languageserver';
import { byCodeUnit } from '../../model/path.ts';
import type { Policy } from '../../model/policy.ts';
import { type Span, touches } from '../../model/span.ts';
import { count } from '../../model/words.ts';
import { readCodeowners } from '../../read/codeowners.ts';
import { toRange } from '../to-lsp.ts';
import type { OwnersView } from './view.ts';

const most = 200;

/** Paths where the pattern stands, and behind it owners that the file and the policies name. */
export function ownersCompletion(view: OwnersView, position: Position): CompletionList {
  const { lines, document } = view;
  const line = lines.text(position.line);
  const before = line.slice(0, position.character);
  const word = /(?:\\.|\S)*$/.exec(before)?.[0] ?? '';
  const rest = /^(?:\\.|\S)*/.exec(line.slice(position.character))?.[0] ?? '';
  const earlier = before.slice(0, before.length - word.length);
  if (/(?:^|\s)#/.test(before)) return { isIncomplete: false, items: [] };
  const typed = {
    start: lines.offset(position) - word.length,
    end: lines.offset(position) + rest.length,
  };
  const range = toRange(lines, typed);
  const isHeading = document.dialect === 'gitlab' && /^\s*\^?\[[^\]]*\]/.test(earlier);
  const isPattern = earlier.trim() === '' && !word.startsWith('@');
  const found = isPattern && !isHeading ? pathItems(view, word) : ownerItems(view, typed);
  const items = found.slice(0, most).map(
    ({ label, detail, kind }, index): CompletionItem => ({
      label,
      kind,
      detail,
      filterText: label,
      sortText: String(index).padStart(5, '0'),
      textEdit: { range, newText: label },
    }),
  );
  return { isIncomplete: found.length > most, items };
}

interface Item {
  readonly label: string;
  readonly detail: string;
  readonly kind: CompletionItemKind;
}

/** The analysis may be some keys behind the text; what is being typed names nobody yet. */
function ownerItems(
  { document: { path, dialect }, text, session }: OwnersView,
  typed: Span,
): readonly Item[] {
  const document = readCodeowners(path, text, dialect);
  const lines = new Map<string, number>();
  for (const { owners, inherits } of document.entries) {
    for (const { text, span } of inherits ? [] : owners)
      if (!touches(span, typed)) lines.set(text, (lines.get(text) ?? 0) + 1);
  }
  const used = [...lines].sort(([a, x], [b, y]) => y - x || byCodeUnit(a, b));
  const stated = [...new Set(session.workspace.policies.flatMap(ownersOf))]
    .filter((name) => !lines.has(name) && /@/.test(name))
    .sort(byCodeUnit);
  return [
    ...used.map(([label, uses]) => ({ label, detail: count(uses, 'line'), kind: CompletionItemKind.Value })),
    ...stated.map((label) => ({ label, detail: 'named in the policy', kind: CompletionItemKind.Value })),
  ];
}

function ownersOf({ layers, slices, services, packages, reach, done }: Policy): readonly string[] {
  const statements = [...layers, ...slices, ...services, ...packages, ...reach, ...done];
  return statements.flatMap(({ owner }) => owner ?? []);
}

/** What is in the folder that was typed so far, folders first. */
function pathItems({ owners, document }: OwnersView, typed: string): readonly Item[] {
  const mark = document.dialect === 'gitlab' && typed.startsWith('!') ? '!' : '';
  const path = typed.slice(mark.length).replace(/\\(.)/g, '$1');
  const folder = path.slice(0, path.lastIndexOf('/') + 1).replace(/^\//, '');
  const special = document.dialect === 'gitlab' ? /[\\ *?[\]]/g : /[\\ *?]/g;
  const folders = new Map<string, number>();
  const files: string[] = [];
  for (const file of owners.files() ?? []) {
    if (!file.startsWith(folder)) continue;
    const name = file.slice(folder.length);
    const slash = name.indexOf('/');
    if (slash < 0) files.push(name);
    else folders.set(name.slice(0, slash), (folders.get(name.slice(0, slash)) ?? 0) + 1);
  }
  const label = (name: string) => `${mark}/${(folder + name).replace(special, '\\$&')}`;
  return [
    ...[...folders].map(([name, files]) => ({
      label: `${label(name)}/`,
      detail: count(files, 'file'),
      kind: CompletionItemKind.Folder,
    })),
    ...files.map((name) => ({ label: label(name), detail: '', kind: CompletionItemKind.File })),
  ];
}
