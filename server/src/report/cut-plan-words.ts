import type { Cut, CutPlan, Tangle } from '../model/cut-plan.ts';
import { capital, count, enumerate } from '../model/words.ts';

/** What a plan comes to, one sentence each. */
export function planSentences(plan: CutPlan): readonly string[] {
  const { before, cuts, unproven } = plan;
  if (cuts.length === 0) return [nothingSentence(plan), ...unprovenSentences(unproven)];
  const fixed = cuts.filter(({ way }) => way.by === 'fix').length;
  return [
    `${count(cuts.length, 'import')} ${cuts.length === 1 ? 'ends' : 'end'} ${wholeOf(before)}: ${shares(fixed, cuts.length)}.`,
    `Proven: judged again without ${cuts.length === 1 ? 'it' : 'them'}, nothing of that is left.`,
    ...leastSentences(plan),
    ...unprovenSentences(unproven),
  ];
}

/** What the first cuts of a plan come to; `shown` is less than all of them. */
export function portionSentence({ before, cuts }: CutPlan, shown: number): string {
  const left = cuts[shown - 1]?.left ?? before;
  const parts = [
    ...(before.cycles > 0 ? [`${before.cycles - left.cycles} of ${count(before.cycles, 'cycle')}`] : []),
    ...(before.accepted > 0
      ? [`${before.accepted - left.accepted} of ${entries(before.accepted)} of the baseline`]
      : []),
  ];
  const files = left.files > 0 ? `, and ${left.files} of ${before.files} files are left in cycles` : '';
  return `The first ${shown} end ${enumerate(parts)}${files}.`;
}

/** Why a cut was chosen and what is left after it. */
export function reasonOf({ why, left }: Cut, before: Tangle): string {
  const parts = [
    ...(left.cycles > 0 ? [`${count(left.cycles, 'cycle')} with ${count(left.files, 'file')}`] : []),
    ...(left.accepted > 0 ? [`${entries(left.accepted)} of the baseline`] : []),
  ];
  const isOne = parts.length === 1 && (left.cycles === 1 || left.accepted === 1);
  const rest = parts.length > 0 ? `${enumerate(parts)} ${isOne ? 'is' : 'are'} left` : nothingLeft(before);
  return `${capital(why)}; then ${rest}`;
}

/** How the work for a cycle is known to be the least. */
export function leastWords({
  effort,
  atLeast,
}: {
  readonly effort: number;
  readonly atLeast: number;
}): string {
  return effort === atLeast
    ? `work ${effort}, proven the least`
    : `work ${effort}, at least ${atLeast} is needed`;
}

/** What counts as how much work. */
export const effortSentence =
  'Work counts 1 for an import that a fix makes type-only, 2 for one that a fix leads past a re-exporting file, 5 for one that breaks another rule anyway, 10 for one that a person has to decide on, 20 for a re-export.';

function shares(fixed: number, all: number): string {
  if (fixed === all) return all === 1 ? 'a fix takes it away' : 'a fix takes each of them away';
  if (fixed === 0) return `a person has to decide on ${all === 1 ? 'it' : 'each of them'}`;
  return `a fix takes away ${fixed}, a person has to decide on ${all - fixed}`;
}

function wholeOf({ cycles, files, accepted }: Tangle): string {
  const parts = [
    ...(cycles > 0
      ? [
          cycles === 1
            ? `the cycle of ${count(files, 'file')}`
            : `all ${cycles} cycles with their ${files} files`,
        ]
      : []),
    ...(accepted > 0 ? [`${entries(accepted)} of the baseline`] : []),
  ];
  return enumerate(parts);
}

function leastSentences({ cycles }: CutPlan): readonly string[] {
  if (cycles.length === 0) return [];
  const open = cycles.filter(({ effort, atLeast }) => atLeast < effort).length;
  if (open === 0)
    return [`No other set of imports ends ${cycles.length === 1 ? 'it' : 'one of them'} with less work.`];
  if (cycles.length === 1) return ['Another set of imports may end it with less work.'];
  return [`For ${open} of the ${cycles.length} cycles another set of imports may take less work.`];
}

function unprovenSentences(unproven: readonly string[]): readonly string[] {
  if (unproven.length === 0) return [];
  const [first] = unproven;
  const more = unproven.length > 1 ? ` and ${unproven.length - 1} more` : '';
  return [`No plan for "${first}"${more} stood the proof, so that none is shown.`];
}

function nothingSentence({ unproven }: CutPlan): string {
  return unproven.length > 0
    ? 'There is nothing that could be proven.'
    : 'There is nothing to cut: no import closes a cycle here, and no baseline accepts one.';
}

function nothingLeft({ cycles }: Tangle): string {
  return cycles > 0 ? 'no cycle is left' : 'nothing is left';
}

function entries(amount: number): string {
  return amount === 1 ? '1 entry' : `${amount} entries`;
}
