import { groupOf, type ItemResult } from '../model/done-result.ts';
import { type Finding, isOpen } from '../model/finding.ts';
import { belowFolder } from './address.ts';
import { groupTitles, isDone, isObstacle, type Judged, sentenceOf, verdictWord } from './done-words.ts';
import { position } from './finding-text.ts';
import { printable } from './printable.ts';
import { type LineTables, rangeOf } from './range.ts';
import { incompleteSentences } from './words.ts';
import { element, xmlText } from './xml.ts';

export interface JunitOptions {
  /** The workspace's folder below the repository's root, relative POSIX; test cases name files from there. */
  readonly folder?: string | undefined;
}

interface TestCase {
  readonly name: string;
  readonly group: string;
  /** `path` from the root of the repository and a line from 1. */
  readonly at?: { readonly path: string; readonly line: number };
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly message: string;
  /** More about it, line by line. */
  readonly text: readonly string[];
}

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

/**
 * For every CI system that shows tests: JUnit XML, in the form that Jenkins and GitLab read. The items of the Definition of
 * Done are a suite, and each rule that has found something is one, with a test case for each file. A failure or an error is
 * there exactly when the verdict is not a pass; advice and warnings are skipped cases. Ended by a line feed.
 */
export function junitReport(result: Judged, lines: LineTables, options: JunitOptions = {}): string {
  const suites = [
    { name: 'Verdict', cases: [verdictCase(result)] },
    ...(isDone(result) && result.items.length > 0
      ? [
          {
            name: 'Definition of Done',
            cases: result.items.map((item) => itemCase(item, lines, options)),
          },
        ]
      : []),
    ...findingSuites(result, lines, options),
  ];
  const all = suites.flatMap(({ cases }) => cases);
  const attributes = {
    name: isDone(result) ? 'parapet done' : 'parapet check',
    tests: all.length,
    failures: amount(all, 'failure'),
    errors: amount(all, 'error'),
    time: 0,
  };
  const body = suites.flatMap((suite) => ['\n  ', suiteElement(suite)]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', attributes, [...body, '\n'])}\n`;
}

function suiteElement({ name, cases }: Suite): string {
  const attributes = {
    name,
    tests: cases.length,
    failures: amount(cases, 'failure'),
    errors: amount(cases, 'error'),
    skipped: amount(cases, 'skipped'),
    time: 0,
  };
  return element('testsuite', attributes, [...cases.flatMap((one) => ['\n    ', caseElement(one)]), '\n  ']);
}

function caseElement({ name, group, at, outcome, message, text }: TestCase): string {
  const attributes = { name: printable(name), classname: group, file: at?.path, line: at?.line, time: 0 };
  const lines = text.map((line) => xmlText(printable(line))).join('\n');
  if (outcome !== 'passed') {
    return element('testcase', attributes, [
      element(outcome, { message: printable(message) }, lines === '' ? [] : [lines]),
    ]);
  }
  return element('testcase', attributes, lines === '' ? [] : [element('system-out', {}, [lines])]);
}

/** A report without a test is an error to some systems, and a gap must not pass for lack of a test. */
function verdictCase(result: Judged): TestCase {
  const isPreview = !isDone(result) && result.mode === 'preview';
  const outcome = isPreview
    ? 'passed'
    : ({ pass: 'passed', fail: 'failure', unknown: 'error' } as const)[result.verdict];
  return {
    name: 'Verdict',
    group: 'parapet',
    outcome,
    message: sentenceOf(result),
    text: [
      sentenceOf(result),
      ...incompleteSentences(result),
      ...result.notices.map(({ code, message }) => `${code} ${message}`),
    ],
  };
}

function itemCase(item: ItemResult, lines: LineTables, { folder = '' }: JunitOptions): TestCase {
  const places = item.places.map(({ path, span }) => ({ path, range: rangeOf(path, span, lines) }));
  const [first] = places;
  const word = verdictWord(item) ?? (isObstacle(item) ? undefined : groupTitles.advice);
  return {
    name: item.title,
    group: `done.${item.id}`,
    ...(first && { at: { path: belowFolder(first.path, folder), line: first.range.start.line } }),
    outcome: itemOutcome(item),
    message: word === undefined ? item.detail : `${word}: ${item.detail}`,
    text: [
      item.detail,
      `Level: ${item.level}`,
      ...(item.owners.length > 0 ? [`Owner: ${item.owners.join(', ')}`] : []),
      ...item.evidence.map(
        ({ source, detail }) => `Evidence: ${source}${detail === undefined ? '' : `, ${detail}`}`,
      ),
      ...places.map(({ path, range }) => position(path, range)),
    ].filter((line) => line !== ''),
  };
}

function itemOutcome(item: ItemResult): TestCase['outcome'] {
  if (item.verdict === 'pass') return 'passed';
  if (!isObstacle(item)) return 'skipped';
  return groupOf(item) === 'unknown' ? 'error' : 'failure';
}

function findingSuites(result: Judged, lines: LineTables, options: JunitOptions): readonly Suite[] {
  const open = result.findings.filter(isOpen);
  const mayFail = isDone(result) ? result.verdict !== 'pass' : result.mode === 'policy';
  return [...grouped(open, ({ rule }) => rule)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, found]) => ({
      name: rule,
      cases: [...grouped(found, ({ path }) => path)].map(([path, own]) =>
        fileCase(path, own, mayFail, lines, options),
      ),
    }));
}

/** Named by its file alone, so that a system knows the case again when lines have moved. */
function fileCase(
  path: string,
  findings: readonly [Finding, ...Finding[]],
  mayFail: boolean,
  lines: LineTables,
  { folder = '' }: JunitOptions,
): TestCase {
  const [first] = findings;
  const isError = findings.some(({ severity }) => severity === 'error');
  const named = belowFolder(path, folder);
  return {
    name: named,
    group: first.rule,
    at: { path: named, line: rangeOf(path, first.span, lines).start.line },
    outcome: isError && mayFail ? 'failure' : 'skipped',
    message: `${first.message}${findings.length > 1 ? ` … ${findings.length - 1} more` : ''}`,
    text: findings.flatMap((finding) => [
      `${position(path, rangeOf(path, finding.span, lines))} ${finding.severity} ${finding.message}`,
      ...(finding.why ? [`  Why: ${finding.why}`] : []),
      ...(finding.owners.length > 0 ? [`  Owner: ${finding.owners.join(', ')}`] : []),
    ]),
  };
}

function grouped(
  findings: readonly Finding[],
  keyOf: (finding: Finding) => string,
): ReadonlyMap<string, readonly [Finding, ...Finding[]]> {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const group = groups.get(keyOf(finding));
    if (group) group.push(finding);
    else groups.set(keyOf(finding), [finding]);
  }
  return groups;
}

function amount(cases: readonly TestCase[], outcome: TestCase['outcome']): number {
  return cases.filter((one) => one.outcome === outcome).length;
}
