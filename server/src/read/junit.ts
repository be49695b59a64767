import { detached } from '../format/detached.ts';
import { scanXml, type XmlVisitor } from '../format/xml.ts';
import { type KnownPaths, placeNames, type ReportOrigin } from '../gating/placing.ts';
import type { Parsed, TestCase, TestRun } from '../model/evidence.ts';
import { lastSegment } from '../model/path.ts';
import { isTestPath } from '../model/test-path.ts';
import { count } from '../model/words.ts';

export interface TestOptions extends ReportOrigin {
  /** Every file of the workspace. */
  readonly known: KnownPaths;
}

/**
 * Reads JUnit XML: `testsuites` or `testsuite` at the root, nested suites, and test cases that failed where they hold a
 * `failure` or an `error`. A suite that counts more failures than its cases show has failed as a whole. Never throws.
 */
export function readTests(text: string, options: TestOptions): Parsed<TestRun> {
  const [, first = ''] = /^[\s\uFEFF]*(\S?)/.exec(text) ?? [];
  if (first === '') return { ok: false, message: 'The report is empty.' };
  if (first !== '<')
    return { ok: false, message: 'The report is no XML, which JUnit reports are written in.' };
  const reading = createReading();
  const problem = scanXml(text, reading.visitor);
  const { root, passed, skipped, failures, files } = reading.result();
  if (root !== undefined && !/^testsuites?$/.test(root)) {
    return {
      ok: false,
      message: `The root of the report is <${root}>, where JUnit writes <testsuites> or <testsuite>.`,
    };
  }
  if (problem !== undefined) return { ok: false, message: problem };
  if (passed + skipped + failures.length === 0)
    return { ok: false, message: 'The report holds no test case.' };
  const isHere = placeNames(
    [...files].map((file) => [file]),
    options.known,
    options,
  ).some((path) => path !== undefined);
  const [foreign] = files;
  if (foreign !== undefined && !isHere) return { ok: false, message: nothingHere(foreign, files.size) };
  return {
    ok: true,
    content: { passed, skipped, failed: failures.length, failures: place(failures, options) },
  };
}

function nothingHere(foreign: string, amount: number): string {
  const files = amount === 1 ? 'The only test file' : `None of the ${count(amount, 'test file')}`;
  const named = amount === 1 ? `"${foreign}", is not` : `such as "${foreign}", is`;
  return `${files} in the report, ${named} in this workspace: it tells of another project or another folder.`;
}

interface Failure {
  readonly name: string;
  readonly suite: string;
  message: string;
  text: string;
  readonly line?: number;
  /** What may be the name of the test file, the best first. */
  readonly names: readonly string[];
}

interface Suite {
  readonly name: string;
  readonly file?: string;
  /** How many failures it says it has, and how many were found. */
  readonly declared: number;
  found: number;
}

interface OpenCase {
  readonly failure: Failure;
  outcome: 'passed' | 'failed' | 'skipped';
}

type Attribute = Parameters<XmlVisitor['open']>[1];

/** More text of a failure is a log. */
const mostText = 20_000;

function createReading() {
  let root: string | undefined;
  let passed = 0;
  let skipped = 0;
  const failures: Failure[] = [];
  const files = new Set<string>();
  const suites: Suite[] = [];
  let open: OpenCase | undefined;
  let written: Failure | undefined;

  function fail(attribute: Attribute): void {
    const suite = suites.at(-1);
    const failure = open?.failure ?? (suite && ofSuite(suite));
    if (!failure) return;
    written = failure;
    failure.message ||= detached(attribute('message') ?? '');
    if (open?.outcome === 'failed') return;
    if (open) open.outcome = 'failed';
    failures.push(failure);
    if (suite) suite.found++;
  }

  function closeSuite(): void {
    const suite = suites.pop();
    if (!suite) return;
    const untold = suite.declared - suite.found;
    if (untold > 0) {
      failures.push({
        ...ofSuite(suite),
        message: `${count(untold, 'failure')} that the report shows no test for`,
      });
      suite.found = suite.declared;
    }
    const around = suites.at(-1);
    if (around) around.found += suite.found;
  }

  const visitor: XmlVisitor = {
    open(name, attribute) {
      root ??= name;
      if (name === 'testsuite' || name === 'testsuites') suites.push(toSuite(attribute, files));
      else if (name === 'testcase') {
        const file = attribute('file');
        if (file) files.add(file);
        open = { failure: toFailure(attribute('name') ?? '', suites.at(-1), attribute), outcome: 'passed' };
      } else if (name === 'failure' || name === 'error') fail(attribute);
      else if (name === 'skipped' && open?.outcome === 'passed') open.outcome = 'skipped';
    },
    text(text) {
      if (written && written.text.length < mostText) written.text += text.slice(0, mostText);
    },
    close(name) {
      if (name === 'failure' || name === 'error') written = undefined;
      else if (name === 'testsuite' || name === 'testsuites') closeSuite();
      else if (name === 'testcase' && open) {
        if (open.outcome === 'passed') passed++;
        else if (open.outcome === 'skipped') skipped++;
        open = undefined;
      }
    },
  };
  return { visitor, result: () => ({ root, passed, skipped, failures, files }) };
}

