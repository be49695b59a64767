import type { UnresolvedRoute } from '../../model/contract.ts';
import type { CallFact, Expression, RouteFacts } from '../../model/route-facts.ts';
import type { Span } from '../../model/span.ts';
import { type Effect, isPath, methodOf } from './adapters/adapter.ts';
import { classMember } from './class-members.ts';
import type { Context } from './evaluation.ts';
import { loopOf } from './loop-items.ts';
import { type LoopIndex, loopingCalls } from './looping-calls.ts';
import { isFoundLater, Mounts } from './mounts.ts';
import { needsOf } from './needs.ts';
import { argsOf } from './passed-args.ts';
import { Passings } from './passings.ts';
import { isRegistering, routerName, routersIn } from './reading/may-register.ts';
import type { Router, Routers, Served } from './routers.ts';

type Call = Extract<Expression, { readonly is: 'call' }>;

interface Pending {
  readonly context: Context;
  readonly call: Call;
  /** Of something unknown only a function that handles makes it a route. */
  readonly isAwaited?: true | undefined;
  /** It is in a loop over what is not known where it is written. */
  readonly isOpen?: true;
  /** It is made for all that it is known to be made for. */
  readonly isSettled?: true;
}

/** A call that waits for the calls around it, and what comes from there. */
interface Later {
  readonly pending: Pending;
  readonly expressions: readonly Expression[];
}

/** Applies every call of every file that was met to the routers. */
export class Registrations {
  readonly unresolved: UnresolvedRoute[] = [];
  readonly mounts: Mounts;
  #queue: Pending[] = [];
  #waiting: Pending[] = [];
  readonly #met = new Set<string>();
  readonly #passings: Passings;
  #later: Later[] = [];
  /** What serves at a path that a function may be passed. */
  #passable: { readonly router: Router; readonly served: Served; readonly pending: Pending }[] = [];

  constructor(
    readonly routers: Routers,
    readonly loops: LoopIndex,
    files: readonly string[],
  ) {
    this.mounts = new Mounts(routers, files);
    this.#passings = new Passings(routers);
  }

  /** Takes the calls of a file, once. */
  meet(path: string, facts: RouteFacts): void {
    if (this.#met.has(path)) return;
    this.#met.add(path);
    this.routers.types.meet(path, facts);
    const looping = loopingCalls(facts, this.loops);
    for (const fact of facts.calls) {
      const names = looping.get(fact);
      const context = { file: path, scope: fact.scope };
      this.#queue.push(...(names === undefined ? links(context, fact) : this.#turns(context, fact, names)));
    }
  }

  /** What is called in a loop is called for each item, where these are known. */
  #turns(context: Context, fact: CallFact, names: readonly string[]): readonly Pending[] {
    let isOpen = false;
    for (const name of names) {
      const { over, count } = loopOf(this.routers.evaluation, context, name) ?? {};
      if (over !== undefined && count === undefined) isOpen = true;
      if (over === undefined || count === undefined || count > mostTurns) continue;
      return Array.from({ length: count }).flatMap((_, index) =>
        links({ ...context, turn: { over, index } }, fact),
      );
    }
    const all = links(context, fact);
    return isOpen ? all.map((pending) => ({ ...pending, isOpen })) : all;
  }

  /** Until nothing more is found out. */
  settle(): void {
    this.#settle();
    for (let round = 0; round < mostRounds; round += 1) {
      if (this.#later.length > 0) this.#goOn();
      else if (this.#passable.length > 0) this.#serveAgain();
      // What only a type says to be a router waits for whoever mounts it.
      else if (this.routers.types.decide(this.routers.all())) this.#queue.push(...this.#waiting.splice(0));
      else break;
      this.#settle();
    }
    for (const pending of [...this.#waiting, ...this.#queue]) this.#giveUp(pending);
    this.mounts.loosenRoots();
  }

  /** What waits is made for each call of the functions around it; as it is written where none of them waits with success. */
  #goOn(): void {
    const all = this.#later.map((later) => {
      const { pending, expressions } = later;
      return { later, contexts: this.#passings.contextsOf(pending.context, expressions) };
    });
    const known = all.filter(({ contexts }) => contexts !== undefined);
    this.#later = known.length === 0 ? [] : all.flatMap((each) => (known.includes(each) ? [] : [each.later]));
    for (const { later, contexts } of known.length === 0 ? all : known) {
      const { context } = later.pending;
      for (const each of contexts ?? [context])
        this.#queue.push({ ...later.pending, context: each, isSettled: true });
    }
  }

  /** Where the path is what a function is passed, the route is there for each call of the function; of one at least it is a text. */
  #serveAgain(): void {
    const { evaluation } = this.routers;
    for (const { router, served, pending } of this.#passable) {
      const { expression } = served.path;
      const isKnown = (context: Context) => evaluation.textsOf({ context, expression }).texts !== undefined;
      if (isKnown(pending.context)) continue;
      const contexts = this.#passings.contextsOf(pending.context, [expression]);
      if (!contexts?.some(isKnown)) continue;
      router.serves.splice(router.serves.indexOf(served), 1);
      for (const context of contexts) this.#queue.push({ ...pending, context, isSettled: true });
    }
    this.#passable = [];
  }

  /** What waits for a framework is tried again after each round. */
  #settle(): void {
    for (let round = 0; round < mostRounds && this.#queue.length > 0; round += 1) {
      while (this.#queue.length > 0) {
        const all = this.#queue;
        this.#queue = [];
        for (const next of all) this.#apply(next);
      }
      const known = this.#waiting.length;
      const again = this.#waiting;
      this.#waiting = [];
      for (const pending of again) this.#apply(pending);
      if (this.#waiting.length < known || this.#queue.length > 0) {
        this.#queue.push(...this.#waiting);
        this.#waiting = [];
      }
    }
  }

