import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../server/src/model/finding.ts';
import type { ContractPreview } from '../../server/src/model/preview.ts';
import { prettyReport } from '../../server/src/report/pretty.ts';
import { previewMarkdown } from '../../server/src/report/preview-markdown.ts';
import { previewPage } from '../../server/src/report/preview-page.ts';
import { finding, fullPreview, lines, preview, result, spanOf } from './fixture.ts';

const plain = { colour: false };
const markdown = (page: ReturnType<typeof previewPage>) =>
  previewMarkdown(page, lines, { title: 'Look at x', link: (path) => `/${encodeURI(path)}`, closing: [] });

test('what is kept comes first, what goes past it next, what to do last', () => {
  const text = prettyReport(fullPreview, lines, plain);
  assert.match(
    text,
    /^Preview: [^\n]+\n\nYou keep 13 boundaries already[^\n]+\n {5}60 {2}src\/ui → src\/domain, 1 against\n/,
  );
  assert.match(
    text,
    /\n {9}… 3 more\n\n1 import against these boundaries\n {6}1 {2}src\/domain → src\/ui, where 60 go the other way\n {11}src\/domain\/order\.ts:2:22 "\.\.\/ui\/page"\n/,
  );
  assert.match(
    text,
    /\n\n7 imports past the public entry of a package\n {6}7 {2}the root → packages\/lib\n {11}[^\n]+ "\.\/gone" … 6 more\n/,
  );
  assert.match(
    text,
    /\n\n1 run-time cycle\n {2}src\/domain\/order\.ts:1:22 order\.ts → money\.ts → order\.ts\n/,
  );
  assert.match(
    text,
    /\n\n1 import leads nowhere\n {2}src\/ui\/näme \[x\]\/page\.tsx:1:22 "\.\/gone": no file "gone"\n/,
  );
  assert.match(
    text,
    /\n\nNext: "parapet init" [^\n]+\n {6}"parapet check --all" shows everything\.\n\nPreview: 1 cycle, 1 import against kept boundaries, 7 past a public entry, in /,
  );
});

test('with all nothing is left out', () => {
  const text = prettyReport(fullPreview, lines, { ...plain, all: true });
  assert.match(text, /src\/part11 → src\/domain/);
  assert.equal(text.match(/"\.\/gone"$/gm)?.length, 7);
  assert.doesNotMatch(text, / more$|--all/m);
});

test('where nothing is kept yet, and where nothing is broken, it says so', () => {
  const nothing = { ...preview, preview: { boundaries: [], privateImports: [], unresolved: [] } };
  assert.match(prettyReport(nothing, lines, plain), /\nNo boundary between folders shows yet/);
  assert.match(
    prettyReport(nothing, lines, plain),
    /\nNo run-time cycles\n[\s\S]*\nPreview: nothing found in /,
  );
  assert.doesNotMatch(
    prettyReport(fullPreview, lines, plain),
    /nothing found|No run-time cycles|No boundary/,
  );
  const empty = { ...preview, summary: { ...preview.summary, files: 0 } };
  const text = prettyReport(empty, lines, plain);
  assert.match(text, /\nThere is no TypeScript or JavaScript source file here\.\n/);
  assert.doesNotMatch(text, /Next:/);
});

test('with one rule asked for, nothing is said of what was not asked for', () => {
  const heads = (only: string, result = fullPreview) =>
    prettyReport(result, lines, { ...plain, only }).match(/^(?:You|No|\d)[^\n]+$/gm) ?? [];
  const clean = { ...fullPreview, findings: [] };
  assert.deepEqual(heads('architecture/import-cycle'), ['1 run-time cycle']);
  assert.deepEqual(heads('architecture/import-cycle', clean), ['No run-time cycles']);
  assert.deepEqual(heads('architecture/unresolved-import'), ['1 import leads nowhere']);
  assert.deepEqual(heads('architecture/upward-import'), []);
  assert.deepEqual(heads('architecture/*'), ['1 run-time cycle', '1 import leads nowhere']);
});

test('a preview judges nothing: what was not seen stands before its last line', () => {
  const incomplete = { ...fullPreview, verdict: 'unknown' as const, gaps: ['A gap.'], unresolved: 1 };
  const text = prettyReport(incomplete, lines, plain);
  assert.match(
    text,
    /\nAnalysis incomplete: A gap\.\n1 import leads nowhere and could not be judged\.\nPreview: 1 cycle, [^\n]+\n$/,
  );
  assert.doesNotMatch(text, /Unknown|warning/);
});

test('what a policy has accepted is no longer told to lead nowhere', () => {
  const [one] = fullPreview.preview?.unresolved ?? [];
  assert.ok(one);
  const accepted = (part: Partial<Finding>) => ({
    ...fullPreview,
    mode: 'policy' as const,
    findings: [finding({ ...one, rule: 'architecture/unresolved-import', ...part })],
  });
  assert.match(markdown(previewPage(accepted({}))), /1 import leads nowhere/);
  assert.doesNotMatch(markdown(previewPage(accepted({ isBaselined: true }))), /leads nowhere/);
});

