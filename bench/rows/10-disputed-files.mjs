// How many files the lexer hands to the compiler: each corpus with one pays for loading it.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export default async function disputedFiles({ product, corpora }) {
  const { createExtractor } = createRequire(import.meta.url)(product.engine);
  return corpora.map(({ name, folder }) => {
    const extract = createExtractor();
    const sources = fs
      .readdirSync(folder, { recursive: true })
      .filter((file) => /\.[cm]?[jt]sx?$/.test(file));
    const disputed = sources.filter(
      (file) => extract(file, fs.readFileSync(path.join(folder, file), 'utf8')).disputed,
    );
    return {
      quantity: 'disputed files, which load the compiler',
      must: '',
      aim: '0',
      corpus: name,
      measured: `${disputed.length} of ${sources.length}`,
    };
  });
}
