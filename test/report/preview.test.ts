import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prettyReport } from '../../server/src/report/pretty.ts';
import { previewMarkdown } from '../../server/src/report/preview-markdown.ts';
import { previewPage } from '../../server/src/report/preview-page.ts';
import { finding, fullPreview, lines, preview, result } from './fixture.ts';

const plain = { colour: false };
const markdown = (page: ReturnType<typeof previewPage>) =>
  previewMarkdown(page, lines, { title: 'Look at x', link: (path) => `/${encodeURI(path)}` });

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
  assert.match(text, /\n\n7 imports past the public entry of a package\n {6}7 {2}the root → packages\/lib\n/);
  assert.match(
    text,
    /\n\n1 run-time cycle\n {2}src\/domain\/order\.ts:1:22 order\.ts → money\.ts → order\.ts\n/,
  );
  assert.match(
    text,
    /\n\nNext: "parapet init --yes" [^\n]+\n {6}"parapet check --all" shows everything\.\n\nPreview: /,
  );
});

test('with all nothing is left out', () => {
  const text = prettyReport(fullPreview, lines, { ...plain, all: true });
  assert.match(text, /src\/part11 → src\/domain/);
  assert.doesNotMatch(text, / more$|--all/m);
});

test('where nothing is kept yet it says so', () => {
  assert.match(prettyReport(preview, lines, plain), /\nNo boundary between folders shows yet/);
  const empty = { ...preview, summary: { ...preview.summary, files: 0 } };
  const text = prettyReport(empty, lines, plain);
  assert.match(text, /\nThere is no TypeScript or JavaScript source file here\.\n/);
  assert.doesNotMatch(text, /Next:/);
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
