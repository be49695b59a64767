import { mayBeContract, readContract } from '../format/contract-document.ts';
import { exportedNames } from '../format/exported-names.ts';
import type { ChangedFile } from '../model/change.ts';
import type { ItemFacts } from '../model/item.ts';
import { lastSegment } from '../model/path.ts';
import { isSourceName } from '../model/source-path.ts';
import type { Place } from '../model/span.ts';
import { firstOf } from '../model/words.ts';
import { createMatcher, ownFiles, textBefore } from './files.ts';

/** Something that others rely on and that the change alters. */
export interface PublicChange extends Place {
  /** In words: `"a" and "b" of src/index.ts`. */
  readonly what: string;
}

/** What the change alters of the exports of published packages, of what their manifests offer, and of contracts. */
export function publicChanges(facts: ItemFacts): readonly PublicChange[] {
  const { policy } = facts;
  const isExcluded = createMatcher(policy, policy.exclude);
  const isTest = createMatcher(policy, policy.tests);
  return ownFiles(facts)
    .filter(({ path }) => !isExcluded(path) && !isTest(path))
    .flatMap((file) => [
      ...exportChanges(facts, file),
      ...manifestChanges(facts, file),
      ...contractChanges(facts, file).map(({ path, what, span }) => ({ path, what, span })),
    ]);
}

/** Names that an entry file of a published package exports now, or no longer. */
function exportChanges(facts: ItemFacts, file: ChangedFile): readonly PublicChange[] {
  const { path, from = path } = file;
  if (!isSourceName(path)) return [];
  const { workspace } = facts;
  const manifest = workspace.manifestAround(path);
  if (!manifest || manifest.isPrivate || manifest.isBroken || manifest.name === '') return [];
  if (!workspace.enters(manifest, path) && !workspace.enters(manifest, from)) return [];
  const names = (text: string | undefined) =>
    text === undefined ? [] : exportedNames(text, facts.comments(path, text));
  const now = names(file.status === 'deleted' ? undefined : facts.text(path));
  const before = names(textBefore(facts, file));
  const others = [
    ...before.filter((name) => !now.includes(name)),
    ...now.filter((name) => !before.includes(name)),
  ];
  if (others.length === 0) return [];
  const what = `${firstOf(
    others.map((name) => (name.startsWith('*') ? name.replace('* from', 'the names of') : `"${name}"`)),
    3,
  )} of ${path}`;
  return [{ path, span: { start: 0, end: 0 }, what }];
}

const offered = ['exports', 'main', 'module', 'types', 'bin'] as const;

function manifestChanges(facts: ItemFacts, file: ChangedFile): readonly PublicChange[] {
  const { path, status } = file;
  if (lastSegment(path) !== 'package.json' || status === 'deleted') return [];
  const now = objectOf(facts.text(path));
  const before = objectOf(textBefore(facts, file));
  if (!now || !before || now['private'] === true) return [];
  const altered = offered.filter((key) => JSON.stringify(now[key]) !== JSON.stringify(before[key]));
  if (altered.length === 0) return [];
  return [
    { path, span: { start: 0, end: 0 }, what: `${altered.map((key) => `"${key}"`).join(', ')} of ${path}` },
  ];
}

function objectOf(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

export interface ContractChange extends PublicChange {
  /** Undefined for a kind, or a document, that carries none. */
  readonly version?: { readonly before: string; readonly now: string };
  /** The document is damaged now. */
  readonly isBroken?: true;
}

/** Contracts that promise something else than in the base; new and removed ones included, without versions. */
export function contractChanges(facts: ItemFacts, file: ChangedFile): readonly ContractChange[] {
  const { path, status } = file;
  if (!mayBeContract(path)) return [];
  const read = (text: string | undefined) => (text === undefined ? undefined : readContract(path, text));
  const now = read(status === 'deleted' ? undefined : facts.text(path));
  const before = read(textBefore(facts, file));
  const either = now ?? before;
  if (!either || now?.promise === before?.promise) return [];
  const span = now?.version?.span ?? { start: 0, end: 0 };
  const change = {
    path,
    span,
    what: `the ${either.kind} contract ${path}`,
    ...(now?.isBroken && { isBroken: true as const }),
  };
  if (!now?.version || !before?.version) return [change];
  return [{ ...change, version: { before: before.version.text, now: now.version.text } }];
}
