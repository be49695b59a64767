/**
 * Compares the extractor with a full parse over every source file below the folders given:
 * `npx tsx test/extract/corpus.ts FOLDER…`. Prints files, disputes and differences; exits 1 when there are any.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createExtractor } from '../../server/src/extract/imports.ts';
import { findScripts } from '../../server/src/format/script-blocks.ts';
import type { FileFacts } from '../../server/src/model/facts.ts';
import { isSourceName, markupOf } from '../../server/src/model/source-path.ts';
import { parseImports } from '../../server/src/semantics/parse-imports.ts';
import { differences } from './differences.ts';

function* sourcesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git')
      yield* sourcesBelow(path);
    if (entry.isFile() && isSourceName(entry.name)) yield path;
  }
}

/**
 * Both readers find the scripts of markup by the same code, so that is compared with what nearly every such file
 * looks like: scripts and fences on lines of their own. What is formatted otherwise has to be looked at by hand.
 */
function strayScripts(path: string, text: string): readonly string[] {
  const markup = markupOf(path);
  if (markup === undefined) return [];
  const found = findScripts(text, markup).blocks.map(({ start, end }) => text.slice(start, end).trim());
  const expected: string[] = [];
  let script: string[] | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const isFence = markup === 'astro' && line.trimEnd() === '---';
    if (script !== undefined && (isFence || /^\s*<\/script>/.test(line))) {
      expected.push(script.join('\n').trim());
      script = undefined;
    } else if (script !== undefined) script.push(line);
    else if ((isFence && index === 0) || isOwnLine(line, markup === 'astro')) script = [];
  }
  const filled = (scripts: readonly string[]) =>
    scripts.map((source) => source.replace(/\r/g, '')).filter((source) => source !== '');
  const [all, wanted] = [filled(found), filled(expected)];
  if (JSON.stringify(all) === JSON.stringify(wanted)) return [];
  return [`${all.length} scripts, and ${wanted.length} on lines of their own`];
}

function isOwnLine(line: string, isAnywhere: boolean): boolean {
  return isAnywhere
    ? /^\s*<script>$/.test(line)
    : /^<script(?: (?:setup|module|context="module"|lang="[jt]sx?"|generics?="[^"]*"))*>$/.test(line);
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
    for (const what of strayScripts(path, text)) {
      console.log(`  look at: ${path}: ${what}`);
    }
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
