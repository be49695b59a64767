import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createExtractor, extract, extractDirectives } from '../../server/src/extract/imports.ts';

const many = 100_000;

/** Sources that nobody wrote by hand; each has to be read in a moment, whatever is made of it. */
const monsters: Readonly<Record<string, string>> = {
  'open brackets': `${'[({'.repeat(many)}import('x')`,
  'closing brackets': `${'])}'.repeat(many)};import('x')`,
  'a list of imports': `[${"import('x'), ".repeat(many)}]`,
  'a table of imports': `const a = {${"b: () => import('x'), ".repeat(many)}}`,
  'nested imports': `${"import('x', ".repeat(many)}`,
  'import types': `${'let a: import("x").A;\n'.repeat(many)}`,
  'conditional chains': `${'a ? '.repeat(many)}import('x')`,
  'bangs and pluses': `${'!++'.repeat(many)}/'/; import('x')`,
  'regular expressions without end': `${'}/['.repeat(many)}import('x')`,
  'open templates': `${'`${'.repeat(many)}import('x')`,
  'open elements': `${'=<T>'.repeat(many)}import('x')`,
  'closed elements': `a = ${'<T>'.repeat(many)}${'</T>'.repeat(many)};import('x')`,
  'named type parameters': `${Array.from({ length: many }, (_, index) => `=<T${index}>`).join('')}import('x')`,
  'half imports': 'import {'.repeat(many),
  'half exports': 'export {'.repeat(many),
  'words and no more': `import ${'a'.repeat(many * 10)}`,
  'white space': `import${' '.repeat(many * 10)}`,
  stars: `/* parapet-allow a/b: ${'*'.repeat(many)} */`,
  'open ends': `// parapet-allow a/b: ${'(until '.repeat(many)}`,
  'spaces in a directive': `/* parapet-allow a/b: (until${' \n'.repeat(many)} */`,
  'one line of two megabytes': `${'a=b/c;'.repeat(many * 3)}import('x')`,
  nothing: '',
  'NUL and lone surrogates': `\0\uD800\uDFFF import 'x'`,
  'a cut off string': `import 'x'; import "y`,
  'a cut off comment': `import 'x'; /* import 'y'`,
};

for (const [name, source] of Object.entries(monsters)) {
  for (const file of ['a.ts', 'a.tsx']) {
    test(`${name} in ${file}`, () => {
      const start = performance.now();
      extract(file, source);
      extractDirectives(source);
      const milliseconds = performance.now() - start;
      assert.ok(milliseconds < 30_000, `${milliseconds} ms`);
    });
  }
}

describe('what can only be parsed is disputed, and what can be read is not', () => {
  const doubtful: readonly (readonly [disputed: boolean, source: string])[] = [
    [true, `function f(): a\n/'/.test(b); import('x')`],
    [false, `const f = a\n/ b; import('x')`],
    [true, `import 'x'; /* open\nimport 'y'`],
    [false, `import 'x'; /* open`],
    [true, `import 'x'; "open\nimport 'y'`],
    [false, `import 'x'; "open\n`],
    [true, `import { \\u{61} } from 'x'`],
    [false, `import { \\u0061 } from 'x'`],
    [true, `a(require < b || c > ('no'))`],
    [true, `require<() => void>('x')`],
    [false, `require<A>('x')`],
    [true, `let a: { b: import('x') }[] = a as (c, d) => import('y'), [a[b][import('z')]]`],
  ];
  for (const [disputed, source] of doubtful) {
    test(`${disputed}: ${JSON.stringify(source)}`, () =>
      assert.equal(extract('a.ts', source).disputed, disputed));
  }
});

test('equal specifiers are one string, and an extractor remembers nothing else', () => {
  const extractor = createExtractor();
  const read = (text: string) => extractor('a.ts', text).facts.imports.map(({ specifier }) => specifier);
  assert.deepEqual(read(`import '../a/long/specifier'; "`), ['../a/long/specifier']);
  assert.deepEqual(read(`import '../a/long/specifier'; import 'b'`), ['../a/long/specifier', 'b']);
  assert.deepEqual(read(''), []);
});
