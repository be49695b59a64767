import { join } from 'node:path';
import { proposeAllowLists } from '../adoption.ts';
import { policyName } from '../host/file-kinds.ts';
import { type Arguments, UsageError } from './arguments.ts';
import { openWorkspace } from './open.ts';
import type { Terminal } from './terminal.ts';
import { writeFiles } from './write-files.ts';

/** Shows the policy with what its layers, slices and services import today as their lists; with --yes writes it. */
export async function addAllowLists(args: Arguments, terminal: Terminal): Promise<number> {
  const opened = await openWorkspace(args, terminal);
  const { workspace, root } = opened;
  if (workspace.isPolicyBroken)
    throw new UsageError('The policy cannot be read as written; "parapet check" says where.');
  const before = workspace.read(policyName);
  const proposed = await proposeAllowLists(opened);
  if (!before.ok || !proposed) throw new UsageError(`The policy of "${root}" cannot be read.`);
  for (const sentence of [...proposed.told, ...proposed.left]) terminal.err(`${sentence}\n`);
  if (proposed.lists === 0) {
    terminal.err(
      'Nothing gets a list: no layer, slice or service of this document holds files that it can be written for.\n',
    );
    return 0;
  }
  if (proposed.text === before.text) {
    terminal.err('Nothing is to be written: every list is what is imported today.\n');
    return 0;
  }
  if (args.values.yes !== true) {
    terminal.out(proposed.text);
    terminal.err('Nothing was written; "parapet init --from-graph --yes" writes this.\n');
    return 0;
  }
  writeFiles([{ path: join(root, policyName), text: proposed.text, replaces: true }]);
  const count = proposed.lists === 1 ? 'one list says' : `${proposed.lists} lists say`;
  terminal.out(
    `Wrote ${policyName}: ${count} what is imported today, and any other dependency is a finding.\n`,
  );
  return 0;
}
