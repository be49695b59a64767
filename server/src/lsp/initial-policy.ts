import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { proposeAdoption } from '../adoption.ts';
import { baselineName, writeBaseline } from '../format/baseline.ts';
import { type CiAdvice, checkCommand, ciAdvice } from '../host/ci-job.ts';
import { policyName } from '../host/file-kinds.ts';
import { findGitRoot } from '../host/git-place.ts';
import type { InitialPolicy } from '../protocol.ts';
import { acceptedCount } from '../report/words.ts';

/** What `parapet init` would write into a folder; reads the folder and writes nothing. */
export async function initialPolicy(folder: string): Promise<InitialPolicy> {
  if (existsSync(join(folder, policyName))) {
    return { ok: false, reason: 'This folder has a parapet.jsonc already.' };
  }
  const adoption = await proposeAdoption(folder, { yields: true });
  if (!adoption.ok) return adoption;
  const { policy, holds, baseline, accepted } = adoption;
  const advice = ciAdvice(findGitRoot(folder) ?? folder);
  const job = jobIn(folder, advice);
  return {
    ok: true,
    text: policy,
    ...(baseline.length > 0 && { baseline: { path: baselineName, text: writeBaseline(baseline) } }),
    ...(job && { job }),
    told: [
      `The policy ${holds}`,
      ...(baseline.length > 0 ? [`${acceptedCount(accepted, baseline.length)} in ${baselineName}.`] : []),
      ...jobSentences(folder, advice),
    ],
  };
}

/** A host reads jobs at the root of the repository only. */
function jobIn(folder: string, { job }: CiAdvice): { path: string; text: string } | undefined {
  const isRoot = (findGitRoot(folder) ?? folder) === folder;
  return job?.isNew && isRoot ? { path: job.path, text: job.text } : undefined;
}

function jobSentences(folder: string, advice: CiAdvice): readonly string[] {
  const { job, steps } = advice;
  if (!job) return steps;
  if (jobIn(folder, advice)) return [`${job.path} checks every change.`, ...steps];
  const place = job.isNew ? 'belongs into a CI job' : `belongs into ${job.path}, which is left as it is`;
  return [`The command "${checkCommand}" ${place}.`, ...steps];
}
