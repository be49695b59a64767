import type { Cancellation } from '../model/host.ts';
import { enumerate } from '../model/words.ts';
import { type BaseNames, type Environment, usualNames, wholeHistory } from './base-names.ts';
import { git } from './git.ts';
import { failureOf, none, type Outcome, shellWord } from './git-outcome.ts';
import type { Repository } from './repository.ts';

export interface Comparison {
  /** The base as it was named. */
  readonly name: string;
  /** What the working copy is compared with: the merge base, or the empty tree before the first commit. */
  readonly tree: string;
  /** Absent before the first commit. */
  readonly commits?: { readonly base: string; readonly head: string };
  /** The branch that is checked out. */
  readonly branch?: string;
  /** True where nobody named a base and there is no main branch: only what is not committed is the change. */
  readonly isHeadOnly: boolean;
}

export interface BaseQuestion {
  readonly repository: Repository;
  readonly base: BaseNames;
  readonly env: Environment;
  readonly cancelled?: Cancellation | undefined;
}

/** Finds what the working copy is compared with: two processes, and one more in a shallow clone. */
export async function findComparison(question: BaseQuestion): Promise<Outcome<Comparison>> {
  const { repository, base, cancelled } = question;
  const unusable = base.names.find((name) => !isName(name));
  if (unusable !== undefined)
    return none(
      'noBase',
      `${JSON.stringify(unusable)}, which ${base.by} names as the base, is no name of a revision.`,
    );
  const [ids, branch] = await Promise.all([
    commitsOf(repository, ['HEAD', ...base.names], cancelled),
    branchOf(repository, cancelled),
  ]);
  if (!ids.ok) return ids;
  const [head, ...found] = ids.value;
  const named = branch === undefined ? {} : { branch };
  if (head === undefined) return beforeFirstCommit(repository, named, cancelled);
  const index = found.findIndex((id) => id !== undefined);
  const [id, name] = [found[index], base.names[index]];
  if (id === undefined || name === undefined) {
    const isAlone = !(await hasRemote(repository, cancelled));
    if (base.by === undefined && isAlone) {
      return {
        ok: true,
        value: { name: 'HEAD', tree: head, commits: { base: head, head }, ...named, isHeadOnly: true },
      };
    }
    return noSuchBase(question, isAlone);
  }
  const tree = await mergeBase(question, { name, id, head });
  if (!tree.ok) return tree;
  const comparison = {
    name: shortName(name),
    tree: tree.value,
    commits: { base: tree.value, head },
    isHeadOnly: false,
  };
  return { ok: true, value: { ...comparison, ...named } };
}

/** A name may be anything that git reads as one line of its input. */
function isName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Git takes none of them in a name either.
  return name.trim() !== '' && !/[\0-\x1f\x7f]/.test(name);
}

