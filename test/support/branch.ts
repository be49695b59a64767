import { runGit } from './repository.ts';
import { makeFolder } from './server.ts';

/** A folder of files that are committed on `main`; its branch `feature` has nothing yet that `main` has not. */
export function makeBranch(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder(files);
  runGit(folder, ['init', '-q', '-b', 'main']);
  branchOff(folder);
  return folder;
}

/** Commits all there is on `main`, and goes to a new branch `feature`. */
export function branchOff(folder: string): void {
  runGit(folder, ['add', '-A']);
  runGit(folder, ['commit', '-qm', 'chore: begin']);
  runGit(folder, ['switch', '-qc', 'feature']);
}
