import { Location, Range, Uri } from 'vscode';
import type { DocumentPlace } from '../../../server/src/protocol.ts';

/** A place of the server's as the editor takes it. */
export function locationOf({ uri, range: { start, end } }: DocumentPlace): Location {
  const range = new Range(start.line, start.character, end.line, end.character);
  return new Location(Uri.parse(uri, true), range);
}
