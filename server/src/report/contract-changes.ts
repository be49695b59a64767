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
  readonly isLowered: boolean;
  readonly isPathRaised: boolean;
  /** What leaves open what a document promises, such as a key that stands twice. */
  readonly faults: readonly unknown[];
  /** What could not be followed, and whether all the rest was compared. */
  readonly unresolved: readonly unknown[];
  readonly isWhole: boolean;
}

/** For programs: version 1 of the format frozen in `schema/contracts-diff.schema.json`, ended by a line feed. */
export function contractsJson(compared: Changes, lines: BothLines): string {
  const { required, declared, changes, isLowered, isPathRaised } = compared;
  const report = {
    version: 1,
    required,
    declared,
    ...(isLowered && { lowered: true }),
    ...(isPathRaised && { pathRaised: true }),
    complete: isComplete(compared),
    changes: changes.map(({ id, also, level, names, pointer, old, now, message }) => ({
      id,
      also,
      level,
      operations: names,
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
  compared: Changes,
  lines: BothLines,
  { colour }: { readonly colour: boolean },
): string {
  const { changes } = compared;
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
  return `${[...groups, paint.strong(verdict(compared))].join('\n')}\n`;
}

function where({ id: own, also, old, now }: ContractChange, lines: BothLines): string {
  const id = also === undefined ? own : `${own}, ${also}`;
  const [place, side] = now ? [now, lines.now] : [old, lines.old];
  if (!place) return id;
  const { line, column } = rangeOf(place.path, place.span, side.tables).start;
  return `${id}  ${printable(side.shown(place.path))}:${line}:${column}`;
}

const order: readonly Bump[] = ['none', 'patch', 'minor', 'major'];

function isComplete({ faults, unresolved, isWhole }: Changes): boolean {
  return isWhole && faults.length + unresolved.length === 0;
}

function verdict(compared: Changes): string {
  const told = [asked(compared)];
  if (compared.isLowered) told.push('The version went down.');
  if (compared.faults.length > 0)
    told.push(
      'What is wrong with the documents leaves open what they promise, so that something else may have changed.',
    );
  if (compared.unresolved.length > 0 || !compared.isWhole)
    told.push(`${missed(compared)}, so that more may have changed.`);
  return told.join('\n');
}

function missed({ unresolved, isWhole }: Changes): string {
  if (!isWhole) return 'Not all of it was compared';
  return unresolved.length === 1
    ? 'What one reference should lead to was not compared'
    : `What ${unresolved.length} references should lead to was not compared`;
}

function asked(compared: Changes): string {
  const { required, declared, changes, isPathRaised } = compared;
  if (changes.length === 0)
    return isComplete(compared)
      ? 'Nothing changed for those who call.'
      : 'Nothing changed in what could be compared.';
  const asks = `${changes.length === 1 ? 'One change asks' : `${changes.length} changes ask`} for a ${required} version`;
  const isEnough = order.indexOf(declared) >= order.indexOf(required);
  const said = declared !== 'none' ? `the version says ${declared}` : 'the version was not raised';
  const inPaths = isPathRaised && !isEnough ? ', though the one in its paths was' : '';
  return `${asks}, ${isEnough ? 'and' : 'but'} ${said}${inPaths}.`;
}
