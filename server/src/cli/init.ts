import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { proposePolicy } from '../assemble.ts';
import { type Arguments, allowOnly, UsageError } from './arguments.ts';
import { acceptAll } from './baseline.ts';
import { openWorkspace } from './open.ts';
import type { Terminal } from './terminal.ts';

/** `parapet init`: shows a first policy, or with --yes writes it and accepts what it finds today. */
export async function init(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, ['yes']);
  const { root, workspace, hasPolicy } = await openWorkspace(args, terminal);
  const file = join(root, 'parapet.jsonc');
  if (hasPolicy || existsSync(file)) {
    terminal.err(`There is a policy already: ${file}\n`);
    return 2;
  }
  const first = proposePolicy(workspace, { isBaselined: true });
  if (!first.ok) {
    terminal.err(`${first.reason}\n`);
    return 2;
  }
  if (args.values.yes !== true) {
    terminal.out(first.text);
    terminal.err('Nothing was written; "parapet init --yes" writes this to parapet.jsonc.\n');
    return 0;
  }
  try {
    writeFileSync(file, first.text, { flag: 'wx' });
  } catch (thrown) {
    throw new UsageError(`The policy cannot be written: ${(thrown as Error).message}`);
  }
  const layers = first.layers.length === 0 ? 'no layers yet' : `the layers ${first.layers.join(', ')}`;
  terminal.out(`Wrote parapet.jsonc with ${layers}.\n`);
  const judged = await openWorkspace(args, terminal);
  if (judged.workspace.findings().length > 0) acceptAll(judged, terminal);
  terminal.out('Today\'s code passes; "parapet check" judges what comes.\n');
  return 0;
}