function toSuite(attribute: Attribute, files: Set<string>): Suite {
  const file = attribute('file');
  if (file) files.add(file);
  const declared = [attribute('failures'), attribute('errors')].reduce(
    (sum, text) => sum + (Number(text) || 0),
    0,
  );
  return { name: attribute('name') ?? '', ...(file && { file }), declared, found: 0 };
}

function toFailure(name: string, suite: Suite | undefined, attribute: Attribute | undefined): Failure {
  const line = Number(attribute?.('line') ?? attribute?.('lineno'));
  const classname = attribute?.('classname');
  const names = [attribute?.('file'), suite?.file, classname, suite?.name].filter((one) => one !== undefined);
  return {
    name: detached(name),
    suite: detached(classname ?? suite?.name ?? ''),
    message: '',
    text: '',
    ...(Number.isInteger(line) && line > 0 && { line }),
    names: names.filter((one) => one !== '').map(detached),
  };
}

function ofSuite(suite: Suite): Failure {
  return toFailure(suite.name === '' ? 'a suite without a name' : suite.name, suite, undefined);
}

/**
 * Names of suites and classes are files only where there is such a file; each kind of name has a beginning of its own. What
 * the trace names comes last, because it begins with what the test calls.
 */
function place(failures: readonly Failure[], options: TestOptions): readonly TestCase[] {
  const kinds = [0, 1, 2, 3].map((kind) => {
    const names = failures.map(({ names: own }) => (own[kind] === undefined ? [] : [own[kind]]));
    return placeNames(names, options.known, options);
  });
  const traces = failures.map(({ text }) => namesInTrace(text));
  const traced = placeNames(
    traces.flat().map((name) => [name]),
    options.known,
    options,
  ).values();
  return failures.map((failure, index) => {
    const own = (traces[index] ?? []).flatMap(() => traced.next().value ?? []);
    const path =
      kinds.map((paths) => paths[index]).find((one) => one !== undefined) ?? own.find(isTestPath) ?? own[0];
    const line = failure.line ?? (path === undefined ? undefined : lineIn(failure.text, path));
    const message = failure.message.trim() || failure.text.trim();
    const [sentence = ''] = message.split('\n', 1);
    return {
      name: failure.name,
      suite: failure.suite,
      outcome: 'failed',
      ...(sentence !== '' && { message: detached(shorten(sentence.trim())) }),
      ...(path !== undefined && { path }),
      ...(path !== undefined && line !== undefined && { line }),
    };
  });
}

/** A trace names more files than anybody looks at. */
const mostTraced = 20;

/** Files that a trace names with a line, as far as they are nobody else's: `at f (/ci/shop/a.test.ts:12:5)`. */
function namesInTrace(text: string): readonly string[] {
  const names: string[] = [];
  for (const line of text.split('\n', 200)) {
    const [, name] =
      /(?:^|[\s("'])(?:file:\/\/)?([^\s("']{1,400}\.[cm]?[jt]sx?):\d/.exec(line.slice(0, 1000)) ?? [];
    if (name !== undefined && !name.includes('node_modules') && !name.startsWith('node:')) names.push(name);
    if (names.length === mostTraced) break;
  }
  return names;
}

/** Most writers give no line, but the trace of the failure names the test file with one: `a.test.ts:12:5`. */
function lineIn(text: string, path: string): number | undefined {
  const name = `${lastSegment(path)}:`;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const [digits] = /^\d{1,7}/.exec(text.slice(at + name.length, at + name.length + 8)) ?? [];
    if (digits !== undefined && Number(digits) > 0) return Number(digits);
  }
  return undefined;
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
