import type { Route, UnresolvedRoute } from '../../../model/contract.ts';
import type { ExportedName, RouteFacts } from '../../../model/route-facts.ts';
import type { Span } from '../../../model/span.ts';
import { readsOf } from '../parameter-reads.ts';
import type { Found } from '../search.ts';
import type { Tools } from '../tools.ts';
import { handlerName, type RouteMethod } from './adapter.ts';

const names: ReadonlyMap<string, RouteMethod> = new Map(
  (['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const).map((name) => [name, name]),
);

interface ServedFile {
  readonly path: string;
  readonly framework: string;
  readonly templates: readonly string[];
  /** What handlers are given, where not what the framework's name says. */
  readonly shape?: string;
}

/** The routes of a file whose exports are called like methods: wrapped and passed on ones as well. */
export function servedByExports(file: ServedFile, facts: RouteFacts, tools: Tools): Found {
  const routes: Route[] = [];
  const unresolved: UnresolvedRoute[] = [];
  for (const exported of facts.exports) {
    const method = names.get(exported.name);
    if (method !== undefined) routes.push(...routesOf(file, method, exported, tools));
    else if (exported.name === '*') addStar(file, exported, tools, routes, unresolved);
  }
  return { routes, unresolved };
}

/** `export * from`: what the other file exports under the names of methods. */
function addStar(
  file: ServedFile,
  exported: ExportedName,
  tools: Tools,
  routes: Route[],
  unresolved: UnresolvedRoute[],
): void {
  const specifier = exported.from?.specifier ?? '';
  const other = tools.follow(file.path, specifier);
  const facts = other === undefined ? undefined : tools.facts(other);
  if (facts === undefined) {
    const { path, framework } = file;
    const span = spanOf(exported);
    unresolved.push({ path, span, framework, reason: `What "${specifier}" exports is not known.` });
    return;
  }
  for (const { name } of facts.exports) {
    const method = names.get(name);
    if (method !== undefined) routes.push(...routesOf(file, method, { ...exported, name }, tools));
  }
}

export function routesOf(
  file: ServedFile,
  method: RouteMethod,
  exported: ExportedName,
  { evaluation, reads }: Tools,
): readonly Route[] {
  const value = evaluation.exported(file.path, exported.name);
  const found = value.is === 'written' ? reads.of(file.shape ?? file.framework, value) : undefined;
  const handler = handlerName(exported.value);
  const name = handler === undefined || handler === exported.name ? undefined : handler;
  return file.templates.map((template) => ({
    path: file.path,
    span: spanOf(exported),
    method,
    template,
    framework: file.framework,
    confidence: 'certain',
    ...(name === undefined ? {} : { handler: name }),
    ...readsOf(found, template),
  }));
}

export function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/**
 * The templates of the folders of a file router: `(group)` and `@slot` are no part of the path, `[[...rest]]` may be
 * missing. Empty when a folder is private, or `(.)name`, which only pages use.
 */
export function templatesOfFolders(folders: readonly string[]): readonly string[] {
  let found: readonly string[] = [''];
  for (const folder of folders) {
    if (folder.startsWith('_') || folder.startsWith('(.')) return [];
    if (/^\(.*\)$/.test(folder) || folder.startsWith('@') || folder === '') continue;
    const optional = /^\[\[\.\.\.(.+)\]\]$/.exec(folder);
    const segment = segmentOf(folder);
    found = found.flatMap((before) =>
      optional === null ? [`${before}/${segment}`] : [before, `${before}/{${optional[1]}*}`],
    );
  }
  return found.map((template) => (template === '' ? '/' : template));
}

function segmentOf(folder: string): string {
  return folder
    .replace(/\[\.\.\.([^\]]+)\]/g, '{$1*}')
    .replace(/\[([^\]]+)\]/g, '{$1}')
    .replace('%5F', '_');
}
