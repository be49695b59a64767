import type { UnresolvedRoute } from '../../model/contract.ts';
import type { CallFact, Expression, RouteFacts } from '../../model/route-facts.ts';
import type { Span } from '../../model/span.ts';
import { type Effect, isPath, methodOf } from './adapters/adapter.ts';
import type { Context, Located, Value } from './evaluation.ts';
import { type LoopIndex, loopingCalls } from './looping-calls.ts';
import { isRegistering, routerName } from './may-register.ts';
import type { Router, Routers, RouterValue } from './routers.ts';

type Call = Extract<Expression, { readonly is: 'call' }>;

interface Pending {
  readonly context: Context;
  readonly call: Call;
}

/** Applies every call of every file that was met to the routers. */
export class Registrations {
  readonly unresolved: UnresolvedRoute[] = [];
  #queue: Pending[] = [];
  #waiting: Pending[] = [];
  readonly #met = new Set<string>();

  constructor(
    readonly routers: Routers,
    readonly loops: LoopIndex,
  ) {}

  /** Takes the calls of a file, once. */
  meet(path: string, facts: RouteFacts): void {
    if (this.#met.has(path)) return;
    this.#met.add(path);
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
      const loop = this.routers.evaluation.loopOf(context, name);
      if (loop === undefined || loop.count > mostTurns) continue;
      const { over, count } = loop;
      return Array.from({ length: count }).flatMap((_, index) =>
        links({ ...context, turn: { over, index } }, fact),
      );
    }
    return links(context, fact);
  }

  /** Until nothing more is found out: what waits for a framework is tried again after each round. */
  settle(): void {
    for (let round = 0; round < 20 && this.#queue.length > 0; round += 1) {
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
    for (const pending of [...this.#waiting, ...this.#queue]) this.#giveUp(pending);
  }

  #apply(pending: Pending): void {
    const { context, call } = pending;
    const { callee } = call;
    if (callee.is === 'computed') this.#computed(pending, callee.object);
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
    const { router } = object;
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
        router.serves.push({
          methods,
          path: located,
          file: context.file,
          before,
          handledIn,
          ...(handler === undefined ? {} : { handler }),
          ...(effect.isPromised ? { isPromised: true } : {}),
        });
        return;
      }
      case 'mount':
        this.#mount(router, context, effect);
        return;
      case 'prefix':
        router.prefixes.push({ context, expression: effect.path });
        return;
      case 'derive':
        this.routers.derived(router, context, call, effect.path);
        return;
      case 'hide':
        this.#hide(context.file, effect.at, router.adapter?.framework ?? '', effect.reason);
        return;
      case 'hold':
      case 'repeat':
        return;
    }
  }

