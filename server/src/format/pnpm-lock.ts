import type { Parsed } from '../model/evidence.ts';
import type { LockedPackage, LockGraph } from '../model/lock-graph.ts';
import { withoutMark } from './plain-json.ts';

interface Entry {
  name?: string;
  version?: string;
  readonly needs: (readonly [name: string, reference: string])[];
}

interface Declared {
  readonly folder: string;
  readonly name: string;
  readonly isDev: boolean;
  reference: string;
}

const dependencyKeys: ReadonlyMap<string, boolean> = new Map([
  ['dependencies', false],
  ['optionalDependencies', false],
  ['devDependencies', true],
]);

/**
 * Reads `pnpm-lock.yaml` of versions 5 to 9. The format is a small part of YAML that pnpm writes line by line, and a whole
 * reader takes seconds for what a large repository has.
 */
export function readPnpmLock(written: string): Parsed<LockGraph> {
  const text = withoutMark(written);
  if (/^<{7} /m.test(text)) return { ok: false, message: 'it holds conflict markers of a merge' };
  if (!/^lockfileVersion:/m.test(text)) return { ok: false, message: 'it has no "lockfileVersion"' };
  const reading = {
    entries: new Map<string, Entry>(),
    declared: [] as Declared[],
    snapshots: new Set<string>(),
  };
  const path: string[] = [];
  eachLine(text, (depth, key, value) => {
    // A line deeper than its parent allows belongs to a text over several lines.
    if (path.length < depth) return;
    path.length = depth;
    path.push(key);
    take(path, value, reading);
  });
  return isCutOff(reading)
    ? { ok: false, message: 'it is cut off' }
    : { ok: true, content: graphOf(reading) };
}

/** What is depended on is listed further down, and from version 9 everything twice. */
function isCutOff({ entries, declared, snapshots }: Reading): boolean {
  const isLocal = (reference: string) => /^(?:link|workspace|file):|^$/.test(reference);
  const isMissing = declared.some(({ reference }) => entries.size === 0 && !isLocal(reference));
  return (
    isMissing || (snapshots.size > 0 && [...entries.keys()].some((key) => !snapshots.has(withoutPeers(key))))
  );
}

interface Reading {
  /** Keys of the second list, without peers. */
  readonly snapshots: Set<string>;
  readonly entries: Map<string, Entry>;
  readonly declared: Declared[];
}

function take(path: readonly string[], value: string, reading: Reading): void {
  const [section = ''] = path;
  if (section === 'importers') takeDeclared(path.slice(2), path[1] ?? '', value, reading);
  else if (section === 'packages' || section === 'snapshots') takePackage(path, value, reading);
  else if (dependencyKeys.has(section)) takeDeclared(path, '.', value, reading);
}

/** Version 5 gives what is installed for a name beside it, later ones under `version`. */
function takeDeclared(path: readonly string[], importer: string, value: string, { declared }: Reading): void {
  const [section = '', name = '', detail] = path;
  const isDev = dependencyKeys.get(section);
  if (isDev === undefined || path.length < 2) return;
  const last = declared.at(-1);
  if (path.length === 2)
    declared.push({ folder: importer === '.' ? '' : importer, name, isDev, reference: value });
  else if (detail === 'version' && last?.name === name) last.reference = value;
}

function takePackage(path: readonly string[], value: string, { entries, snapshots }: Reading): void {
  const [section, key = '', detail, name] = path;
  if (path.length === 2) {
    if (section === 'snapshots') snapshots.add(withoutPeers(key));
    if (!entries.has(key)) entries.set(key, { needs: [] });
    return;
  }
  const entry = entries.get(key);
  if (!entry) return;
  if (path.length === 3 && detail === 'name') entry.name = value;
  else if (path.length === 3 && detail === 'version') entry.version = value;
  else if (path.length === 4 && name !== undefined && dependencyKeys.has(detail ?? ''))
    entry.needs.push([name, value]);
}

