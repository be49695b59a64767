import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type BaselineEntry, baselineEntry, baselineName, writeBaseline } from '../format/baseline.ts';
import { absoluteOf } from '../host/relative.ts';
import type { Finding } from '../model/finding.ts';
import { joinPath } from '../model/path.ts';
import { type Arguments, allowOnly, UsageError } from './arguments.ts';
import { type Opened, openWorkspace } from './open.ts';
import type { Terminal } from './terminal.ts';

/** `parapet baseline`: accepts every finding of today, so that only new ones count from now on. */
export async function baseline(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, []);
  if (args.operands.length > 0)
    throw new UsageError('"parapet baseline" takes no paths: it accepts the whole tree.');
  const opened = await openWorkspace(args, terminal);
  const { workspace } = opened;
  if (workspace.isPolicyBroken) throw new UsageError('The policy cannot be read as written; mend it first.');
  if (workspace.policies.length === 0)
    throw new UsageError('There is no policy here; "parapet init --yes" writes one.');
  acceptAll(opened, terminal);
  return 0;
}

/** Writes the baseline of every policy in force. */
export function acceptAll(opened: Opened, terminal: Terminal): void {
  for (const { folder } of opened.workspace.policies) {
    const entries = acceptable(opened, folder);
    const path = joinPath(folder, baselineName);
    write(opened, path, entries);
    terminal.out(`${path}: ${entries.length} ${entries.length === 1 ? 'finding' : 'findings'} accepted.\n`);
  }
}

/** What may be accepted: neither suppressed, nor about the policy's own integrity. */
function acceptable({ workspace }: Opened, folder: string): readonly BaselineEntry[] {
  const facts = workspace.facts();
  const isAcceptable = ({ rule, path, suppressed }: Finding) =>
    !suppressed && rule !== 'policy/invalid-policy' && facts.policyOf(path)?.folder === folder;
  return workspace
    .findings()
    .filter(isAcceptable)
    .map((finding) => baselineEntry(finding, folder));
}

/**
 * A baseline may only become shorter. A complete check on a developer's machine takes out what is mended;
 * in CI, and where less than everything was asked for, it is only told.
 */
export function settleBaselines(opened: Opened, isComplete: boolean, terminal: Terminal): void {
  if (!isComplete || opened.workspace.isPolicyBroken) return;
  const isShared = terminal.env['CI'] !== undefined && terminal.env['CI'] !== '';
  for (const { path, kept, stale } of opened.workspace.staleBaselines()) {
    const entries = `${stale.length} ${stale.length === 1 ? 'entry' : 'entries'} of ${path}`;
    if (isShared) {
      terminal.err(`parapet: ${entries} match nothing any more; a local "parapet check" takes them out.\n`);
    } else {
      write(opened, path, kept);
      terminal.err(`parapet: ${entries} were mended and are taken out.\n`);
    }
  }
}

function write({ root }: Opened, path: string, entries: readonly BaselineEntry[]): void {
  const absolute = absoluteOf(root, path);
  try {
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, writeBaseline(entries));
  } catch (thrown) {
    throw new UsageError(`The baseline cannot be written: ${(thrown as Error).message}`);
  }
}
