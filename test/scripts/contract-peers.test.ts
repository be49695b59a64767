import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PeerDifference, peerDifferences } from '../../scripts/contract-peers.ts';
import { pairs } from '../contracts/pairs.ts';
import { twins } from '../contracts/twins.ts';
import { unionPairs } from '../contracts/union-pairs.ts';

const { differing, explanation } = await import(
  new URL('../../bench/contract-peers.mjs', import.meta.url).href
);

const row: PeerDifference = {
  ...{ oasdiff: 'warning', redocly: 'breaking', here: 'risky' },
  ...{ change: 'Something', reason: 'Because.', pairs: ['a', 'b'] },
};
const judged = { name: 'b', oasdiff: 'warning', redocly: 'breaking', here: 'risky' };

test('the published table of differences names pairs that there are', () => {
  const names = new Set([...pairs, ...unionPairs, ...twins].map(({ name }) => name));
  const unknown = peerDifferences.flatMap((each) => each.pairs).filter((name) => !names.has(name));
  assert.deepEqual(unknown, []);
  assert.ok(peerDifferences.flatMap((each) => each.pairs).length > 40);
});

test('a difference is explained by a row of the same levels only', () => {
  assert.equal(explanation(judged, [row]), row);
  assert.equal(explanation({ ...judged, name: 'c' }, [row]), undefined);
  assert.equal(explanation({ ...judged, here: 'breaking' }, [row]), undefined);
  assert.equal(explanation({ ...judged, oasdiff: 'compatible' }, [row]), undefined);
  const either = { ...row, oasdiff: 'either' };
  assert.equal(explanation({ ...judged, oasdiff: 'compatible' }, [either]), either);
});

test('a warning is not breaking, and three levels that all are not are no difference', () => {
  assert.equal(differing(judged), true);
  assert.equal(differing({ ...judged, redocly: 'compatible' }), false);
  assert.equal(differing({ oasdiff: 'breaking', redocly: 'breaking', here: 'breaking' }), false);
  assert.equal(differing({ oasdiff: 'breaking', redocly: 'breaking', here: 'none' }), true);
});
