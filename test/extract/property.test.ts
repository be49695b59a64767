import assert from 'node:assert/strict';
import { env } from 'node:process';
import { test } from 'node:test';
import fc from 'fast-check';
import { ts } from 'ts-morph';
import { createExtractor } from '../../server/src/extract/imports.ts';
import { parseImports } from '../../server/src/semantics/parse-imports.ts';
import { differences } from './differences.ts';
import { hostileSource } from './hostile-source.ts';

/** Seconds for each language; `PARAPET_PROPERTY_SECONDS` asks for a longer search. */
const seconds = Number(env['PARAPET_PROPERTY_SECONDS'] ?? 1);

const languages = [
  { file: 'a.ts', jsx: false, types: true },
  { file: 'a.tsx', jsx: true, types: true },
  { file: 'a.js', jsx: true, types: false },
];

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
    fc.assert(agrees, {
      numRuns: 1_000_000,
      interruptAfterTimeLimit: seconds * 1000,
      ...(env['PARAPET_PROPERTY_SEED'] !== undefined && { seed: Number(env['PARAPET_PROPERTY_SEED']) }),
    });
    assert.ok(valid > 0, 'some sources are valid');
    // A handful says nothing about the share.
    assert.ok(
      valid < 50 || disputes < valid / 2,
      `${disputes} of ${valid} disputed: the property says too little`,
    );
    if (seconds > 1) console.log(`${file}: ${valid} valid sources, ${disputes} disputed`);
  });
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
