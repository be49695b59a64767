import { commands, Position, Uri, window } from 'vscode';
import { contractPlacesRequest, type ShowContractPlaces } from '../../../server/src/protocol/contracts.ts';
import type { DocumentPlace } from '../../../server/src/protocol.ts';
import type { Session } from '../session.ts';
import { locationOf } from './location-of.ts';

/** Opens the place that a line over an operation or a route names, or all of them beside it. */
export async function showContractPlaces(session: Session, argument: unknown): Promise<boolean> {
  if (!isShowContractPlaces(argument)) return false;
  const places = await session.request<readonly DocumentPlace[]>(contractPlacesRequest, argument);
  const [first, ...rest] = places.map(locationOf);
  if (!first) return false;
  if (rest.length === 0) {
    await window.showTextDocument(first.uri, { selection: first.range });
    return true;
  }
  const at = new Position(argument.position.line, argument.position.character);
  const uri = Uri.parse(argument.uri, true);
  await commands.executeCommand('editor.action.showReferences', uri, at, [first, ...rest]);
  return true;
}

function isShowContractPlaces(value: unknown): value is ShowContractPlaces {
  return (
    typeof value === 'object' && value !== null && 'uri' in value && 'position' in value && 'about' in value
  );
}
