import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findRoot } from '../host/find-policy.ts';
import { below, fromRoot } from '../host/relative.ts';
import { loneOwners } from '../lone-owners.ts';
import { createLineTable } from '../model/line-table.ts';
import { type Owners, type OwnersDialect, type OwnersDocument, ownersDialects } from '../model/owners.ts';
import { ownersReaders } from '../ownership-parts.ts';
import { ownersJson, ownersText } from '../report/owners.ts';
import { printable } from '../report/printable.ts';
import { type LineTables, rangeOf } from '../report/range.ts';
import { type Arguments, allowOnly, textOption, UsageError } from './arguments.ts';
import { type Terminal, wantsColour } from './terminal.ts';
import { writeReport } from './write-report.ts';

const formats = ['pretty', 'json'] as const;

/** `parapet owners`: who owns some paths, there or not. */
export async function owners(args: Arguments, terminal: Terminal): Promise<number> {
  allowOnly(args, ['stdin', 'codeowners', 'dialect', 'format', 'output']);
  const format = textOption(args, 'format', formats) ?? 'pretty';
  const dialect = textOption(args, 'dialect', ownersDialects);
  const { root, gitRoot = root } = findRoot(terminal.cwd);
  const named = namedDocument(args, terminal, root, dialect);
  const found = loneOwners(root, gitRoot, named?.document);
  const spoken = respoken(found, dialect);
  const known = spoken ? loneOwners(root, gitRoot, spoken) : found;
  const texts = (path: string) => (path === named?.document.path ? named.text : known.read(path));
  const lines = linesOf(texts);
  for (const sentence of shortcomings(known.owners, lines, format)) terminal.err(`parapet: ${sentence}\n`);
  const paths = pathsOf(args, terminal, { root, gitRoot, files: known.owners.files });
  const colour = args.values['output'] === undefined && wantsColour(terminal);
  const report =
    format === 'json'
      ? ownersJson(paths, known.owners, lines)
      : ownersText(paths, known.owners, lines, { colour });
  writeReport(report, args, terminal);
  return 0;
}

/** What makes the answers poorer than they look; JSON has a place of its own for what is wrong with single lines. */
function shortcomings({ document, missing }: Owners, lines: LineTables, format: string): readonly string[] {
  if (!document && missing) {
    const reason = missing.detail === 'ENOENT' ? 'it does not exist' : missing.detail;
    return [`The CODEOWNERS file "${missing.text}" cannot be read: ${reason}.`];
  }
  if (!document) return ['There is no CODEOWNERS file.'];
  if (format === 'json') return [];
  return document.problems
    .filter(({ unlessMatched }) => !unlessMatched)
    .map(({ span, message }) => {
      const { line, column } = rangeOf(document.path, span, lines).start;
      return printable(`${document.path}:${line}:${column} ${message}`);
    });
}

function namedDocument(
  args: Arguments,
  terminal: Terminal,
  root: string,
  dialect: OwnersDialect | undefined,
): { readonly document: OwnersDocument; readonly text: string } | undefined {
  const named = textOption(args, 'codeowners');
  if (named === undefined) return undefined;
  const absolute = resolve(terminal.cwd, named);
  let text: string;
  try {
    text = readFileSync(absolute, 'utf8');
  } catch (thrown) {
    throw new UsageError(`The CODEOWNERS file "${named}" cannot be read: ${(thrown as Error).message}`);
  }
  const { readCodeowners, hasHeadings } = ownersReaders;
  const spoken = dialect ?? (hasHeadings(text) || /\.gitlab[/\\]/.test(absolute) ? 'gitlab' : 'github');
  return { document: readCodeowners(fromRoot(root, absolute), text, spoken), text };
}

/** The document that was found, read by the rules that were asked for, where these are others. */
function respoken(
  { owners: found, read }: ReturnType<typeof loneOwners>,
  dialect: OwnersDialect | undefined,
): OwnersDocument | undefined {
  const { document } = found;
  if (!document || dialect === undefined || document.dialect === dialect) return undefined;
  const text = read(document.path);
  return text === undefined ? undefined : ownersReaders.readCodeowners(document.path, text, dialect);
}

interface Ground {
  readonly root: string;
  readonly gitRoot: string;
  files(): readonly string[] | undefined;
}

/** Relative POSIX to the root. A folder stands for the files in it that git knows. */
function pathsOf(args: Arguments, terminal: Terminal, ground: Ground): readonly string[] {
  const { root, gitRoot } = ground;
  const typed = [...args.operands, ...(args.values['stdin'] === true ? fromInput(terminal) : [])];
  const asked = typed.length === 0 && args.values['stdin'] !== true ? ['.'] : typed;
  const paths = asked.flatMap((operand) => {
    const absolute = resolve(terminal.cwd, operand);
    const path = below(gitRoot, absolute);
    if (path === undefined) throw new UsageError(`"${operand}" is outside of the repository "${gitRoot}".`);
    const inside = ground.files()?.filter((file) => path === '' || file.startsWith(`${path}/`)) ?? [];
    if (inside.length > 0) return inside.map((file) => fromRoot(root, resolve(gitRoot, file)));
    if (path === '') throw new UsageError('There is no file that git knows here; name the paths.');
    return [fromRoot(root, absolute)];
  });
  return [...new Set(paths)];
}

function fromInput({ input }: Terminal): readonly string[] {
  const text = input?.() ?? '';
  return text.split(text.includes('\0') ? '\0' : /\r?\n/).filter((path) => path !== '');
}

function linesOf(texts: (path: string) => string | undefined): LineTables {
  const tables = new Map<string, ReturnType<typeof createLineTable> | undefined>();
  return (path) => {
    if (!tables.has(path)) {
      const text = texts(path);
      tables.set(path, text === undefined ? undefined : createLineTable(text));
    }
    return tables.get(path);
  };
}
