import path from 'node:path';
import * as vscode from 'vscode';
import { runSuites } from './report.ts';
import { suites } from './suites.ts';

/** What the extension host calls: both `@vscode/test-electron` and the embedded editor expect this shape. */
export async function run(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('The extension suite needs an open folder.');
  const workspace = path.basename(folder.uri.fsPath);
  const chosen = suites.filter((suite) => suite.workspace === workspace);
  if (chosen.length === 0) throw new Error(`No suite is meant for the workspace ${workspace}.`);
  const failed = await runSuites(chosen);
  if (failed > 0) throw new Error(`${failed} tests of the extension failed.`);
}
