import { Range, type TextEditor, Uri, window, workspace } from 'vscode';
import type { DocumentPlace } from '../../../server/src/protocol.ts';

/** How a person calls a folder. */
export function nameOf(folder: string): string {
  const uri = Uri.parse(folder, true);
  const known = workspace.getWorkspaceFolder(uri);
  if (known?.uri.toString() === uri.toString()) return known.name;
  return uri.path.replace(/\/$/, '').split('/').at(-1) ?? folder;
}

/** The local time, with the day where that is not today. */
export function clockOf(at: number): string {
  const moment = new Date(at);
  const isToday = moment.toDateString() === new Date().toDateString();
  const time = moment.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return isToday ? time : `${moment.toLocaleDateString()} ${time}`;
}

export function rangeOf({ range: { start, end } }: DocumentPlace): Range {
  return new Range(start.line, start.character, end.line, end.character);
}

/** Opens a document with the cursor at the beginning of a place. */
export function openPlace(place: DocumentPlace, preserveFocus = false): Thenable<TextEditor> {
  const { start } = rangeOf(place);
  return window.showTextDocument(Uri.parse(place.uri, true), {
    preserveFocus,
    selection: new Range(start, start),
  });
}

export function isPlace(value: unknown): value is DocumentPlace {
  return typeof value === 'object' && value !== null && 'uri' in value && 'range' in value;
}
