import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extract, extractDirectives } from '../../server/src/extract/imports.ts';
import type { DirectiveFact } from '../../server/src/model/facts.ts';
import { parseImports } from '../../server/src/semantics/parse-imports.ts';

/** What a directive says, with every span replaced by its text. */
interface Said {
  readonly rules: readonly string[];
  readonly reason?: string;
  readonly until?: string;
  /** The text of the governed line. */
  readonly line: string;
}

const cases: Readonly<Record<string, readonly (readonly [source: string, ...said: readonly Said[]])[]>> = {
  grammar: [
    ['// parapet-allow a/b: why\nx', { rules: ['a/b'], reason: 'why', line: 'x' }],
    ['//parapet-allow a/b:why\nx', { rules: ['a/b'], reason: 'why', line: 'x' }],
    [
      '// parapet-allow a/b, c/d,e/f: why: not\nx',
      { rules: ['a/b', 'c/d', 'e/f'], reason: 'why: not', line: 'x' },
    ],
    [
      '// parapet-allow a/b: why (until 2027-01-31)\nx',
      { rules: ['a/b'], reason: 'why', until: '2027-01-31', line: 'x' },
    ],
    ['// parapet-allow a/b (until 2027-01-31)\nx', { rules: ['a/b'], until: '2027-01-31', line: 'x' }],
    [
      '// parapet-allow a/b: why (until soon )\nx',
      { rules: ['a/b'], reason: 'why', until: 'soon', line: 'x' },
    ],
    ...(
      [
        ['(until: 2027-01-31)', '2027-01-31'],
        ['(Until 2027-01-31)', '2027-01-31'],
        ['[until 2027-01-31]', '2027-01-31'],
        ['( UNTIL : 2027-01-31 ) ', '2027-01-31'],
        ['until 2027-01-31', '2027-01-31'],
        ['until: 2027-01-31.', '2027-01-31'],
        ['until 2027-01-31)', '2027-01-31'],
        ['until 31.01.2027', '31.01.2027'],
        ['until 2027-1-31', '2027-1-31'],
        ['[until January]', 'January'],
        ['(until)', '(until)'],
        ['(until:)', '(until:)'],
      ] as const
    ).map(
      ([end, until]) =>
        [`// parapet-allow a/b: why ${end}\nx`, { rules: ['a/b'], reason: 'why', until, line: 'x' }] as const,
    ),
    ...[
      'kept until the release',
      'kept until 3.0.1',
      'kept until 2027-01-31 by all',
      'see (untilled land)',
      'an until-2027-01-31',
      'mind [the until clause]',
    ].map((reason) => [`// parapet-allow a/b: ${reason}\nx`, { rules: ['a/b'], reason, line: 'x' }] as const),
    ['// parapet-allow a/b: see (RFC 1)\nx', { rules: ['a/b'], reason: 'see (RFC 1)', line: 'x' }],
    ['// parapet-allow a/b\nx', { rules: ['a/b'], line: 'x' }],
    ['// parapet-allow a/b:\nx', { rules: ['a/b'], line: 'x' }],
    ['// parapet-allow a/b because\nx', { rules: ['a/b'], line: 'x' }],
    ['// parapet-allow\nx', { rules: [], line: 'x' }],
    ['// parapet-allow: why\nx', { rules: [], reason: 'why', line: 'x' }],
    ['// parapet-allowed a/b: no\n// parapet-allow-all a/b: no\n// see parapet-allow a/b: no\nx'],
    ['"// parapet-allow a/b: no"; `/* parapet-allow a/b: no */`; parapet-allow'],
  ],
  comments: [
    ['/* parapet-allow a/b: why */\nx', { rules: ['a/b'], reason: 'why', line: 'x' }],
    ['/** parapet-allow a/b: why **/\nx', { rules: ['a/b'], reason: 'why', line: 'x' }],
    [
      '/*\n * parapet-allow a/b: a long\n *   reason (until 2027-01-31)\n */\nx',
      { rules: ['a/b'], reason: 'a long reason', until: '2027-01-31', line: 'x' },
    ],
    [
      '/**\r\n * parapet-allow a/b: one\r\n * parapet-allow c/d: two\r\n */\r\nx',
      { rules: ['a/b'], reason: 'one', line: 'x' },
      { rules: ['c/d'], reason: 'two', line: 'x' },
    ],
    [
      '/*\n * parapet-allow a/b: a long\n *   reason until\n *   2027-01-31.   \n */\nx',
      { rules: ['a/b'], reason: 'a long reason', until: '2027-01-31', line: 'x' },
    ],
    ['/*\n * Text.\n * parapet-allow a/b: no\n */\nx'],
    [
      'import {\n  // parapet-allow a/b: why\n  a,\n} from "x"',
      { rules: ['a/b'], reason: 'why', line: '  a,' },
    ],
    [
      "import {\n  /* '*/ a, // parapet-allow a/b: why\n} from 'x'",
      { rules: ['a/b'], reason: 'why', line: "  /* '*/ a, // parapet-allow a/b: why" },
    ],
  ],
  'the line it governs': [
    [
      'x // parapet-allow a/b: why\ny',
      { rules: ['a/b'], reason: 'why', line: 'x // parapet-allow a/b: why' },
    ],
    [
      '/* parapet-allow a/b: why */ x\ny',
      { rules: ['a/b'], reason: 'why', line: '/* parapet-allow a/b: why */ x' },
    ],
    ['/* a */ // parapet-allow a/b: why\nx', { rules: ['a/b'], reason: 'why', line: 'x' }],
    [
      '// parapet-allow a/b: why\n// more\n\t/* and\n\n more */\n  x\r\ny',
      { rules: ['a/b'], reason: 'why', line: '  x' },
    ],
    ['// parapet-allow a/b: why\n/* more */ x', { rules: ['a/b'], reason: 'why', line: '/* more */ x' }],
    ['// parapet-allow a/b: why\n\nx', { rules: ['a/b'], reason: 'why', line: '// parapet-allow a/b: why' }],
    [
      '// parapet-allow a/b: why\n// more\n \nx',
      { rules: ['a/b'], reason: 'why', line: '// parapet-allow a/b: why' },
    ],
    ['// parapet-allow a/b: why', { rules: ['a/b'], reason: 'why', line: '// parapet-allow a/b: why' }],
    ['// parapet-allow a/b: why\n', { rules: ['a/b'], reason: 'why', line: '// parapet-allow a/b: why' }],
    ['x\n/* parapet-allow a/b: why\n*/ y', { rules: ['a/b'], reason: 'why', line: '*/ y' }],
    [
      '`\n` // parapet-allow a/b: why\ny',
      { rules: ['a/b'], reason: 'why', line: '` // parapet-allow a/b: why' },
    ],
    [
      '// parapet-allow a/b: one\n// parapet-allow c/d: two\nx',
      { rules: ['a/b'], reason: 'one', line: 'x' },
      { rules: ['c/d'], reason: 'two', line: 'x' },
    ],
  ],
};

