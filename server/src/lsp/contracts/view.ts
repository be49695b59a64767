import type { ContractChanges } from '../../model/contract-changes.ts';
import { type ContractFacts, noContracts } from '../../model/contract-facts.ts';
import type { LineTable } from '../../model/line-table.ts';
import { byCodeUnit } from '../../model/path.ts';
import type { Place } from '../../model/span.ts';
import type { Session } from '../session.ts';
import { contractsIn, type DocumentContracts } from './known.ts';

/** A document among what its workspace promises and serves. */
export interface ContractView {
  readonly path: string;
  readonly facts: ContractFacts;
  readonly own: DocumentContracts;
  /** What the change does to contracts, as it was last judged; undefined where it was not. */
  readonly changes?: ContractChanges;
  /** A finding at the place in question says what is wrong there, and who owns it. */
  readonly isTold?: boolean;
  lines(path: string): LineTable;
  uri(path: string): string;
  ownersOf(path: string): readonly string[];
}

/** Undefined where no policy declares contracts, so that other workspaces do nothing here. */
export function viewContracts(session: Session, path: string): ContractView | undefined {
  const { contracts, owners } = session.workspace.facts();
  if (contracts === noContracts) return undefined;
  const { contractChanges } = session;
  return {
    path,
    facts: contracts,
    own: contractsIn(contracts, path),
    ...(contractChanges && { changes: contractChanges }),
    lines: (other) => session.lines(other),
    uri: (other) => session.uri(other),
    ownersOf: (other) => owners.of(other),
  };
}

/** `src/routes.ts:12`, lines from 1. */
export function placeName(view: Pick<ContractView, 'lines'>, { path, span }: Place): string {
  return `${path}:${view.lines(path).position(span.start).line + 1}`;
}

/** The same place once, in order of path. */
export function distinctPlaces(places: readonly Place[]): readonly Place[] {
  const known = new Map(places.map((place) => [`${place.path}\n${place.span.start}`, place]));
  return [...known.values()].sort((a, b) => byCodeUnit(a.path, b.path) || a.span.start - b.span.start);
}
