import type { CheckResult, CheckSummary } from '../model/finding.ts';

/** `1 error`, `2 errors`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** How much a baseline accepts; a cycle takes a line for each of its imports. */
export function acceptedCount(findings: number, lines: number): string {
  return `${count(findings, 'finding')} accepted${lines === findings ? '' : ` in ${count(lines, 'line')}`}`;
}

const verdicts = { pass: 'Pass', fail: 'Fail', unknown: 'Unknown' } as const;

/** The last line of every text report: verdict first, one sentence. */
export function verdictSentence({ mode, verdict, summary, isPolicyBroken }: CheckResult): string {
  const judged = `${count(summary.files, 'file')} and ${count(summary.edges, 'import')}`;
  const broken = isPolicyBroken ? '; a policy could not be read as written' : '';
  const word = mode === 'preview' && verdict === 'pass' ? 'Preview' : verdicts[verdict];
  return `${word}: ${tally(summary)} in ${judged}${accepted(summary)}${broken}.`;
}

/** What was not seen, one sentence each; none when everything was. */
export function incompleteSentences({
  gaps,
  unresolved,
}: Pick<CheckResult, 'gaps' | 'unresolved'>): readonly string[] {
  const [first] = gaps;
  const reasons = gaps.length > 1 ? ` for ${gaps.length} reasons, first` : '';
  return [
    ...(first === undefined ? [] : [`Analysis incomplete${reasons}: ${first}`]),
    ...(unresolved > 0 ? [unresolvedSentence(unresolved)] : []),
  ];
}

function unresolvedSentence(unresolved: number): string {
  const lead = unresolved === 1 ? 'leads' : 'lead';
  return `${count(unresolved, 'import')} ${lead} nowhere and could not be judged.`;
}

function tally({ errors, warnings, infos }: CheckSummary): string {
  const parts = [
    ...(errors > 0 ? [count(errors, 'error')] : []),
    ...(warnings > 0 ? [count(warnings, 'warning')] : []),
    ...(infos > 0 ? [`${infos} info`] : []),
  ];
  return parts.length === 0 ? 'nothing found' : enumerate(parts);
}

function accepted({ suppressed, baselined }: CheckSummary): string {
  const parts = [
    ...(suppressed > 0 ? [`${count(suppressed, 'finding')} suppressed`] : []),
    ...(baselined > 0 ? [`${count(baselined, 'finding')} in the baseline`] : []),
  ];
  return parts.map((part) => `; ${part}`).join('');
}
