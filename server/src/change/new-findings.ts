import type { Assembly } from '../assemble.ts';
import { type BaseFindings, baseFindings, type FindingName, namesOf } from '../engine/base-findings.ts';
import type { BaseTexts, Change, NoChange } from '../model/change.ts';
import { type Finding, isOpen, type Notice } from '../model/finding.ts';
import { hashText } from '../model/hash.ts';
import type { Cancellation } from '../model/host.ts';
import { count } from '../model/words.ts';

/** What the base had, once for each merge base and policy: an editor asks again and again. */
export interface BaseMemory {
  known?: { readonly key: string; readonly names: readonly FindingName[] };
}

export interface BaseRequest {
  readonly change: Change;
  readonly base: BaseTexts;
  readonly memory: BaseMemory;
  readonly cancelled?: Cancellation | undefined;
}

export type NewFindings =
  | { readonly ok: true; readonly findings: readonly Finding[]; readonly notices: readonly Notice[] }
  | NotJudged;

/** Why a change could not be judged; `cancelled` where nobody waits any more. */
export type NotJudged = { readonly ok: false; readonly cancelled?: true } & NoChange;

export const cancelledCheck: NotJudged = {
  ok: false,
  cancelled: true,
  code: 'GIT-000',
  message: 'It was cancelled.',
};

/**
 * Open findings of a check that the base did not have. The base is judged under the policy of now, so that a stricter
 * policy accuses nobody of old code.
 */
export async function findNew(
  { workspace }: Pick<Assembly, 'workspace'>,
  { change, base, memory, cancelled }: BaseRequest,
): Promise<NewFindings> {
  const documents = {
    isOfPolicies: (path: string) => workspace.isOfPolicies(path),
    text: (path: string) => {
      const result = workspace.read(path);
      return result.ok ? result.text : undefined;
    },
  };
  const names = await namesInBase();
  if ('ok' in names) return names;
  if (cancelled?.aborted) return cancelledCheck;
  const then = baseFindings(names, change, documents);
  const fresh = then.fresh(workspace.findings()).filter(isOpen);
  const behind = then.leftBehind(fresh).length;
  return { ok: true, findings: retold(fresh, then), notices: behind === 0 ? [] : [leftBehind(behind)] };

  async function namesInBase(): Promise<readonly FindingName[] | NotJudged> {
    const { commit } = change.base;
    const said = workspace.policies.map(({ canonical }) => canonical).join('\n');
    const key = commit === undefined ? undefined : `${commit}\n${hashText(said)}`;
    if (key !== undefined && memory.known?.key === key) return memory.known.names;
    if (change.files.length === 0) return namesOf(workspace.findings());
    const paths = change.files.flatMap(({ path, from, status }) =>
      status === 'added' ? [] : [from ?? path],
    );
    const read = await base.read(paths, cancelled);
    if (!read.ok) return read;
    const before = workspace.before({ change, texts: read.texts });
    await before.refresh({ isCancelled: () => cancelled?.aborted ?? false });
    if (cancelled?.aborted) return cancelledCheck;
    const names = namesOf(before.findings());
    if (key !== undefined) memory.known = { key, names };
    return names;
  }

  /** One of several causes is told, and it should be one that is new. */
  function retold(fresh: readonly Finding[], { acceptance }: BaseFindings): readonly Finding[] {
    if (!fresh.some(({ rule, parts }) => parts && acceptance.listsSome(undefined, rule))) return fresh;
    const again = new Map(
      workspace
        .judgeImports(acceptance)
        .flatMap((finding) => (finding.parts ? [[keyOf(finding), finding]] : [])),
    );
    return fresh.map((finding) => (finding.parts && again.get(keyOf(finding))) || finding);
  }
}

function leftBehind(amount: number): Notice {
  const isOne = amount === 1;
  const message = `${count(amount, 'finding')} of moved files ${isOne ? 'is' : 'are'} accepted in the baseline where ${isOne ? 'it was' : 'they were'}; a local "parapet check" moves the ${isOne ? 'entry' : 'entries'} along.`;
  return { code: 'BAS-003', message, incomplete: false };
}

/** Two tellings of one finding have the same causes. */
function keyOf({ rule, parts }: Finding): string {
  const causes = (parts?.() ?? []).map(({ path, subject }) => `${path}\t${subject}`);
  return [rule, ...causes].join('\n');
}
