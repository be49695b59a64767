import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Uri, window, workspace } from 'vscode';
import { type InitialPolicy, initialPolicyRequest } from '../../../server/src/protocol.ts';
import { pickFolder } from '../pick-folder.ts';
import { policyName } from '../policy-search.ts';
import type { Session } from '../session.ts';

/**
 * Writes a first policy, and a baseline of what it finds today, into the given folder, else into the workspace folder
 * that the user picks, and opens it.
 * An existing policy is never touched. Resolves to the new document, or undefined.
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
  const { baseline } = first;
  // The baseline comes first: with the policy everything in it would count.
  if (baseline) await writeBaseline(Uri.joinPath(folder, baseline.path), baseline.text);
  try {
    // `wx` fails when the file exists: it may have appeared since the look above.
    await writeFile(policy.fsPath, first.text, { flag: 'wx' });
  } catch (error) {
    if (isExisting(error)) return refuse(policy);
    throw error;
  }
  await window.showTextDocument(policy);
  return policy;
}

async function writeBaseline(uri: Uri, text: string): Promise<void> {
  await mkdir(path.dirname(uri.fsPath), { recursive: true });
  await writeFile(uri.fsPath, text);
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
