import { createLineTable, type LineTable } from '../../model/line-table.ts';
import type { Owners, OwnersDocument } from '../../model/owners.ts';
import type { Session } from '../session.ts';

/** The CODEOWNERS file on screen, as it was last read. */
export interface OwnersView {
  readonly session: Session;
  readonly owners: Owners;
  readonly document: OwnersDocument;
  readonly text: string;
  readonly lines: LineTable;
}

/** Undefined for any other document. */
export function viewOwners(session: Session, path: string): OwnersView | undefined {
  const { owners } = session.workspace.facts();
  const { document } = owners;
  if (document?.path !== path) return undefined;
  const result = session.workspace.read(path);
  return result.ok
    ? { session, owners, document, text: result.text, lines: createLineTable(result.text) }
    : undefined;
}
