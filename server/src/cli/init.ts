import { join } from 'node:path';
import { type Adoption, proposeAdoption } from '../adoption.ts';
import { baselineName, writeBaseline } from '../format/baseline.ts';
import { type CiAdvice, ciAdvice } from '../host/ci-job.ts';
import { policyName } from '../host/file-kinds.ts';
import { findRoot } from '../host/find-policy.ts';
import { acceptedCount } from '../report/words.ts';
import { addAllowLists } from './allow-lists.ts';
import { type Arguments, allowOnly, nowOption, UsageError } from './arguments.ts';
import { baselineFile } from './baseline.ts';
import { createProgress, type Terminal } from './terminal.ts';
import { writeFiles } from './write-files.ts';

type Adopted = Extract<Adoption, { ok: true }>;

/** `parapet init`: shows a first policy, its baseline and a CI job; with --yes it writes them, all or none. */
export async function init(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, ['yes', 'from-graph']);
  if (args.operands.length > 0)
    throw new UsageError('"parapet init" takes no paths: it looks at the whole tree.');
  const { root, policy, gitRoot } = findRoot(terminal.cwd);
  const fromGraph = args.values['from-graph'] === true;
  if (policy !== undefined && fromGraph) return addAllowLists(args, terminal);
  if (policy !== undefined) {
    const message = `There is a policy already: ${policy}; "parapet init --from-graph" adds what may be imported to it.`;
    throw new UsageError(message);
  }
  const now = nowOption(args);
  const progress = createProgress(terminal);
  const { onFolder } = progress;
  const adoption = await proposeAdoption(root, {
    ...{ boundary: gitRoot ?? root, onFolder, fromGraph },
    ...(now && { now }),
  });
  progress.done();
  if (!adoption.ok) throw new UsageError(adoption.reason);
  const advice = ciAdvice(root);
  for (const sentence of adoption.left) terminal.err(`${sentence}\n`);
  if (args.values.yes === true) adopt(root, adoption, advice, terminal);
  else {
    show(adoption, advice, terminal);
    const command = `parapet init ${fromGraph ? '--from-graph ' : ''}--yes`;
    terminal.err(`Nothing was written; "${command}" writes this.\n`);
  }
  return 0;
}

function adopt(
  root: string,
  { policy, holds, baseline, accepted }: Adopted,
  advice: CiAdvice,
  terminal: Terminal,
): void {
  const { job } = advice;
  writeFiles([
    ...(baseline.length > 0 ? [baselineFile(root, baselineName, baseline)] : []),
    ...(job?.isNew ? [{ path: join(root, job.path), text: job.text }] : []),
    // The policy comes last: without it the others are not in force.
    { path: join(root, policyName), text: policy },
  ]);
  terminal.out(`Wrote ${policyName}, which ${holds}\n`);
  if (baseline.length > 0)
    terminal.out(`Wrote ${baselineName}: ${acceptedCount(accepted, baseline.length)}.\n`);
  if (job?.isNew) terminal.out(`Wrote ${job.path}, which checks every change.\n`);
  terminal.out('Today\'s code passes; "parapet check" judges what comes. Commit these files.\n');
  terminal.out(`\n${nextSteps(advice)}`);
}

function show({ policy, holds, baseline, accepted }: Adopted, advice: CiAdvice, terminal: Terminal): void {
  const { job } = advice;
  terminal.out(`--- ${policyName}\n${policy}`);
  if (baseline.length > 0) {
    const lines = writeBaseline(baseline).trimEnd().split('\n');
    const rest = lines.length - mostLines;
    const shown = lines.slice(0, mostLines).join('\n');
    const more = rest > 0 ? `\n… ${rest} more lines` : '';
    const count = acceptedCount(accepted, baseline.length);
    terminal.out(`\n--- ${baselineName} (${count})\n${shown}${more}\n`);
  }
  if (job?.isNew) terminal.out(`\n--- ${job.path}\n${job.text}`);
  terminal.out(`\nThe policy ${holds}\n`);
  terminal.out(`\n${nextSteps(advice)}`);
}

const mostLines = 12;

function nextSteps({ job, steps }: CiAdvice): string {
  const missing =
    job && !job.isNew
      ? `${job.path} is there and is left as it is; this job belongs in it:\n\n${job.text}\n`
      : '';
  return `${missing}${steps.join('\n')}\n`;
}
