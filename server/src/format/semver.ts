import Range from 'semver/classes/range.js';
import compare from 'semver/functions/compare.js';
import satisfies from 'semver/functions/satisfies.js';
import valid from 'semver/functions/valid.js';
import minVersion from 'semver/ranges/min-version.js';
import validRange from 'semver/ranges/valid.js';

/** True when the text is a version range, e.g. `^1.0` or `>=1.2 <3`. */
export function isRange(range: string): boolean {
  return validRange(range) !== null;
}

/** True when the version is within the range; pre-releases count as their version. */
export function isInRange(version: string, range: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}

/** True when the text is a version, e.g. `1.2.3-beta.1`. */
export function isVersion(version: string): boolean {
  return valid(version) !== null;
}

/** The oldest version that a range lets in; undefined where it is no range. */
export function leastVersion(range: string): string | undefined {
  return isRange(range) ? minVersion(range)?.version : undefined;
}

/** Below zero where `a` is the older version, above where it is the newer one. Both must be versions. */
export function compareVersions(a: string, b: string): number {
  return compare(a, b);
}

/** A range as advisories write it, with commas for "and"; undefined where it is none. */
export function advisoryRange(text: string): string | undefined {
  const range = text.replaceAll(',', ' ').trim();
  return range !== '' && isRange(range) ? range : undefined;
}

/**
 * The first version after an installed one that a range of weak versions leaves out; undefined where the range does not
 * say, because it has no end there or ends with a version that is still weak.
 */
export function firstSafe(weak: string, installed: string): string | undefined {
  if (!isRange(weak) || !isVersion(installed)) return undefined;
  return new Range(weak).set
    .flatMap((all) => all.filter(({ operator }) => operator === '<'))
    .map(({ semver }) => semver.version.replace(/-0$/, ''))
    .sort(compare)
    .find((version) => compare(version, installed) > 0 && !isInRange(version, weak));
}
