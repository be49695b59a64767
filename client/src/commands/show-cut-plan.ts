import { Uri, workspace } from 'vscode';
import { type CutPlanPage, type CutPlanParams, cutPlanRequest } from '../../../server/src/protocol.ts';
import { cancellable } from '../cancellable.ts';
import type { ExplanationPreview } from '../explanation-preview.ts';
import { pickFolder } from '../pick-folder.ts';
import type { Session } from '../session.ts';

/**
 * Shows which imports end the cycle of the given file, those of the given folder, or those of the workspace folder that
 * the user picks. Resolves to what was shown, or undefined when it was cancelled.
 */
export async function showCutPlan(
  session: Session,
  preview: ExplanationPreview,
  argument: unknown,
): Promise<CutPlanPage | undefined> {
  const subject = uriIn(argument) ?? (await pickFolder('Folder to plan cuts for'))?.toString();
  if (subject === undefined) return undefined;
  // The editor's Markdown preview takes links with a leading slash from the first workspace folder.
  const linkRoot = workspace.workspaceFolders?.[0]?.uri.toString() ?? subject;
  const params: CutPlanParams = { uri: subject, linkRoot };
  const found = await cancellable('Planning the cuts', (token) =>
    session.request<CutPlanPage | null>(cutPlanRequest, params, token),
  );
  if (found === null) return undefined;
  await preview.show(found, 'here');
  return found;
}

// A command can be run by anybody with anything.
function uriIn(value: unknown): string | undefined {
  if (value instanceof Uri) return value.toString();
  const isNamed = typeof value === 'object' && value !== null && 'uri' in value;
  return isNamed && typeof value.uri === 'string' ? value.uri : undefined;
}
