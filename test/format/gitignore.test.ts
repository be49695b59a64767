import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import ignore from 'ignore';
import { isIgnored, parseIgnoreFile } from '../../server/src/format/gitignore.ts';
import { createIgnoreCandidates } from '../../server/src/format/ignore-candidates.ts';

test('the three verdicts', () => {
  const rules = parseIgnoreFile('*.log\n!keep.log\nout/\n');
  assert.equal(rules.judge('a/x.log', false), 'ignored');
  assert.equal(rules.judge('a/keep.log', false), 'kept');
  assert.equal(rules.judge('a/x.ts', false), 'silent');
  assert.equal(rules.judge('out', true), 'ignored');
  assert.equal(rules.judge('out', false), 'silent');
});

test('the deepest file that says anything decides', () => {
  const top = { rules: parseIgnoreFile('*.a\n*.b\n'), prefix: '', cut: 0, parent: undefined };
  const deep = { rules: parseIgnoreFile('!*.a\n'), prefix: '', cut: 'd/'.length, parent: top };
  assert.deepEqual(
    ['d/x.a', 'd/x.b', 'd/x.c'].map((path) => isIgnored(deep, path, false)),
    [false, true, false],
  );
  assert.equal(isIgnored(top, 'x.a', false), true);
  assert.equal(isIgnored(undefined, 'x.a', false), false);
});

test('a matcher stays right after very many paths', () => {
  const rules = parseIgnoreFile('*.log\n');
  for (let at = 0; at < 5000; at++) assert.equal(rules.judge(`f${at}/x.log`, false), 'ignored');
  assert.equal(rules.judge('x.ts', false), 'silent');
});

const name = fc.constantFrom('a', 'b', 'ab', 'a.ts', 'out', '.x', 'b a');
const patternPart = fc.constantFrom(
  'a',
  'b',
  'ab',
  'a.ts',
  'out',
  '.x',
  '*',
  '**',
  '?',
  '*.ts',
  'a*',
  '[ab]',
  '\\a',
  'b a',
);
const pattern = fc
  .tuple(
    fc.constantFrom('', '!'),
    fc.constantFrom('', '/'),
    fc.array(patternPart, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '/', ' '),
  )
  .map(([not, anchor, parts, end]) => not + anchor + parts.join('/') + end);

test('no path that the library would judge is passed over', () => {
  fc.assert(
    fc.property(
      fc.array(pattern, { maxLength: 4 }),
      fc.array(name, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      (patterns, names, isFolder) => {
        const text = patterns.join('\n');
        const path = names.join('/');
        const library = ignore({ ignorecase: false }).add(text);
        const parent = names.slice(0, -1).join('/');
        // Below an ignored folder the library speaks of the folder, not of the path.
        fc.pre(parent === '' || !library.test(`${parent}/`).ignored);
        const { ignored, unignored } = library.test(isFolder ? `${path}/` : path);
        if (ignored || unignored)
          assert.ok(createIgnoreCandidates(text)(path), `${JSON.stringify(text)} judges ${path}`);
      },
    ),
    { numRuns: 3000 },
  );
});

test('most paths are passed over', () => {
  const mayMatch = createIgnoreCandidates('node_modules\n*.log\n/build/**\n# a comment\n!keep.log\n');
  assert.deepEqual(['src/a.ts', 'src/x.log', 'build/x.ts', 'node_modules', 'src'].map(mayMatch), [
    false,
    true,
    true,
    true,
    false,
  ]);
});
