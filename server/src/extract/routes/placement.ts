import type { Route, UnresolvedRoute } from '../../model/contract.ts';
import { isSameList } from '../../model/equality.ts';
import { handlerName } from './adapters/adapter.ts';
import type { Evaluation } from './evaluation.ts';
import type { Finds, Ground } from './ground.ts';
import type { KnownReads } from './known-reads.ts';
import type { FoundReads } from './parameter-reads.ts';
import type { Router, Served } from './routers.ts';
import { isSameContext } from './same-context.ts';
import type { Found } from './search.ts';
import { joinPaths, templatesOf } from './templates.ts';
import type { Prefix } from './tools.ts';
import { belowUnknown, isSameUnknown, keyOfUnknown, unknownPrefix } from './unknown-prefix.ts';

/** What one router serves, and what that was found by besides files. */
export interface PlacedRouter {
  readonly adapter: Router['adapter'];
  readonly serves: readonly Served[];
  readonly prefixes: readonly Prefix[];
  readonly found: Found;
}

/** The most prefixes of one router; more are a mistake of ours. */
const mostPrefixes = 40;

/** Where routers are mounted, and so what their routes are. */
export class Placement {
  readonly routes: Route[] = [];
  readonly unresolved: UnresolvedRoute[] = [];
  /** What counts only where nothing else is served below it: else it is middleware, or answers for what is not found. */
  readonly alone: (Found & { readonly head: string })[] = [];
  readonly #known = new Map<Router, readonly Prefix[]>();
  readonly #open = new Set<Router>();
  readonly #found = new Map<Served, FoundReads>();

  constructor(
    readonly evaluation: Evaluation,
    readonly reads: KnownReads,
    readonly ground: Ground,
    readonly known: Finds<string, PlacedRouter>,
  ) {}

  place(router: Router): void {
    for (const { path, hides } of router.hidden) this.#hide(router, path, hides);
    for (const each of router.alone) this.#alone(router, each);
    if (router.adapter === undefined || router.serves.length === 0) return;
    const prefixes = this.prefixes(router);
    const { found } = this.ground.once(
      this.known,
      router.key,
      router.file,
      () => ({
        adapter: router.adapter,
        serves: router.serves,
        prefixes,
        found: this.#served(router, prefixes),
      }),
      (kept) => isPlacedAlike(kept, router, prefixes),
    );
    this.routes.push(...found.routes);
    this.unresolved.push(...found.unresolved);
  }

  #served(router: Router, prefixes: readonly Prefix[]): Found {
    const routes: Route[] = [];
    const unresolved: UnresolvedRoute[] = [];
    for (const served of router.serves) {
      const { texts, reason, isDoubted, doubt } = this.evaluation.textsOf(served.path);
      const all = isDoubted ? prefixes.map(doubted) : prefixes;
      const why = reason ?? doubt;
      if (why !== undefined)
        unresolved.push({ ...placeOf(router, served), reason: why, ...beginnings(prefixes) });
      // An empty text in place of what is not there is no path that anybody means.
      const meant = (texts ?? []).filter((text) => text !== '' || doubt === undefined);
      routes.push(...this.routesOf(router, served, meant, all));
      if (reason !== undefined) routes.push(...this.#ending(router, served, reason, prefixes));
    }
    return { routes, unresolved };
  }

  /** What is served at paths of which only the ends are known. */
  #ending(router: Router, served: Served, reason: string, prefixes: readonly Prefix[]): readonly Route[] {
    const place = placeOf(router, served);
    return this.#unknown(prefixes, served.path, { ...place, reason }, router)
      .filter(({ text }) => text !== '')
      .flatMap((prefix) => this.#serve(router, served, place, '', prefix));
  }

