import { joinPath } from '../model/path.ts';
import type { PathEntry } from './tsconfig-document.ts';

/** A pattern of `paths` that fits, and where it leads, in the order to be tried. */
export interface MappedPaths {
  readonly pattern: string;
  readonly targets: readonly string[];
}

/** The `paths` of a configuration, their targets relative to the workspace root. */
export interface PathMapping {
  /** By TypeScript's choice: an exact pattern, else the longest text before the `*`. */
  match(specifier: string): MappedPaths | undefined;
}

interface Wildcard {
  readonly entry: PathEntry;
  readonly before: string;
  readonly after: string;
}

export function createPathMapping(entries: readonly PathEntry[]): PathMapping {
  const exact = new Map(
    entries.filter(({ pattern }) => !pattern.includes('*')).map((entry) => [entry.pattern, entry]),
  );
  const wildcards = entries.filter(({ pattern }) => pattern.includes('*')).map(toWildcard);
  // The sort is stable: among equals the first written wins.
  wildcards.sort((a, b) => b.before.length - a.before.length);
  return {
    match(specifier) {
      const whole = exact.get(specifier);
      if (whole) return whole;
      const found = wildcards.find((wildcard) => fits(wildcard, specifier));
      return found && filled(found, specifier);
    },
  };
}

function toWildcard(entry: PathEntry): Wildcard {
  const star = entry.pattern.indexOf('*');
  return { entry, before: entry.pattern.slice(0, star), after: entry.pattern.slice(star + 1) };
}

function fits({ before, after }: Wildcard, specifier: string): boolean {
  return (
    specifier.length >= before.length + after.length &&
    specifier.startsWith(before) &&
    specifier.endsWith(after)
  );
}

function filled({ entry, before, after }: Wildcard, specifier: string): MappedPaths {
  const capture = specifier.slice(before.length, specifier.length - after.length);
  const fill = (target: string) => target.replace('*', () => capture);
  // `"@*": ["./src/*"]` with `@/x` gives two slashes in a row.
  return { pattern: entry.pattern, targets: entry.targets.map((target) => joinPath('', fill(target))) };
}
