import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commentsOf } from '../../server/src/extract/comments.ts';

const told = (path: string, text: string) =>
  commentsOf(path, text).map(({ start, end }) => text.slice(start, end));

const cases: readonly (readonly [path: string, text: string, ...expected: string[]])[] = [
  [
    'a.ts',
    "const a = 'http://x'; // one\n/* two // x */ const r = /\\/\\/ no/;\n// three",
    '// one',
    '/* two // x */',
    '// three',
  ],
  ['a.ts', '`// no ${/* one */ 1} // no`', '/* one */'],
  ['a.ts', '#!/usr/bin/env // no\nx // one', '// one'],
  ['a.ts', "import a from 'b' // one\nimport('c')//two\n", '// one', '//two'],
  ['a.tsx', 'const a = <p title="// no">// no {/* one */}</p>; // two', '/* one */', '// two'],
  [
    'a.vue',
    "<template><!-- one --><p>// no</p></template>\n<script>\n// two\nconst a = '// no';\n</script>",
    '<!-- one -->',
    '// two',
  ],
  ['a.jsonc', '{ "a": "// no" } // one', '// one'],
  ['a.yaml', '# one\na: b # not told from a string\n  # two\n', '# one', '# two'],
  ['Dockerfile', 'FROM x\n# one\n', '# one'],
  ['a.md', '# no\n<!-- one -->\n', '<!-- one -->'],
  ['a.css', 'a { b: url(//no) /* one */ }', '/* one */'],
  ['a.png', '// no'],
  ['a.ts', '/* not closed', '/* not closed'],
  ['a.ts', ''],
];

for (const [path, text, ...expected] of cases) {
  test(`comments of ${path}: ${JSON.stringify(text)}`, () => assert.deepEqual(told(path, text), expected));
}
