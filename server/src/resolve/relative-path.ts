import { joinPath } from '../model/path.ts';

/** Joins a folder and a relative specifier; almost all are plain enough for the fast way. */
export function joinSpecifier(folder: string, specifier: string): string {
  if (folder.startsWith('..')) return joinPath(folder, specifier);
  let end = folder.length;
  let at = specifier.startsWith('./') ? 2 : 0;
  while (specifier.startsWith('../', at)) {
    if (end <= 0) return joinPath(folder, specifier);
    end = folder.lastIndexOf('/', end - 1);
    at += 3;
  }
  const rest = specifier.slice(at);
  if (!isPlain(rest)) return joinPath(folder, specifier);
  return end <= 0 ? rest : `${folder.slice(0, end)}/${rest}`;
}

/** No empty segment and none that starts with a dot. */
function isPlain(path: string): boolean {
  const first = path.charCodeAt(0);
  if (path === '' || first === dot || first === slash || path.charCodeAt(path.length - 1) === slash)
    return false;
  return !path.includes('/.') && !path.includes('//');
}

const dot = 46;
const slash = 47;
