import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ts } from 'ts-morph';
import { versionOf } from '../../../server/src/contracts/writing/contract-version.ts';
import type { CodeStyle } from '../../../server/src/contracts/writing/names.ts';
import { parseContractText } from '../../../server/src/format/contract-text.ts';
import { contractOf } from './both.ts';

export const style: CodeStyle = {
  isTypeScript: true,
  isModule: true,
  quote: "'",
  indent: '  ',
  hasSemicolons: true,
};

/** Both looks that differ in everything. */
export const styles: readonly CodeStyle[] = [
  style,
  { isTypeScript: true, isModule: true, quote: '"', indent: '\t', hasSemicolons: false },
];

/** A contract given as a value, with all that writing code from it needs. */
export function contractFrom(value: unknown) {
  const path = 'openapi.json';
  const text = JSON.stringify(value);
  const contract = contractOf(path, text);
  return {
    contract,
    version: versionOf(path, (wanted) => (wanted === path ? text : undefined), parseContractText),
  };
}

const options: ts.CompilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  noPropertyAccessFromIndexSignature: true,
  allowJs: true,
  checkJs: true,
  experimentalDecorators: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  types: [],
  noEmit: true,
};
const libFolder = join(dirname(createRequire(import.meta.url).resolve('typescript')), '/');
const libs = new Map<string, ts.SourceFile>();

/** The libraries of code that calls `fetch`; they take a second to read. */
export const withDom = ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'];

/** What a strict compiler says of files; `ambient` declares the packages that they import. */
export function complaints(
  files: Readonly<Record<string, string>>,
  ambient = '',
  lib: readonly string[] = ['lib.es2022.d.ts'],
): readonly string[] {
  const all = new Map(
    [...Object.entries(files), ['ambient.d.ts', ambient] as const].map(([path, text]) => [`/${path}`, text]),
  );
  const host: ts.CompilerHost = {
    fileExists: (path) => all.has(path),
    readFile: (path) => all.get(path),
    getSourceFile(path, version) {
      const text = all.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, version, true);
      const known = libs.get(path) ?? ts.createSourceFile(path, readFileSync(path, 'utf8'), version);
      libs.set(path, known);
      return known;
    },
    getDefaultLibFileName: () => join(libFolder, 'lib.d.ts'),
    getDefaultLibLocation: () => libFolder,
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile() {},
  };
  const program = ts.createProgram([...all.keys()], { ...options, lib: [...lib] }, host);
  const found = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  const own = program.getSourceFiles().filter(({ fileName }) => all.has(fileName));
  for (const file of own)
    found.push(...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file));
  return found.map(({ file, start = 0, messageText }) => {
    const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
    return `${file?.fileName}:${line + 1} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

/** The module of a text of TypeScript, run here. */
export async function run(text: string): Promise<Record<string, unknown>> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  assert.ok(typeof module === 'object' && module !== null);
  return module as Record<string, unknown>;
}
