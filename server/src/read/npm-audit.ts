import { type Fields, fieldsAt, fieldsOf, objectsAt, own, textAt, textsAt } from '../format/plain-json.ts';
import { advisoryRange } from '../format/semver.ts';
import type { Vulnerability } from '../model/evidence.ts';
import { levelOfWord, namesIn, shownName } from './vulnerability-level.ts';

/** The walk along `effects` ends here in a report that is made to keep it going. */
const mostSteps = 2_000_000;

/**
 * Reads what `npm audit --json` of npm 7 and later writes: under `vulnerabilities` per package, of which only the objects in
 * `via` are advisories, while names there lead to others.
 */
export function readNpmAudit(vulnerabilities: Fields, report: string): readonly Vulnerability[] {
  const broughtBy = createWalk(vulnerabilities);
  return Object.entries(vulnerabilities).flatMap(([name, value]) => {
    const entry = fieldsOf(value);
    const advisories = objectsAt(entry, 'via');
    return advisories.map((advisory) => toVulnerability(advisory, entry, name, report, broughtBy));
  });
}

function toVulnerability(
  advisory: Fields,
  entry: Fields | undefined,
  key: string,
  report: string,
  broughtBy: (name: string) => readonly string[],
): Vulnerability {
  const name = textAt(advisory, 'dependency') ?? textAt(advisory, 'name') ?? key;
  const url = textAt(advisory, 'url');
  const names = [...namesIn(url ?? ''), ...textsAt(advisory, 'cves')];
  const source = own(advisory, 'source') ?? own(advisory, 'id');
  const aliases = names.length > 0 ? names : [`npm-${typeof source === 'number' ? source : (source ?? key)}`];
  const range = advisoryRange(textAt(advisory, 'range') ?? textAt(advisory, 'vulnerable_versions') ?? '');
  const raise = raiseIn(entry);
  return {
    id: shownName(aliases),
    aliases,
    package: name,
    versions: [],
    ...(range !== undefined && { range }),
    title: textAt(advisory, 'title') ?? '',
    level: levelOfWord(own(advisory, 'severity')),
    broughtBy: broughtBy(key),
    ...(raise && { raise }),
    ...(url !== undefined && { url }),
    report,
  };
}

/** npm works out which direct dependency has to be raised, and says so where that is not the range's own business. */
function raiseIn(entry: Fields | undefined): Vulnerability['raise'] {
  const fix = fieldsAt(entry, 'fixAvailable');
  const name = textAt(fix, 'name');
  const version = textAt(fix, 'version');
  return name === undefined || version === undefined ? undefined : { name, version };
}

/** Follows `effects` from a package to those that a manifest declares; nearest first. */
function createWalk(vulnerabilities: Fields): (name: string) => readonly string[] {
  let left = mostSteps;
  return (start) => {
    const queue = [start];
    const seen = new Set(queue);
    const direct: string[] = [];
    for (const name of queue) {
      const entry = fieldsAt(vulnerabilities, name);
      if (own(entry, 'isDirect') === true) direct.push(name);
      for (const next of textsAt(entry, 'effects')) {
        left--;
        if (left < 0) return direct;
        if (seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
    return direct;
  };
}
