import {
  type ChangeCoverage,
  countDone,
  type DoneResult,
  groupOf,
  type ItemGroup,
  type ItemResult,
} from '../model/done-result.ts';
import type { CheckResult, Finding } from '../model/finding.ts';
import type { Place } from '../model/span.ts';
import { count } from '../model/words.ts';
import { verdictSentence } from './words.ts';

/** What the formats tell: a tree that was checked, or a change that was held against the Definition of Done. */
export type Judged = CheckResult | DoneResult;

export function isDone(result: Judged): result is DoneResult {
  return 'items' in result;
}

/** The verdict in one sentence, the last line of every text report. */
export function sentenceOf(result: Judged): string {
  return isDone(result) ? doneSentence(result) : verdictSentence(result);
}

export const groupTitles = {
  blocking: 'Blocking',
  unknown: 'Unknown',
  attest: 'To attest',
  advice: 'Advice',
  done: 'Done',
} as const satisfies Record<ItemGroup, string>;

/** `No-Go: 2 blocking, 1 unknown.` */
export function doneSentence(result: DoneResult): string {
  const broken = result.isPolicyBroken ? '; a policy could not be read as written' : '';
  switch (result.verdict) {
    case 'pass':
      return `Go${broken}.`;
    case 'fail':
      return `No-Go: ${obstacles(result) || 'the change does not pass'}${broken}.`;
    case 'unknown':
      return `Unknown: ${obstacles(result) || 'not everything could be judged'}${broken}.`;
  }
}

/** True for an item that stands between the change and Go; advice never does. */
export function isObstacle(item: ItemResult): boolean {
  return item.level === 'must' && groupOf(item) !== 'done';
}

/** The obstacles in numbers; without one, what else keeps the change from passing. */
function obstacles({ items, findings, verdict }: DoneResult): string {
  const musts = items.filter(isObstacle).map(groupOf);
  const amount = (group: ItemGroup) => musts.filter((one) => one === group).length;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const parts = [
    [amount('blocking'), 'blocking'],
    [amount('unknown'), 'unknown'],
    [amount('attest'), 'to attest'],
  ] as const;
  const told = parts.filter(([some]) => some > 0).map(([some, word]) => `${some} ${word}`);
  return told.length === 0 && verdict === 'fail' && errors > 0 ? count(errors, 'error') : told.join(', ');
}

/** `main…feature`, or `against main` where no branch is checked out; of a commit as much as names it. */
export function changeWords({ base, branch }: DoneResult['change']): string {
  const name = /^[\da-f]{40,64}$/.test(base.name) ? base.name.slice(0, 10) : base.name;
  return branch === undefined ? `against ${name}` : `${name}…${branch}`;
}

/** `12 files`, `7/9`: how large the change is and how much of it is settled. */
export function progressWords({ change, items }: DoneResult): readonly string[] {
  const { done, all } = countDone(items);
  return [count(change.files, 'file'), ...(all === 0 ? [] : [`${done}/${all}`])];
}

/** `Patch coverage: 71.4 % < 80 %, 12 lines in 3 files (must)`; not about owners and places. */
export function itemSentence({ title, detail, level }: ItemResult): string {
  return `${title}${detail === '' ? '' : `: ${detail}`} (${level})`;
}

/** True for a place where a finding stands: what an item has to say of it is told already. */
export function isTold({ path, span }: Place, findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.path === path && finding.span.start === span.start);
}

/** Why an item stands where it does, in one word; undefined where its verdict says it. */
export function verdictWord({ verdict }: ItemResult): string | undefined {
  return verdict === 'waived' ? 'waived' : verdict === 'na' ? 'not about this change' : undefined;
}

/** `71.4 % of 42 added lines`; floored, so that what is printed never reaches a threshold that was missed. */
export function coverageWords({ measured, covered }: ChangeCoverage): string {
  if (measured === 0) return 'no added line was measured';
  const tenths = Math.floor((covered * 1000) / measured) / 10;
  return `${tenths.toFixed(1)} % of ${count(measured, 'added line')}`;
}

/** Runs of consecutive numbers, first and last included. */
export function runsOf(numbers: readonly number[]): readonly (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && number === run[1] + 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}
