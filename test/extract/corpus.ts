/**
 * Compares the extractor with a full parse over every source file below the folders given:
 * `npx tsx test/extract/corpus.ts FOLDER…`. Prints files, disputes and differences; exits 1 when there are any.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createExtractor } from '../../server/src/extract/imports.ts';
import type { FileFacts } from '../../server/src/model/facts.ts';
import { parseImports } from '../../server/src/semantics/parse-imports.ts';
import { differences } from './differences.ts';

function* sourcesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git')
      yield* sourcesBelow(path);
    if (entry.isFile() && /\.(?:[mc]?[tj]s|[tj]sx)$/.test(entry.name)) yield path;
  }
}

function compare(folder: string): boolean {
  const extractor = createExtractor();
  const counts = new Map<string, number>();
  let files = 0;
  let imports = 0;
  let disputes = 0;
  for (const path of sourcesBelow(folder)) {
    const text = readFileSync(path, 'utf8');
    const { facts, disputed } = extractor(path, text);
    const expected: FileFacts = parseImports(path, text);
    files += 1;
    imports += expected.imports.length;
    if (disputed) disputes += 1;
    if (disputed) console.log(`  disputed: ${path}`);
    else {
      for (const difference of differences(facts, expected)) {
        counts.set(difference.is, (counts.get(difference.is) ?? 0) + 1);
        console.log(`  ${difference.is}: ${path}: ${difference.what}`);
      }
    }
  }
  const found = ['missed', 'invented', 'kind', 'span', 'directives'].map(
    (is) => `${counts.get(is) ?? 0} ${is}`,
  );
  console.log(`${folder}: ${files} files, ${imports} imports, ${disputes} disputed, ${found.join(', ')}`);
  return counts.size === 0;
}

const isEqual = process.argv.slice(2).map(compare).every(Boolean);
process.exitCode = isEqual ? 0 : 1;
