import { sharedFolders } from '../../model/path.ts';
import type { Edge, Membership, SourceFile, WorkspaceFacts } from '../../model/rule.ts';
import { exceptionFor, holds, rulingsBetween } from '../../ruling/judgement.ts';
import { membersOf, sameMember } from '../../ruling/members.ts';
import type { Ruling } from '../../ruling/ruling.ts';
import { reachedFrom } from './run-time-graph.ts';

const everyClass = ['value', 'type', 'dynamic'] as const;

/** What the boundaries deny of an import, whatever its kind. */
export function denialsOf(edge: Edge, workspace: WorkspaceFacts): readonly Ruling[] {
  return rulingsBetween(edge.from.standing, edge.to.standing).filter(
    (ruling) => ruling.verdict === 'denied' && holds(ruling, edge, workspace),
  );
}

export function isAllowed(edge: Edge, workspace: WorkspaceFacts): boolean {
  return exceptionFor(edge) !== undefined || denialsOf(edge, workspace).length === 0;
}

/**
 * The files through which an import could get what it takes, best first: those that have it already, an index, what is
 * near to it. Of a part with private files these are the public ones, of a layer that was passed over all of its files.
 */
export function entriesFor(edge: Edge, workspace: WorkspaceFacts): readonly SourceFile[] {
  const { from, to } = edge;
  const closed = denialsOf(edge, workspace).find(({ rule }) => rule === 'architecture/skipped-layer');
  const crossed = membersOf(to.standing).filter(
    (member) => member.entry !== 'open' && !sameMember(member, to.standing, from.standing),
  );
  const isEntry = (file: SourceFile) =>
    closed
      ? file.layer?.kind === 'layer' && file.layer.place === closed.statement.place
      : crossed.some((member) => isPublic(member, file, to, workspace));
  const candidates = workspace.files.filter(
    (file) => file !== to && file !== from && !file.isTest && !file.path.endsWith('.d.ts') && isEntry(file),
  );
  const has = new Set(
    candidates.filter((file) => reachedFrom([file], workspace, everyClass).has(to.id)).slice(0, mostAsked),
  );
  return rank(closed ? candidates.filter((file) => has.has(file)) : candidates, to, (file) => has.has(file));
}

/** Of so many files it is found out what they reach. */
const mostAsked = 200;

function isPublic(member: Membership, file: SourceFile, to: SourceFile, workspace: WorkspaceFacts): boolean {
  const same = sameMember(member, to.standing, file.standing);
  if (!same) return false;
  if (same.entry !== 'package') return same.entry === 'public';
  const manifest = workspace.manifestAround(file.path);
  return manifest?.folder === same.folder && workspace.offers(manifest, file.path, '.');
}

function rank(
  files: readonly SourceFile[],
  to: SourceFile,
  has: (file: SourceFile) => boolean,
): readonly SourceFile[] {
  const weights = new Map(
    files.map((file) => [
      file,
      (has(file) ? 1000 : 0) +
        (/(?:^|\/)index\.\w+$/.test(file.path) ? 500 : 0) +
        sharedFolders(file.path, to.path),
    ]),
  );
  return [...files].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
}
