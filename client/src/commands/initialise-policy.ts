import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Uri, window, workspace } from 'vscode';
import { type InitialPolicy, initialPolicyRequest } from '../../../server/src/protocol.ts';
import { pickFolder } from '../pick-folder.ts';
import { policyName } from '../policy-search.ts';
import type { Session } from '../session.ts';

/**
 * Writes a first policy, a baseline of what it finds today, and a CI job where there is none, into the given folder, else into the workspace folder
 * that the user picks, opens the policy and says what is left to do.
 * An existing policy or job is never touched. Resolves to the new document, or undefined.
 */
export async function initialisePolicy(session: Session, argument: unknown): Promise<Uri | undefined> {
  const folder = argument instanceof Uri ? argument : await pickFolder('Folder that is to hold the policy');
  if (folder === undefined) return undefined;
  const policy = Uri.joinPath(folder, policyName);
  if (await exists(policy)) return refuse(policy);
  const first = await session.request<InitialPolicy>(initialPolicyRequest, { folder: folder.toString() });
  if (!first.ok) {
    window.showWarningMessage(first.reason);
    return undefined;
  }
  const { baseline, job, told } = first;
  // The baseline comes first: with the policy everything in it would count.
  if (baseline) await writeBelow(folder, baseline, 'w');
  try {
    // `wx` fails when the file exists: it may have appeared since the look above.
    await writeFile(policy.fsPath, first.text, { flag: 'wx' });
  } catch (error) {
    if (isExisting(error)) return refuse(policy);
    throw error;
  }
  if (job) await writeBelow(folder, job, 'wx');
  await window.showTextDocument(policy);
  window.showInformationMessage(told.join(' '));
  return policy;
}

/** The flag `wx` fails when the file exists. */
async function writeBelow(
  folder: Uri,
  file: { readonly path: string; readonly text: string },
  flag: 'w' | 'wx',
): Promise<void> {
  const { fsPath } = Uri.joinPath(folder, file.path);
  await mkdir(path.dirname(fsPath), { recursive: true });
  await writeFile(fsPath, file.text, { flag });
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

function refuse(policy: Uri): undefined {
  const open = 'Open It';
  const message = `${workspace.asRelativePath(policy, true)} exists and is left as it is.`;
  window.showWarningMessage(message, open).then((choice) => {
    if (choice === open) window.showTextDocument(policy);
  });
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
