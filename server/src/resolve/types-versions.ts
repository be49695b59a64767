import { isInRange, isRange } from '../format/semver.ts';
import { createPathMapping, type PathMapping } from './path-mapping.ts';

/**
 * The compiler that is assumed to ask. Which one a workspace uses is not read: what packages set apart are compilers
 * that are years older.
 */
const typescript = '6.0.0';

/** The patterns of the first range that holds; undefined when none does or the value has another shape. */
export function readTypesVersions(value: unknown): PathMapping | undefined {
  if (!isObject(value)) return undefined;
  const range = Object.keys(value).find((key) => isRange(key) && isInRange(typescript, key));
  const patterns = range === undefined ? undefined : value[range];
  if (!isObject(patterns)) return undefined;
  return createPathMapping(
    Object.entries(patterns).map(([pattern, targets]) => ({
      pattern,
      targets: Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [],
    })),
  );
}

/** Conditions of `exports` may name compilers, too: `types@>=5.2`. */
export function isTypesCondition(name: string): boolean {
  if (!name.startsWith('types@')) return false;
  const range = name.slice('types@'.length);
  return isRange(range) && isInRange(typescript, range);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
