import type { FileFacts } from '../model/facts.ts';
import { isDeclarationPath } from '../model/source-path.ts';
import { detached } from './detached.ts';

const declaration = /^[ \t]*declare\s+module\s+(?:'([^'\n]+)'|"([^"\n]+)")/gm;

/**
 * Facts of a file with the modules that it declares by name, where it is a declaration file. One in a comment counts,
 * too: it can only hide an import of a package that nothing else declares.
 */
export function withAmbientModules(path: string, text: string, facts: FileFacts): FileFacts {
  if (!isDeclarationPath(path) || !text.includes('module')) return facts;
  const names = [...text.matchAll(declaration)].map(([, single, double]) => detached(single ?? double ?? ''));
  return names.length === 0 ? facts : { ...facts, ambient: [...new Set(names)].sort() };
}