function shortName(name: string): string {
  return name.replace(/^refs\/(?:heads|remotes|tags)\//, '');
}

/** The commits that names mean, in one process; undefined for a name that means none. */
async function commitsOf(
  { root }: Repository,
  names: readonly string[],
  cancelled: Cancellation | undefined,
): Promise<Outcome<readonly (string | undefined)[]>> {
  const input = names.map((name) => `${name}^{commit}\n`).join('');
  const answer = await git({ cwd: root, args: ['cat-file', '--batch-check'], input, cancelled });
  if (!answer.ok) return failureOf(root, answer);
  const lines = answer.output.toString('utf8').split('\n');
  return {
    ok: true,
    value: names.map((_, index) => /^([\da-f]{40,64}) commit \d+$/.exec(lines[index] ?? '')?.[1]),
  };
}

async function branchOf(
  { root }: Repository,
  cancelled: Cancellation | undefined,
): Promise<string | undefined> {
  const answer = await git({ cwd: root, args: ['symbolic-ref', '--quiet', 'HEAD'], cancelled });
  return answer.ok
    ? answer.output
        .toString('utf8')
        .trim()
        .replace(/^refs\/heads\//, '')
    : undefined;
}

async function hasRemote({ root }: Repository, cancelled: Cancellation | undefined): Promise<boolean> {
  const answer = await git({ cwd: root, args: ['remote'], cancelled });
  return !answer.ok || answer.output.length > 0;
}

async function beforeFirstCommit(
  { root }: Repository,
  named: { readonly branch?: string },
  cancelled: Cancellation | undefined,
): Promise<Outcome<Comparison>> {
  // The id of the empty tree depends on how the repository makes ids.
  const answer = await git({ cwd: root, args: ['hash-object', '-t', 'tree', '--stdin'], cancelled });
  if (!answer.ok) return failureOf(root, answer);
  const tree = answer.output.toString('utf8').trim();
  return { ok: true, value: { name: 'nothing', tree, ...named, isHeadOnly: false } };
}

interface Ends {
  readonly name: string;
  readonly id: string;
  readonly head: string;
}

async function mergeBase(question: BaseQuestion, ends: Ends): Promise<Outcome<string>> {
  const { repository, cancelled } = question;
  const { root } = repository;
  const { name, id, head } = ends;
  if (id === head) return { ok: true, value: head };
  const answer = await git({ cwd: root, args: ['merge-base', id, head], cancelled });
  if (!answer.ok && answer.detail !== '') return failureOf(root, answer);
  const found = answer.ok ? answer.output.toString('utf8').trim() : undefined;
  if (repository.cuts && !(await isCertain(repository, ends, found, cancelled)))
    return outOfReach(question, name);
  if (found === undefined)
    return none(
      'unrelated',
      `"${shortName(name)}" and the head have no commit in common: name another base with --base.`,
    );
  return { ok: true, value: found };
}

/**
 * Where the history was cut, a better merge base may lie behind the cut, unless the one that was found is one of both
 * ends: then all that is left out would make the change larger by the work of others.
 */
async function isCertain(
  { root, cuts }: Repository,
  { id, head }: Ends,
  found: string | undefined,
  cancelled: Cancellation | undefined,
): Promise<boolean> {
  if (found === undefined) return false;
  if (found === id || found === head) return true;
  const answer = await git({ cwd: root, args: ['rev-list', id, head, `^${found}`], cancelled });
  return (
    answer.ok &&
    !answer.output
      .toString('utf8')
      .split('\n')
      .some((commit) => cuts?.has(commit))
  );
}

function outOfReach({ env }: BaseQuestion, name: string): { readonly ok: false } & ReturnType<typeof none> {
  const remote = remoteBranch(name);
  return none(
    'shallow',
    `The clone is shallow, and where "${shortName(name)}" and the head parted was not fetched: ` +
      `run \`git fetch --unshallow origin${remote === undefined ? '' : ` ${refspec(remote)}`}\`${wholeHistory(env)}.`,
  );
}

function noSuchBase({ repository, base, env }: BaseQuestion, isAlone: boolean): ReturnType<typeof none> {
  const tried = enumerate(base.names.map((name) => `"${shortName(name)}"`));
  const fetch = `git fetch${repository.cuts ? ' --unshallow' : ''} origin`;
  if (base.by === undefined) {
    return none(
      'noBase',
      `Nobody names the base of the change, and there is none of ${tried}: name one with --base or as "base" in the ` +
        `policy, or run \`${fetch} ${refspec('*')}\` and \`git remote set-head origin --auto\`.`,
    );
  }
  const fact = `The base that ${base.by} names does not exist here (tried ${tried})`;
  if (isAlone) return none('noBase', `${fact}, and there is no remote to fetch it from.`);
  const advice = repository.cuts ? wholeHistory(env) : '';
  return none('noBase', `${fact}: run \`${fetch} ${whatToFetch(base)}\`${advice}.`);
}

function whatToFetch({ by, names }: BaseNames): string {
  const remote = names.map(remoteBranch).find((name) => name !== undefined);
  // Who types a name may mean a tag as well as a branch.
  if (remote === undefined || (by === '--base' && names.length > 1))
    return names.find((name) => /^[\da-f]{40,64}$/.test(name)) ?? `--tags ${refspec('*')}`;
  return refspec(remote);
}

/** `main` of `origin/main`. */
function remoteBranch(name: string): string | undefined {
  if (usualNames.includes(name) && name.endsWith('/HEAD')) return undefined;
  return /^(?:refs\/remotes\/)?origin\/(.+)$/.exec(name)?.[1];
}

function refspec(branch: string): string {
  return shellWord(`+refs/heads/${branch}:refs/remotes/origin/${branch}`);
}
