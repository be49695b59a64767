import { folderOf, joinPath, wayTo } from '../model/path.ts';
import { extensionOf } from './extensions.ts';
import { isRelative } from './specifier.ts';

/** An importing file and the file that it imports. */
export interface Ends {
  readonly importer: string;
  readonly target: string;
}

/**
 * How a specifier may read after its importer or its target has moved, in the manner in which it is written, the likeliest
 * first. Whether one leads to the target is for a resolver to say.
 */
export function movedSpecifiers(specifier: string, before: Ends, after: Ends): readonly string[] {
  const [, body = '', query = ''] = /^([^?]*)(.*)$/s.exec(specifier) ?? [];
  const names = namesAfter(body, before, after.target);
  const aliased = isRelative(body) ? [] : aliasesAfter(body, before.target, after.target);
  // A way into another package must not become a path through its folders.
  const mayBePackage = /^@?[\w-]/.test(body);
  const relative = mayBePackage ? [] : names.map((name) => wayTo(folderOf(after.importer), name));
  return [...new Set([...aliased, ...relative])].map((text) => text + query);
}

/** What the target may be called where it is now: with as much of its name left out as before. */
function namesAfter(body: string, { importer, target }: Ends, now: string): readonly string[] {
  const written = extensionOf(body);
  const hasOther = written !== '' && written !== extensionOf(target);
  const joined = isRelative(body) ? joinPath(folderOf(importer), body) : '';
  const left = joined !== '' && target.startsWith(joined) ? target.slice(joined.length) : undefined;
  return [
    ...(left !== undefined && now.endsWith(left) && left !== now
      ? [now.slice(0, now.length - left.length)]
      : []),
    ...(hasOther ? [stem(now) + written, compiledName(now)] : []),
    // Only bundlers find `x.mts` by `./x`.
    ...(written === '' ? [/\.[mc]ts$/.test(now) ? compiledName(now) : stem(now)] : []),
    now,
  ];
}

/** By its compiled name a source is found wherever it is found at all. */
function compiledName(path: string): string {
  return path.replace(/\.([mc]?)tsx?$/, '.$1js');
}

/** An alias stands for the beginning of a path; what follows it is the same on both sides. */
function aliasesAfter(body: string, target: string, now: string): readonly string[] {
  const written = extensionOf(body);
  const shortenings: readonly ((path: string) => string)[] = [
    (path) => path,
    stem,
    (path) => stem(path).replace(/\/index$/, ''),
    (path) => stem(path) + written,
  ];
  return shortenings.flatMap((shorten) => {
    const same = commonEnd(body, shorten(target));
    if (same === '') return [];
    const alias = body.slice(0, body.length - same.length);
    const folder = shorten(target).slice(0, shorten(target).length - same.length);
    const short = shorten(now);
    return short.startsWith(folder) ? [alias + short.slice(folder.length)] : [];
  });
}

/** The whole segments at the end of both. */
function commonEnd(a: string, b: string): string {
  const [left, right] = [a.split('/'), b.split('/')];
  let count = 0;
  while (
    count < left.length - 1 &&
    count < right.length &&
    left[left.length - 1 - count] === right[right.length - 1 - count]
  ) {
    count++;
  }
  return count === 0 ? '' : left.slice(-count).join('/');
}

function stem(path: string): string {
  return path.slice(0, path.length - extensionOf(path).length);
}