  #apply(pending: Pending): void {
    const { context, call, isOpen, isSettled = false } = pending;
    const { callee } = call;
    this.#passings.note(context, call, isSettled);
    if (isOpen && !isSettled) {
      this.#later.push({ pending, expressions: [call] });
      return;
    }
    if (callee.is === 'computed') this.#computed(pending, callee);
    else if (callee.is === 'member') this.#member(pending, callee);
    this.#passed(pending);
    if (callee.is === 'name' && callee.name === 'import') this.routers.find({ context, expression: call });
  }

  #member(pending: Pending, callee: Extract<Expression, { readonly is: 'member' }>): void {
    const { context, call } = pending;
    const object = this.routers.find({ context, expression: callee.object });
    if (object.is !== 'router' && object.is !== 'held') {
      if (looksLikeRoute(callee, call)) this.#waiting.push(pending);
      return;
    }
    const router = this.routers.madeFor(object.router, context);
    router.adapter ??=
      router.mounts.find(({ parent }) => parent.adapter)?.parent.adapter ??
      this.routers.adapterOfLoader(context, call);
    if (router.adapter === undefined) {
      this.#waiting.push(pending);
      return;
    }
    const held = object.is === 'held' ? { context: object.context, expression: object.path } : object.last;
    const at = { member: callee.member, memberSpan: callee.memberSpan, call, context };
    const effects = this.routers.effects(router, held === undefined ? at : { ...at, held: held.expression });
    for (const effect of effects) {
      const isHeld = effect.does === 'serve' && held !== undefined && effect.path === held.expression;
      this.#take(router, pending, isHeld ? { ...effect, context: held.context } : effect);
    }
  }

  #take(router: Router, pending: Pending, effect: Effect): void {
    const { context, call } = pending;
    switch (effect.does) {
      case 'serve': {
        const { methods, path, handler, before = [], handledIn = context } = effect;
        if (path === undefined) return;
        const located = { context: effect.context ?? context, expression: path };
        const served: Served = {
          methods,
          path: located,
          file: context.file,
          before,
          handledIn,
          ...(handler === undefined ? {} : { handler }),
          ...(effect.isPromised ? { isPromised: true } : {}),
        };
        router.serves.push(served);
        if (context.scope > 0 && path.is !== 'text' && !pending.isSettled)
          this.#passable.push({ router, served, pending });
        return;
      }
      case 'mount':
        if (this.#waits(pending, effect)) return;
        this.mounts.mount(router, context, effect);
        return;
      case 'prefix':
        router.prefixes.push({ context, expression: effect.path });
        return;
      case 'derive':
        this.routers.derived(router, context, call, effect.path);
        return;
      case 'heed case':
        router.heedsCase = true;
        return;
      case 'hide':
        this.#hide(context.file, effect.at, router.adapter?.framework ?? '', effect.reason);
        return;
      case 'hold':
      case 'repeat':
        return;
    }
  }

  /** What is mounted, or where, comes from the calls around. */
  #waits(pending: Pending, { path, children }: Extract<Effect, { readonly does: 'mount' }>): boolean {
    const { context } = pending;
    if (context.scope === 0 || pending.isSettled) return false;
    const expressions = path === undefined ? children : [path, ...children];
    const { scopes, isOfInstance } = needsOf(this.routers.evaluation, context, expressions);
    if (scopes.length === 0 && !isOfInstance) return false;
    this.#later.push({ pending, expressions });
    return true;
  }

  /** `register(app)` and `register({ app })`: the parameter, or what is taken of it, is the router that is passed. */
  #passed({ context, call }: Pending): void {
    const isOther = call.callee.is === 'member' && isRegistering(call.callee.member);
    const isRouter = (name: string) => !isOther || routerName.test(name);
    const { evaluation } = this.routers;
    const passed = argsOf(evaluation, context, call.args).flatMap((arg, index) =>
      // What is spread has no name of its own.
      (call.args[index] === arg ? routersIn(arg, isRouter) : [{ expression: arg, key: undefined }]).map(
        (each) => ({
          ...each,
          index,
        }),
      ),
    );
    if (passed.length === 0) return;
    const callee = this.#called(context, call);
    for (const { expression, index, key } of passed) {
      const arg = this.routers.find({ context, expression });
      if (arg.is !== 'router') continue;
      if (callee === undefined) {
        const reason = this.#whyLost(context, call.callee);
        if (reason !== undefined) this.mounts.hide(arg.router, { context, expression: call }, reason);
        continue;
      }
      const parameter = this.routers.parameterOf(callee.context, callee.scope, index, key);
      if (parameter === undefined || parameter.mounts.some(({ parent }) => parent === arg.router)) continue;
      this.mounts.add(arg.router, parameter, undefined, context);
    }
  }

  /** Why it is not known what registers on a router that is passed; undefined where that is most likely nothing. */
  #whyLost(context: Context, callee: Expression): string | undefined {
    if (isFoundLater(callee)) return 'What registers here is looked for while the program runs.';
    const value = this.routers.evaluation.valueOf({ context, expression: callee });
    if (value.is !== 'unknown') return undefined;
    if (value.over !== undefined) return 'What registers here in turn cannot be followed.';
    const { imports = [] } = this.routers.evaluation.input.facts(context.file) ?? {};
    const name = callee.is === 'name' ? callee.name : '';
    const isOwn = imports.some(({ local, specifier }) => local === name && specifier.startsWith('.'));
    return isOwn ? 'What registers here is not read.' : undefined;
  }

  /** The function that is called: of a class the one that makes it. */
  #called(
    context: Context,
    { callee, isNew }: Call,
  ): { readonly context: Context; readonly scope: number } | undefined {
    const found = this.routers.find({ context, expression: callee });
    if (found.is === 'function') return found;
    const isClass = isNew && found.is === 'no router' && found.value.is === 'class';
    const made =
      isClass && classMember(this.routers.evaluation, found.value.path, found.value.name, 'constructor');
    return made && made.expression.is === 'function'
      ? { context: made.context, scope: made.expression.scope }
      : undefined;
  }

  /** `app[method](…)`, where the method is one of a loop or a constant. */
  #computed(
    pending: Pending,
    { object: expression, key }: Extract<Expression, { readonly is: 'computed' }>,
  ): void {
    const { context, call } = pending;
    const object = this.routers.find({ context, expression });
    if (object.is !== 'router' || object.router.adapter === undefined) return;
    const { texts } = this.routers.evaluation.textsOf({ context, expression: key });
    const { framework } = object.router.adapter;
    for (const member of new Set(texts))
      this.#member(pending, {
        start: expression.start,
        end: key.end,
        is: 'member',
        object: expression,
        member,
        memberSpan: key,
      });
    if (texts === undefined)
      this.#hide(context.file, call.args[0] ?? call, framework, 'The method is computed.');
  }

  /** What looks like a route, on something that is not known to be a router. */
  #giveUp({ context, call, isAwaited }: Pending): void {
    const { callee } = call;
    if (callee.is !== 'member' || !looksLikeRoute(callee, call)) return;
    if (isAwaited && call.args.at(-1)?.is !== 'function') return;
    const at = call.args[0] ?? call;
    this.#hide(context.file, at, 'unknown', 'It is not known what router this is registered on.');
  }

  #hide(path: string, { start, end }: Span, framework: string, reason: string): void {
    this.unresolved.push({ path, span: { start, end }, framework, reason });
  }
}

