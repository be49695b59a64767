import type { DiffDraft, NamePair } from './diff-file.ts';
import { pairOfBinary, pairOfGit, readNamed } from './diff-names.ts';

export type HeaderOutcome =
  | { readonly ok: true; readonly opens: true; readonly draft: DiffDraft; readonly lines: number }
  | {
      readonly ok: true;
      readonly opens: false;
      readonly draft: DiffDraft | undefined;
      readonly lines: number;
    }
  | { readonly ok: false; readonly problem: string };

/** Reads one line outside of a hunk, or two where they belong together, into the draft or into a new one. */
export function readHeader(
  lines: readonly string[],
  at: number,
  draft: DiffDraft | undefined,
): HeaderOutcome {
  const written = lines[at] ?? '';
  const endsWithCr = written.endsWith('\r');
  const line = endsWithCr ? written.slice(0, -1) : written;
  const refused = refusals.find(([pattern]) => pattern.test(line));
  if (refused) return { ok: false, problem: refused[1] };
  const fresh: DiffDraft = {
    start: at,
    kind: 'modified',
    content: 'text',
    endsWithCr,
    isOpen: true,
    hunks: [],
  };
  if (line.startsWith('diff --git ')) {
    const names = pairOfGit(line.slice('diff --git '.length));
    return { ok: true, opens: true, draft: { ...fresh, ...(names && { names }) }, lines: 1 };
  }
  const next = lines[at + 1]?.replace(/\r$/, '');
  if (line.startsWith('--- ') && next?.startsWith('+++ '))
    return withNames(draft?.isOpen ? draft : undefined, { ...fresh, isOpen: false }, line, next);
  const ofGit = draft?.isOpen ? gitLines.find(([begin]) => line.startsWith(begin)) : undefined;
  if (draft && ofGit) {
    const [begin, change] = ofGit;
    return {
      ok: true,
      opens: false,
      draft: { ...draft, ...change(line.slice(begin.length), draft) },
      lines: 1,
    };
  }
  const binary = pairOfBinary(line);
  if (binary) {
    const kind = kindOf(binary);
    return {
      ok: true,
      opens: true,
      draft: { ...fresh, kind, names: binary, content: 'binary', isOpen: false },
      lines: 1,
    };
  }
  return { ok: true, opens: false, draft: draft && { ...draft, isOpen: false }, lines: 1 };
}

const refusals: readonly (readonly [RegExp, string])[] = [
  [/^@@@/, 'compares more than two texts, as of a merge: give a diff against the base'],
  [/^diff --(?:cc|combined) /, 'compares more than two texts, as of a merge: give a diff against the base'],
];

function withNames(open: DiffDraft | undefined, fresh: DiffDraft, line: string, next: string): HeaderOutcome {
  const [old, now] = [readNamed(line.slice(4)), readNamed(next.slice(4))];
  if (!old || !now) return { ok: false, problem: 'has a name whose quotation does not end' };
  const pair = { old: old.name, now: now.name };
  if (!open) {
    const plain = { old: old.isNothing ? undefined : old.name, now: now.isNothing ? undefined : now.name };
    // A file that is not there has the time zero, and a name all the same.
    return { ok: true, opens: true, draft: { ...fresh, kind: kindOf(plain), names: pair }, lines: 2 };
  }
  // The first line has both names, also of a file that is new or gone.
  const names = pair.old === undefined || pair.now === undefined ? (open.names ?? pair) : pair;
  return {
    ok: true,
    opens: false,
    draft: { ...open, names, isOpen: false, endsWithCr: fresh.endsWithCr },
    lines: 2,
  };
}

function kindOf({ old, now }: NamePair): DiffDraft['kind'] {
  if (old === undefined) return 'added';
  return now === undefined ? 'deleted' : 'modified';
}

type Reading = (rest: string, draft: DiffDraft) => Partial<DiffDraft>;

/** Git's extended headers and what each says. */
const gitLines: readonly (readonly [begin: string, reading: Reading])[] = [
  ['new file mode ', (mode) => ({ kind: 'added', ...contentOf(mode) })],
  ['deleted file mode ', (mode) => ({ kind: 'deleted', ...contentOf(mode) })],
  ['old mode ', () => ({})],
  ['new mode ', contentOf],
  ['rename from ', (name, { moved }) => ({ kind: 'renamed', moved: { ...moved, from: nameOf(name) } })],
  ['rename to ', (name, { moved }) => ({ kind: 'renamed', moved: { ...moved, to: nameOf(name) } })],
  ['copy from ', () => ({ kind: 'copied' })],
  ['copy to ', (name) => ({ kind: 'copied', moved: { to: nameOf(name) } })],
  ['similarity index ', () => ({})],
  ['dissimilarity index ', () => ({})],
  ['index ', (ids) => contentOf(ids.split(' ')[1] ?? '')],
  ['Binary files ', () => ({ content: 'binary' })],
  ['GIT binary patch', () => ({ content: 'binary', isOpen: false })],
];

function nameOf(written: string): string {
  return readNamed(written)?.name ?? written;
}

function contentOf(mode: string): Partial<DiffDraft> {
  return mode === '120000' || mode === '160000' ? { content: 'none' } : {};
}
