import { fileAdapters, routerAdapters } from './adapters/index.ts';

/** Whether a file may register routes: by its path, or by the words of a framework in its text. */
export type Prefilter = (path: string, text: string) => boolean;

const tests = /(?:^|[./_-])(?:tests?|spec|specs|__tests__|__mocks__|e2e|fixtures)(?:[./_-]|$)/i;

/** One expression over all frameworks; everything it lets pass is read by tokens. */
export function createPrefilter(): Prefilter {
  const modules = new Set(routerAdapters.flatMap(modulesOf));
  const quoted = [...modules].map((module) => module.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const words = fileAdapters.flatMap((adapter) => (adapter.words === undefined ? [] : [adapter.words.source]));
  const bare = String.raw`\b(?:app|[\w$]*[rR]outer|server|fastify|api)\s*\.(?:get|post|put|patch|delete|all)\s*\(\s*["'\x60]\/`;
  const expression = new RegExp([String.raw`(?<=["'])(?:${quoted})["']`, ...words, bare].join('|'));
  const paths = fileAdapters.flatMap((adapter) => (adapter.paths === undefined ? [] : [adapter.paths]));
  return (path, text) => {
    if (tests.test(path) || /\.d\.[cm]?ts$/.test(path)) return false;
    return paths.some((each) => each.test(path)) || expression.test(text);
  };
}

function modulesOf({ makers, mounters = [], wrappers = [] }: (typeof routerAdapters)[number]): readonly string[] {
  return [...makers.map(({ module }) => module), ...mounters, ...wrappers];
}
