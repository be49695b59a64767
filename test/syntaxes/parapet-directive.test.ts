import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { IRawGrammar } from 'vscode-textmate';

// Both packages are UMD bundles, whose names an import cannot see.
const require = createRequire(import.meta.url);
const { createOnigScanner, createOnigString, loadWASM } =
  require('vscode-oniguruma') as typeof import('vscode-oniguruma');
const { parseRawGrammar, Registry } = require('vscode-textmate') as typeof import('vscode-textmate');

// A host grammar of three constructs is enough: the injection looks only at scopes that begin with `comment`.
const host = {
  scopeName: 'source.host',
  patterns: [
    { begin: '//', end: '(?=$)', name: 'comment.line.double-slash.host' },
    { begin: '/\\*', end: '\\*/', name: 'comment.block.host' },
    { begin: '#', end: '$', name: 'comment.line.number-sign.host' },
    { begin: "'", end: "'", name: 'string.quoted.host' },
  ],
};

const registry = new Registry({
  onigLib: loadOniguruma(),
  loadGrammar: async (scope) =>
    scope === 'source.host'
      ? raw(JSON.stringify(host))
      : scope === 'parapet.directive'
        ? raw(read('../../syntaxes/parapet-directive.tmLanguage.json'))
        : null,
  getInjections: (scope) => (scope === 'source.host' ? ['parapet.directive'] : undefined),
});

async function loadOniguruma() {
  const wasm = require.resolve('vscode-oniguruma/release/onig.wasm');
  await loadWASM(readFileSync(wasm));
  return { createOnigScanner, createOnigString };
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

function raw(text: string): IRawGrammar {
  return parseRawGrammar(text, 'grammar.json');
}

/** The parts of a line that our grammar names, as `text = last scope`, white space trimmed. */
async function named(source: string): Promise<readonly string[]> {
  const grammar = await registry.loadGrammar('source.host');
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
