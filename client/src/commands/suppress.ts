import { Position, SnippetString, Uri, window, workspace } from 'vscode';
import type { Suppress } from '../../../server/src/protocol.ts';

/** Inserts the suppression that a quick fix carries and leaves the cursor in its reason. */
export async function suppress(argument: unknown): Promise<boolean> {
  if (!isSuppress(argument)) return false;
  const document = await workspace.openTextDocument(Uri.parse(argument.uri, true));
  if (argument.version !== undefined && argument.version !== document.version) {
    window.showWarningMessage('The text has changed since the fix was offered. Open the light bulb again.');
    return false;
  }
  const shown = window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await window.showTextDocument(
    document,
    shown?.viewColumn === undefined ? {} : { viewColumn: shown.viewColumn },
  );
  const { line, character } = argument.position;
  // The snippet brings the statement's own indentation.
  return editor.insertSnippet(new SnippetString(argument.snippet), new Position(line, character), {
    keepWhitespace: true,
    undoStopBefore: true,
    undoStopAfter: true,
  });
}

function isSuppress(value: unknown): value is Suppress {
  return (
    typeof value === 'object' && value !== null && 'uri' in value && 'position' in value && 'snippet' in value
  );
}