test('a cycle says how many files are tangled when it is not all of them', () => {
  const text = (paths: readonly string[]) => {
    const [cycle] = fullPreview.findings;
    assert.ok(cycle);
    const parts = () => paths.map((path) => ({ path, subject: '' }));
    return prettyReport({ ...fullPreview, findings: [{ ...cycle, parts }] }, lines, plain);
  };
  assert.match(text(['a', 'b', 'b', 'c']), /→ order\.ts; 3 files in cycles with each other\n/);
  assert.match(text(['a', 'b', 'b']), /→ order\.ts\n/);
});

test('a cycle is told by names that tell its files apart, and those of tests come last', () => {
  const cycle = (...paths: readonly string[]) =>
    finding({
      rule: 'architecture/import-cycle',
      path: paths[0] ?? '',
      span: { start: 0, end: 0 },
      related: paths.slice(1).map((path) => ({ path, span: { start: 0, end: 0 }, message: '' })),
    });
  const long = Array.from({ length: 9 }, (_, index) => `z/f${index}.ts`);
  const findings = [cycle('a/test/x.ts', 'a/test/y.ts'), cycle('b/index.ts', 'c/index.ts'), cycle(...long)];
  const text = prettyReport({ ...preview, findings }, lines, plain);
  assert.match(
    text,
    /3 run-time cycles, 1 of them in tests\n[^\n]+ b\/index\.ts → c\/index\.ts → b\/index\.ts\n[^\n]+ f0\.ts → f1\.ts → f2\.ts → f3\.ts → f4\.ts → … → f0\.ts\n[^\n]+ x\.ts → y\.ts → x\.ts\n/,
  );
});

test('as Markdown it has the same lines in the same order, and its places are links', () => {
  const text = markdown(previewPage(fullPreview));
  assert.match(text, /^# Look at x\n\nPreview: there is no parapet\.jsonc here/);
  assert.match(text, /\| 60 \| src\/ui → src\/domain, 1 against \|/);
  assert.match(
    text,
    /\n {2}- \[src\/domain\/order\.ts:2\]\(\/src\/domain\/order\.ts#L2,22\) "\.\.\/ui\/page"\n/,
  );
  const heads = (report: string, pattern: RegExp) => [...report.matchAll(pattern)].map(([, head]) => head);
  assert.deepEqual(
    heads(text, /^## (.+)$/gm).slice(0, -1),
    heads(prettyReport(fullPreview, lines, plain), /\n\n((?:You|\d)[^\n]+)\n/g),
  );
});

test('text from the workspace is no markup, and drives no terminal', () => {
  const offender = {
    path: 'a/[x](y)/`z`.ts',
    span: { start: 0, end: 0 },
    specifier: '<b>|\u001b[31m\n# x',
  };
  const hostile = {
    ...result({ mode: 'preview' }),
    preview: {
      boundaries: [{ from: 'a|b', to: '*c*', imports: 60, offenders: [offender] }],
      privateImports: [],
      unresolved: [{ ...offender, reason: '*b*' }],
    },
  };
  const text = markdown(previewPage(hostile));
  assert.match(text, /\| 60 \| a\\\|b → \\\*c\\\*, 1 against \|/);
  assert.match(text, /\[a\/\\\[x\\\]\\\(y\\\)\/\\`z\\`\.ts:1\]/);
  assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}]/u);
  assert.doesNotMatch(prettyReport(hostile, lines, plain).replaceAll('\n', ''), /[\p{Cc}]/u);
});

test('with a policy it claims nothing about its absence', () => {
  const text = markdown(previewPage({ ...fullPreview, mode: 'policy' }));
  assert.doesNotMatch(text, /there is no parapet|init/);
});

test('contracts are told by what the code keeps of them, then by where it does not', () => {
  const path = 'src/domain/order.ts';
  const difference = { path, span: spanOf(path, "'./money'"), message: 'GET /a is served here.' };
  const documents = [
    { path: 'openapi.yaml', operations: 9, served: 8 },
    { path: 'b/openapi.yaml', operations: 1, served: 1 },
  ];
  const told = (contracts: ContractPreview) => {
    const { preview: own } = fullPreview;
    return prettyReport({ ...fullPreview, ...(own && { preview: { ...own, contracts } }) }, lines, plain);
  };
  const text = told({ documents, differences: [difference] });
  assert.match(
    text,
    /\n\n"openapi\.yaml", "b\/openapi\.yaml" promise 10 operations, of which the code serves 9\n\n1 import against/,
  );
  assert.match(
    text,
    /\n\n1 difference between code and contracts\n {2}src\/domain\/order\.ts:1:22 GET \/a is served here\.\n\n1 run-time/,
  );
  assert.match(text, /main folders, holds code to its contracts and lets in/);
  assert.match(text, /7 past a public entry, 1 difference from contracts, in /);
  const kept = told({ documents, differences: [] });
  assert.doesNotMatch(kept, /difference/);
  assert.match(kept, /of which the code serves 9\n/);
  assert.doesNotMatch(prettyReport(fullPreview, lines, plain), /promise|contract/);
});
