import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import type { Cancellation } from '../model/host.ts';
import { git } from './git.ts';
import { failureOf, none, type Outcome } from './git-outcome.ts';

export interface Repository {
  /** Absolute; where git is started, and what paths are relative to. */
  readonly root: string;
  /** From the top of the working copy to the root: empty, or with a slash at the end. */
  readonly prefix: string;
  /** Absolute; of this work tree alone. */
  readonly gitFolder: string;
  /** Full ids of the commits whose parents were not fetched; undefined where the history is whole. */
  readonly cuts?: ReadonlySet<string>;
  /** What to pass with every call that looks at the working copy. */
  readonly settings: readonly string[];
  /** Filters that only the repository's own configuration defines; they do not run. */
  readonly filtersOff: readonly string[];
  /** Whether files that git knows may be left out of the working copy on purpose. */
  readonly isSparse: boolean;
  /** Whether git stores LF for CRLF where no attribute says otherwise. */
  readonly convertsLineEnds: boolean;
}

/** Looks where the repository of a folder is, and what its configuration would run. Two processes at once. */
export async function openRepository(root: string, cancelled?: Cancellation): Promise<Outcome<Repository>> {
  const ask = (args: readonly string[]) => git({ cwd: root, args, cancelled });
  const [place, filters] = await Promise.all([
    ask([
      'rev-parse',
      '--is-inside-work-tree',
      '--is-shallow-repository',
      '--show-cdup',
      '--absolute-git-dir',
    ]),
    ask([
      'config',
      '--show-scope',
      '-z',
      '--get-regexp',
      '^(filter\\..*\\.(clean|process)|core\\.(autocrlf|sparsecheckout))$',
    ]),
  ]);
  if (!place.ok) return failureOf(root, place);
  // The path comes last, since it may hold anything, even an end of line.
  const [inside, shallow, up, ...rest] = place.output.toString('utf8').split('\n');
  if (inside !== 'true') return failureOf(root, noWorkTree);
  const gitFolder = rest.slice(0, -1).join('\n');
  // Without words it found none.
  if (!filters.ok && filters.detail !== '') return failureOf(root, filters);
  const entries = filters.ok ? configEntries(filters.output.toString('utf8')) : [];
  const filtersOff = ownFilters(entries);
  const odd = filtersOff.find((name) => name.includes('='));
  if (odd !== undefined)
    return none(
      'failed',
      `The repository's configuration names a filter "${odd}" that cannot be turned off.`,
    );
  return {
    ok: true,
    value: {
      root,
      prefix: prefixOf(root, up ?? ''),
      gitFolder,
      ...(shallow === 'true' && { cuts: cutsOf(gitFolder) }),
      settings: filtersOff.flatMap((name) =>
        ['clean=', 'process=', 'required=false'].flatMap((setting) => ['-c', `filter.${name}.${setting}`]),
      ),
      filtersOff,
      isSparse: /^(?:true|yes|on|1|)$/i.test(lastOf(entries, 'core.sparsecheckout')),
      convertsLineEnds: /^(?:true|input|yes|on|1|)$/i.test(lastOf(entries, 'core.autocrlf')),
    },
  };
}

const noWorkTree = { ok: false, problem: 'failed', detail: 'must be run in a work tree' } as const;

/** `up` leads to the top, as `../../`. */
function prefixOf(root: string, up: string): string {
  const levels = up.split('/').length - 1;
  if (levels === 0) return '';
  return `${realpathSync(root).split(sep).slice(-levels).join('/')}/`;
}

interface ConfigEntry {
  readonly scope: string;
  readonly key: string;
  readonly value: string;
}

/** Git writes the scope, NUL, the key, a line feed, the value and NUL; a key alone means true. */
function configEntries(output: string): readonly ConfigEntry[] {
  const parts = output.split('\0');
  const entries: ConfigEntry[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [key = '', ...lines] = (parts[index + 1] as string).split('\n');
    entries.push({ scope: parts[index] as string, key, value: lines.join('\n') });
  }
  return entries;
}

function lastOf(entries: readonly ConfigEntry[], name: string): string {
  return entries.findLast(({ key }) => key === name)?.value ?? 'false';
}

/** Names of filters that the repository itself, not its user, says how to run. */
function ownFilters(entries: readonly ConfigEntry[]): readonly string[] {
  const own = entries.filter(
    ({ scope, key }) => (scope === 'local' || scope === 'worktree') && key.startsWith('filter.'),
  );
  return [...new Set(own.map(({ key }) => key.slice('filter.'.length, key.lastIndexOf('.'))))];
}

function cutsOf(gitFolder: string): ReadonlySet<string> {
  const common = textOf(join(gitFolder, 'commondir'))?.trim();
  const folder = common === undefined ? gitFolder : isAbsolute(common) ? common : join(gitFolder, common);
  return new Set((textOf(join(folder, 'shallow')) ?? '').split('\n').filter((line) => line !== ''));
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** What git was told to do and has not finished, in words; undefined mostly. */
export function inProgress({ gitFolder }: Repository): string | undefined {
  return unfinished.find(([file]) => existsSync(join(gitFolder, file)))?.[1];
}

const unfinished: readonly (readonly [file: string, name: string])[] = [
  ['rebase-merge', 'A rebase'],
  ['rebase-apply/applying', 'Applying patches'],
  ['rebase-apply', 'A rebase'],
  ['MERGE_HEAD', 'A merge'],
  ['CHERRY_PICK_HEAD', 'A cherry-pick'],
  ['REVERT_HEAD', 'A revert'],
];
