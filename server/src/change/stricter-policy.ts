import type { Assembly } from '../assemble.ts';
import { baseFindings, type FindingName, namesOf } from '../engine/base-findings.ts';
import { isPolicyName } from '../engine/changes.ts';
import { type BaseTexts, type Change, pathsInBase } from '../model/change.ts';
import { type Finding, isOpen, type Notice } from '../model/finding.ts';
import { count } from '../model/words.ts';

/** What stopped a check of the base under the policies that it had: the same for each change from one commit. */
export interface PolicyMemory {
  ofBase?: { readonly commit: string; readonly errors: readonly FindingName[] };
}

interface Request {
  readonly change: Change;
  readonly base: BaseTexts;
  readonly memory: PolicyMemory;
  isCancelled(): boolean;
}

/**
 * Says which errors a change brings to code of before by its policy alone: they are nothing new, and stop every check after
 * the merge. `old` are open errors of now that the code of before has under the policies of now as well. Undefined where there
 * are none, and when it was cancelled.
 */
export async function foundByPolicy(
  workspace: Assembly['workspace'],
  request: Request,
  old: readonly Finding[],
): Promise<Notice | undefined> {
  const { change } = request;
  const touched = [...change.files.map(({ path }) => path), ...pathsInBase(change)];
  const isOfPolicies = (path: string) => isPolicyName(path) || workspace.isOfPolicies(path);
  if (old.length === 0 || !touched.some(isOfPolicies)) return undefined;
  const then = await errorsThen(workspace, request);
  if (!then) return undefined;
  const everywhere = { isOfPolicies: () => false, text: () => undefined };
  const more = baseFindings(then, change, everywhere).fresh(old);
  return more[0] && told(more, more[0]);
}

async function errorsThen(
  workspace: Assembly['workspace'],
  { change, base, memory, isCancelled }: Request,
): Promise<readonly FindingName[] | undefined> {
  const { commit } = change.base;
  if (commit !== undefined && memory.ofBase?.commit === commit) return memory.ofBase.errors;
  const read = await base.read(pathsInBase(change));
  if (!read.ok) return undefined;
  const before = workspace.before({ change, texts: read.texts, policies: 'then' });
  await before.refresh({ isCancelled });
  if (isCancelled()) return undefined;
  // Without a policy nothing stops a check.
  const found = before.policies.length === 0 ? [] : before.findings();
  const errors = namesOf(found.filter((one) => isOpen(one) && one.severity === 'error'));
  if (commit !== undefined) memory.ofBase = { commit, errors };
  return errors;
}

function told(more: readonly Finding[], { rule, path }: Finding): Notice {
  const them = more.length === 1 ? 'it' : 'them';
  const message = `The policy of this change finds ${count(more.length, 'error')} more in code that it leaves as it was, such as ${rule} in "${path}": that stops nothing here, and "parapet check" fails once this is merged, unless somebody mends ${them} or "parapet baseline" accepts ${them}.`;
  return { code: 'POL-001', message, incomplete: false };
}
