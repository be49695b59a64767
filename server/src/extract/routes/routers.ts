import type { Expression } from '../../model/route-facts.ts';
import type { Span } from '../../model/span.ts';
import { entryOf, isTrue, type RouterAdapter } from './adapters/adapter.ts';
import type { Context, Evaluation, Located, OwnClass, Taken, Value } from './evaluation.ts';
import { methodsOf } from './handlers.ts';
import { optionAt } from './options.ts';
import { routerName } from './reading/may-register.ts';
import type { Router, RouterValue } from './router.ts';
import { RouterTypes, type Typed, untyped } from './router-types.ts';

export type { Mount, Router, RouterValue, Served } from './router.ts';

type Within = NonNullable<Extract<Value, { readonly is: 'unknown' }>['within']>;

const nowhere: Expression = { start: 0, end: 0, is: 'other' };

/** More than the links of one chain; a program that leads in a circle ends here. */
const deepest = 450;

/** The routers of a workspace: each is made at one place, or is the parameter of a function. */
export class Routers {
  readonly #known = new Map<string, Router>();
  /** What was found for an expression, so that a chain is not followed to its head again for each of its links. */
  readonly #found = new Map<Expression, RouterValue>();
  /** The same by names, where they are written. */
  readonly #named = new Map<string, Map<string, RouterValue>>();

  constructor(
    readonly evaluation: Evaluation,
    readonly adapters: readonly RouterAdapter[],
    readonly types = new RouterTypes(adapters),
  ) {}

  all(): readonly Router[] {
    return [...this.#known.values()];
  }

  /** What the expression is; chains are followed to the router at their head. */
  find(located: Located, depth = 0): RouterValue {
    const { context, expression } = located;
    if (isOfOne(context)) return this.#find(located, depth);
    const known = this.#found.get(expression);
    if (known !== undefined) return known;
    const name = expression.is === 'name' ? expression.name : undefined;
    const named = name === undefined ? undefined : this.#namesIn(context);
    const found = named?.get(name ?? '') ?? this.#find(located, depth);
    const isSettled = (found.is === 'router' || found.is === 'held') && found.router.adapter !== undefined;
    if (isSettled) this.#found.set(expression, found);
    if (isSettled && name !== undefined) named?.set(name, found);
    return found;
  }

  #namesIn({ file, scope }: Context): Map<string, RouterValue> {
    const key = `${scope} ${file}`;
    const known = this.#named.get(key) ?? new Map<string, RouterValue>();
    this.#named.set(key, known);
    return known;
  }

