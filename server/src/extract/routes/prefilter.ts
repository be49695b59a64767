import { isTestCode } from '../test-code.ts';
import { wordSearch } from '../word-search.ts';
import { fileAdapters, routerAdapters, wholeAdapters } from './adapters/index.ts';

/** Whether a file may register routes: by its path, or by the words of a framework in its text. */
export type Prefilter = (path: string, text: string) => boolean;

/** A route or mount on something that is called like a router, whatever made it: with a path. */
const bareStems = ['app.', 'outer.', 'server.', 'fastify.', 'api.'];
const pathStarts = ['"/', "'/", '`/'];
const bare =
  /(?:\b(?:app|server|fastify|api)|[rR]outer)\s*\.(?:get|post|put|patch|delete|all|route|use)\s*\(\s*["'`]\//;

/** What makes instances that have routers, and what these are handed to. */
const instanceStems = ['App(', 'Route(', 'Routes(', 'Router(', 'Controller('];
const instance = /new\s+(?!Abort)\w*(?:App|Routes?|Router|Controller)\(/;
/** More letters than a text has by which a program is put together. */
const longestStart = 50_000;

/**
 * A test for one text costs a few searches for plain words, which are ten times as fast as an expression; only where
 * one is found the expressions decide. What passes is read by tokens.
 */
export function createPrefilter(): Prefilter {
  const modules = [...new Set(routerAdapters.flatMap(modulesOf))];
  const holdsModule = wordSearch(modules);
  const holdsPath = wordSearch(pathStarts);
  const holdsBare = wordSearch(bareStems);
  const holdsInstance = wordSearch(instanceStems);
  const quoted = new RegExp(`["'](?:${modules.map(escaped).join('|')})["']`);
  const holdsWord = wordSearch([...fileAdapters, ...wholeAdapters].flatMap((adapter) => adapter.words ?? []));
  const paths = fileAdapters.flatMap((adapter) => adapter.paths ?? []);
  return (path, text) => {
    if (isTestCode(path) || /\.d\.[cm]?ts$/.test(path)) return false;
    return (
      paths.some((each) => each.test(path)) ||
      (holdsModule(text) && quoted.test(text)) ||
      holdsWord(text) ||
      (mayStart(path, text) && holdsInstance(text) && instance.test(text)) ||
      (holdsPath(text) && holdsBare(text) && bare.test(text))
    );
  };
}

/** No page, and not what a build has put together. */
function mayStart(path: string, text: string): boolean {
  return text.length < longestStart && !path.endsWith('x');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function modulesOf({
  makers,
  mounters = [],
  wrappers = [],
  loaders = [],
}: (typeof routerAdapters)[number]): readonly string[] {
  const loading = loaders.flatMap(({ modules }) => modules);
  return [...makers.map(({ module }) => module), ...mounters, ...wrappers, ...loading];
}
