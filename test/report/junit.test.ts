import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { junitReport } from '../../server/src/report/junit.ts';
import { doneResult, everythingDone, item, testsPass } from './done-fixture.ts';
import { everything, finding, lines, preview, result } from './fixture.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

/** What readers of JUnit XML agree on: elements, which of their attributes must be there, and what they hold. */
const grammar: Readonly<
  Record<string, { required: readonly string[]; optional: readonly string[]; children: readonly string[] }>
> = {
  testsuites: {
    required: ['name', 'tests', 'failures', 'errors', 'time'],
    optional: [],
    children: ['testsuite'],
  },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'],
    optional: [],
    children: ['testcase'],
  },
  testcase: {
    required: ['name', 'classname', 'time'],
    optional: ['file', 'line'],
    children: ['failure', 'error', 'skipped', 'system-out'],
  },
  failure: { required: ['message'], optional: [], children: [] },
  error: { required: ['message'], optional: [], children: [] },
  skipped: { required: ['message'], optional: [], children: [] },
  'system-out': { required: [], optional: [], children: [] },
};

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
});

function parse(text: string): Element {
  assert.equal(XMLValidator.validate(text), true);
  const [, root] = (parser.parse(text) as Node[]).filter((node) => !('#text' in node)).map(elementOf);
  assert.ok(root);
  return root;
}

type Node = Readonly<Record<string, unknown>>;

function elementOf(node: Node): Element {
  const name = Object.keys(node).find((key) => key !== ':@') ?? '';
  const inner = node[name] as readonly Node[];
  return {
    name,
    attributes: (node[':@'] as Element['attributes'] | undefined) ?? {},
    children: inner.filter((one) => !('#text' in one)).map(elementOf),
    text: inner.map((one) => one['#text'] ?? '').join(''),
  };
}

function assertGrammar({ name, attributes, children }: Element): void {
  const rule = grammar[name];
  assert.ok(rule, name);
  const given = Object.keys(attributes);
  assert.deepEqual(
    rule.required.filter((key) => !given.includes(key)),
    [],
    name,
  );
  assert.deepEqual(
    given.filter((key) => !rule.required.includes(key) && !rule.optional.includes(key)),
    [],
    name,
  );
  assert.deepEqual(
    children.filter((child) => !rule.children.includes(child.name)),
    [],
    name,
  );
  children.forEach(assertGrammar);
}

function cases(root: Element): readonly Element[] {
  return root.children.flatMap(({ children }) => children);
}

function outcomes(root: Element): readonly (readonly [string | undefined, string | undefined])[] {
  return cases(root).map(({ attributes, children }) => [attributes.classname, children[0]?.name]);
}

const evil = `<&>"'\u0000\u0008\u001b\ud800\uffff\n\t]]>é漢😀\u202e`;
const hostile = doneResult({
  verdict: 'fail',
  items: [item({ verdict: 'fail', id: evil, title: evil, detail: evil, owners: [evil] })],
  findings: [finding({ path: evil, span: { start: 0, end: 0 }, message: evil, why: evil })],
  gaps: [evil],
});

const reports = {
  'the whole Definition of Done': junitReport(everythingDone, lines),
  Go: junitReport(doneResult(), lines),
  'a check': junitReport(everything, lines),
  'a check that finds nothing': junitReport(result(), lines),
  'a preview': junitReport(preview, lines),
  'hostile text': junitReport(hostile, lines),
};

for (const [name, text] of Object.entries(reports)) {
  test(`well-formed, and what readers know: ${name}`, () => {
    const root = parse(text);
    assertGrammar(root);
    const amount = (elements: readonly Element[], outcome: string) =>
      String(elements.filter(({ children }) => children[0]?.name === outcome).length);
    for (const suite of [...root.children, { ...root, children: cases(root) }]) {
      assert.equal(suite.attributes.tests, String(suite.children.length));
      assert.equal(suite.attributes.failures, amount(suite.children, 'failure'));
      assert.equal(suite.attributes.errors, amount(suite.children, 'error'));
    }
    assert.ok(text.endsWith('</testsuites>\n'));
  });
}

test('an unknown element would be seen', () => {
  const odd = { name: 'testsuites', attributes: {}, children: [], text: '' };
  assert.throws(() => assertGrammar(odd));
});

test('what must be done fails, what is not known is an error, what is settled or advice is skipped', () => {
  assert.deepEqual(outcomes(parse(reports['the whole Definition of Done'])), [
    ['parapet', 'failure'],
    ['done.patch-coverage', 'failure'],
    ['done.tests-pass', 'error'],
    ['done.threat-model', 'failure'],
    ['done.todo-free', 'skipped'],
    ['done.layers-clean', 'system-out'],
    ['done.docs-touched', 'skipped'],
    ['done.operable', 'skipped'],
    ['architecture/unresolved-import', 'skipped'],
    ['architecture/upward-import', 'failure'],
    ['policy/invalid-policy', 'skipped'],
  ]);
});

test('failures are there exactly when the verdict is not a pass', () => {
  const isRed = (text: string) =>
    outcomes(parse(text)).some(([, name]) => name === 'failure' || name === 'error');
  const advice = item({ level: 'should', verdict: 'fail' });
  const { findings } = everything;
  const green = [
    junitReport(doneResult({ items: [advice], findings }), lines),
    junitReport({ ...preview, findings }, lines),
    reports.Go,
    reports['a check that finds nothing'],
  ];
  const red = [
    junitReport(doneResult({ verdict: 'unknown', items: [], gaps: ['Cut off.'] }), lines),
    junitReport(doneResult({ verdict: 'unknown', items: [testsPass] }), lines),
    junitReport({ ...result(), verdict: 'unknown' }, lines),
    reports['a check'],
  ];
  assert.deepEqual([green.map(isRed), red.map(isRed)], [green.map(() => false), red.map(() => true)]);
});

test('a case holds numbers, owners, evidence and places; files are named from the root of the repository', () => {
  const root = parse(junitReport(everythingDone, lines, { folder: 'examples/shop' }));
  const [, coverage] = cases(root);
  assert.equal(coverage?.attributes.file, 'examples/shop/src/domain/order.ts');
  assert.equal(coverage?.attributes.line, '2');
  assert.equal(
    coverage?.children[0]?.text,
    `71.4 % < 80 %, 12 lines in 3 files
Level: must
Owner: @acme/payments, qa@acme.example
Evidence: coverage/lcov.info, of today
Evidence: CI
src/domain/order.ts:2:22
src/domain/order.ts:1:22`,
  );
});

test('findings of one rule in one file are one case, which keeps its name when lines move', () => {
  const path = 'src/domain/order.ts';
  const two = [0, 40].map((start) => finding({ path, span: { start, end: start + 1 }, why: 'ADR-7' }));
  const [, one, ...rest] = cases(parse(junitReport(result({ findings: two }), lines)));
  assert.deepEqual([one?.attributes.name, one?.attributes.line, rest], [path, '1', []]);
  assert.match(one?.children[0]?.attributes.message ?? '', / … 1 more$/);
  assert.match(
    one?.children[0]?.text ?? '',
    /order\.ts:1:1 error .*\n {2}Why: ADR-7\nsrc\/domain\/order\.ts:2:9 error /,
  );
});

test('no character is left that XML forbids, and none that XML allows is lost', () => {
  const text = reports['hostile text'];
  assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\uffff\ud800]/u);
  const [, hit] = cases(parse(text));
  assert.match(hit?.children[0]?.attributes.message ?? '', /^<&>"'\ufffd+.*\]\]>é漢😀\ufffd$/);
});
