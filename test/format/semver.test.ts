import assert from 'node:assert/strict';
import { test } from 'node:test';
import { advisoryRange, firstSafe } from '../../server/src/format/semver.ts';

test('the first safe version is above the installed one and in no part of the range', () => {
  assert.equal(firstSafe('<4.17.21', '4.17.20'), '4.17.21');
  assert.equal(firstSafe('<0.2.1 || >=1.0.0 <1.2.3', '0.1.0'), '0.2.1');
  assert.equal(firstSafe('<0.2.1 || >=1.0.0 <1.2.3', '1.1.0'), '1.2.3');
  assert.equal(firstSafe('<1.2.3 || >=1.2.3 <1.3.0', '1.0.0'), '1.3.0');
  assert.equal(firstSafe('^1.0.0', '1.4.0'), '2.0.0');
});

test('where the range has no end, or ends with a weak version, nobody knows', () => {
  for (const range of ['>=1.0.0', '*', '<=1.2.3', 'soon'])
    assert.equal(firstSafe(range, '1.0.0'), undefined, range);
  assert.equal(firstSafe('<4.17.21', 'github:x/y'), undefined);
  assert.equal(firstSafe('<4.17.21', '5.0.0'), undefined);
});

test('ranges of advisories separate with commas, and what is none is left out', () => {
  assert.equal(advisoryRange('>= 1.0.0, < 1.2.3'), '>= 1.0.0  < 1.2.3');
  assert.equal(advisoryRange(''), undefined);
  assert.equal(advisoryRange('all of them'), undefined);
});
