import type { DiffDraft, DiffFile, NamePair } from './diff-file.ts';
import { readQuotedName } from './git-name.ts';

/** The name behind `---`, `+++` or the like; undefined for a quotation that does not end. */
export function readNamed(
  written: string,
): { readonly name: string | undefined; readonly isNothing: boolean } | undefined {
  const quoted = readQuotedName(written, 0);
  if (written.startsWith('"') && !quoted) return undefined;
  const name = quoted?.name ?? (written.split('\t', 1)[0] as string);
  // Plain `diff -N` writes the time zero for a file that is not there.
  const isNothing = name === '/dev/null' || /\t(?:1970-01-01|1969-12-31)[ T]/.test(written);
  return { name: name === '/dev/null' ? undefined : name, isNothing };
}

/** The names behind `diff --git`; nothing parts them but a blank, which names may hold as well. */
export function pairOfGit(written: string): NamePair | undefined {
  const quoted = readQuotedName(written, 0);
  if (quoted) return { old: quoted.name, now: nameAt(written, quoted.end + 1) };
  const quote = written.indexOf(' "');
  if (quote >= 0) return { old: written.slice(0, quote), now: nameAt(written, quote + 1) };
  return parted(written, ' ');
}

/** The names of `Binary files a and b differ`, as plain `diff` says without any other line. */
export function pairOfBinary(line: string): NamePair | undefined {
  const names = /^Binary files (.+) differ$/.exec(line)?.[1];
  if (names === undefined) return undefined;
  const pair = parted(names, ' and ');
  const named = (name: string | undefined) => (name === '/dev/null' ? undefined : name);
  return pair && { old: named(pair.old), now: named(pair.now) };
}

function nameAt(written: string, start: number): string {
  return readQuotedName(written, start)?.name ?? written.slice(start);
}

/** Two names with something between them: where they are one path, if there is such a place, else at the first. */
function parted(written: string, between: string): NamePair | undefined {
  let first: NamePair | undefined;
  for (let at = written.indexOf(between); at >= 0; at = written.indexOf(between, at + 1)) {
    const pair = { old: written.slice(0, at), now: written.slice(at + between.length) };
    if (prefixOf(pair) !== undefined) return pair;
    first ??= pair;
  }
  return first;
}

/** How many folders stand before the path in both names, which is 0 or 1; undefined where that cannot be told. */
function prefixOf({ old, now }: NamePair): number | undefined {
  if (old === undefined || now === undefined) return undefined;
  if (old === now) return 0;
  return withoutFolder(old) === withoutFolder(now) && old.includes('/') && now.includes('/') ? 1 : undefined;
}

function withoutFolder(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

export type NamedOutcome =
  | { readonly ok: true; readonly files: readonly DiffFile[] }
  | { readonly ok: false; readonly line: number; readonly problem: string };

/** Takes the prefixes off; where a file does not tell whether it has one, the others do. */
export function nameFiles(drafts: readonly DiffDraft[]): NamedOutcome {
  const prefixes = drafts.map(({ names }) => names && prefixOf(names));
  const usual = prefixes.includes(1) ? 1 : prefixes.includes(0) ? 0 : undefined;
  const files: DiffFile[] = [];
  for (const [index, draft] of drafts.entries()) {
    const { names, moved, kind, start, hunks, content } = draft;
    const bare = (name: string | undefined) => name && withoutPrefix(name, prefixes[index] ?? usual);
    const [old, now] = [moved?.from ?? bare(names?.old), moved?.to ?? bare(names?.now)];
    const path = kind === 'deleted' ? (old ?? now) : (now ?? old);
    for (const name of [path, ...(kind === 'renamed' ? [old] : [])]) {
      if (name === undefined || !isInside(name)) return { ok: false, line: start, problem: outside(name) };
    }
    if (path === undefined) return { ok: false, line: start, problem: outside(path) };
    const isRenamed = kind === 'renamed' && old !== undefined && old !== path;
    files.push({
      line: start + 1,
      path: clean(path),
      status: kind === 'copied' ? 'added' : kind === 'renamed' && !isRenamed ? 'modified' : kind,
      ...(isRenamed && { from: clean(old) }),
      hunks,
      content,
      isCopy: kind === 'copied',
    });
  }
  return { ok: true, files };
}

function withoutPrefix(name: string, prefix: number | undefined): string {
  const isUsual = prefix === undefined && /^[ab]\//.test(name);
  return prefix === 1 || isUsual ? withoutFolder(name) : name;
}

function clean(name: string): string {
  return name.replace(/^(?:\.\/)+/, '');
}

function isInside(name: string): boolean {
  return clean(name) !== '' && !/^(?:\/|[A-Za-z]:[\\/])/.test(name) && !name.split('/').includes('..');
}

function outside(name: string | undefined): string {
  return name === undefined ? 'names no file' : `names "${name}", which is no path below the root`;
}
