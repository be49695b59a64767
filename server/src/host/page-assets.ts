import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashBytes } from './hash-bytes.ts';

/** The script and the style sheet of the graph's page, as the build left them. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/** Reads them from beside the bundle that runs, or from where the build puts them when the sources run. */
export function readPageAssets(): PageAssets {
  const own = dirname(fileURLToPath(import.meta.url));
  const folders = [own, join(own, '..', '..', '..', 'dist')];
  const folder = folders.find((candidate) => existsSync(join(candidate, 'page.js')));
  if (folder === undefined) throw new Error('The script of the page is missing beside the program.');
  const read = (name: string) => readFileSync(join(folder, name), 'utf8').trim();
  return { script: read('page.js'), style: read('page.css') };
}

/** The name by which a content policy allows a text that stands in the page. */
export function allowedByHash(text: string): string {
  return `'sha256-${hashBytes('sha256', text).toString('base64')}'`;
}