  #unknown(
    prefixes: readonly Prefix[],
    own: Router['prefixes'][number],
    { path, span, reason }: UnresolvedRoute,
    router: Router,
  ): readonly Prefix[] {
    const found = unknownPrefix(this.evaluation, own);
    return belowUnknown(prefixes, found, { path, span, reason }, router.adapter?.syntax);
  }

  /** What is served at some paths. */
  routesOf(
    router: Router,
    served: Served,
    texts: readonly string[],
    prefixes: readonly Prefix[] = this.prefixes(router),
  ): readonly Route[] {
    const place = placeOf(router, served);
    return texts.flatMap((text) =>
      prefixes.flatMap((prefix) => this.#serve(router, served, place, text, prefix)),
    );
  }

  #hide(router: Router, path: Router['hidden'][number]['path'], hides: UnresolvedRoute): void {
    const above = this.prefixes(router);
    const texts = path === undefined ? [''] : this.evaluation.textsOf(path).texts;
    const prefixes = above.flatMap(({ text, confidence }) =>
      (texts ?? ['']).map((own) => ({ text: joinPaths(text, own), confidence })),
    );
    this.unresolved.push({ ...hides, ...beginnings(prefixes) });
  }

  /** What no router is, and may serve what is below its path; not at the root, where all passes. */
  #alone(router: Router, { served, isHandler }: Router['alone'][number]): void {
    const { path, file } = served;
    const { start, end } = path.expression;
    const place = { path: file, span: { start, end }, framework: router.adapter?.framework ?? '' };
    for (const text of this.evaluation.textsOf(path).texts ?? [])
      for (const prefix of this.prefixes(router)) {
        if (prefix.beneath !== undefined) continue;
        const [head = '/'] = templatesOf(joinPaths(prefix.text, text), router.adapter?.syntax);
        const isCertain = prefix.confidence === 'certain';
        if (head === '/' || head.endsWith('*}') || !(isHandler || isCertain)) continue;
        const own = isHandler ? this.#serve(router, served, place, text, prefix) : [];
        const reason = 'What is mounted here may serve what is below it.';
        this.alone.push({
          head,
          routes: own.flatMap((route) => [
            route,
            { ...route, template: joinPaths(route.template, '{rest*}') },
          ]),
          unresolved: isHandler ? [] : [{ ...place, reason, below: [head] }],
        });
      }
  }

  #serve(
    router: Router,
    served: Served,
    place: Omit<UnresolvedRoute, 'reason'>,
    text: string,
    prefix: Prefix,
  ): readonly Route[] {
    const handler = handlerName(served.handler);
    const { confidence, ignoresCase, beneath } = prefix;
    const { path, span, framework } = place;
    const reads = this.#readsOf(served, framework);
    const named = handler === undefined ? undefined : { handler };
    const around = prefix.mountedIn?.filter((file) => file !== path) ?? [];
    const mounted = around.length === 0 ? undefined : { mountedIn: around };
    const promised = served.isPromised ? { operation: { path, span } } : undefined;
    return templatesOf(joinPaths(prefix.text, text), router.adapter?.syntax).flatMap((template) =>
      served.methods.map((method) => ({
        ...{ path, span, framework, method, template, confidence },
        ...named,
        ...mounted,
        ...(ignoresCase ? { ignoresCase } : {}),
        ...(beneath === undefined ? {} : { beneath }),
        ...promised,
        ...this.reads.placed(reads, template),
      })),
    );
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
    const below = router.prefixes.reduce((found, own) => this.#below(found, own, router), above);
    const heedsCase = router.adapter?.ignoresCase !== true || router.heedsCase === true;
    const prefixes = heedsCase ? below : below.map(withoutCase);
    this.#known.set(router, prefixes);
    return prefixes;
  }

  #above(router: Router): readonly Prefix[] {
    const isCertain = router.isRoot && !router.isLoose;
    if (router.mounts.length === 0) return [{ text: '', confidence: isCertain ? 'certain' : 'likely' }];
    let isLoose = router.isLoose === true;
    const found = router.mounts.flatMap(({ parent, path, file, isDoubted }) => {
      const above = this.prefixes(parent).map((prefix) => mountedIn(prefix, file));
      const prefixes = isDoubted ? above.map(doubted) : above;
      if (path === undefined) return prefixes;
      const below = this.#below(prefixes, path, router);
      // What is mounted where nobody knows may be anywhere else than its other mounts say.
      if (below.every(({ beneath }) => beneath !== undefined) && prefixes.length > 0) isLoose = true;
      return below;
    });
    const known = merged(found).slice(0, mostPrefixes);
    return isLoose ? known.map(doubted) : known;
  }

  #below(prefixes: readonly Prefix[], own: Router['prefixes'][number], router: Router): readonly Prefix[] {
    const { texts, reason, isDoubted, doubt } = this.evaluation.textsOf(own);
    const { start, end } = own.expression;
    const framework = router.adapter?.framework ?? '';
    const place = { path: own.context.file, span: { start, end }, framework };
    if (doubt !== undefined) this.unresolved.push({ ...place, reason: doubt, isPrefix: true });
    if (texts !== undefined)
      return (isDoubted ? prefixes.map(doubted) : prefixes).flatMap((prefix) =>
        texts.map((path) => ({ ...prefix, text: joinPaths(prefix.text, path) })),
      );
    this.unresolved.push({ ...place, reason });
    return this.#unknown(prefixes, own, { ...place, reason }, router);
  }
}

function placeOf({ adapter }: Router, { path }: Served): Omit<UnresolvedRoute, 'reason'> {
  const { start, end } = path.expression;
  return { path: path.context.file, span: { start, end }, framework: adapter?.framework ?? '' };
}

/** What is not mounted anywhere that is known may be anywhere. */
function beginnings(prefixes: readonly Prefix[]): Pick<UnresolvedRoute, 'below'> {
  const below = prefixes.map(({ text }) => text.replace(/\/$/, ''));
  const isKnown = prefixes.every(({ text, confidence }) => confidence === 'certain' && !/[*:(]/.test(text));
  return prefixes.length > 0 && isKnown && !below.includes('') ? { below } : {};
}

function doubted(prefix: Prefix): Prefix {
  return prefix.confidence === 'certain' ? { ...prefix, confidence: 'likely' } : prefix;
}

function withoutCase(prefix: Prefix): Prefix {
  return prefix.ignoresCase ? prefix : { ...prefix, ignoresCase: true };
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
    const key = `${keyOfUnknown(prefix.beneath)} ${prefix.text}`;
    const before = found.get(key)?.mountedIn ?? [];
    const all = [...new Set([...before, ...(prefix.mountedIn ?? [])])];
    found.set(key, all.length === 0 ? prefix : { ...prefix, mountedIn: all });
  }
  return [...found.values()];
}

function isPlacedAlike(kept: PlacedRouter, router: Router, prefixes: readonly Prefix[]): boolean {
  return (
    kept.adapter === router.adapter &&
    isSameList(kept.serves, router.serves, isServedAlike) &&
    isSameList(kept.prefixes, prefixes, isSamePrefix)
  );
}

/** By what is written: the same expressions mean the same. */
function isServedAlike(a: Served, b: Served): boolean {
  return (
    a.path.expression === b.path.expression &&
    a.handler === b.handler &&
    a.isPromised === b.isPromised &&
    isSameContext(a.path.context, b.path.context) &&
    isSameList(a.methods, b.methods)
  );
}

function isSamePrefix(a: Prefix, b: Prefix): boolean {
  return (
    a.text === b.text &&
    a.confidence === b.confidence &&
    a.ignoresCase === b.ignoresCase &&
    isSameUnknown(a.beneath, b.beneath) &&
    isSameList(a.mountedIn, b.mountedIn)
  );
}
