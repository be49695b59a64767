import type { Route, UnresolvedRoute } from '../../model/contract.ts';
import { foreignMount, handlerName } from './adapters/adapter.ts';
import { fileAdapters, routerAdapters, wholeAdapters } from './adapters/index.ts';
import { Evaluation } from './evaluation.ts';
import { Ground } from './ground.ts';
import { type FactsIndex, KnownReads } from './known-reads.ts';
import { Lasting, sameRoute, sameUnresolved } from './lasting.ts';
import type { FoundReads } from './parameter-reads.ts';
import { Registrations } from './registrations.ts';
import { type Router, Routers, type Served } from './routers.ts';
import { type Found, nothing, type RouteInput } from './search.ts';
import { joinPaths, templatesOf } from './templates.ts';
import type { Prefix, Tools } from './tools.ts';

/**
 * Finds all routes of a workspace, and every registration that could not be understood. Both are in the order of
 * files and offsets. Pure: facts of files are asked for as names lead there.
 */
export type RouteFinder = (input: RouteInput) => Found;

/** A finder for one workspace: what nothing has changed of since its last search is not found again. */
export function createRouteFinder(): RouteFinder {
  const ground = new Ground();
  const index: FactsIndex = { bindings: new WeakMap(), uses: new WeakMap(), placed: new WeakMap() };
  const routes = new Lasting(sameRoute);
  const unresolved = new Lasting(sameUnresolved);
  let last = nothing;
  return (input) => {
    const found = findIn(input, ground, index);
    const all = { routes: routes.inOrder(found.routes), unresolved: unresolved.inOrder(found.unresolved) };
    if (all.routes !== last.routes || all.unresolved !== last.unresolved) last = all;
    return last;
  };
}

/** What one search finds. */
export function findRoutes(input: RouteInput): Found {
  return createRouteFinder()(input);
}

function findIn(input: RouteInput, ground: Ground, index: FactsIndex): Found {
  const { facts, follow, imported } = ground;
  const evaluation = new Evaluation(ground, index.bindings, (key, from, find, isWhole) =>
    ground.once(imported, key, from, find, isWhole),
  );
  const routers = new Routers(evaluation, routerAdapters);
  const registrations = new Registrations(routers);
  ground.enter(input, (path, found) => registrations.meet(path, found));
  for (const path of input.paths) facts(path);
  registrations.settle();
  const reads = new KnownReads(ground, evaluation, index);
  const placed = new Placement(evaluation, reads);
  const prefixesOf: Tools['prefixesOf'] = (located) => {
    const found = routers.find(located);
    return found.is === 'router' ? placed.prefixes(found.router) : undefined;
  };
  const tools: Tools = { paths: input.paths, facts, evaluation, reads, follow, prefixesOf };
  const inFiles = [...foundInFiles(tools, ground), ...wholeAdapters.map((adapter) => adapter.read(tools))];
  for (const router of routers.all()) placed.place(router);
  const handing = new Set(inFiles.flatMap((found) => found.handing ?? []));
  const isHanding = ({ path, template, operation }: Route): boolean =>
    operation === undefined && template.endsWith('*}') && handing.has(path);
  const all = [...placed.routes, ...inFiles.flatMap(({ routes }) => routes)];
  return {
    routes: all.filter((route) => !isHanding(route)),
    unresolved: [
      ...registrations.unresolved.filter(({ path, reason }) => reason !== foreignMount || !handing.has(path)),
      ...placed.unresolved,
      ...inFiles.flatMap(({ unresolved }) => unresolved),
    ],
  };
}

function foundInFiles(tools: Tools, ground: Ground): readonly Found[] {
  const { paths, facts } = tools;
  ground.surround([...paths, ...fileAdapters.flatMap(({ restsOn }) => restsOn?.(tools) ?? [])]);
  return paths.flatMap((path) => {
    const found = facts(path);
    if (found === undefined) return [];
    const find = () =>
      fileAdapters
        .map((adapter) => adapter.read(path, found, tools))
        .filter(({ routes, unresolved }) => routes.length > 0 || unresolved.length > 0);
    return ground.once(ground.inFiles, path, path, find);
  });
}

