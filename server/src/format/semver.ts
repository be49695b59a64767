import satisfies from 'semver/functions/satisfies.js';
import validRange from 'semver/ranges/valid.js';

/** True when the text is a version range, e.g. `^1.0` or `>=1.2 <3`. */
export function isRange(range: string): boolean {
  return validRange(range) !== null;
}

/** True when the version is within the range; pre-releases count as their version. */
export function isInRange(version: string, range: string): boolean {
  return satisfies(version, range, { includePrerelease: true });
}
