import { commands, Position, Uri } from 'vscode';
import { type DocumentPlace, type ShowViolations, violationsRequest } from '../../../server/src/protocol.ts';
import type { Session } from '../session.ts';
import { locationOf } from './location-of.ts';

/** Opens the places that a statement of the policy forbids beside the statement. */
export async function showViolations(session: Session, argument: unknown): Promise<boolean> {
  if (!isShowViolations(argument)) return false;
  const places = await session.request<readonly DocumentPlace[]>(violationsRequest, argument);
  const locations = places.map(locationOf);
  const { line, character } = argument.position;
  const at = new Position(line, character);
  await commands.executeCommand('editor.action.showReferences', Uri.parse(argument.uri, true), at, locations);
  return true;
}

function isShowViolations(value: unknown): value is ShowViolations {
  return typeof value === 'object' && value !== null && 'uri' in value && 'position' in value;
}
