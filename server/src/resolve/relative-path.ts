import { folderOf, joinPath } from '../model/path.ts';

/** Joins a folder and a relative specifier; almost all are plain enough for the fast way. */
export function joinSpecifier(folder: string, specifier: string): string {
  let base = folder;
  let at = specifier.startsWith('./') ? 2 : 0;
  while (specifier.startsWith('../', at)) {
    if (base === '' || base.endsWith('..')) return joinPath(folder, specifier);
    base = folderOf(base);
    at += 3;
  }
  const rest = specifier.slice(at);
  if (rest === '' || rest.endsWith('/') || rest.startsWith('.') || /\/[./]/.test(rest)) {
    return joinPath(folder, specifier);
  }
  return base === '' ? rest : `${base}/${rest}`;
}
