import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { IRawGrammar } from 'vscode-textmate';

// Both packages are UMD bundles, whose names an import cannot see.
const require = createRequire(import.meta.url);
const { createOnigScanner, createOnigString, loadWASM } =
  require('vscode-oniguruma') as typeof import('vscode-oniguruma');
const { Registry } = require('vscode-textmate') as typeof import('vscode-textmate');

// Host grammars of a few constructs are enough: the injections look only at the root scope and at `comment`.
const grammars: Record<string, object> = {
  'source.host': {
    scopeName: 'source.host',
    patterns: [
      { begin: '//', end: '(?=$)', name: 'comment.line.double-slash.host' },
      { begin: '/\\*', end: '\\*/', name: 'comment.block.host' },
      { begin: '<!--', end: '-->', name: 'comment.block.html.host' },
      { begin: '#', end: '$', name: 'comment.line.number-sign.host' },
      { begin: "'", end: "'", name: 'string.quoted.host' },
    ],
  },
  // As in the editor's own grammar, a line comment is one match.
  'source.json.comments': {
    scopeName: 'source.json.comments',
    patterns: [
      { match: '(//).*$\\n?', name: 'comment.line.double-slash.js' },
      { begin: '/\\*', end: '\\*/', name: 'comment.block.json.comments' },
      { begin: '"', end: '"', name: 'string.quoted.double.json.comments' },
    ],
  },
  'parapet.directive': ours('parapet-directive.tmLanguage.json'),
  'parapet.directive.jsonc': ours('parapet-directive-jsonc.tmLanguage.json'),
};

const registry = new Registry({
  onigLib: loadOniguruma(),
  loadGrammar: async (scope) => (grammars[scope] as IRawGrammar | undefined) ?? null,
  getInjections: (scope) =>
    scope.startsWith('source.')
      ? Object.keys(grammars).filter((name) => name.startsWith('parapet.'))
      : undefined,
});

function ours(name: string): object {
  return JSON.parse(readFileSync(new URL(`../../syntaxes/${name}`, import.meta.url), 'utf8'));
}

async function loadOniguruma() {
  const wasm = require.resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(readFileSync(wasm));
  return { createOnigScanner, createOnigString };
}

/** The parts of a line that our grammar names, as `text = last scope`, white space trimmed. */
async function named(source: string, scopeName = 'source.host'): Promise<readonly string[]> {
  const grammar = await registry.loadGrammar(scopeName);
  assert.ok(grammar);
  const found: string[] = [];
  let stack = null;
  for (const line of source.split('\n')) {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    for (const token of result.tokens) {
      const scope = token.scopes.at(-1) ?? '';
      const text = line.slice(token.startIndex, token.endIndex).trim();
      if (scope.endsWith('.parapet') && !scope.startsWith('meta.'))
        found.push(`${text} = ${scope.replace('.parapet', '')}`);
    }
  }
  return found;
}

const allow = 'parapet-allow = keyword.control.directive';
const upward = 'architecture/upward-import = entity.name.function.rule';
const cycle = 'architecture/import-cycle = entity.name.function.rule';
const comma = ', = punctuation.separator';
const colon = ': = punctuation.separator.key-value';
const reason = (text: string) => `${text} = string.unquoted.reason`;
const until = (date: string) => [
  '( = punctuation.section.parens.begin',
  'until = keyword.other.until',
  `${date} = constant.numeric.date`,
  ') = punctuation.section.parens.end',
];

const cases: Record<string, readonly [source: string, expected: readonly string[]]> = {
  'a complete directive': [
    '// parapet-allow architecture/upward-import: leaves with #812 (until 2027-01-31)',
    [allow, upward, colon, reason('leaves with #812'), ...until('2027-01-31')],
  ],
  'no end': [
    'x(); // parapet-allow architecture/upward-import: because',
    [allow, upward, colon, reason('because')],
  ],
  'several rules': [
    '// parapet-allow architecture/upward-import, architecture/import-cycle: both',
    [allow, upward, comma, cycle, colon, reason('both')],
  ],
  'a block comment keeps its end': [
    '{/* parapet-allow architecture/upward-import: in JSX */} parapet-allow',
    [allow, upward, colon, reason('in JSX')],
  ],
  'a comment in markup keeps its end': [
    '<!-- parapet-allow architecture/upward-import: in markup --> parapet-allow',
    [allow, upward, colon, reason('in markup')],
  ],
  'inside a longer block comment': [
    '/*\n * parapet-allow architecture/upward-import: why\n */',
    [allow, upward, colon, reason('why')],
  ],
  'a number sign': [
    '# parapet-allow architecture/upward-import: yaml',
    [allow, upward, colon, reason('yaml')],
  ],
  'a parenthesis that is no end': [
    '// parapet-allow architecture/upward-import: see (later) (until 2027-1-1)',
    [allow, upward, colon, reason('see (later) (until 2027-1-1)')],
  ],
  'no reason yet': ['// parapet-allow architecture/upward-import', [allow, upward]],
  'no rule yet': ['// parapet-allow', [allow]],
  'silent: outside a comment': ['parapet-allow architecture/upward-import: no', []],
  'silent: in a string': ["'// parapet-allow architecture/upward-import: no'", []],
  'silent: a longer word': [
    '// parapet-allowed architecture/upward-import: no, my-parapet-allow x/y: no',
    [],
  ],
  'silent: another comment': ['// architecture/upward-import: a remark (until 2027-01-31)', []],
};

for (const [name, [source, expected]] of Object.entries(cases)) {
  test(`directive: ${name}`, async () => assert.deepEqual(await named(source), expected));
}

const jsoncCases: typeof cases = {
  'a line comment': [
    '{ // parapet-allow architecture/upward-import: why',
    [allow, upward, colon, reason('why')],
  ],
  'a block comment': [
    '/* parapet-allow architecture/upward-import: why */ {',
    [allow, upward, colon, reason('why')],
  ],
  'silent: in a string': ['{ "a": "// parapet-allow architecture/upward-import: no" }', []],
  'silent: another line comment': ['{ // not parapet-allowed architecture/upward-import: no', []],
};

for (const [name, [source, expected]] of Object.entries(jsoncCases)) {
  test(`directive in JSON with comments: ${name}`, async () =>
    assert.deepEqual(await named(source, 'source.json.comments'), expected));
}
