import type { Bump, ChangeLevel, ContractChange } from '../model/contract.ts';
import { changeLevels } from '../model/contract.ts';
import type { Severity } from '../model/finding.ts';
import type { Place } from '../model/span.ts';
import { createPaint } from './paint.ts';
import { printable } from './printable.ts';
import { type LineTables, rangeOf } from './range.ts';

/** How the files of one version are named and counted. */
export interface SideLines {
  /** What the report calls a path. */
  shown(path: string): string;
  readonly tables: LineTables;
}

export interface BothLines {
  readonly old: SideLines;
  readonly now: SideLines;
}

interface Changes {
  readonly required: Bump;
  readonly declared: Bump;
  readonly changes: readonly ContractChange[];
}

/** For programs: version 1 of the format frozen in `schema/contracts-diff.schema.json`, ended by a line feed. */
export function contractsJson({ required, declared, changes }: Changes, lines: BothLines): string {
  const report = {
    version: 1,
    required,
    declared,
    changes: changes.map(({ id, level, operations, pointer, old, now, message }) => ({
      id,
      level,
      operations,
      pointer,
      old: old && placeOf(old, lines.old),
      new: now && placeOf(now, lines.now),
      message,
    })),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function placeOf({ path, span }: Place, { shown, tables }: SideLines) {
  return { file: shown(path), range: rangeOf(path, span, tables) };
}

const severities: Readonly<Record<ChangeLevel, Severity>> = {
  breaking: 'error',
  risky: 'warning',
  compatible: 'info',
};

/** For people: the changes by level, and whether the version says as much. */
export function contractsText(
  { required, declared, changes }: Changes,
  lines: BothLines,
  { colour }: { readonly colour: boolean },
): string {
  const paint = createPaint(colour);
  const groups = changeLevels.flatMap((level) => {
    const own = changes.filter((change) => change.level === level);
    if (own.length === 0) return [];
    const heading = paint.severity(severities[level], `${level} (${own.length})`);
    const told = own.map(
      (change) => `  ${printable(change.message)}\n    ${paint.dim(where(change, lines))}`,
    );
    return [`${heading}\n${told.join('\n')}\n`];
  });
  return `${[...groups, paint.strong(verdict(required, declared, changes.length))].join('\n')}\n`;
}

function where({ id, old, now }: ContractChange, lines: BothLines): string {
  const [place, side] = now ? [now, lines.now] : [old, lines.old];
  if (!place) return id;
  const { line, column } = rangeOf(place.path, place.span, side.tables).start;
  return `${id}  ${printable(side.shown(place.path))}:${line}:${column}`;
}

const order: readonly Bump[] = ['none', 'patch', 'minor', 'major'];

function verdict(required: Bump, declared: Bump, count: number): string {
  if (count === 0) return 'Nothing changed for those who call.';
  const asked = `${count === 1 ? 'One change asks' : `${count} changes ask`} for a ${required} version`;
  const said = declared === 'none' ? 'the version was not raised' : `the version says ${declared}`;
  return order.indexOf(declared) >= order.indexOf(required)
    ? `${asked}, and ${said}.`
    : `${asked}, but ${said}.`;
}
