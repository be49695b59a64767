import { Uri } from 'vscode';
import type { ArchitectureViews } from '../architecture-views.ts';
import { pickFolder } from '../pick-folder.ts';

/** Shows the architecture of the given folder, else of the workspace folder that the user picks. */
export async function showArchitecture(views: ArchitectureViews, argument: unknown): Promise<void> {
  const folder = argument instanceof Uri ? argument : await pickFolder('Folder to show the architecture of');
  if (folder !== undefined) await views.show(folder);
}
