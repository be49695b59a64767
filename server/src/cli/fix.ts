import { readFileSync } from 'node:fs';
import { safelyFixed } from '../fix-all.ts';
import { absoluteOf } from '../host/relative.ts';
import { type Finding, isOpen } from '../model/finding.ts';
import type { Fix } from '../model/fix.ts';
import type { Opened } from './open.ts';
import type { Terminal } from './terminal.ts';
import { writeFiles } from './write-files.ts';

/** Fixes may make room for others; nothing real needs more rounds. */
const mostRounds = 10;

/**
 * Applies the safe fixes of the wanted findings in memory, again and again until there are no more, and writes what
 * changed. A round that leads to a new finding is taken back. A file that is not as it was read is left alone.
 */
export async function fixTree(
  opened: Opened,
  isWanted: (finding: Finding) => boolean,
  terminal: Terminal,
): Promise<void> {
  const { workspace } = opened;
  const originals = new Map<string, string>();
  const told = new Map<string, string[]>();
  for (let round = 0; round < mostRounds; round++) {
    const open = workspace.findings().filter(isOpen);
    const { texts, fixes } = await safelyFixed(opened, open.filter(isWanted));
    if (fixes.length === 0) break;
    const before = textsOf(opened, texts.keys());
    await show(opened, texts);
    const harm = firstNew(workspace.findings().filter(isOpen), open);
    if (harm) {
      await show(opened, before);
      terminal.err(`parapet: some fixes were taken back: they led to "${harm.message}" in ${harm.path}.\n`);
      break;
    }
    for (const [path, text] of before) if (!originals.has(path)) originals.set(path, text);
    for (const { finding, fix } of fixes) {
      const path = editedBy(fix, finding);
      told.set(path, [...(told.get(path) ?? []), fix.title]);
    }
  }
  const written = write(opened, originals, terminal);
  for (const [path, titles] of [...told].filter(([path]) => written.has(path)))
    for (const title of titles) terminal.err(`parapet: ${path}: ${title}\n`);
  const count = [...told].reduce((sum, [path, titles]) => sum + (written.has(path) ? titles.length : 0), 0);
  terminal.err(count === 0 ? 'parapet: nothing was fixed.\n' : `parapet: ${summary(count, written.size)}.\n`);
  await show(opened, new Map([...originals.keys()].map((path) => [path, undefined])));
}

/** The file that a fix is told of: that of its finding, unless only others change, as on the way of a cycle. */
function editedBy({ edits }: Fix, { path }: Finding): string {
  return edits.some((edit) => edit.path === path) ? path : (edits[0]?.path ?? path);
}

function summary(fixes: number, files: number): string {
  return `${fixes} ${fixes === 1 ? 'finding was' : 'findings were'} fixed in ${files} ${files === 1 ? 'file' : 'files'}`;
}

function textsOf({ workspace }: Opened, paths: Iterable<string>): ReadonlyMap<string, string> {
  return new Map(
    [...paths].flatMap((path) => {
      const result = workspace.read(path);
      return result.ok ? [[path, result.text] as const] : [];
    }),
  );
}

/** Judges by other texts, or with `undefined` by the disk. */
async function show({ workspace }: Opened, texts: ReadonlyMap<string, string | undefined>): Promise<void> {
  for (const [path, text] of texts) {
    workspace.setText(path, text);
    if (text === undefined) workspace.touch(path);
  }
  await workspace.refresh();
}

function firstNew(after: readonly Finding[], before: readonly Finding[]): Finding | undefined {
  const known = new Set(before.map(({ fingerprint }) => fingerprint));
  return after.find(({ fingerprint }) => !known.has(fingerprint));
}

/** Writes the files that are still as they were read, all of them or none, and returns their paths. */
function write(
  { root, workspace }: Opened,
  originals: ReadonlyMap<string, string>,
  terminal: Terminal,
): ReadonlySet<string> {
  const files = [...originals].flatMap(([path, before]) => {
    const after = workspace.read(path);
    const absolute = absoluteOf(root, path);
    const mark = markOf(absolute, before);
    if (!after.ok || mark === undefined) {
      terminal.err(`parapet: ${path} was left alone: it is not as it was read, or no UTF-8.\n`);
      return [];
    }
    return [{ path: absolute, local: path, text: mark + after.text, replaces: true as const }];
  });
  writeFiles(files);
  return new Set(files.map(({ local }) => local));
}

/** The mark before a text that is still what a file holds, mostly none; undefined when it holds something else. */
function markOf(absolute: string, text: string): string | undefined {
  try {
    const bytes = readFileSync(absolute);
    return ['', '\uFEFF'].find((mark) => bytes.equals(Buffer.from(mark + text)));
  } catch {
    return undefined;
  }
}
