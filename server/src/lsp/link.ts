import { relative } from 'node:path';
import { absoluteOf } from '../host/relative.ts';

/** The address of a path in a page of the editor's Markdown preview, which takes links with a leading slash from a folder. */
export function linkFrom(linkRoot: string, root: string, path: string): string {
  const encoded = relative(linkRoot, absoluteOf(root, path)).split(/[\\/]/).map(encodeURIComponent).join('/');
  // Brackets would end a link of Markdown early.
  return `/${encoded.replace(/[()]/g, (bracket) => (bracket === '(' ? '%28' : '%29'))}`;
}
