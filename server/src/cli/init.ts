import { join } from 'node:path';
import { type Adoption, proposeAdoption } from '../assemble.ts';
import { baselineName, writeBaseline } from '../format/baseline.ts';
import { policyName } from '../host/file-kinds.ts';
import { findRoot } from '../host/find-policy.ts';
import { type Arguments, allowOnly, UsageError } from './arguments.ts';
import { baselineFile, findingCount } from './baseline.ts';
import { type CiJob, checkCommand, ciJob } from './ci-job.ts';
import { createProgress, type Terminal } from './terminal.ts';
import { writeFiles } from './write-files.ts';

type Adopted = Extract<Adoption, { ok: true }>;

/** `parapet init`: shows a first policy, its baseline and a CI job; with --yes it writes them, all or none. */
export async function init(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, ['yes']);
  if (args.operands.length > 0)
    throw new UsageError('"parapet init" takes no paths: it looks at the whole tree.');
  const { root, policy, gitRoot } = findRoot(terminal.cwd);
  if (policy !== undefined) throw new UsageError(`There is a policy already: ${policy}`);
  const progress = createProgress(terminal);
  const adoption = await proposeAdoption(root, { boundary: gitRoot ?? root, onFolder: progress.onFolder });
  progress.done();
  if (!adoption.ok) throw new UsageError(adoption.reason);
  const job = ciJob(root);
  if (args.values.yes === true) adopt(root, adoption, job, terminal);
  else show(adoption, job, terminal);
  return 0;
}

function adopt(
  root: string,
  { policy, layers, baseline, accepted }: Adopted,
  job: CiJob | undefined,
  terminal: Terminal,
): void {
  writeFiles([
    ...(baseline.length > 0 ? [baselineFile(root, baselineName, baseline)] : []),
    ...(job?.isNew ? [{ path: join(root, job.path), text: job.text }] : []),
    // The policy comes last: without it the others are not in force.
    { path: join(root, policyName), text: policy },
  ]);
  const named = layers.length === 0 ? 'no layers yet' : `the layers ${layers.join(', ')}`;
  terminal.out(`Wrote ${policyName} with ${named}.\n`);
  if (baseline.length > 0) terminal.out(`Wrote ${baselineName}: ${findingCount(accepted)} accepted.\n`);
  if (job?.isNew) terminal.out(`Wrote ${job.path}, which checks every change.\n`);
  terminal.out('Today\'s code passes; "parapet check" judges what comes. Commit these files.\n');
  terminal.out(`\n${nextStep(job)}`);
}

function show({ policy, baseline, accepted }: Adopted, job: CiJob | undefined, terminal: Terminal): void {
  terminal.out(`--- ${policyName}\n${policy}`);
  if (baseline.length > 0) {
    const lines = writeBaseline(baseline).trimEnd().split('\n');
    const rest = lines.length - mostLines;
    const shown = lines.slice(0, mostLines).join('\n');
    const more = rest > 0 ? `\n… ${rest} more lines` : '';
    terminal.out(`\n--- ${baselineName} (${findingCount(accepted)} of today, accepted)\n${shown}${more}\n`);
  }
  if (job?.isNew) terminal.out(`\n--- ${job.path}\n${job.text}`);
  terminal.out(`\n${nextStep(job)}`);
  terminal.err('Nothing was written; "parapet init --yes" writes this.\n');
}

const mostLines = 12;

function nextStep(job: CiJob | undefined): string {
  if (!job)
    return `Let your CI system run "${checkCommand}" on every change, and make it a condition of a merge.\n`;
  if (job.isNew) return `${job.required}\n`;
  return `${job.path} is there and is left as it is; this job belongs in it:\n\n${job.text}\n${job.required}\n`;
}
