import type { Assembly } from '../assemble.ts';
import { completenessOf } from '../engine/completeness.ts';
import type { BaseTexts, Change } from '../model/change.ts';
import type { ChangeFacts, GateEvidence } from '../model/change-facts.ts';
import { type Finding, isOpen } from '../model/finding.ts';
import type { Cancellation } from '../model/host.ts';
import { byCodeUnit } from '../model/path.ts';
import type { Policy } from '../model/policy.ts';
import { type BaseMemory, findNew } from './new-findings.ts';

/** A change and what is known about it from outside of the sources. */
export interface ChangeInput {
  readonly change: Change;
  readonly base: BaseTexts;
  readonly memory: BaseMemory;
  evidenceFor(policy: Policy): GateEvidence | Promise<GateEvidence>;
  /** See {@link ChangeFacts.paths}. */
  readonly paths: readonly string[];
  modified(path: string): number | undefined;
  readonly cancelled?: Cancellation | undefined;
}

/** A change judged by the rules; each policy answers for the files that it governs. */
export interface JudgedChange {
  /** Of each policy in force, in order of path. */
  readonly facts: readonly ChangeFacts[];
  readonly changeFindings: readonly Finding[];
  /** Those of the change and the new ones of the check, in order of path, position and rule. */
  readonly findings: readonly Finding[];
}

/** Judges a change with a workspace that was refreshed; undefined when it was cancelled. */
export async function judgeChange(
  assembly: Assembly,
  { change, base, memory, evidenceFor, paths, modified, cancelled }: ChangeInput,
): Promise<JudgedChange | undefined> {
  const { workspace, readPolicy } = assembly;
  const fresh = await findNew(assembly, { change, base, memory, cancelled });
  if (!fresh) return undefined;
  const texts = await base.read(
    change.files.map(({ path, from }) => from ?? path),
    cancelled,
  );
  const text = (path: string) => {
    const result = workspace.read(path);
    return result.ok ? result.text : undefined;
  };
  const then = new Map(change.files.map(({ path, from, status }) => [from ?? path, status]));
  const readThen = (path: string) => (then.has(path) ? toRead(texts.get(path)) : workspace.read(path));
  const facts: ChangeFacts[] = [];
  for (const policy of workspace.policies) {
    const isOwn = (path: string) => workspace.governing(path)?.path === policy.path;
    const whole = workspace.facts();
    const isNewPolicy = change.files.some(({ path, status }) => path === policy.path && status === 'added');
    facts.push({
      policy,
      basePolicy: isNewPolicy ? undefined : readPolicy(policy.path, readThen),
      workspace: whole,
      change: { ...change, files: change.files.filter(({ path }) => isOwn(path)) },
      owners: whole.owners,
      paths: paths.filter(isOwn),
      evidence: await evidenceFor(policy),
      newFindings: fresh.filter(({ path }) => isOwn(path)),
      text,
      baseText: (path) => texts.get(path),
      modified,
    });
    if (cancelled?.aborted) return undefined;
  }
  const byPolicy = new Map(facts.map((one) => [one.policy.path, one]));
  const changeFindings = workspace.judgeChange(({ path }) => byPolicy.get(path)).filter(isOpen);
  return { facts, changeFindings, findings: [...fresh, ...changeFindings].sort(byPlace) };
}

function byPlace(a: Finding, b: Finding): number {
  return (
    byCodeUnit(a.path, b.path) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    byCodeUnit(a.rule, b.rule)
  );
}
