import type { Owners, OwnersEntry } from '../model/owners.ts';
import { createPaint } from './paint.ts';
import { printable } from './printable.ts';
import { type LineTables, rangeOf } from './range.ts';

/**
 * Who owns some paths, for programs: version 1 of the format frozen in `schema/owners.schema.json`, ended by a line feed.
 */
export function ownersJson(paths: readonly string[], owners: Owners, lines: LineTables): string {
  const { document } = owners;
  const report = {
    version: 1,
    codeowners: document && { file: document.path, dialect: document.dialect },
    files: paths.map((path) => jsonFile(path, owners, lines)),
    problems: (document?.problems ?? [])
      .filter(({ unlessMatched }) => !unlessMatched)
      .map(({ span, code, message }) => ({
        ...placeOf(span, owners, lines),
        code,
        message,
      })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function jsonFile(path: string, owners: Owners, lines: LineTables): object {
  const decided = owners.decide(path);
  const [first] = decided;
  const isGitlab = owners.document?.dialect === 'gitlab';
  return {
    path,
    owners: owners.of(path),
    rule: first && placeOf(first.span, owners, lines),
    sections: isGitlab ? decided.map((entry) => jsonSection(entry, owners, lines)) : undefined,
  };
}

function jsonSection(entry: OwnersEntry, owners: Owners, lines: LineTables): object {
  const section = owners.document?.sections[entry.section];
  return {
    name: section?.name ?? '',
    optional: section?.isOptional ?? false,
    approvals: section?.approvals ?? 1,
    owners: [...new Set(entry.owners.map(({ text }) => text))],
    excluded: entry.isExclusion,
    rule: placeOf(entry.span, owners, lines),
  };
}

function placeOf(span: OwnersEntry['span'], { document }: Owners, lines: LineTables) {
  const file = document?.path ?? '';
  return { file, range: rangeOf(file, span, lines) };
}

/** For people: a line per path, with its owners and the line that decides. */
export function ownersText(
  paths: readonly string[],
  owners: Owners,
  lines: LineTables,
  { colour }: { readonly colour: boolean },
): string {
  const paint = createPaint(colour);
  const shown = paths.map((path) => ({
    path: printable(path),
    names: owners.of(path),
    rule: owners.ruleOf(path),
  }));
  const width = Math.min(
    shown.reduce((most, { path }) => Math.max(most, path.length), 0),
    widest,
  );
  return shown
    .map(({ path, names, rule }) => {
      const who = names.length > 0 ? printable(names.join(' ')) : paint.dim('nobody');
      const where = rule ? `${printable(rule.path)}:${rangeOf(rule.path, rule.span, lines).start.line}` : '';
      return `${path.padEnd(width)}  ${who}${where === '' ? '' : `  ${paint.dim(where)}`}\n`;
    })
    .join('');
}

const widest = 60;
