import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inBestOrder, type Step } from '../../server/src/cuts/order.ts';

const step = (item: string, effort: number, gain: number): Step<string> => ({ item, effort, gain });

test('what gains most for its work comes first', () => {
  assert.deepEqual(inBestOrder([[step('a', 2, 2)], [step('b', 1, 9)], [step('c', 1, 3)]]), ['b', 'c', 'a']);
  assert.deepEqual(inBestOrder([[step('a', 1, 1)], [step('b', 1, 1)]]), ['a', 'b']);
});

test('steps that gain only together stay together, in their order', () => {
  const together = [step('a1', 1, 0), step('a2', 1, 10), step('a3', 1, 1)];
  assert.deepEqual(inBestOrder([[step('b', 1, 4)], together]), ['a1', 'a2', 'b', 'a3']);
  assert.deepEqual(inBestOrder([[step('b', 1, 6)], together]), ['b', 'a1', 'a2', 'a3']);
});

test('nothing gives nothing', () => {
  assert.deepEqual(inBestOrder([]), []);
  assert.deepEqual(inBestOrder([[], [step('a', 1, 0)]]), ['a']);
});
