import type { Finding } from '../../model/finding.ts';
import type { Fix } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import type { OwnersDocument, OwnersEntry } from '../../model/owners.ts';
import type { WorkspaceFacts } from '../../model/rule.ts';
import type { Span } from '../../model/span.ts';
import { mismatches } from './mismatches.ts';
import { nearestPattern } from './nearest-pattern.ts';
import { patternFor } from './owners-document.ts';

/** Names what is there instead, or deletes the line. */
export async function* deadPatternFixes(
  finding: Finding,
  { owners }: WorkspaceFacts,
  { read }: FixTools,
): AsyncIterable<Fix> {
  const entry = entryAt(owners.document, finding);
  const text = read(finding.path);
  if (!entry || text === undefined) return;
  const meant = nearestPattern(entry, owners);
  const mark = entry.isExclusion ? '!' : '';
  if (meant !== undefined) {
    const edits = [{ path: finding.path, ...entry.span, text: mark + meant }];
    yield { id: 'name-nearest', title: `Name "${meant}" instead`, edits, safe: false };
  }
  const edits = [{ path: finding.path, ...wholeLine(text, entry.line), text: '' }];
  yield { id: 'delete-line', title: 'Delete the line', edits, safe: false };
}

/** Puts the line where it decides. */
export async function* shadowedPatternFixes(
  finding: Finding,
  { owners }: WorkspaceFacts,
  { read }: FixTools,
): AsyncIterable<Fix> {
  const entry = entryAt(owners.document, finding);
  const beaten = owners.uses()?.find((use) => use.entry === entry)?.beaten;
  const text = read(finding.path);
  if (!entry || !beaten || text === undefined) return;
  const from = wholeLine(text, entry.line);
  const { path } = finding;
  if (entry.pattern !== beaten.pattern && !entry.inherits) {
    const newline = text.slice(entry.line.end).startsWith('\r\n') ? '\r\n' : '\n';
    const moved = `${newline}${text.slice(entry.line.start, entry.line.end)}`;
    const edits = [
      { path, ...from, text: '' },
      { path, start: beaten.line.end, end: beaten.line.end, text: moved },
    ];
    yield { id: 'move-line', title: `Move the line below "${beaten.pattern}"`, edits, safe: false };
  }
  yield { id: 'delete-line', title: 'Delete the line', edits: [{ path, ...from, text: '' }], safe: false };
}

/** Copies the owner that the other document names. */
export async function* ownerMismatchFixes(finding: Finding, workspace: WorkspaceFacts): AsyncIterable<Fix> {
  const policies = workspace.policies.flatMap((policy) => [...mismatches(policy, workspace)]);
  const { path, span, message } = finding;
  const found = policies.find((one) => one.message === message && one.place.path === path);
  if (found?.expected === undefined) return;
  const isYaml = /\.ya?ml$/.test(path);
  const expected = isYaml ? found.expected.replace(/^@+(?:.*\/)?/, '') : found.expected;
  const text = isYaml && /^\w[\w.:/-]*$/.test(expected) ? expected : JSON.stringify(expected);
  yield {
    id: 'copy-owner',
    title: `Name the owner "${expected}" here`,
    edits: [{ path, ...span, text }],
    safe: false,
  };
}

const mostOwners = 3;

/** Lines for a folder that nobody owns; before all others, so that none of them loses a file. */
export async function* unownedFileFixes(finding: Finding, workspace: WorkspaceFacts): AsyncIterable<Fix> {
  const { document } = workspace.owners;
  if (!document) return;
  const folder = workspace.owners.toRepository(finding.subject);
  const pattern = folder === '' ? '*' : `${patternFor(folder, document.dialect)}/`;
  yield* linesWith(
    pattern,
    ownersNear(folder, workspace),
    document,
    document.entries[0]?.line.start ?? 0,
    false,
  );
}

/** Lines for the policy or its records; after all others, so that none of them takes it away. */
export async function* unownedGovernanceFixes(
  finding: Finding,
  workspace: WorkspaceFacts,
  { read }: FixTools,
): AsyncIterable<Fix> {
  const { document } = workspace.owners;
  const text = document && read(document.path);
  if (!document || text === undefined) return;
  const path = workspace.owners.toRepository(finding.subject);
  const isFolder = workspace.owners.files()?.some((file) => file.startsWith(`${path}/`)) ?? false;
  const pattern = `${patternFor(path, document.dialect)}${isFolder ? '/' : ''}`;
  // GitLab decides in every section; a line before the first heading belongs to none.
  const own = document.entries.filter(({ section }) => section === 0);
  if (own.some((entry) => entry.isExclusion && workspace.owners.index?.matcher(entry.pattern)(path))) return;
  const last = own.at(-1);
  const at = last ? last.line.end : 0;
  yield* linesWith(pattern, ownersNear(path, workspace), document, at, last !== undefined);
}

function* linesWith(
  pattern: string,
  names: readonly string[],
  { path }: OwnersDocument,
  at: number,
  isBelow: boolean,
): Iterable<Fix> {
  for (const name of names.slice(0, mostOwners)) {
    const line = `${pattern} ${name}`;
    const text = isBelow ? `\n${line}` : `${line}\n`;
    yield {
      id: 'add-line',
      title: `Add "${line}"`,
      edits: [{ path, start: at, end: at, text }],
      safe: false,
    };
  }
}

/** Owners that a document names, those of the nearest paths first and then those that are named most often. */
function ownersNear(path: string, { owners }: WorkspaceFacts): readonly string[] {
  const nearness = new Map<string, number>();
  for (const { owners: named, pattern } of owners.document?.entries ?? []) {
    const shared = sharedNames(pattern.replace(/^\//, '').split('/'), path.split('/'));
    for (const { text } of named) nearness.set(text, (nearness.get(text) ?? 0) + 1 + shared * 1000);
  }
  return [...nearness].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name);
}

function sharedNames(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((name, index) => name !== b[index]);
  return differs < 0 ? a.length : differs;
}

function entryAt(document: OwnersDocument | undefined, { path, span }: Finding): OwnersEntry | undefined {
  if (document?.path !== path) return undefined;
  return document.entries.find((entry) => entry.span.start === span.start);
}

/** A line with its end; the last one with the end of the line before it. */
function wholeLine(text: string, { start, end }: Span): Span {
  const newline = /^(?:\r\n|\r|\n)/.exec(text.slice(end, end + 2))?.[0] ?? '';
  if (newline !== '') return { start, end: end + newline.length };
  const before = /(?:\r\n|\r|\n)$/.exec(text.slice(0, start))?.[0] ?? '';
  return { start: start - before.length, end };
}
