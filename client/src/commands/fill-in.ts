import { Range, Uri, window } from 'vscode';
import type { DocumentPlace } from '../../../server/src/protocol.ts';

/** Shows what was written and selects what a person is to put in its place, if anything. */
export async function fillIn(argument: unknown): Promise<boolean> {
  if (!isPlace(argument)) return false;
  const { start, end } = argument.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(argument.uri, true), { selection });
  return true;
}

function isPlace(value: unknown): value is DocumentPlace {
  return typeof value === 'object' && value !== null && 'uri' in value && 'range' in value;
}
