import type { Route } from '../../../model/contract.ts';
import type { RouteFacts } from '../../../model/route-facts.ts';
import type { Located } from '../evaluation.ts';
import { type Found, nothing } from '../search.ts';
import { joinPaths } from '../templates.ts';
import { isUndefined } from '../texts.ts';
import type { Tools } from '../tools.ts';
import { entryOf, type FileAdapter } from './adapter.ts';
import { pageMethods } from './page-methods.ts';
import { routesOf, servedByExports, templatesOfFolders } from './served-exports.ts';

/** Next.js: `app/**\/route.ts` and `pages/api/**`. */
export const next: FileAdapter = {
  framework: 'next',
  paths:
    /(?:^|\/)app\/(?:.*\/)?route\.[tj]sx?$|(?:^|\/)pages\/api\/.*\.[tj]sx?$|(?:^|\/)next\.config\.[cm]?[tj]s$/,
  read: readFile,
};

function readFile(path: string, facts: RouteFacts, tools: Tools): Found {
  const handlers = /^((?:.*?\/)?)app\/((?:.*\/)?)route\.[tj]sx?$/.exec(path);
  if (handlers !== null) return readHandlers(path, facts, tools);
  const page = /^((?:.*\/)?)pages\/(api\/.*)\.[tj]sx?$/.exec(path);
  return page === null ? nothing : readPage(path, page[2] ?? '', facts, tools);
}

function readHandlers(path: string, facts: RouteFacts, tools: Tools): Found {
  const folders = path.split('/').slice(0, -1);
  const from = appFolder(folders, tools);
  const base = basePath(folders.slice(0, from), tools);
  const templates = below(base, templatesOfFolders(folders.slice(from + 1)));
  const found = servedByExports({ path, framework: 'next', templates }, facts, tools);
  return behind(base, found);
}

/** Of several folders called `app` that beside the configuration, or in its `src`; else the first. */
function appFolder(folders: readonly string[], { paths }: Tools): number {
  const places = folders.flatMap((folder, index) => (folder === 'app' ? [index] : []));
  const isRoot = (index: number) => {
    const root = folders.slice(0, folders[index - 1] === 'src' ? index - 1 : index);
    return configOf(root, paths) !== undefined;
  };
  const inSource = places.find((index) => folders[index - 1] === 'src');
  return places.find(isRoot) ?? inSource ?? places[0] ?? 0;
}

function configOf(root: readonly string[], paths: readonly string[]): string | undefined {
  const folder = root.map((name) => `${name}/`).join('');
  return configsAmong(paths).find(
    (path) => path.startsWith(`${folder}next.config.`) && !path.slice(folder.length).includes('/'),
  );
}

const configs = new WeakMap<readonly string[], readonly string[]>();

function configsAmong(paths: readonly string[]): readonly string[] {
  const known = configs.get(paths);
  if (known !== undefined) return known;
  const found = paths.filter((path) => path.includes('next.config.'));
  configs.set(paths, found);
  return found;
}

/** What stands before all paths; several where one of them is chosen. */
interface BasePath {
  readonly prefixes: readonly string[];
  readonly isSure: boolean;
  readonly unresolved: Found['unresolved'];
}

const noBasePath: BasePath = { prefixes: [''], isSure: true, unresolved: [] };

function below({ prefixes }: BasePath, templates: readonly string[]): readonly string[] {
  return prefixes.flatMap((prefix) => templates.map((template) => joinPaths(prefix, template)));
}

function behind({ isSure, unresolved }: BasePath, found: Found): Found {
  const routes = isSure
    ? found.routes
    : found.routes.map((route) => ({ ...route, confidence: 'likely' as const }));
  return { routes, unresolved: [...found.unresolved, ...unresolved] };
}

/**
 * `basePath` of the configuration, where it is a text. One that is not known is listed; the routes stand without it, as they
 * do where nothing is set, and a contract that has it misses all of them by one prefix.
 */
function basePath(before: readonly string[], tools: Tools): BasePath {
  const root = before.at(-1) === 'src' ? before.slice(0, -1) : before;
  const config = configOf(root, tools.paths);
  const facts = config === undefined ? undefined : tools.facts(config);
  if (config === undefined || facts === undefined) return noBasePath;
  for (const { value } of [...facts.exports, ...facts.bindings]) {
    if (value === undefined) continue;
    const { context, expression } = madeBy({ context: { file: config, scope: 0 }, expression: value }, tools);
    const path = entryOf(expression, 'basePath');
    if (path === undefined) continue;
    const written = { context, expression: path };
    const { texts = [], reason: lack, doubt, isDoubted } = tools.evaluation.textsOf(written);
    const reason = lack ?? doubt;
    const { expression: chosen } = tools.evaluation.look(written);
    const mayLack = texts.length === 0 || (chosen.is === 'either' && chosen.items.some(isUndefined));
    const prefixes = [...new Set(mayLack ? [...texts, ''] : texts)];
    const isSure = isDoubted !== true || prefixes.every((prefix) => prefix === '');
    const span = { start: path.start, end: path.end };
    const unresolved =
      reason === undefined ? [] : [{ path: config, span, framework: 'next', reason, isPrefix: true }];
    return { prefixes, isSure, unresolved };
  }
  return noBasePath;
}

/** The value, or what a function gives in its place. */
function madeBy(value: Located, { evaluation, facts }: Tools): Located {
  const found = evaluation.look(value);
  if (found.expression.is !== 'function') return found;
  const { file } = found.context;
  const { scope } = found.expression;
  const returns = facts(file)?.scopes[scope]?.returns;
  return returns === undefined ? found : evaluation.look({ context: { file, scope }, expression: returns });
}

/** A page of the API looks at the method itself, so that each of several may be what it reads something for. */
function readPage(path: string, name: string, facts: RouteFacts, tools: Tools): Found {
  const exported = facts.exports.find((each) => each.name === 'default');
  if (exported === undefined) return nothing;
  const folders = name.split('/');
  const own = folders.at(-1) === 'index' ? folders.slice(0, -1) : folders;
  const base = basePath(path.split('/').slice(0, -folders.length - 1), tools);
  const templates = below(base, templatesOfFolders(own));
  const file = { path, framework: 'next', templates, shape: 'next pages' };
  const value = tools.evaluation.exported(path, 'default');
  const self = exported.value && { context: { file: path, scope: 0 }, expression: exported.value };
  const handling = self ?? (value.is === 'written' ? value : undefined);
  const methods = (handling && pageMethods(path, handling, tools)) ?? ['ANY'];
  const routes = methods.flatMap((method) => routesOf(file, method, exported, tools));
  return behind(base, { routes: methods.length > 1 ? routes.map(withLikelyReads) : routes, unresolved: [] });
}

function withLikelyReads(route: Route): Route {
  return route.reads === undefined
    ? route
    : { ...route, reads: route.reads.map((read) => ({ ...read, confidence: 'likely' })) };
}