  #find(located: Located, depth: number): RouterValue {
    const value = this.evaluation.valueOf(located);
    if (depth > deepest) return { is: 'no router', value };
    switch (value.is) {
      case 'parameter':
        return this.#parameter(value, depth);
      case 'unknown':
        return value.taken !== undefined && routerName.test(value.taken.key)
          ? this.#parameter(value.taken, depth)
          : { is: 'no router', value };
      case 'file': {
        const whole = this.evaluation.exported(value.path, 'default');
        return whole.is === 'written' ? this.#written(whole, depth + 1) : { is: 'no router', value };
      }
      case 'typed': {
        const { context, binding } = value;
        const typed = this.types.of(this.evaluation.input.facts(context.file), binding.type);
        if (typed.adapter === undefined && !typed.fitting) return { is: 'no router', value };
        const at = `${context.scope}:${binding.owner ?? ''}${binding.name}`;
        return this.#ofInstance({ is: 'router', router: this.#at(context.file, at, typed) }, context.self);
      }
      case 'written':
        return this.#ofInstance(this.#written(value, depth + 1), value.context.self);
      default:
        return this.#method(located) ?? { is: 'no router', value };
    }
  }

  #method({ context, expression }: Located): RouterValue | undefined {
    const [method] = expression.is === 'member' ? methodsOf(this.evaluation, context, expression) : [];
    return method && { is: 'function', context: method.context, scope: method.context.scope };
  }

  /** The router that stands for a parameter of a function, or for what a pattern takes of it. */
  parameterOf({ file, turn }: Context, scope: number, index: number, key?: string): Router | undefined {
    const facts = this.evaluation.input.facts(file);
    const parameter = facts?.scopes[scope]?.parameters[index];
    if (parameter === undefined) return undefined;
    const typed = key === undefined ? this.types.of(facts, parameter.type) : untyped;
    const router = this.#at(file, `parameter ${scope} ${index} ${key ?? ''}`, typed);
    // A function in a loop is another one for each item.
    return turn ? this.#oneOf(router, { file, scope }, `${turn.over.start} ${turn.index}`) : router;
  }

  parametersOf({ context, scope }: Extract<RouterValue, { readonly is: 'function' }>) {
    return this.evaluation.input.facts(context.file)?.scopes[scope]?.parameters ?? [];
  }

  /** The router below a path of another one. */
  derived(parent: Router, context: Context, span: Span, path: Expression): Router {
    const key = `${context.file} ${span.end} derived ${context.turn?.index ?? ''}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { scope, adapter } = parent;
    const origin = parent.origin ?? parent;
    const router = this.#new({ key, file: context.file, isRoot: false, scope, adapter, origin });
    router.mounts.push({ parent, path: { context, expression: path } });
    return router;
  }

  #written({ context, expression }: Located, depth: number): RouterValue {
    if (expression.is === 'function') return { is: 'function', context, scope: expression.scope };
    if (expression.is === 'either') return this.#chosen(context, expression.items, depth);
    if (expression.is !== 'call') return this.#none({ context, expression });
    const made = this.#made({ context, expression });
    if (made !== undefined) return made;
    const { callee } = expression;
    if (callee.is === 'member') {
      const object = this.find({ context, expression: callee.object }, depth + 1);
      if (object.is === 'router' || object.is === 'held')
        return this.#chained(object, context, callee.member, expression);
    }
    const called = this.find({ context, expression: callee }, depth + 1);
    if (called.is !== 'function') return this.#none({ context, expression });
    const inner = { ...called.context, scope: called.scope };
    const returns = this.evaluation.input.facts(inner.file)?.scopes[inner.scope]?.returns;
    if (returns === undefined) return this.#none({ context, expression });
    const found = this.find({ context: inner, expression: returns }, depth + 1);
    return found.is === 'router'
      ? { ...found, router: this.#another(found.router, inner, context, expression) }
      : found;
  }

  /** Each instance that is made with something has a router of its own of what its class makes. */
  #ofInstance(value: RouterValue, self: OwnClass | undefined): RouterValue {
    const found = this.#inherited(value, self);
    const { made } = self ?? {};
    if (found.is !== 'router' || made === undefined || made.args.length === 0) return found;
    const { router } = found;
    if (router.origin !== undefined || router.prefixes.length > 0) return found;
    return { ...found, router: this.#oneOf(router, made.from, `${made.at}`) };
  }

  /** Each class has a router of its own of what a class that it extends makes; what that one registers is on all of them. */
  #inherited(found: RouterValue, self: OwnClass | undefined): RouterValue {
    if (self?.isAbove === undefined || found.is !== 'router' || found.router.origin !== undefined)
      return found;
    const { router: made } = found;
    const key = `${self.path} ${self.name} of ${made.key}`;
    if (made.prefixes.length > 0) {
      made.isLoose = true;
      return found;
    }
    const known = this.#known.get(key);
    if (known !== undefined || made.heir) return { ...found, router: known ?? made };
    const { adapter, isRoot } = made;
    const router = this.#new({ key, file: self.path, isRoot, scope: 0, adapter, heir: true });
    if (made.heedsCase !== undefined) router.heedsCase = made.heedsCase;
    made.mounts.push({ parent: router });
    return { ...found, router };
  }

  /** The first of them that is a router; what is registered on the others is where it is. */
  #chosen(context: Context, items: readonly Expression[], depth: number): RouterValue {
    const found = items.map((expression) => this.find({ context, expression }, depth + 1));
    const routers = found.flatMap((each) => (each.is === 'router' ? [each.router] : []));
    const first = found.find(({ is }) => is === 'router');
    const [own, ...others] = routers;
    if (first === undefined || own === undefined)
      return this.#none({ context, expression: items[0] ?? nowhere });
    const areAllMade = items.every((item) => this.#made({ context, expression: item })?.is === 'router');
    if (!areAllMade) for (const router of routers) router.isLoose = true;
    for (const router of others) {
      const isJoined = own.mounts.some(({ parent }) => parent === router);
      const isKnown = router === own || router.mounts.some(({ parent }) => parent === own);
      if (!isJoined && !isKnown && router.origin === undefined) router.mounts.push({ parent: own });
    }
    return first;
  }

  /** A function that makes a router makes another one for each call; what it registers is there in each. */
  #another(made: Router, inner: Context, { file, scope }: Context, { start }: Pick<Span, 'start'>): Router {
    const isMadeThere = made.scope > 0 && made.scope === inner.scope && made.file === inner.file;
    if (!isMadeThere || made.origin !== undefined || made.prefixes.length > 0) return made;
    return this.#oneOf(made, { file, scope }, `${start}`, { file });
  }

  /** The router of the call that gives the parameters of the function that makes it what they are. */
  madeFor(made: Router, { passed }: Context): Router {
    if (passed === undefined) return made;
    const { file, scope, from, at } = passed;
    const isConstructor = this.evaluation.input.facts(file)?.scopes[scope]?.name === 'constructor';
    return isConstructor ? made : this.#another(made, { file, scope }, from, { start: at });
  }

  /** One of several that the same is registered on, by what makes it. */
  #oneOf(
    made: Router,
    { file, scope }: Context,
    at: string,
    mounted: { readonly file?: string } = {},
  ): Router {
    const key = `${file} ${at} of ${made.key}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { adapter, fitting, isRoot } = made;
    const router = this.#new({ key, file, isRoot, scope, adapter, ...(fitting && { fitting }) });
    if (made.heedsCase !== undefined) router.heedsCase = made.heedsCase;
    made.mounts.push({ parent: router, ...mounted });
    return router;
  }

  #none({ context, expression }: Located): RouterValue {
    return { is: 'no router', value: { is: 'written', context, expression } };
  }

  /** What a call that comes back to its router gives. */
  #chained(
    object: Extract<RouterValue, { readonly is: 'router' | 'held' }>,
    context: Context,
    member: string,
    call: Extract<Expression, { readonly is: 'call' }>,
  ): RouterValue {
    const { router } = object;
    const last = object.is === 'router' && object.last;
    const held = last ? { held: last.expression } : {};
    const effects = this.effects(router, { member, memberSpan: call, call, context, ...held });
    for (const effect of effects) {
      if (effect.does === 'derive')
        return { is: 'router', router: this.derived(router, context, call, effect.path) };
      if (effect.does === 'hold') return { is: 'held', router, path: effect.path, context };
      if (effect.does === 'repeat')
        return { is: 'router', router, last: { context, expression: effect.path } };
    }
    return object;
  }

  effects(
    router: Router,
    at: {
      readonly member: string;
      readonly memberSpan: Span;
      readonly call: Extract<Expression, { readonly is: 'call' }>;
      readonly context: Context;
      readonly held?: Expression;
    },
  ) {
    const { member, memberSpan, call, context, held } = at;
    return (
      router.adapter?.call({
        start: call.start,
        end: call.end,
        member,
        memberSpan,
        args: call.args,
        look: (expression) => this.evaluation.look({ context, expression }),
        option: (options, key) => optionAt(this.evaluation, context, options, key),
        ...(held === undefined ? {} : { held }),
      }) ?? []
    );
  }

  /** A router that this call makes, or what it wraps. */
  #made({ context, expression }: Located): RouterValue | undefined {
    if (expression.is !== 'call') return undefined;
    const maker = this.evaluation.valueOf({ context, expression: expression.callee });
    if (maker.is === 'unknown' && maker.within !== undefined)
      return this.#madeBy(maker.within, { context, expression });
    if (maker.is !== 'package') return undefined;
    const { args } = expression;
    for (const adapter of this.adapters) {
      const found = adapter.makers.find(
        ({ module, names, member }) =>
          member === undefined && module === maker.module && names.includes(maker.name),
      );
      if (found !== undefined) {
        const router = this.#madeAt({ context, expression }, adapter, found.isRoot);
        if (found.heedsCase !== undefined && isTrue(entryOf(args[0], found.heedsCase)))
          router.heedsCase = true;
        const prefix = found.prefix && optionAt(this.evaluation, context, args[0], found.prefix);
        if (prefix && prefix.is !== 'none' && router.prefixes.length === 0)
          router.prefixes.push(
            prefix.is === 'at' ? prefix.at : { context, expression: args[0] ?? expression },
          );
        return { is: 'router', router };
      }
      const [first] = args;
      if (first === undefined) continue;
      if (adapter.wrappers?.includes(maker.module)) {
        const inner = this.find({ context, expression: first });
        const encapsulates = entryOf(args[1], 'encapsulate') !== undefined;
        return inner.is === 'function' && !encapsulates ? { ...inner, isFlat: true } : inner;
      }
      if (adapter.mounters?.includes(maker.module)) return mounted(context, args);
    }
    return undefined;
  }

  /** A router that a member of what a package gives makes. */
  #madeBy({ call, member }: Within, { context, expression }: Located): RouterValue | undefined {
    for (const adapter of this.adapters)
      for (const maker of adapter.makers) {
        if (maker.member !== member || call.expression.is !== 'call') continue;
        const { callee, args } = call.expression;
        const by = this.evaluation.valueOf({ context: call.context, expression: callee });
        if (by.is !== 'package' || by.module !== maker.module || !maker.names.includes(by.name)) continue;
        const router = this.#madeAt({ context, expression }, adapter, maker.isRoot);
        const begun = maker.begins && optionAt(this.evaluation, call.context, args[0], maker.begins);
        const given = begun && begun.is === 'at' ? this.find(begun.at) : undefined;
        const first = given?.is === 'function' && this.parameterOf(given.context, given.scope, 0);
        if (first && !first.mounts.some(({ parent }) => parent === router)) {
          first.adapter ??= adapter;
          first.mounts.push({ parent: router });
        }
        return { is: 'router', router };
      }
    return undefined;
  }

  #parameter(
    { context, index, key }: Omit<Taken, 'key'> & { readonly key?: string },
    depth: number,
  ): RouterValue {
    const parameter = this.evaluation.input.facts(context.file)?.scopes[context.scope]?.parameters[index];
    const router = this.parameterOf(context, context.scope, index, key);
    if (router === undefined || parameter === undefined)
      return { is: 'no router', value: { is: 'unknown', reason: 'It is a parameter.' } };
    if (parameter.fallback !== undefined && router.mounts.length === 0) {
      const fallback = this.find({ context, expression: parameter.fallback }, depth + 1);
      if (fallback.is === 'router') {
        router.adapter ??= fallback.router.adapter;
        router.mounts.push({ parent: fallback.router });
      }
    }
    return { is: 'router', router };
  }

  /** What is told to load a folder is of the framework of the loader. */
  adapterOfLoader(
    context: Context,
    { args: [first] }: { readonly args: readonly Expression[] },
  ): RouterAdapter | undefined {
    if (first === undefined || (first.is !== 'name' && first.is !== 'call')) return undefined;
    const value = this.evaluation.valueOf({ context, expression: first });
    if (value.is !== 'package') return undefined;
    return this.adapters.find(({ loaders }) =>
      loaders?.some(({ modules }) => modules.includes(value.module)),
    );
  }

  #madeAt(
    { context: { file, scope }, expression }: Located,
    adapter: RouterAdapter,
    isRoot: boolean,
  ): Router {
    const key = `${file} ${expression.start}`;
    return this.#known.get(key) ?? this.#new({ key, file, isRoot, scope, adapter });
  }

  #at(file: string, place: string, typed: Typed): Router {
    const key = `${file} ${place}`;
    return this.#known.get(key) ?? this.#new({ key, file, isRoot: false, scope: 0, ...typed });
  }

  #new(
    made: Pick<Router, 'key' | 'file' | 'isRoot' | 'scope' | 'adapter' | 'fitting' | 'origin' | 'heir'>,
  ): Router {
    const router: Router = { ...made, prefixes: [], mounts: [], serves: [], alone: [], hidden: [] };
    this.#known.set(router.key, router);
    return router;
  }
}

/** What is written there is another thing each time that it is come to. */
function isOfOne({ turn, passed, self }: Context): boolean {
  return turn !== undefined || passed !== undefined || self !== undefined;
}

/** `mount('/x', app)` and `mount(app)`. */
function mounted(context: Context, args: readonly Expression[]): RouterValue | undefined {
  const child = args.at(-1);
  if (child === undefined) return undefined;
  const path = args.length > 1 ? args[0] : undefined;
  return {
    is: 'mounted',
    child: { context, expression: child },
    ...(path === undefined ? {} : { path: { context, expression: path } }),
  };
}
