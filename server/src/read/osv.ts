import { type Fields, fieldsAt, fieldsOf, objectsAt, own, textAt, textsAt } from '../format/plain-json.ts';
import { firstSafe } from '../format/semver.ts';
import type { Vulnerability } from '../model/evidence.ts';
import { heaviest, levelOfScore, levelOfWord, shownName } from './vulnerability-level.ts';

export interface OsvOptions {
  readonly report: string;
  place(name: string): string | undefined;
}

/**
 * Reads the JSON of OSV-Scanner: per package its vulnerabilities, and in `groups` which of them are one under several
 * names. Only groups are counted, and only as long as not all of a group was withdrawn.
 */
export function readOsv(results: readonly unknown[], options: OsvOptions): readonly Vulnerability[] {
  return results.flatMap((result) => {
    const fields = fieldsOf(result);
    const source = textAt(fieldsAt(fields, 'source'), 'path');
    const lockFile = source === undefined ? undefined : options.place(source);
    return objectsAt(fields, 'packages').flatMap((one) => ofPackage(one, lockFile, options.report));
  });
}

function ofPackage(
  entry: Fields | undefined,
  lockFile: string | undefined,
  report: string,
): readonly Vulnerability[] {
  const about = fieldsAt(entry, 'package');
  // What is vendored or a submodule is known by its commit alone.
  const name = textAt(about, 'name') ?? textAt(about, 'commit') ?? 'unnamed';
  const version = textAt(about, 'version') ?? '';
  const all = new Map<string, Fields>();
  for (const one of objectsAt(entry, 'vulnerabilities')) all.set(textAt(one, 'id') ?? '', one);
  return groupsOf(entry, all).flatMap((group) => {
    const ids = textsAt(group, 'ids');
    const members = ids.map((id) => all.get(id)).filter((one) => one !== undefined);
    const valid = members.filter((one) => textAt(one, 'withdrawn') === undefined);
    if (ids.length === 0 || (members.length > 0 && valid.length === 0)) return [];
    const aliases = [
      ...new Set([...ids, ...textsAt(group, 'aliases'), ...valid.flatMap((one) => textsAt(one, 'aliases'))]),
    ];
    const range = rangeOf(valid, name);
    const fixedIn = range === undefined ? undefined : firstSafe(range, version);
    const id = shownName(aliases);
    return [
      {
        id,
        aliases,
        package: name,
        versions: version === '' ? [] : [version],
        ...(range !== undefined && { range }),
        title: valid.flatMap((one) => textAt(one, 'summary') ?? [])[0] ?? '',
        level: levelOf(valid, group, ids),
        ...(fixedIn !== undefined && { fixedIn }),
        ...(isUncalled(group) && { isUncalled: true as const }),
        ...(lockFile !== undefined && { lockFile }),
        url: `https://osv.dev/vulnerability/${encodeURIComponent(ids[0] ?? id)}`,
        report,
      },
    ];
  });
}

/** What no group holds is one of its own, as in reports of a scanner that makes none. */
function groupsOf(entry: Fields | undefined, all: ReadonlyMap<string, Fields>): readonly Fields[] {
  const groups = objectsAt(entry, 'groups');
  const held = new Set(groups.flatMap((group) => textsAt(group, 'ids')));
  return [...groups, ...[...all.keys()].filter((id) => !held.has(id)).map((id) => ({ ids: [id] }))];
}

/** The database's own word; else the score that the scanner worked out. A package that is malware needs neither. */
function levelOf(members: readonly Fields[], group: Fields, ids: readonly string[]): Vulnerability['level'] {
  const said = heaviest(
    members.map((one) => levelOfWord(own(fieldsAt(one, 'database_specific'), 'severity'))),
  );
  if (said !== 'unknown') return said;
  const scored = levelOfScore(own(group, 'max_severity'));
  if (scored !== 'unknown') return scored;
  return ids.some((id) => id.startsWith('MAL-')) ? 'critical' : 'unknown';
}

/** Every name under which the scanner looked for calls says that there are none. */
function isUncalled(group: Fields): boolean {
  const analyses = Object.values(
    fieldsAt(group, 'experimentalAnalysis') ?? fieldsAt(group, 'experimental_analysis') ?? {},
  );
  return analyses.length > 0 && analyses.every((one) => own(fieldsOf(one), 'called') === false);
}

function rangeOf(members: readonly Fields[], name: string): string | undefined {
  const parts = members
    .flatMap((one) => objectsAt(one, 'affected'))
    .filter((one) => textAt(fieldsAt(one, 'package'), 'name') === name)
    .flatMap((one) => objectsAt(one, 'ranges'))
    .filter((range) => textAt(range, 'type') !== 'GIT')
    .flatMap(intervalsOf);
  return parts.length === 0 ? undefined : [...new Set(parts)].join(' || ');
}

/** `events` in order: each weakness is introduced, and fixed or last affected after it, or open at its end. */
function intervalsOf(range: Fields | undefined): readonly string[] {
  const intervals: string[] = [];
  let from: string | undefined;
  for (const event of objectsAt(range, 'events')) {
    const introduced = textAt(event, 'introduced');
    const fixed = textAt(event, 'fixed');
    const last = textAt(event, 'last_affected');
    if (introduced !== undefined) from = introduced === '0' ? '0.0.0-0' : introduced;
    else if (from !== undefined && (fixed ?? last) !== undefined) {
      intervals.push(`>=${from} ${fixed === undefined ? `<=${last}` : `<${fixed}`}`);
      from = undefined;
    }
  }
  return from === undefined ? intervals : [...intervals, `>=${from}`];
}
