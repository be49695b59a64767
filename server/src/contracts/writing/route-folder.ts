import type { Route } from '../../model/contract.ts';
import type { RouteFolder } from './stub-place.ts';

/** Where a file router has its folders, told by one of its routes; undefined for a route that is in no such file. */
export function folderOfRoute({
  path,
  template,
  framework,
}: Pick<Route, 'path' | 'template' | 'framework'>):
  | Pick<RouteFolder, 'framework' | 'folder' | 'prefix'>
  | undefined {
  const isFiles = framework === 'next' || framework === 'api-folder';
  if (!isFiles || !/(?:^|\/)route\.[cm]?[tj]sx?$/.test(path)) return undefined;
  const folders = path.split('/').slice(0, -1);
  const parts = template.split('/').filter((segment) => segment !== '');
  while (parts.length > 0 && folders.length > 0) {
    const folder = folders.at(-1) ?? '';
    const isOutside = /^(?:\(.*\)|@.*)$/.test(folder);
    if (!isOutside && !isLike(folder, parts.at(-1) ?? '')) break;
    if (!isOutside) parts.pop();
    folders.pop();
  }
  while (/^(?:\(.*\)|@.*)$/.test(folders.at(-1) ?? '')) folders.pop();
  return { framework, folder: folders.join('/'), prefix: parts.map((part) => `/${part}`).join('') };
}

function isLike(folder: string, part: string): boolean {
  return folder === part || (folder.startsWith('[') && part.startsWith('{'));
}
