import type { Parsed } from '../model/evidence.ts';
import type { LockedPackage, LockGraph, LockManifest } from '../model/lock-graph.ts';
import { withoutMark } from './plain-json.ts';

interface Entry {
  /** The line that names it, without its colon. */
  readonly key: string;
  /** What it answers to: `lodash@^4.17.0`. */
  readonly wanted: readonly string[];
  version: string;
  /** Only in the newer format: what was installed. */
  resolution: string;
  isOwn: boolean;
  readonly needs: (readonly [name: string, range: string])[];
}

/** Reads `yarn.lock` of version 1 and of the later ones, which look like YAML. Who needs what at the top is in the manifests. */
export function readYarnLock(text: string, manifests: readonly LockManifest[]): Parsed<LockGraph> {
  if (/^<{7} /m.test(text)) return { ok: false, message: 'it holds conflict markers of a merge' };
  const entries = entriesOf(withoutMark(text));
  const isEmpty = /^# yarn lockfile v1|^__metadata:/m.test(text);
  if (entries.length === 0 && !isEmpty)
    return { ok: false, message: 'it does not say which packages are installed' };
  if (entries.some(({ version }) => version === '')) return { ok: false, message: 'it is cut off' };
  return { ok: true, content: graphOf(entries, manifests) };
}

function entriesOf(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    const indent = line.search(/[^ ]/);
    if (indent < 0 || line[indent] === '#') continue;
    const entry = entries.at(-1);
    if (indent === 0 && line.endsWith(':')) {
      const key = line.slice(0, -1);
      entries.push({ key, wanted: wantedIn(key), version: '', resolution: '', isOwn: false, needs: [] });
    } else if (indent === 2 && entry) section = takeField(line, entry);
    else if (indent === 4 && entry && /^(?:optionalD|d)ependencies$/.test(section)) {
      const [name, range] = pairOf(line);
      entry.needs.push([name, range]);
    }
  }
  return entries.filter(({ key }) => key !== '__metadata');
}

/** Takes what a line says of an entry; returns the name of the section that it opens. */
function takeField(line: string, entry: Entry): string {
  const [name, value] = pairOf(line);
  if (name === 'version') entry.version = value;
  else if (name === 'resolution') entry.resolution = value;
  else if (name === 'linkType') entry.isOwn ||= value === 'soft';
  if (value === '0.0.0-use.local') entry.isOwn = true;
  return name;
}

/** `"lodash@^4.17.0", lodash@^4.17.15`, in the newer format with one pair of quotes around them all. */
function wantedIn(key: string): readonly string[] {
  return key.split(/,\s*/).map((one) => one.replace(/^"|"$/g, ''));
}

/** `name "value"` or `name: value`, either of them in quotes or not. */
function pairOf(line: string): readonly [name: string, value: string] {
  const [, quoted, plain = '', value = ''] = /^ +(?:"([^"]*)"|([^\s:"]+)):?(?: (.*))?$/.exec(line) ?? [];
  return [quoted ?? plain, value.trim().replace(/^"|"$/g, '')];
}

function graphOf(all: readonly Entry[], manifests: readonly LockManifest[]): LockGraph {
  // What is linked from this repository is a manifest of its own.
  const entries = all.filter(({ isOwn }) => !isOwn);
  const byWanted = new Map(
    entries.flatMap(({ wanted }, index) => wanted.map((one) => [one, index] as const)),
  );
  const own = new Set(all.filter(({ isOwn }) => isOwn).map(({ key }) => nameOf(wantedIn(key)[0] ?? '')));
  const named = entries.map(toPackage);
  const byName = new Map<string, number[]>();
  for (const [index, { name }] of named.entries()) byName.set(name, [...(byName.get(name) ?? []), index]);
  const follow = (name: string, range: string): readonly number[] => {
    const found = byWanted.get(`${name}@${range}`) ?? byWanted.get(`${name}@npm:${range}`);
    if (found !== undefined) return [found];
    if (/^(?:workspace|link|portal|file):/.test(range) || own.has(name)) return [];
    // A resolution of the root's manifest has put something else in the place of what was wanted.
    return byName.get(name) ?? [];
  };
  const packages = named.map(
    (one, index): LockedPackage => ({
      ...one,
      needs: (entries[index]?.needs ?? []).flatMap(([name, range]) => follow(name, range)),
    }),
  );
  const roots = manifests.flatMap(({ folder, dependencies }) =>
    dependencies.flatMap(({ name, section, range }) =>
      section === 'peerDependencies'
        ? []
        : follow(name, range).map((target) => ({
            folder,
            name,
            isDev: section === 'devDependencies',
            target,
          })),
    ),
  );
  return { packages, roots };
}

function toPackage({ key, wanted, version, resolution }: Entry): Omit<LockedPackage, 'needs'> {
  const [first = ''] = wanted;
  const alias = /@npm:((?:@[^/@]+\/)?[^/@]+)@/.exec(first)?.[1];
  return { name: resolution === '' ? (alias ?? nameOf(first)) : nameOf(resolution), version, key };
}

/** What stands before the range: `@babel/core` of `@babel/core@^7.0.0`. */
function nameOf(wanted: string): string {
  const at = wanted.indexOf('@', 1);
  return at < 0 ? wanted : wanted.slice(0, at);
}