function graphOf({ entries, declared }: Reading): LockGraph {
  const keys = [...entries.keys()].filter((key) => !isPlan(key, entries));
  const indexes = new Map(keys.map((key, index) => [key, index]));
  const follow = (name: string, reference: string) =>
    indexes.get(`${name}@${reference}`) ??
    indexes.get(reference) ??
    indexes.get(`/${name}@${reference}`) ??
    indexes.get(`/${name}/${reference}`);
  const packages = keys.map((key): LockedPackage => {
    const plan = entries.get(withoutPeers(key)) ?? { needs: [] };
    const said = partsOf(key);
    return {
      name: plan.name ?? said.name,
      version: plan.version ?? said.version,
      key,
      needs: (entries.get(key)?.needs ?? []).flatMap(([name, reference]) => follow(name, reference) ?? []),
    };
  });
  const roots = declared.flatMap(({ folder, name, isDev, reference }) => {
    const target = follow(name, reference);
    return target === undefined ? [] : [{ folder, name, isDev, target }];
  });
  return { packages, roots };
}

/** From version 9 a package that has peers stands under `packages` without them and under `snapshots` once per set of them. */
function isPlan(key: string, entries: ReadonlyMap<string, Entry>): boolean {
  return peered(entries).has(key);
}

const peeredKeys = new WeakMap<ReadonlyMap<string, Entry>, ReadonlySet<string>>();

function peered(entries: ReadonlyMap<string, Entry>): ReadonlySet<string> {
  const known = peeredKeys.get(entries);
  if (known) return known;
  const made = new Set([...entries.keys()].filter((key) => key.includes('(')).map(withoutPeers));
  peeredKeys.set(entries, made);
  return made;
}

function withoutPeers(key: string): string {
  const at = key.indexOf('(');
  return at < 0 ? key : key.slice(0, at);
}

/** `lodash@4.17.21`, before version 9 with a slash before it, before version 6 `/lodash/4.17.21_peers`. */
function partsOf(key: string): { readonly name: string; readonly version: string } {
  const [, name = key, version = ''] = /^\/?(@[^/@]+\/[^/@]+|[^/@]+)[/@](.+)$/.exec(withoutPeers(key)) ?? [];
  return { name, version: /^\d/.test(version) ? version.replace(/_.*$/, '') : version };
}

/** Tells each `key: value` with how deep it stands; lists and the inside of braces are left out. */
function eachLine(text: string, tell: (depth: number, key: string, value: string) => void): void {
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    let from = start;
    while (text.charCodeAt(from) === 32) from++;
    let indent = from - start;
    // A key that is too long for one line stands after "? ", and what belongs to it after ": ".
    const isLong = text.startsWith('? ', from);
    if (isLong) from += 2;
    else if (text.startsWith(': ', from)) {
      from += 2;
      indent += 2;
    }
    const line = text.slice(from, text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    if (from < end) tellLine(line, indent >> 1, isLong, tell);
    start = end + 1;
  }
}

function tellLine(
  line: string,
  depth: number,
  isLong: boolean,
  tell: (depth: number, key: string, value: string) => void,
): void {
  const [first] = line;
  if (first === '#' || first === '-') return;
  if (first === "'" || first === '"') {
    const close = line.indexOf(first, 1);
    const isKey = close > 0 && (isLong || line[close + 1] === ':');
    if (isKey) tell(depth, line.slice(1, close), unquoted(line.slice(close + 2)));
    return;
  }
  const colon = isLong ? -1 : line.indexOf(': ');
  if (colon >= 0) tell(depth, line.slice(0, colon), unquoted(line.slice(colon + 2)));
  else if (isLong) tell(depth, line, '');
  else if (line.endsWith(':')) tell(depth, line.slice(0, -1), '');
}

function unquoted(written: string): string {
  const value = written.trim();
  const quote = value[0];
  return (quote === "'" || quote === '"') && value.at(-1) === quote && value.length > 1
    ? value.slice(1, -1)
    : value;
}
