import type { Change } from '../model/change.ts';
import { mayBeContractName } from '../model/contract-name.ts';
import type { Host, ReadResult, Walk } from '../model/host.ts';
import { byCodeUnit, isBelow } from '../model/path.ts';
import type { Policy } from '../model/policy.ts';
import { isConfigName, isPolicyName, isSource } from './changes.ts';
import type { FileTable } from './file-table.ts';
import type { EngineParts } from './parts.ts';
import type { KeptFile } from './snapshot.ts';

/** What a workspace knows of itself that its past shares. */
export interface Present {
  readonly parts: EngineParts;
  readonly walk: Walk;
  readonly files: Pick<FileTable, 'ordered'>;
  readonly policies: readonly Policy[];
  read(path: string): ReadResult;
  /** A document of the policies: the past is judged by those of now. */
  isOfPolicies(path: string): boolean;
}

/** What a change made of what: the texts of before by the paths of before. */
export interface Past {
  readonly change: Change;
  readonly texts: ReadonlyMap<string, string>;
  /** Policies and baselines of then in place of those of now. */
  readonly policies?: 'then';
}

/** By what everything is recognised that the change left as it was. */
const unchanged = 'unchanged';

/**
 * The parts of a workspace as it was before a change: the files of then under the policies of now. What the change left
 * alone is not read again; unsaved text is part of the change, so that the disk is not asked for a changed file.
 */
export function partsOfPast(present: Present, past: Past): EngineParts {
  const { change, texts, policies } = past;
  const { parts } = present;
  const { gone, touched } = pathsOf(change, present);
  const wasThere = (path: string) => texts.has(path);
  const isTouched = (path: string) =>
    touched.has(path) && (policies === 'then' || !present.isOfPolicies(path));
  const foldersGone = new Set(gone.flatMap(foldersAbove));
  const host: Host = {
    ...parts.host,
    walk: () => walkOfPast(present.walk, gone, touched, past),
    read: (path) => (isTouched(path) ? textOf(texts.get(path)) : present.read(path)),
    probe(path) {
      if (isTouched(path)) return wasThere(path) ? 'file' : 'none';
      const now = parts.host.probe(path);
      return now === 'none' && foldersGone.has(path) ? 'folder' : now;
    },
    stamp: (path) => (touched.has(path) ? undefined : unchanged),
  };
  const { store: _, build: __, ...shared } = parts;
  const known = present.files.ordered
    .filter(({ path }) => !touched.has(path))
    .map(({ path, facts }): KeptFile => ({ path, facts, stamp: unchanged }));
  return {
    ...shared,
    host,
    known: { files: known },
    filesThen: (now) => [
      ...now.filter((path) => !touched.has(path) || wasThere(path)),
      ...change.files.flatMap(({ path, from, status }) => from ?? (status === 'deleted' ? path : [])),
    ],
    movedSince: new Map(
      change.files.flatMap(({ path, from }) => (from === undefined ? [] : [[from, path] as const])),
    ),
    readPolicy: (path, read) =>
      (policies === 'then' ? undefined : present.policies.find((policy) => policy.path === path)) ??
      parts.readPolicy(path, read),
  };
}

/** `gone` are files of before that are not there now; `touched` all whose text differs, by either path. */
function pathsOf(change: Change, { parts }: Present) {
  const gone: string[] = [];
  const touched = new Set<string>();
  for (const { path, from, status } of change.files) {
    touched.add(path);
    if (from !== undefined) touched.add(from);
    const before = status === 'deleted' ? path : from;
    if (before !== undefined && (isSource(before, parts.host) || isNamed(before))) gone.push(before);
  }
  return { gone, touched };
}

/** What a walk lists by its name, besides the sources. */
function isNamed(path: string): boolean {
  return isConfigName(path) || isPolicyName(path) || mayBeContractName(path);
}

function walkOfPast(
  walk: Walk,
  gone: readonly string[],
  touched: ReadonlySet<string>,
  { texts, policies }: Past,
): Walk {
  const { trail: _, ...rest } = walk;
  const then = (now: readonly string[], isKind: (path: string) => boolean) =>
    [
      ...new Set([...now.filter((path) => !touched.has(path) || texts.has(path)), ...gone.filter(isKind)]),
    ].sort(byCodeUnit);
  return {
    ...rest,
    sources: then(walk.sources, (path) => !isNamed(path)),
    ...(policies && { policies: then(walk.policies, isPolicyName) }),
    configs: then(walk.configs, isConfigName),
    contracts: then(walk.contracts, mayBeContractName),
  };
}

function textOf(text: string | undefined): ReadResult {
  return text === undefined
    ? { ok: false, problem: 'missing', detail: 'it did not exist' }
    : { ok: true, text };
}

function foldersAbove(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return names
    .map((_, index) => names.slice(0, index + 1).join('/'))
    .filter((folder) => isBelow(folder, path));
}