const jsxCases: typeof cases = {
  JSX: [
    [
      'a = <p>\n  {/* parapet-allow a/b: why */}\n  <b/>\n</p>',
      { rules: ['a/b'], reason: 'why', line: '  <b/>' },
    ],
    [
      'a = <p>\n  {/* parapet-allow a/b: why */}\n  {/* more */}\n  <b/>\n</p>',
      { rules: ['a/b'], reason: 'why', line: '  <b/>' },
    ],
    [
      'a = <p>\n  {/* parapet-allow a/b: why */}\n  // text\n</p>',
      { rules: ['a/b'], reason: 'why', line: '  // text' },
    ],
    [
      'a = <p>\n  {/* parapet-allow a/b: why */} it\n</p>',
      { rules: ['a/b'], reason: 'why', line: '  {/* parapet-allow a/b: why */} it' },
    ],
    [
      'a = <p>\n it {/* parapet-allow a/b: why */}\n</p>',
      { rules: ['a/b'], reason: 'why', line: ' it {/* parapet-allow a/b: why */}' },
    ],
    ['a = <p\n  // parapet-allow a/b: why\n  b="c"\n/>', { rules: ['a/b'], reason: 'why', line: '  b="c"' }],
    [
      'a = <p b="c" // parapet-allow a/b: why\n/>',
      { rules: ['a/b'], reason: 'why', line: 'a = <p b="c" // parapet-allow a/b: why' },
    ],
    [
      'a = <p>\n  {\n    // parapet-allow a/b: why\n    b\n  }\n</p>',
      { rules: ['a/b'], reason: 'why', line: '    b' },
    ],
    ['a = <p>// parapet-allow a/b: no\n/* parapet-allow a/b: no */</p>'],
  ],
};

for (const [file, table] of [
  ['a.ts', cases],
  ['a.tsx', cases],
  ['a.tsx', jsxCases],
] as const) {
  for (const [name, sources] of Object.entries(table)) {
    describe(`${name} in ${file}`, () => {
      for (const [source, ...said] of sources) {
        test(JSON.stringify(source), () => {
          const { facts, disputed } = extract(file, source);
          assert.deepEqual(
            facts.directives.map((directive) => read(source, directive)),
            said,
          );
          assert.equal(disputed, false);
          assert.deepEqual(parseImports(file, source).directives, facts.directives, 'full parse');
        });
      }
    });
  }
}

test('JSONC has the same comments and strings', () => {
  const source = `{\n  // parapet-allow policy/unmatched-pattern: later\n  "files": "src/**/*.ts", "it's": 1\n  /* parapet-allow a/b: x */\n}`;
  assert.deepEqual(
    extractDirectives(source).map((directive) => read(source, directive)),
    [
      { rules: ['policy/unmatched-pattern'], reason: 'later', line: `  "files": "src/**/*.ts", "it's": 1` },
      { rules: ['a/b'], reason: 'x', line: '}' },
    ],
  );
  assert.deepEqual(extractDirectives('{ "a": "// parapet-allow a/b: no" }'), []);
});

test('the spans are those of the texts', () => {
  const source = 'x\n/* parapet-allow a/b,\tc/d : why (until 2027-01-31)  */\ny';
  const [directive] = extractDirectives(source);
  assert.equal(cut(source, directive?.span), 'parapet-allow a/b,\tc/d : why (until 2027-01-31)');
  assert.deepEqual(
    directive?.rules.map(({ span }) => cut(source, span)),
    ['a/b', 'c/d'],
  );
  assert.equal(cut(source, directive?.until?.span), '2027-01-31');
  for (const end of ['[ Until : 2027-01-31 ]', 'until 2027-01-31', '(until)']) {
    const text = `x\n// parapet-allow a/b: until then ${end}\ny`;
    const [other] = extractDirectives(text);
    assert.equal(cut(text, other?.until?.span), other?.until?.text);
  }
});

function read(source: string, { rules, reason, until, line }: DirectiveFact): Said {
  return {
    rules: rules.map(({ id }) => id),
    ...(reason !== '' && { reason }),
    ...(until !== undefined && { until: until.text }),
    line: cut(source, line),
  };
}

function cut(source: string, span: { readonly start: number; readonly end: number } | undefined): string {
  return source.slice(span?.start, span?.end);
}
