import assert from 'node:assert/strict';
import { env } from 'node:process';
import { test } from 'node:test';
import fc from 'fast-check';
import { ts } from 'ts-morph';
import { createExtractor } from '../../server/src/extract/imports.ts';
import type { FileFacts } from '../../server/src/model/facts.ts';
import { parseImports } from '../../server/src/semantics/parse-imports.ts';
import { differences } from './differences.ts';
import { hostileMarkup, type Script } from './hostile-markup.ts';
import { hostileSource } from './hostile-source.ts';

/** Seconds for each language; `PARAPET_PROPERTY_SECONDS` asks for a longer search. */
const seconds = Number(env['PARAPET_PROPERTY_SECONDS'] ?? 1);

const languages = [
  { file: 'a.ts', jsx: false, types: true },
  { file: 'a.tsx', jsx: true, types: true },
  { file: 'a.js', jsx: true, types: false },
];

const limits = {
  numRuns: 1_000_000,
  interruptAfterTimeLimit: seconds * 1000,
  ...(env['PARAPET_PROPERTY_SEED'] !== undefined && { seed: Number(env['PARAPET_PROPERTY_SEED']) }),
};

for (const { file, jsx, types } of languages) {
  test(`the extractor of ${file} agrees with a full parse, or disputes`, () => {
    const extract = createExtractor();
    let valid = 0;
    let disputes = 0;
    const agrees = fc.property(hostileSource({ jsx, types }), (source) => {
      const { facts, disputed } = extract(file, source);
      if (!isValid(file, source)) return;
      valid += 1;
      if (disputed) disputes += 1;
      else assert.deepEqual(differences(facts, parseImports(file, source)), [], source);
    });
    fc.assert(agrees, limits);
    assert.ok(valid > 0, 'some sources are valid');
    // A handful says nothing about the share.
    assert.ok(
      valid < 50 || disputes < valid / 2,
      `${disputes} of ${valid} disputed: the property says too little`,
    );
    if (seconds > 1) console.log(`${file}: ${valid} valid sources, ${disputes} disputed`);
  });
}

for (const markup of ['vue', 'svelte', 'astro'] as const) {
  test(`a file of ${markup} says what a full parse of each of its scripts says`, () => {
    const extract = createExtractor();
    const file = `a.${markup}`;
    let settled = 0;
    let scripted = 0;
    const agrees = fc.property(hostileMarkup(markup), ({ text, scripts }) => {
      if (!scripts.every((script) => isValid(script.file, script.source))) return;
      const expected = factsOf(scripts);
      assert.deepEqual(differences(parseImports(file, text), expected), [], `full parse of ${text}`);
      const { facts, disputed } = extract(file, text);
      if (scripts.length > 0) scripted += 1;
      if (disputed) return;
      settled += 1;
      assert.deepEqual(differences(facts, expected), [], text);
    });
    fc.assert(agrees, limits);
    assert.ok(scripted > 0 && settled > 0, `${scripted} files with scripts, ${settled} settled`);
    if (seconds > 1) console.log(`${file}: ${scripted} files with valid scripts, ${settled} settled`);
  });
}

function factsOf(scripts: readonly Script[]): FileFacts {
  const all = scripts.map(({ file, source, start }) => shifted(parseImports(file, source), start));
  return {
    imports: all.flatMap(({ imports }) => imports),
    directives: all.flatMap(({ directives }) => directives),
  };
}

/** Every number in facts is an offset. */
function shifted<Value>(value: Value, by: number): Value {
  const text = JSON.stringify(value, (_key, part) => (typeof part === 'number' ? part + by : part));
  return JSON.parse(text);
}

/** Broken source is recovered by guesses, and the extractor's need not be the compiler's. */
function isValid(file: string, source: string): boolean {
  const { diagnostics = [] } = ts.transpileModule(source, {
    fileName: file,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.Latest, jsx: ts.JsxEmit.Preserve, allowJs: true },
  });
  return diagnostics.length === 0;
}
