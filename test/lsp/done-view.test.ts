import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doneView } from '../../server/src/lsp/done-view.ts';
import { createLineTable } from '../../server/src/model/line-table.ts';
import { factsOf, finding } from '../done/facts.ts';
import { doneResult, everythingDone, item } from '../report/done-fixture.ts';

const documents = {
  lines: () => createLineTable('first\nsecond line of some length\nthird\n'),
  uri: (path: string) => `file:///shop/${path}`,
  page: () => undefined,
};
const root = { folder: 'file:///shop', isDeclared: true } as const;

test('items stand in their groups with numbers, places, evidence and what can be done', () => {
  const view = doneView({ result: everythingDone, facts: [] }, documents, root);
  assert.deepEqual(
    view.groups.map(({ title, items }) => [title, items.map(({ id }) => id)]),
    [
      ['Blocking', ['patch-coverage']],
      ['Unknown', ['tests-pass']],
      ['To attest', ['threat-model']],
      ['Advice', ['todo-free']],
      ['Done', ['layers-clean', 'docs-touched', 'operable']],
    ],
  );
  assert.equal(view.head, '2/6 · main…feature · 12 files');
  assert.equal(view.sentence, 'No-Go: 1 blocking, 1 unknown, 1 to attest.');
  assert.deepEqual([view.blocking, view.unknown, view.toAttest, view.pending], [1, 1, 1, 0]);
  const [coverage] = view.groups[0]?.items ?? [];
  assert.equal(coverage?.detail, '71.4 % < 80 %, 12 lines in 3 files');
  assert.deepEqual(coverage?.evidence, ['coverage/lcov.info, of today', 'CI']);
  assert.deepEqual(coverage?.actions, ['run', 'waive']);
  assert.equal(coverage?.places.length, 2);
  assert.ok(coverage?.ways.length);
  const actions = (group: number) => view.groups[group]?.items[0]?.actions;
  assert.deepEqual(actions(2), ['attest', 'waive']);
  // Advice stands in nobody's way, so that nobody has to waive it; what is done needs nothing.
  assert.deepEqual(actions(3), []);
  assert.deepEqual(actions(4), []);
});

test('lines that did not run are counted from 0, and files without any are left out', () => {
  const coverage = {
    ...{ measured: 4, covered: 2 },
    files: [
      { path: 'a.ts', measured: 2, covered: 0, uncovered: [1, 17] },
      { path: 'b.ts', measured: 2, covered: 2, uncovered: [] },
    ],
  };
  const view = doneView({ result: doneResult({ coverage }), facts: [] }, documents, root);
  assert.deepEqual(view.uncovered, [{ uri: 'file:///shop/a.ts', lines: [0, 16] }]);
});

test('where there is no change the reason stands once, and no head pretends one', () => {
  const problem = 'There is no repository here.';
  const result = doneResult({
    verdict: 'unknown',
    items: [],
    gaps: [problem],
    notices: [{ code: 'GIT-001', message: problem, incomplete: true }],
  });
  const view = doneView({ result, facts: [], problem }, documents, root);
  assert.deepEqual([view.head, view.problem, view.notices, view.groups], ['', problem, [], []]);
  const fine = doneView({ result: doneResult(), facts: [] }, documents, root);
  assert.equal('problem' in fine, false);
  assert.equal(fine.head, '1/1 · main…feature · 12 files');
});

test('of many places a hundred are shown', () => {
  const places = Array.from({ length: 150 }, () => ({ path: 'a.ts', span: { start: 6, end: 12 } }));
  const result = doneResult({ verdict: 'fail', items: [item({ verdict: 'fail', places })] });
  const view = doneView({ result, facts: [] }, documents, root);
  const told = view.groups[0]?.items[0]?.places ?? [];
  assert.equal(told.length, 100);
  assert.deepEqual(told[0]?.range, { start: { line: 1, character: 0 }, end: { line: 1, character: 6 } });
});

test('an item is mended where its first finding has a way out, of the change, too', async () => {
  const at = { path: 'a.ts', span: { start: 6, end: 12 } };
  const actions = async (more: object) => {
    const failing = item({ id: 'contract-first', verdict: 'fail', places: [at] });
    const facts = [await factsOf({ more })];
    const view = doneView(
      { result: doneResult({ verdict: 'fail', items: [failing] }), facts },
      documents,
      root,
    );
    return view.groups[0]?.items[0]?.actions;
  };
  assert.deepEqual(await actions({ changeFindings: [finding('contracts/breaking-change', at)] }), [
    'fix',
    'waive',
  ]);
  assert.deepEqual(await actions({ newFindings: [finding('architecture/import-cycle', at)] }), [
    'fix',
    'waive',
  ]);
  const elsewhere = { ...at, span: { start: 7, end: 12 } };
  assert.deepEqual(await actions({ changeFindings: [finding('contracts/breaking-change', elsewhere)] }), [
    'waive',
  ]);
  assert.deepEqual(await actions({ changeFindings: [finding('gates/uncovered-change', at)] }), ['waive']);
});