const mostTurns = 200;
const mostRounds = 20;

/** Each call of a chain, from its head on: what comes later may rest on what came before. */
function links(context: Context, { call, isAwaited }: CallFact): readonly Pending[] {
  const found: Pending[] = [];
  for (let at: Expression = call; ; ) {
    if (at.is === 'call') {
      found.push({ context, call: at, isAwaited });
      at = at.callee;
    } else if (at.is === 'member' || at.is === 'computed') at = at.object;
    else return found.reverse();
  }
}

/** `app.get('/path', …, handler)` and `app.openapi(route, handler)` on a name that routers are given. */
function looksLikeRoute(callee: Extract<Expression, { readonly is: 'member' }>, { args }: Call): boolean {
  const { object, member } = callee;
  const isDescribed = member === 'openapi';
  if ((methodOf(member) === undefined && !isDescribed) || args.length < 2) return false;
  const name = object.is === 'name' ? object.name : object.is === 'member' ? object.member : '';
  const [first] = args;
  const last = args.at(-1);
  if (!routerName.test(name) || first === undefined) return false;
  if (isDescribed) return (first.is === 'name' || first.is === 'call') && last?.is !== 'object';
  if (!isPath(first)) return false;
  const isHandled =
    last?.is === 'function' || last?.is === 'name' || last?.is === 'member' || last?.is === 'call';
  return isHandled && (first.is !== 'text' || first.value.startsWith('/') || first.value === '*');
}
