import { readCommitHeader } from '../format/commit-message.ts';
import type { ChangedFile } from '../model/change.ts';
import type { ItemScope } from '../model/done-result.ts';
import type { ItemFacts } from '../model/item.ts';
import type { ItemSetting, Policy } from '../model/policy.ts';
import { createMatcher, ownFiles } from './files.ts';
import { recordFolder } from './records.ts';

type When = ItemSetting['when'];

/** Why an item is not about a change, as a detail; undefined where it is. */
export function outOfScope(facts: ItemFacts, when: When): string | undefined {
  if (!when) return undefined;
  const { paths, services, types } = when;
  const files = ownFiles(facts);
  if (paths) {
    const matches = createMatcher(facts.policy, paths);
    const globs = paths.map(({ glob }) => glob).join(', ');
    if (!files.some((file) => namesOf(file).some(matches))) return `no changed file matches ${globs}`;
  }
  if (services) {
    const matches = inServices(facts.policy, services);
    const names = services.map(({ text }) => text).join(', ');
    if (!files.some((file) => namesOf(file).some(matches))) return `no changed file belongs to ${names}`;
  }
  if (types && !hasType(facts, types)) return `no commit is of type ${types.join(', ')}`;
  return undefined;
}

/** A change that says nothing of its type yet may become one of any. */
function hasType({ change }: ItemFacts, types: readonly string[]): boolean {
  const said = change.commits.flatMap(({ subject }) => readCommitHeader(subject)?.type ?? []);
  return said.length === 0 || said.some((type) => types.some((wanted) => wanted.toLowerCase() === type));
}

/** A file that left the scope was in it. */
function namesOf({ path, from }: ChangedFile): readonly string[] {
  return from === undefined ? [path] : [path, from];
}

function inServices(policy: Policy, named: readonly { readonly text: string }[]): (path: string) => boolean {
  const matchers = policy.services
    .filter(({ name }) => named.some(({ text }) => text === name))
    .map(({ files }) => createMatcher(policy, files));
  return (path) => matchers.some((matches) => matches(path));
}

const digestDigits = 40;

/**
 * The changed files that an item is about, with a digest over what they hold now: SHA-256 over sorted lines of
 * `path NUL hash`, 40 hexadecimal digits of it. Hashes are of the text with LF line ends, so that neither line-ending
 * filters nor the hash algorithm of the repository matter, and unsaved text counts. Records of changes are left out.
 */
export function scopeOf(facts: ItemFacts, when: When): ItemScope {
  const { policy } = facts;
  const records = `${recordFolder(policy)}/`;
  const isIn = when?.paths
    ? createMatcher(policy, when.paths)
    : when?.services
      ? inServices(policy, when.services)
      : () => true;
  const hashes = new Map<string, string>();
  for (const file of ownFiles(facts)) {
    if (file.from !== undefined) hashes.set(file.from, gone);
  }
  // What was renamed away may have come anew.
  for (const { path, status } of ownFiles(facts)) {
    hashes.set(path, status === 'deleted' ? gone : hashOf(facts, path));
  }
  const files = [...hashes]
    .filter(([path]) => isIn(path) && !path.startsWith(records))
    .map(([path, hash]) => ({ path, hash }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const lines = files.map(({ path, hash }) => `${path}\0${hash}\n`).join('');
  return { files, digest: facts.sha256(lines).slice(0, digestDigits) };
}

/** Stands for the hash of a file that is no longer there. */
export const gone = 'gone';

function hashOf(facts: ItemFacts, path: string): string {
  const text = facts.text(path);
  if (text === undefined) return facts.hashOfBytes(path) ?? 'unreadable';
  return facts.sha256(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
}