/** What is not mounted anywhere that is known may be anywhere. */
function beginnings(prefixes: readonly Prefix[]): Pick<UnresolvedRoute, 'below'> {
  const below = prefixes.map(({ text }) => text.replace(/\/$/, ''));
  const isKnown = prefixes.every(({ text, confidence }) => confidence === 'certain' && !/[*:(]/.test(text));
  return prefixes.length > 0 && isKnown && !below.includes('') ? { below } : {};
}

function mountedIn(prefix: Prefix, file: string | undefined): Prefix {
  if (file === undefined || prefix.mountedIn?.[0] === file) return prefix;
  const outer = (prefix.mountedIn ?? []).filter((each) => each !== file);
  return { ...prefix, mountedIn: [file, ...outer] };
}

/** Each text once; what is mounted below it in several files is in all of them. */
function merged(prefixes: readonly Prefix[]): readonly Prefix[] {
  const found = new Map<string, Prefix>();
  for (const prefix of prefixes) {
    const before = found.get(prefix.text)?.mountedIn ?? [];
    const all = [...new Set([...before, ...(prefix.mountedIn ?? [])])];
    found.set(prefix.text, all.length === 0 ? prefix : { ...prefix, mountedIn: all });
  }
  return [...found.values()];
}

/** The most prefixes of one router; more are a mistake of ours. */
const mostPrefixes = 40;

/** Where routers are mounted, and so what their routes are. */
class Placement {
  readonly routes: Route[] = [];
  readonly unresolved: UnresolvedRoute[] = [];
  readonly #known = new Map<Router, readonly Prefix[]>();
  readonly #open = new Set<Router>();
  readonly #found = new Map<Served, FoundReads>();

  constructor(
    readonly evaluation: Evaluation,
    readonly reads: KnownReads,
  ) {}

  place(router: Router): void {
    const { adapter } = router;
    for (const { path, hides } of router.hidden) this.#hide(router, path, hides);
    if (adapter === undefined) return;
    const prefixes = this.prefixes(router);
    for (const served of router.serves) {
      const { path } = served;
      const { texts, reason } = this.evaluation.textsOf(path);
      const { start, end } = path.expression;
      const place = { path: path.context.file, span: { start, end }, framework: adapter.framework };
      if (texts === undefined) this.unresolved.push({ ...place, reason, ...beginnings(prefixes) });
      else
        for (const text of texts)
          for (const prefix of prefixes) this.#serve(router, served, place, text, prefix);
    }
  }

  #hide(router: Router, path: Router['hidden'][number]['path'], hides: UnresolvedRoute): void {
    const above = this.prefixes(router);
    const texts = path === undefined ? [''] : this.evaluation.textsOf(path).texts;
    const prefixes = above.flatMap(({ text, confidence }) =>
      (texts ?? ['']).map((own) => ({ text: joinPaths(text, own), confidence })),
    );
    this.unresolved.push({ ...hides, ...beginnings(prefixes) });
  }

  #serve(
    router: Router,
    served: Served,
    place: Omit<UnresolvedRoute, 'reason'>,
    text: string,
    prefix: Prefix,
  ): void {
    const handler = handlerName(served.handler);
    const { confidence } = prefix;
    const { path, span, framework } = place;
    const reads = this.#readsOf(served, framework);
    const named = handler === undefined ? undefined : { handler };
    const around = prefix.mountedIn?.filter((file) => file !== path) ?? [];
    const mounted = around.length === 0 ? undefined : { mountedIn: around };
    const promised = served.isPromised ? { operation: { path, span } } : undefined;
    for (const template of templatesOf(joinPaths(prefix.text, text), router.adapter?.syntax))
      for (const method of served.methods)
        this.routes.push({
          ...{ path, span, framework, method, template, confidence },
          ...named,
          ...mounted,
          ...promised,
          ...this.reads.placed(reads, template),
        });
  }

  #readsOf(served: Served, framework: string): FoundReads | undefined {
    const { handler, before, handledIn: context } = served;
    if (handler === undefined) return undefined;
    const known = this.#found.get(served);
    if (known !== undefined) return known;
    const found = this.reads.of(
      framework,
      { context, expression: handler },
      before.map((expression) => ({ context, expression })),
    );
    if (found !== undefined) this.#found.set(served, found);
    return found;
  }

  prefixes(router: Router): readonly Prefix[] {
    const known = this.#known.get(router);
    if (known !== undefined) return known;
    if (this.#open.has(router)) return [];
    this.#open.add(router);
    const above = this.#above(router);
    this.#open.delete(router);
    const prefixes = router.prefixes.reduce((found, own) => this.#below(found, own, router), above);
    this.#known.set(router, prefixes);
    return prefixes;
  }

  #above(router: Router): readonly Prefix[] {
    const isCertain = router.isRoot && !router.isLoose;
    if (router.mounts.length === 0) return [{ text: '', confidence: isCertain ? 'certain' : 'likely' }];
    let isLoose = router.isLoose === true;
    const found = router.mounts.flatMap(({ parent, path, file }) => {
      const prefixes = this.prefixes(parent).map((prefix) => mountedIn(prefix, file));
      if (path === undefined) return prefixes;
      const below = this.#below(prefixes, path, router);
      // What is mounted where nobody knows may be anywhere else than its other mounts say.
      if (below.length === 0 && prefixes.length > 0) isLoose = true;
      return below;
    });
    const known = merged(found).slice(0, mostPrefixes);
    return isLoose
      ? known.map((each) => ({
          ...each,
          confidence: each.confidence === 'certain' ? 'likely' : each.confidence,
        }))
      : known;
  }

  #below(prefixes: readonly Prefix[], own: Router['prefixes'][number], router: Router): readonly Prefix[] {
    const { texts, reason } = this.evaluation.textsOf(own);
    if (texts !== undefined)
      return prefixes.flatMap((prefix) =>
        texts.map((path) => ({ ...prefix, text: joinPaths(prefix.text, path) })),
      );
    const { start, end } = own.expression;
    const framework = router.adapter?.framework ?? '';
    this.unresolved.push({ path: own.context.file, span: { start, end }, framework, reason });
    return [];
  }
}
