import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedUris } from '../../client/src/changed-uris.ts';

test('only what came or went has changed', () => {
  assert.deepEqual(changedUris(new Set(['a', 'b']), new Set(['b', 'c'])), ['a', 'c']);
  assert.deepEqual(changedUris(new Set(['a']), new Set(['a'])), []);
});
