import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import type { Cut, CutPlan, Tangle } from '../../server/src/model/cut-plan.ts';
import { cutPlanJson } from '../../server/src/report/cut-plan-json.ts';
import { cutPlanMarkdown } from '../../server/src/report/cut-plan-markdown.ts';
import { cutPlanText } from '../../server/src/report/cut-plan-text.ts';
import { createPaint } from '../../server/src/report/paint.ts';
import { lines, spanOf } from './fixture.ts';

const tangle = (cycles: number, files: number, imports: number, accepted = 0): Tangle => ({
  cycles,
  files,
  imports,
  accepted,
});
const order = 'src/domain/order.ts';
const page = 'src/ui/näme [x]/page.tsx';
const first: Cut = {
  path: order,
  span: spanOf(order, "'./money'"),
  specifier: './money',
  to: 'src/domain/money.ts',
  why: '3 of the 4 shortest cycles here run through it',
  way: {
    by: 'fix',
    id: 'make-type-only',
    title: 'Make the import of "./money" type-only',
    edits: [],
    safe: true,
  },
  cycle: 0,
  left: tangle(1, 2, 2, 1),
};
const second: Cut = {
  path: page,
  span: spanOf(page, "'漢字'"),
  specifier: '漢字_*',
  to: '漢字',
  why: 'the baseline accepts it for architecture/upward-import',
  way: { by: 'hand', title: 'Only a person can decide.' },
  left: tangle(0, 0, 0),
};
const plan: CutPlan = {
  before: tangle(2, 14, 40, 5),
  after: tangle(0, 0, 0),
  cycles: [
    {
      files: [page, ...Array.from({ length: 11 }, (_, index) => `src/f${index}.ts`)],
      imports: 38,
      cuts: 1,
      effort: 1,
      atLeast: 1,
    },
    { files: [order, 'src/domain/money.ts'], imports: 2, cuts: 1, effort: 20, atLeast: 11 },
  ],
  cuts: [first, second],
  unproven: [],
};
const nothing: CutPlan = {
  before: tangle(0, 0, 0),
  after: tangle(0, 0, 0),
  cycles: [],
  cuts: [],
  unproven: [],
};
const text = (given: CutPlan, most?: number) =>
  cutPlanText(given, lines, { paint: createPaint(false), ...(most !== undefined && { most }) });

test('the text begins with the sum, and each cut says where, how, why and what is left', () => {
  const shown = text(plan);
  assert.match(
    shown,
    /^2 imports end all 2 cycles with their 14 files and 5 entries of the baseline: a fix takes away 1, a person has to decide on 1\.\nProven: judged again without them/,
  );
  assert.match(
    shown,
    /\n {2}1 {2}src\/domain\/order\.ts:1:22 "\.\/money"\n {5}Make the import of "\.\/money" type-only\.\n {5}3 of the 4 shortest cycles here run through it; then 1 cycle with 2 files and 1 entry of the baseline are left\.\n/,
  );
  assert.match(shown, /The baseline accepts it for architecture\/upward-import; then no cycle is left\./);
  assert.match(
    shown,
    /The cycle of 12 files from "[^"]+" on: 1 of its 38 imports, work 1, proven the least\./,
  );
  assert.doesNotMatch(shown, /--all|The cycle of 2 files/);
});

test('what is not shown is counted, with what the shown ones end', () => {
  const shown = text(plan, 1);
  assert.match(
    shown,
    /\nThe first 1 end 1 of 2 cycles and 4 of 5 entries of the baseline, and 2 of 14 files are left in cycles\. 1 more are not shown; "--all" shows them\./,
  );
});

test('least is claimed only where it is proven', () => {
  assert.match(text(plan), /For 1 of the 2 cycles another set of imports may take less work\./);
  const proven = { ...plan, cycles: plan.cycles.map((cycle) => ({ ...cycle, atLeast: cycle.effort })) };
  assert.match(text(proven), /No other set of imports ends one of them with less work\./);
  assert.match(
    text({ ...proven, cycles: proven.cycles.slice(1) }),
    /No other set of imports ends it with less work\./,
  );
});

test('a single cycle may have a set with less work, too', () => {
  assert.match(
    text({ ...plan, cycles: plan.cycles.slice(1) }),
    /Another set of imports may end it with less work\./,
  );
});

test('nothing to cut is said, and so is what could not be proven', () => {
  assert.equal(
    text(nothing),
    'There is nothing to cut: no import closes a cycle here, and no baseline accepts one.\n',
  );
  assert.match(
    text({ ...nothing, unproven: ['a.ts', 'b.ts'] }),
    /^There is nothing that could be proven\.\nNo plan for "a\.ts" and 1 more stood the proof, so that none is shown\.\n$/,
  );
});

test('the document links each place and lets no name be markup', () => {
  const markdown = cutPlanMarkdown(plan, lines, {
    title: 'Cut plan of a_b',
    link: (path) => `/${encodeURI(path)}`,
    closing: ['Something_was not seen.'],
  });
  assert.match(markdown, /^# Cut plan of a\\_b\n/);
  assert.match(
    markdown,
    /\n1\. \[src\/domain\/order\.ts:1\]\(\/src\/domain\/order\.ts#L1,22\) "\.\/money" {2}\n/,
  );
  assert.ok(markdown.includes('"漢字\\_\\*"'), markdown);
  assert.match(
    markdown,
    /\| 12 \| \[src\/ui\/näme \\\[x\\\]\/page\.tsx\]\([^)]+\) \| 1 of 38 \| 1, proven the least \|/,
  );
  assert.match(markdown, /\| 2 \| .* \| 20, at least 11 is needed \|/);
  assert.match(markdown, /## Not seen\n\nSomething\\_was not seen\.\n$/);
  const empty = cutPlanMarkdown(nothing, lines, { title: 'x', link: (path) => path, closing: [] });
  assert.doesNotMatch(empty, /##/);
});

test('the document stays short, and says how to see the rest', () => {
  const many = { ...plan, cuts: Array.from({ length: 301 }, () => first) };
  const markdown = cutPlanMarkdown(many, lines, { title: 'x', link: (path) => path, closing: [] });
  assert.match(markdown, /`parapet explain --cuts --all` lists 1 more\./);
});

const schema = JSON.parse(
  readFileSync(new URL('../../schema/cut-plan.schema.json', import.meta.url), 'utf8'),
);

/** An unknown key means that it was not frozen. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, closed(value)]);
  return { ...Object.fromEntries(entries), ...('properties' in node ? { additionalProperties: false } : {}) };
}

test('the schema accepts what is written, and nothing else', () => {
  const validate = new Ajv({ allErrors: true, strict: true }).compile(closed(schema) as object);
  const accepts = (report: unknown) => validate(report);
  for (const written of [cutPlanJson(plan, lines, ['Not all was seen.']), cutPlanJson(nothing, lines, [])]) {
    assert.ok(accepts(JSON.parse(written)), JSON.stringify(validate.errors));
    assert.doesNotMatch(written, /null/);
    assert.ok(written.endsWith('}\n'));
  }
  const report = JSON.parse(cutPlanJson(plan, lines, []));
  assert.equal('gaps' in report, false);
  assert.deepEqual(report.cuts[0].range, { start: { line: 1, column: 22 }, end: { line: 1, column: 31 } });
  assert.deepEqual(
    report.cycles.map(({ least }: { least: boolean }) => least),
    [true, false],
  );
  for (const broken of [
    { ...report, version: 2 },
    { ...report, extra: 1 },
    { ...report, after: undefined },
  ])
    assert.ok(!accepts(JSON.parse(JSON.stringify(broken))));
});
