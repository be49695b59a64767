import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isEnough, isLowered, nextVersion } from '../../server/src/model/contract-bump.ts';
import { pairs } from './pairs.ts';
import { compare } from './sides.ts';

const declared = (old: unknown, now: unknown) =>
  compare({ info: { version: old }, paths: {} }, { info: { version: now }, paths: {} }).declared;

test('what two versions say', () => {
  const said = [
    ['1.0.0', '1.0.0', 'none'],
    ['1.0.0', '1.0.1', 'patch'],
    ['1.0.9', '1.1.0', 'minor'],
    ['1.9.9', '2.0.0', 'major'],
    ['2.0.0', '1.0.0', 'none'],
    ['v1', 'v2', 'major'],
    ['1.0', '1.1', 'minor'],
    [1, 2, 'major'],
    ['0.1.0', '0.2.0', 'major'],
    ['0.1.0', '0.1.1', 'minor'],
    ['0.9.0', '1.0.0', 'major'],
    ['2026-01-01', '2026-02-01', 'major'],
    ['2026-02-01', '2026-01-01', 'none'],
    ['spring', 'summer', 'none'],
    ['', '1.0.0', 'none'],
    [undefined, undefined, 'none'],
    ['1.2.3.4', '1.2.3.5', 'none'],
  ] as const;
  for (const [old, now, bump] of said) assert.equal(declared(old, now), bump, `${old} → ${now}`);
});

const raised = ({ isPathRaised, declared: bump }: ReturnType<typeof compare>) => [isPathRaised, bump];

test('a change that nobody notices asks for a patch, one that adds something for more', () => {
  const asked = (...ids: readonly string[]) =>
    ids.map((id) => {
      const { old, now } = pairs.find((pair) => pair.ids.join() === id) ?? {};
      return compare(old, now).required;
    });
  const narrowed = [
    'enum-value-removed',
    'constraint-tightened',
    'additional-properties-closed',
    'variant-removed',
  ];
  assert.deepEqual(asked(...narrowed.map((id) => `response-${id}`)), ['patch', 'patch', 'patch', 'patch']);
  assert.deepEqual(asked('operation-added', 'response-property-added', 'request-enum-value-added'), [
    'minor',
    'minor',
    'minor',
  ]);
});

test('a version that goes down', () => {
  const rows = [
    ['1.0.0', '0.9.0', true],
    ['1.0.0', '1.0.0-beta', true],
    ['1.0.0-beta.11', '1.0.0-beta.2', true],
    ['1.0.0-rc', '1.0.0-beta', true],
    ['1.0.0-beta.1', '1.0.0-beta', true],
    ['v2', 'v1', true],
    ['2026-02-01', '2026-01-01', true],
    ['0.9.0', '1.0.0', false],
    ['1.0.0-beta', '1.0.0', false],
    ['1.0.0', '1.0.0', false],
    ['1.0.0+b', '1.0.0+a', false],
    ['1.0', '1.0.0', false],
    ['2026-02-01', '1.0.0', false],
    ['summer', 'spring', false],
    ['1.0.0', '', false],
  ] as const;
  for (const [old, now, expected] of rows) assert.equal(isLowered(old, now), expected, `${old} → ${now}`);
});

test('a version in all paths or servers that rose is major, and one beside the old one is not', () => {
  const paths = (...versions: readonly number[]) => ({
    info: { version: '1.0.0' },
    paths: Object.fromEntries(versions.map((version) => [`/api/v${version}/a`, { get: {} }])),
  });
  // The one of the document is the same.
  assert.deepEqual(raised(compare(paths(1), paths(2))), [true, 'none']);
  assert.deepEqual(raised(compare(paths(1), paths(1, 2))), [false, 'none']);
  assert.deepEqual(raised(compare(paths(2), paths(1))), [false, 'none']);
  const bare = { info: { version: '1.0.0' }, paths: { '/a': { get: {} } } };
  assert.deepEqual(raised(compare(bare, paths(1))), [false, 'none'], 'the first one');
  assert.deepEqual(raised(compare(paths(1), bare)), [false, 'none'], 'one that is gone');
  const served = (url: string) => ({ servers: [{ url }], paths: {} });
  assert.equal(compare(served('https://a.test/v1'), served('https://a.test/v2')).declared, 'major');
  assert.equal(compare(served('https://a.test/vat1'), served('https://a.test/vat2')).declared, 'none');
});

test('what changes ask for', () => {
  const asked = (id: string) => {
    const found = pairs.find(({ ids }) => ids[0] === id);
    return found && compare(found.old, found.now).required;
  };
  assert.equal(asked('operation-removed'), 'major');
  assert.equal(asked('operation-id-changed'), 'minor');
  assert.equal(asked('operation-added'), 'minor');
  assert.equal(asked('response-property-became-required'), 'patch');
  assert.equal(isEnough('minor', 'patch'), true);
  assert.equal(isEnough('patch', 'minor'), false);
});

test('the next version of one', () => {
  const rows = [
    ['1.2.3', 'major', '2.0.0'],
    ['1.2.3', 'minor', '1.3.0'],
    ['1.2.3', 'patch', '1.2.4'],
    ['v1.2.3', 'minor', 'v1.3.0'],
    ['1.2', 'minor', '1.3.0'],
    ['0.4.1', 'major', '0.5.0'],
    ['0.4.1', 'minor', '0.4.2'],
    ['0.4.1', 'patch', '0.4.2'],
    ['1.2.3-rc.1', 'major', '2.0.0'],
    ['2026-01-31', 'major', undefined],
    ['latest', 'major', undefined],
    ['1.2.3', 'none', undefined],
  ] as const;
  for (const [version, bump, expected] of rows)
    assert.equal(nextVersion(version, bump), expected, `${version} ${bump}`);
});
