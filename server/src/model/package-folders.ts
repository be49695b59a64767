import { folderOf } from './path.ts';

/** Tells the folder of the package that a path belongs to, given the manifests of a workspace; empty for the root. */
export function packageFolders(configs: readonly string[]): (path: string) => string {
  const folders = new Set(configs.filter((path) => /(?:^|\/)package\.json$/.test(path)).map(folderOf));
  return (path) => {
    let folder = folderOf(path);
    while (folder !== '' && !folders.has(folder)) folder = folderOf(folder);
    return folder;
  };
}
