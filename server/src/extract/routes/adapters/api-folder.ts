import type { RouteFacts } from '../../../model/route-facts.ts';
import { type Found, nothing } from '../search.ts';
import type { Tools } from '../tools.ts';
import type { FileAdapter } from './adapter.ts';
import { servedByExports, templatesOfFolders } from './served-exports.ts';

/** `api/**\/route.ts` outside of an `app` folder, as Medusa has it: the path begins behind `api`. */
export const apiFolder: FileAdapter = {
  framework: 'api-folder',
  paths: /(?:^|\/)api\/(?:.*\/)?route\.[tj]s$/,
  read: readFile,
};

function readFile(path: string, facts: RouteFacts, tools: Tools): Found {
  const folders = path.split('/').slice(0, -1);
  const from = folders.indexOf('api');
  if (from < 0 || folders.slice(0, from).includes('app') || !/\/route\.[tj]s$/.test(path)) return nothing;
  const templates = templatesOfFolders(folders.slice(from + 1));
  return servedByExports({ path, framework: 'api-folder', templates }, facts, tools);
}
