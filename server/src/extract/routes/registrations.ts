import type { UnresolvedRoute } from '../../model/contract.ts';
import type { CallFact, Expression, RouteFacts } from '../../model/route-facts.ts';
import type { Span } from '../../model/span.ts';
import { type Effect, isPath, methodOf } from './adapters/adapter.ts';
import { classMember } from './class-members.ts';
import type { Context } from './evaluation.ts';
import { loopOf } from './loop-items.ts';
import { type LoopIndex, loopingCalls } from './looping-calls.ts';
import { isFoundLater, Mounts } from './mounts.ts';
import { Passings } from './passings.ts';
import { isRegistering, routerName, routersIn } from './reading/may-register.ts';
import type { Router, Routers, Served } from './routers.ts';

/** Programs do not hand routers on through more. */
const mostRounds = 20;

type Call = Extract<Expression, { readonly is: 'call' }>;

interface Pending {
  readonly context: Context;
  readonly call: Call;
  /** Of something unknown only a function that handles makes it a route. */
  readonly isAwaited?: true | undefined;
}

/** Applies every call of every file that was met to the routers. */
export class Registrations {
  readonly unresolved: UnresolvedRoute[] = [];
  readonly mounts: Mounts;
  #queue: Pending[] = [];
  #waiting: Pending[] = [];
  readonly #met = new Set<string>();
  readonly #passings: Passings;
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
    this.routers.meet(path, facts);
    const looping = loopingCalls(facts, this.loops);
    for (const fact of facts.calls) {
      const names = looping.get(fact);
      const context = { file: path, scope: fact.scope };
      this.#queue.push(...(names === undefined ? links(context, fact) : this.#turns(context, fact, names)));
    }
  }

  /** What is called in a loop is called for each item, where these are known. */
  #turns(context: Context, fact: CallFact, names: readonly string[]): readonly Pending[] {
    for (const name of names) {
      const loop = loopOf(this.routers.evaluation, context, name);
      if (loop === undefined || loop.count > mostTurns) continue;
      const { over, count } = loop;
      return Array.from({ length: count }).flatMap((_, index) =>
        links({ ...context, turn: { over, index } }, fact),
      );
    }
    return links(context, fact);
  }

  /** Until nothing more is found out. */
  settle(): void {
    this.#settle();
    // What only a type says to be a router waits for whoever mounts it.
    for (let round = 0; round < mostRounds && this.routers.decide(); round += 1) {
      this.#queue.push(...this.#waiting);
      this.#waiting = [];
      this.#settle();
    }
    for (const { router, served, pending } of this.#passable) {
      const contexts = this.#passings.contextsOf(
        pending.context,
        this.routers.evaluation,
        served.path.expression,
      );
      if (contexts.length === 0) continue;
      router.serves.splice(router.serves.indexOf(served), 1);
      this.#queue.push(...contexts.map((context) => ({ context, call: pending.call })));
    }
    this.#passable = [];
    this.#settle();
    for (const pending of [...this.#waiting, ...this.#queue]) this.#giveUp(pending);
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
    const { context, call } = pending;
    const { callee } = call;
    if (callee.is === 'computed') this.#computed(pending, callee);
    else if (callee.is === 'member') this.#member(pending, callee);
    this.#passed(pending);
    this.#passings.note(context, call);
    if (callee.is === 'name' && callee.name === 'import') this.routers.find({ context, expression: call });
  }

  #member(pending: Pending, callee: Extract<Expression, { readonly is: 'member' }>): void {
    const { context, call } = pending;
    const object = this.routers.find({ context, expression: callee.object });
    if (object.is !== 'router' && object.is !== 'held') {
      if (looksLikeRoute(callee, call)) this.#waiting.push(pending);
      return;
    }
    const { router } = object;
    router.adapter ??= this.routers.adapterOfLoader(context, call);
    if (router.adapter === undefined) {
      this.#waiting.push(pending);
      return;
    }
    const held = object.is === 'held' ? { context: object.context, expression: object.path } : object.last;
    const at = { member: callee.member, memberSpan: callee.memberSpan, call, context };
    const effects = this.routers.effects(router, held === undefined ? at : { ...at, held: held.expression });
    for (const effect of effects) {
      const isHeld = effect.does === 'serve' && held !== undefined && effect.path === held.expression;
      this.#take(router, context, call, isHeld ? { ...effect, context: held.context } : effect);
    }
  }

  #take(router: Router, context: Context, call: Call, effect: Effect): void {
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
        if (context.scope > 0 && path.is !== 'text')
          this.#passable.push({ router, served, pending: { context, call } });
        return;
      }
      case 'mount':
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

  /** `register(app)` and `register({ app })`: the parameter, or what is taken of it, is the router that is passed. */
  #passed({ context, call }: Pending): void {
    const isOther = call.callee.is === 'member' && isRegistering(call.callee.member);
    const isRouter = (name: string) => !isOther || routerName.test(name);
    const passed = call.args.flatMap((arg, index) =>
      routersIn(arg, isRouter).map((each) => ({ ...each, index })),
    );
    if (passed.length === 0) return;
    const callee = this.#called(context, call);
    for (const { expression, index, key } of passed) {
      const arg = this.routers.find({ context, expression });
      if (arg.is !== 'router') continue;
      if (callee === undefined) {
        if (isFoundLater(call.callee))
          this.mounts.hide(
            arg.router,
            { context, expression: call },
            'What registers here is looked for while the program runs.',
          );
        continue;
      }
      const parameter = this.routers.parameterOf(callee.context, callee.scope, index, key);
      if (parameter === undefined || parameter.mounts.some(({ parent }) => parent === arg.router)) continue;
      this.mounts.add(arg.router, parameter, undefined, context);
    }
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
