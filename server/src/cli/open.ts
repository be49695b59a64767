import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Assembly, type AssemblyOptions, assemble, type CacheOptions } from '../assemble.ts';
import { findRoot } from '../host/find-policy.ts';
import { below, fromRoot } from '../host/relative.ts';
import { createLineTable, type LineTable } from '../model/line-table.ts';
import type { LineTables } from '../report/range.ts';
import { type Arguments, nowOption, textOption, UsageError } from './arguments.ts';
import { createProgress, isCi, type Terminal } from './terminal.ts';

export interface Opened extends Assembly {
  /** The root below the git root, relative POSIX; empty when they are one. */
  readonly folder: string;
  readonly gitRoot: string | undefined;
  readonly hasPolicy: boolean;
}

/** Reads and judges the workspace that the current folder belongs to. */
export async function openWorkspace(
  args: Arguments,
  terminal: Terminal,
  given: Pick<AssemblyOptions, 'reports' | 'contractChanges'> = {},
): Promise<Opened> {
  const { root, policy, gitRoot } = findRoot(terminal.cwd);
  const named = textOption(args, 'policy');
  const now = nowOption(args);
  const progress = createProgress(terminal);
  const assembly = assemble(root, {
    boundary: gitRoot ?? root,
    onFolder: progress.onFolder,
    ...(now && { now }),
    ...given,
    ...(named !== undefined && { policy: namedPolicy(named, root, terminal) }),
    ...(policy !== undefined && args.values['no-cache'] !== true && { cache: cacheOptions(terminal) }),
  });
  await assembly.workspace.refresh();
  progress.done();
  const folder = gitRoot === undefined ? '' : fromRoot(gitRoot, root);
  return { ...assembly, folder, gitRoot, hasPolicy: policy !== undefined || named !== undefined };
}

/** CI works on a fresh checkout, where every file has a new time. */
function cacheOptions({ env }: Terminal): CacheOptions {
  return { env, by: isCi(env) ? 'content' : 'time' };
}

function namedPolicy(named: string, root: string, { cwd }: Terminal): string {
  const absolute = resolve(cwd, named);
  if (!existsSync(absolute)) throw new UsageError(`There is no policy "${named}".`);
  if (statSync(absolute).isDirectory()) throw new UsageError(`The policy "${named}" is a folder.`);
  return fromRoot(root, absolute);
}

/** A path of the command line, relative POSIX to the root. */
export function toWorkspacePath(operand: string, root: string, cwd: string): string {
  const path = below(root, resolve(cwd, operand));
  if (path === undefined) {
    throw new UsageError(`"${operand}" is outside of the workspace "${root}".`);
  }
  return path;
}

/** The lines of the texts that were judged, read when first asked for. */
export function lineTables({ workspace }: Assembly): LineTables {
  const tables = new Map<string, LineTable | undefined>();
  return (path) => {
    if (!tables.has(path)) {
      const result = workspace.read(path);
      tables.set(path, result.ok ? createLineTable(result.text) : undefined);
    }
    return tables.get(path);
  };
}
