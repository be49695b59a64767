import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  dayAfter,
  headText,
  itemLabel,
  itemTooltip,
  keptView,
  statusBarLabel,
  statusBarText,
  statusBarTooltip,
  toastText,
  untilProblem,
  worst,
} from '../../client/src/done/done-text.ts';
import type { DoneItem, DoneView } from '../../server/src/protocol/done.ts';

const place = {
  uri: 'file:///shop/src/a.ts',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
};

function item(given: Partial<DoneItem> = {}): DoneItem {
  return {
    ...{
      id: 'patch-coverage',
      title: 'The added lines are covered',
      detail: '71.4 % < 80 %, 12 lines in 3 files',
    },
    ...({ verdict: 'fail', level: 'must', kind: 'check', owners: [], evidence: [], ways: [] } as const),
    ...{ places: [place, place], actions: [] },
    ...given,
  };
}

function view(given: Partial<DoneView> = {}): DoneView {
  return {
    ...({
      folder: 'file:///shop',
      isDeclared: true,
      verdict: 'pass',
      head: '9/9 · main…feature · 12 files',
    } as const),
    ...{
      sentence: 'Go.',
      blocking: 0,
      unknown: 0,
      toAttest: 0,
      pending: 0,
      groups: [],
      notices: [],
      uncovered: [],
    },
    ...given,
  };
}

const noGo = view({
  ...({ verdict: 'fail', sentence: 'No-Go: 2 blocking.', blocking: 2 } as const),
  groups: [
    { id: 'blocking', title: 'Blocking', items: [item(), item({ id: 'owned', title: 'Owned', detail: '' })] },
    { id: 'done', title: 'Done', items: [item({ id: 'layers-clean', verdict: 'pass', title: 'Layers' })] },
  ],
});

test('the status bar tells the worst verdict of all folders', () => {
  assert.equal(statusBarText([view()]), '$(pass) Go');
  assert.equal(statusBarText([view({ pending: 2 })]), '$(watch) Go · 2 pending');
  assert.equal(statusBarText([view({ verdict: 'unknown', pending: 2 })]), '$(question) Unknown');
  assert.equal(statusBarText([view(), noGo, view({ verdict: 'unknown' })]), '$(error) No-Go 2');
  assert.equal(statusBarText([noGo, noGo]), '$(error) No-Go 4');
  // A change may fail by what is no item.
  assert.equal(statusBarText([view({ verdict: 'fail' })]), '$(error) No-Go');
  assert.equal(worst([]), 'pass');
});

test('who hears the status bar hears the sentence and not the icon', () => {
  assert.equal(statusBarLabel([noGo]), 'Definition of Done. No-Go: 2 blocking.');
  assert.equal(statusBarLabel([view({ pending: 1 })]), 'Definition of Done. Go. 1 line pending.');
});

test('what is kept from before says of when it is', () => {
  const shown = { view: view(), at: 5, isOld: false };
  assert.equal(
    headText(shown, () => '10:00'),
    '9/9 · main…feature · 12 files',
  );
  assert.equal(
    headText({ ...shown, isOld: true }, () => '10:00'),
    '9/9 · main…feature · 12 files · as of 10:00',
  );
});

test('an item is heard with its verdict, its numbers, its owners and what can be done', () => {
  assert.equal(
    itemLabel(item({ owners: ['@acme/web'], actions: ['run', 'waive'] }), 'blocking'),
    'The added lines are covered. blocks. 71.4 % < 80 %, 12 lines in 3 files. owner @acme/web. actions in the context menu: Run Task, Waive.',
  );
  assert.match(
    itemLabel(item({ verdict: 'na', detail: '' }), 'done'),
    /^The added lines are covered\. not about this change\.$/,
  );
});

test('a tooltip is no place for markup of others', () => {
  const text = itemTooltip(
    item({ detail: 'see [here](command:x) <b> `a`', ways: ['Set `a.b` to ` [x](y).', 'Write a test.'] }),
    'blocking',
  );
  assert.match(text, /^\*\*The added lines are covered\*\* \(must, blocks\)/);
  assert.ok(text.includes('see \\[here\\]\\(command:x\\) \\<b\\> \\`a\\`'));
  assert.ok(text.includes('- Set `a.b` to \\` \\[x\\]\\(y\\)'));
  assert.ok(text.endsWith('- Write a test\\.') || text.endsWith('- Write a test.'));
});

test('the hover lists what stands in the way, and no more than ten of it', () => {
  const shown = { view: noGo, at: 0, isOld: false };
  const text = statusBarTooltip([shown], () => '');
  assert.ok(text.includes('- Owned: blocks'));
  assert.ok(!text.includes('Layers'));
  const many = Array.from({ length: 12 }, (_, index) => item({ id: `i${index}`, title: `T${index}` }));
  const groups = [{ id: 'blocking', title: 'Blocking', items: many } as const];
  const long = statusBarTooltip([{ ...shown, view: { ...noGo, groups } }], () => '');
  assert.ok(long.includes('- 2 more') && !long.includes('T10'));
});

test('one message tells only verdicts that are others than the last time', () => {
  const name = (folder: string) => folder.slice(-4);
  assert.equal(toastText({}, [noGo], name), 'No-Go: 2 blocking.');
  assert.equal(toastText({ 'file:///shop': 'fail' }, [noGo], name), undefined);
  assert.equal(toastText({ 'file:///shop': 'pass' }, [noGo], name), 'No-Go: 2 blocking.');
  const other = view({ folder: 'file:///bank' });
  assert.equal(toastText({ 'file:///shop': 'fail' }, [other, noGo], name), 'bank: Go.');
  assert.equal(toastText({}, [], name), undefined);
});

test('what is kept paints the list and no more', () => {
  const kept = keptView({ ...noGo, uncovered: [{ uri: 'file:///shop/a.ts', lines: [1] }] });
  assert.deepEqual(kept.uncovered, []);
  assert.deepEqual(kept.groups[0]?.items[0]?.places, [place]);
});

test('a waiver ends on a day that exists and has not passed', () => {
  assert.equal(untilProblem('2026-12-01', '2026-11-25'), undefined);
  assert.equal(untilProblem('2026-11-25', '2026-11-25'), undefined);
  assert.equal(untilProblem('2026-11-24', '2026-11-25'), 'The day has passed.');
  for (const text of ['', '1.12.2026', '2026-02-30', '2026-1-1']) {
    assert.equal(untilProblem(text, '2026-11-25'), 'Write a day as 2026-11-25.', text);
  }
  assert.equal(dayAfter(Date.UTC(2026, 10, 25, 23, 59), 14), '2026-12-09');
});
