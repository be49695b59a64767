import { entriesToAccept } from '../engine/baseline.ts';
import { completenessOf } from '../engine/completeness.ts';
import { type BaselineEntry, baselineName, writeBaseline } from '../format/baseline.ts';
import { absoluteOf } from '../host/relative.ts';
import { joinPath } from '../model/path.ts';
import { acceptedCount } from '../report/words.ts';
import { type Arguments, allowOnly, UsageError } from './arguments.ts';
import { deepen } from './deepen.ts';
import { type Opened, openWorkspace } from './open.ts';
import { isCi, type Terminal } from './terminal.ts';
import { type NewFile, writeFiles } from './write-files.ts';

/** `parapet baseline`: accepts every finding of today, so that only new ones count from now on. */
export async function baseline(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, ['deep']);
  if (args.operands.length > 0)
    throw new UsageError('"parapet baseline" takes no paths: it accepts the whole tree.');
  const opened = await openWorkspace(args, terminal);
  const { workspace } = opened;
  if (workspace.isPolicyBroken) throw new UsageError('The policy cannot be read as written; mend it first.');
  if (workspace.policies.length === 0)
    throw new UsageError('There is no policy here; "parapet init --yes" writes one.');
  const judgeTypes = async () => {
    if (args.values.deep === true) await deepen(opened, [], terminal);
  };
  await judgeTypes();
  await acceptAll(opened, judgeTypes, terminal);
  opened.end();
  return 0;
}

/** Writes the baseline of every policy in force. A new one is a record itself, of which something may be found. */
async function acceptAll(opened: Opened, judgeTypes: () => Promise<void>, terminal: Terminal): Promise<void> {
  const { root, workspace } = opened;
  const isNew = ({ path }: Accepted) => !workspace.read(path).ok;
  const first = acceptedIn(opened);
  const begun = first.filter(isNew);
  const write = (files: readonly Accepted[]) =>
    writeFiles(files.map(({ path, entries }) => baselineFile(root, path, entries)));
  write(first);
  let files = first;
  if (begun.length > 0) {
    for (const { path } of begun) workspace.touch(path);
    await workspace.refresh();
    await judgeTypes();
    files = acceptedIn(opened);
    write(files);
  }
  for (const { path, entries, accepted } of files)
    terminal.out(`${path}: ${acceptedCount(accepted, entries.length)}.\n`);
}

interface Accepted {
  readonly path: string;
  readonly entries: readonly BaselineEntry[];
  readonly accepted: number;
}

function acceptedIn({ workspace }: Opened): readonly Accepted[] {
  const facts = workspace.facts();
  const folderOf = (path: string) => facts.policyOf(path)?.folder;
  const findings = workspace.findings();
  return workspace.policies.map(({ folder }) => {
    const path = joinPath(folder, baselineName);
    const { entries, accepted } = entriesToAccept(findings, folder, folderOf);
    return { path, entries: [...entries, ...workspace.deep.unaskedEntries(folder)], accepted };
  });
}

export function baselineFile(root: string, path: string, entries: readonly BaselineEntry[]): NewFile {
  return { path: absoluteOf(root, path), text: writeBaseline(entries), replaces: true };
}

/**
 * A baseline may only become shorter. A complete check on a developer's machine takes out what is mended;
 * in CI it is only told. What was not seen is not mended.
 */
export function settleBaselines(opened: Opened, isComplete: boolean, terminal: Terminal): void {
  const { workspace } = opened;
  if (!isComplete || workspace.isPolicyBroken || completenessOf(workspace).gaps.length > 0) return;
  const isShared = isCi(terminal.env);
  for (const { path, kept, stale } of workspace.staleBaselines()) {
    const isOne = stale.length === 1;
    const entries = `${stale.length} ${isOne ? 'entry' : 'entries'} of ${path}`;
    if (isShared) {
      const what = isOne
        ? 'matches nothing any more; a local "parapet check" takes it out'
        : 'match nothing any more; a local "parapet check" takes them out';
      terminal.err(`parapet: ${entries} ${what}.\n`);
    } else {
      writeFiles([baselineFile(opened.root, path, kept)]);
      terminal.err(`parapet: ${entries} ${isOne ? 'was mended and is' : 'were mended and are'} taken out.\n`);
    }
  }
}