  #mount(
    parent: Router,
    context: Context,
    { path, children, isLoose, context: writtenIn = context }: Extract<Effect, { readonly does: 'mount' }>,
  ): void {
    const located = path === undefined ? undefined : { context: writtenIn, expression: path };
    // A name in the place of a path may be a router as well, and then there is no path.
    if (located !== undefined && !isPath(path)) {
      const first = this.routers.find(located);
      if (first.is === 'router' || first.is === 'mounted') {
        this.#mount(parent, context, { does: 'mount', children: [located.expression, ...children] });
        return;
      }
    }
    for (const child of children.flatMap((each) => (each.is === 'list' ? each.items : [each]))) {
      const value = this.routers.find({ context, expression: child });
      this.#link(parent, value, located, context, child);
      if (isLoose) this.#loosen({ context, expression: child });
    }
  }

  #link(
    parent: Router,
    value: RouterValue,
    path: { readonly context: Context; readonly expression: Expression } | undefined,
    context: Context,
    child: Expression,
  ): void {
    switch (value.is) {
      case 'router':
      case 'held':
        this.#add(parent, value.router, path, context);
        return;
      case 'mounted': {
        const inner = this.routers.find(value.child);
        this.#link(parent, inner, value.path ?? path, value.child.context, value.child.expression);
        return;
      }
      case 'function': {
        const first = this.routers.parameterOf(value.context, value.scope, 0);
        const own = value.isFlat ? undefined : path;
        if (first !== undefined && parent.adapter?.framework === 'fastify')
          this.#add(parent, first, own, context);
        return;
      }
      case 'no router':
        this.#foreign(parent, value, path, context, child);
    }
  }

  #foreign(
    { adapter, hidden }: Router,
    value: Extract<RouterValue, { readonly is: 'no router' }>,
    path: Located | undefined,
    context: Context,
    child: Expression,
  ): void {
    const { file } = context;
    const made = value.value;
    const over = made.is === 'unknown' ? made.over : undefined;
    const isLoader = made.is === 'package' && adapter?.loaders?.includes(made.module) === true;
    const { start, end } = path?.expression ?? child;
    const place = { path: file, span: { start, end }, framework: adapter?.framework ?? '' };
    const hide = (reason: string) =>
      hidden.push({ hides: { ...place, reason }, ...(path === undefined ? {} : { path }) });
    if (isLoader) hide('What lies in a folder is registered here.');
    else if (over !== undefined || child.is === 'computed') {
      hide('What is mounted here in turn cannot be followed.');
      if (over !== undefined) this.#loosen(over);
      else if (child.is === 'computed') this.#loosen({ context, expression: child.object });
    } else if (hidesRouter(child, value) || (adapter?.hasPlugins && isVague(value.value)))
      hide('What is mounted here cannot be followed.');
  }

  /** The routers within an expression may be mounted elsewhere than it is known. */
  #loosen(located: Located, depth = 0): void {
    if (depth > 6) return;
    const found = this.routers.find(located);
    if (found.is === 'router') found.router.isLoose = true;
    const plugin = found.is === 'function' && this.routers.parameterOf(found.context, found.scope, 0);
    if (plugin) plugin.isLoose = true;
    if (found.is !== 'no router' || found.value.is !== 'written') return;
    const { context, expression } = found.value;
    const inner =
      expression.is === 'list'
        ? expression.items
        : expression.is === 'call'
          ? expression.args
          : expression.is === 'object'
            ? [...expression.entries.map(({ value }) => value), ...(expression.spreads ?? [])]
            : [];
    for (const each of inner) this.#loosen({ context, expression: each }, depth + 1);
  }

  #add(parent: Router, child: Router, path: Located | undefined, { file }: Context): void {
    const whole = child.origin ?? child;
    if (whole === parent) return;
    whole.adapter ??= parent.adapter;
    whole.mounts.push({ parent, file, ...(path === undefined ? {} : { path }) });
  }

  /** `register(app)`: the parameter is the router that is passed. */
  #passed({ context, call }: Pending): void {
    const isOther = call.callee.is === 'member' && isRegistering(call.callee.member);
    const isPassing = call.args.some((arg) => arg.is === 'name' && (!isOther || routerName.test(arg.name)));
    if (!isPassing) return;
    const callee = this.routers.find({ context, expression: call.callee });
    if (callee.is !== 'function') return;
    for (const [index, expression] of call.args.entries()) {
      const arg = this.routers.find({ context, expression });
      const parameter = this.routers.parameterOf(callee.context, callee.scope, index);
      if (arg.is !== 'router' || parameter === undefined) continue;
      if (parameter.mounts.some(({ parent }) => parent === arg.router)) continue;
      this.#add(arg.router, parameter, undefined, context);
    }
  }

  #computed({ context, call }: Pending, expression: Expression): void {
    const object = this.routers.find({ context, expression });
    if (object.is !== 'router' || object.router.adapter === undefined) return;
    const at = call.args[0] ?? call;
    this.#hide(context.file, at, object.router.adapter.framework, 'The method is computed.');
  }

  /** What looks like a route, on something that is not known to be a router. */
  #giveUp({ context, call }: Pending): void {
    const { callee } = call;
    if (callee.is !== 'member' || !looksLikeRoute(callee, call)) return;
    const at = call.args[0] ?? call;
    this.#hide(context.file, at, 'unknown', 'It is not known what router this is registered on.');
  }

  #hide(path: string, { start, end }: Span, framework: string, reason: string): void {
    this.unresolved.push({ path, span: { start, end }, framework, reason });
  }
}

const mostTurns = 200;

/** Each call of a chain, from its head on: what comes later may rest on what came before. */
function links(context: Context, { call }: CallFact): readonly Pending[] {
  const found: Pending[] = [];
  for (let at: Expression = call; ; ) {
    if (at.is === 'call') {
      found.push({ context, call: at });
      at = at.callee;
    } else if (at.is === 'member' || at.is === 'computed') at = at.object;
    else return found.reverse();
  }
}

/** `app.get('/path', …, handler)` on a name that routers are given. */
function looksLikeRoute(callee: Extract<Expression, { readonly is: 'member' }>, { args }: Call): boolean {
  const { object, member } = callee;
  if (methodOf(member) === undefined || args.length < 2) return false;
  const name = object.is === 'name' ? object.name : object.is === 'member' ? object.member : '';
  const [first] = args;
  if (!routerName.test(name) || first === undefined || !isPath(first)) return false;
  const last = args.at(-1);
  const isHandled =
    last?.is === 'function' || last?.is === 'name' || last?.is === 'member' || last?.is === 'call';
  return isHandled && (first.is !== 'text' || first.value.startsWith('/') || first.value === '*');
}

/** Nobody knows what it is: a choice, what a parameter brings, a name that leads nowhere. */
function isVague(value: Value): boolean {
  return value.is === 'unknown' || (value.is === 'written' && value.expression.is === 'other');
}

/** Middleware of packages and functions is none that hides routes; what is called like a router, or is passed, is. */
function hidesRouter(child: Expression, value: Extract<RouterValue, { readonly is: 'no router' }>): boolean {
  if (value.value.is === 'package') return false;
  const name =
    child.is === 'name'
      ? child.name
      : child.is === 'member'
        ? child.member
        : child.is === 'call' && child.callee.is === 'member'
          ? child.callee.member
          : '';
  return /^routes$|[Rr]outer$|Routes$/.test(name);
}
