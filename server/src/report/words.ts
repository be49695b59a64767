import { type CheckResult, type CheckSummary, type Finding, isOpen } from '../model/finding.ts';
import type { Preview } from '../model/preview.ts';
import { count, enumerate } from '../model/words.ts';

/** How much a baseline accepts; a cycle takes a line for each of its imports. */
export function acceptedCount(findings: number, lines: number): string {
  return `${count(findings, 'finding')} accepted${lines === findings ? '' : ` in ${count(lines, 'line')}`}`;
}

const verdicts = { pass: 'Pass', fail: 'Fail', unknown: 'Unknown' } as const;

/** The last line of every text report: verdict first, one sentence. */
export function verdictSentence(result: CheckResult): string {
  const { mode, verdict, summary, isPolicyBroken } = result;
  const judged = `${count(summary.files, 'file')} and ${count(summary.edges, 'import')}`;
  const broken = isPolicyBroken ? '; a policy could not be read as written' : '';
  // A preview judges nothing: what is not known stands before it.
  if (mode === 'preview') return `Preview: ${previewTally(result)} in ${judged}${accepted(summary)}.`;
  return `${verdicts[verdict]}: ${tally(summary)} in ${judged}${accepted(summary)}${broken}.`;
}

/** What was not seen, one sentence each; none when everything was. */
export function incompleteSentences({
  gaps,
  unresolved = 0,
}: Pick<CheckResult, 'gaps'> & Partial<Pick<CheckResult, 'unresolved'>>): readonly string[] {
  const [first] = gaps;
  const reasons = gaps.length > 1 ? ` for ${gaps.length} reasons, first` : '';
  return [
    ...(first === undefined ? [] : [`Analysis incomplete${reasons}: ${first}`]),
    ...(unresolved > 0 ? [`${leadNowhere(unresolved)} and could not be judged.`] : []),
  ];
}

/** How much of what is served is promised, where contracts are declared. */
export function contractSentences({ contracts }: Pick<CheckResult, 'contracts'>): readonly string[] {
  if (!contracts) return [];
  const { routes, promised, internal, notUnderstood } = contracts;
  const rest = [
    ...(notUnderstood > 0 ? [`${notUnderstood} not understood`] : []),
    ...(internal > 0 ? [`${internal} internal`] : []),
  ];
  return [`Contracts: ${[`${promised} of ${count(routes, 'route')} promised`, ...rest].join(', ')}.`];
}

/** All that a report says after its findings: what it could not see, and the verdict. */
export function closingSentences(result: CheckResult): readonly string[] {
  const notices = result.notices.map(({ code, message }) => `${code} ${message}`);
  return [...notices, ...incompleteSentences(result), verdictSentence(result)];
}

/** The run-time cycles that count, or all of them. */
export function cyclesOf({ findings }: CheckResult, all = false): readonly Finding[] {
  return findings.filter(
    (finding) => finding.rule === 'architecture/import-cycle' && (all || isOpen(finding)),
  );
}

/** The lines of CODEOWNERS that match nothing. */
export function deadLinesOf({ findings }: CheckResult, all = false): readonly Finding[] {
  return findings.filter((finding) => finding.rule === 'ownership/dead-pattern' && (all || isOpen(finding)));
}

/** How many imports go against kept boundaries, and how many past a public entry. */
export function previewCounts({ boundaries = [], privateImports = [] }: Partial<Preview>): {
  readonly against: number;
  readonly past: number;
} {
  return {
    against: boundaries.reduce((total, { offenders }) => total + offenders.length, 0),
    past: privateImports.reduce((total, { imports }) => total + imports.length, 0),
  };
}

function previewTally(result: CheckResult): string {
  const cycles = cyclesOf(result).length;
  const dead = deadLinesOf(result).length;
  const { against, past } = previewCounts(result.preview ?? {});
  const differences = result.preview?.contracts?.differences.length ?? 0;
  const parts = [
    ...(cycles > 0 ? [count(cycles, 'cycle')] : []),
    ...(dead > 0 ? [`${count(dead, 'dead line')} of CODEOWNERS`] : []),
    ...(against > 0 ? [`${count(against, 'import')} against kept boundaries`] : []),
    ...(past > 0 ? [`${against > 0 ? past : count(past, 'import')} past a public entry`] : []),
    ...(differences > 0 ? [`${count(differences, 'difference')} from contracts`] : []),
  ];
  return parts.length === 0 ? 'nothing found' : `${parts.join(', ')},`;
}

/** `1 import leads nowhere`. */
export function leadNowhere(unresolved: number): string {
  return `${count(unresolved, 'import')} ${unresolved === 1 ? 'leads' : 'lead'} nowhere`;
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
