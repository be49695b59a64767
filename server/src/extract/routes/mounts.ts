import type { Expression } from '../../model/route-facts.ts';
import { type Effect, isPath, type RouterAdapter } from './adapters/adapter.ts';
import type { Context, Located, Value } from './evaluation.ts';
import { moduleCall } from './module-calls.ts';
import { firstOf, isNamedLikePath } from './mounted-first.ts';
import type { Router, Routers, RouterValue } from './routers.ts';

type MountEffect = Extract<Effect, { readonly does: 'mount' }>;
type Child = Located & { readonly isDoubted?: boolean };
type NoRouter = Extract<RouterValue, { readonly is: 'no router' }>;

const notFollowed = 'What is mounted here cannot be followed.';

const nothings = new Set(['undefined', 'null', 'false']);

/** Mounts what the calls on routers mount. */
export class Mounts {
  /** Where something is mounted in turn that is not followed. */
  readonly #open: { readonly adapter: RouterAdapter; readonly file: string }[] = [];

  /** A loader may load any of the files. */
  constructor(
    readonly routers: Routers,
    readonly files: readonly string[],
  ) {}

  /** What one call mounts: a path or none, then the rest. */
  mount(
    parent: Router,
    context: Context,
    { path, children, options, isLoose, context: writtenIn = context }: Omit<MountEffect, 'does'>,
  ): void {
    if (this.#load(parent, context, children, options)) return;
    const listed = children.flatMap((expression) => this.#listed({ context, expression }));
    if (isLoose) for (const child of listed) this.#loosen(child);
    if (path === undefined || isPath(path) || parent.adapter?.mountsMiddleware !== true) {
      this.#all(parent, context, path && { context: writtenIn, expression: path }, listed);
      return;
    }
    const [first, ...others] = path.is === 'spread' ? this.#listed({ context, expression: path }) : [];
    const located = first ?? { context, expression: path };
    const rest = [...others, ...listed];
    const is = rest.length === 0 ? 'middleware' : this.#first(parent, located, rest);
    if (is === 'path') this.#all(parent, context, located, rest);
    else {
      const all = [...this.#listed(located), ...rest];
      this.#all(parent, context, undefined, all, is === 'unknown');
    }
  }

  /** Mounts what a loader loads; false where what is mounted is none. */
  #load(
    parent: Router,
    context: Context,
    [child]: readonly Expression[],
    told: Expression | undefined,
  ): boolean {
    const loaders = parent.adapter?.loaders;
    if (loaders === undefined || child === undefined) return false;
    const at = { context, expression: child };
    const { evaluation } = this.routers;
    const value = evaluation.valueOf(at);
    const loader = value.is === 'package' && loaders.find(({ modules }) => modules.includes(value.module));
    if (!loader) return false;
    const options = told && { options: { context, expression: told } };
    const { plugins, unresolved } = loader.load({ at, ...options, evaluation, files: this.files });
    for (const each of unresolved) this.hide(parent, each.at, each.reason);
    for (const { plugin, prefix, isDoubted = false } of plugins) {
      const found = this.routers.find(plugin);
      const isObject = found.is === 'no router' && evaluation.look(plugin).expression.is === 'object';
      if (isObject) this.hide(parent, plugin, 'What is no function is registered here.', prefix);
      else this.#link(parent, found, prefix, context, plugin, isDoubted);
    }
    return true;
  }

  /** What cannot be told is middleware, in doubt, where a router comes behind it and its name is none of a path. */
  #first(parent: Router, first: Located, rest: readonly Located[]): ReturnType<typeof firstOf> {
    const found = this.routers.find(first);
    if (found.is === 'router' || found.is === 'mounted') return 'middleware';
    const is = firstOf(this.routers.evaluation, first);
    if (is !== 'unknown') return is;
    const hasRouter = rest.some((each) => {
      const value = this.routers.find(each);
      return value.is === 'router' && value.router !== parent;
    });
    return hasRouter && !isNamedLikePath(first.expression) ? 'unknown' : 'path';
  }

  /** The items of lists, wherever these are written, and each of a choice. */
  #listed(located: Located, depth = 0, isDoubted = false): readonly Child[] {
    const { expression, context } = located;
    const self = [isDoubted ? { ...located, isDoubted } : located];
    if (depth > 4) return self;
    if (expression.is === 'spread') {
      const inner = this.#listed({ context, expression: expression.value }, depth + 1, isDoubted);
      return inner.length === 1 && inner[0]?.expression === expression.value ? self : inner;
    }
    if (expression.is === 'either')
      return expression.items
        .filter((item) => item.is !== 'name' || !nothings.has(item.name))
        .flatMap((item) => this.#listed({ context, expression: item }, depth + 1, true));
    const looked = expression.is === 'name' ? this.routers.evaluation.look(located) : located;
    if (looked.expression.is !== 'list') return self;
    return looked.expression.items.flatMap((item) =>
      this.#listed({ context: looked.context, expression: item }, depth + 1, isDoubted),
    );
  }

  #all(
    parent: Router,
    context: Context,
    path: Located | undefined,
    children: readonly Child[],
    isDoubted = false,
  ): void {
    const values = children.map((child) => this.routers.find(child));
    for (const [index, child] of children.entries()) {
      const value = values[index];
      const isUnsure = isDoubted || child.isDoubted === true;
      if (value !== undefined) this.#link(parent, value, path, context, child, isUnsure);
    }
    if (path !== undefined && values.every(({ is }) => is === 'function' || is === 'no router'))
      this.#alone(parent, context, path, children, values);
  }

  /** A function that takes no `next` answers; another one, or what a package makes, may. */
  #alone(
    { adapter, alone }: Router,
    { file }: Context,
    path: Located,
    children: readonly Located[],
    values: readonly RouterValue[],
  ): void {
    const last = children.at(-1);
    const value = values.at(-1);
    if (adapter?.mountsHandlers !== true || last === undefined || value === undefined) return;
    if (value.is === 'no router' && this.#isHidden(value, last)) return;
    const taken = value.is === 'function' ? this.routers.parametersOf(value).length : undefined;
    const before = children.slice(0, -1).map(({ expression }) => expression);
    const { context: handledIn, expression: handler } = last;
    const served = { methods: ['ANY'] as const, path, file, handler, before, handledIn };
    alone.push({ served, isHandler: taken !== undefined && taken < 3 });
  }

  /** Told already, or what serves files and reads bodies. */
  #isHidden({ value }: NoRouter, { context, expression }: Located): boolean {
    if (value.is === 'package' && value.module === 'express') return true;
    if (this.#reasonOf({ is: 'no router', value }, expression) !== undefined) return true;
    if (expression.is !== 'call') return false;
    const made = this.routers.evaluation.valueOf({ context, expression: expression.callee });
    return made.is === 'package' && made.module === 'express';
  }

  #link(
    parent: Router,
    value: RouterValue,
    path: Located | undefined,
    context: Context,
    child: Located,
    isDoubted: boolean,
  ): void {
    switch (value.is) {
      case 'router':
      case 'held':
        if (this.#isGiven(child)) this.hide(parent, path ?? child, notFollowed, path);
        this.add(parent, value.router, path, context, isDoubted);
        return;
      case 'mounted': {
        const inner = this.routers.find(value.child);
        this.#link(parent, inner, value.path ?? path, value.child.context, value.child, isDoubted);
        return;
      }
      case 'function': {
        const first = this.routers.parameterOf(value.context, value.scope, 0);
        const own = value.isFlat ? undefined : path;
        if (first !== undefined && parent.adapter?.framework === 'fastify')
          this.add(parent, first, own, context, isDoubted);
        return;
      }
      case 'no router':
        this.#foreign(parent, value, path, child);
    }
  }

  #foreign(
    parent: Router,
    value: NoRouter,
    path: Located | undefined,
    { context, expression }: Located,
  ): void {
    const made = value.value;
    const isPlugin = parent.adapter?.hasPlugins === true && isVague(made);
    const reason = this.#reasonOf(value, expression) ?? (isPlugin ? notFollowed : undefined);
    if (reason === undefined) return;
    this.hide(parent, path ?? { context, expression }, reason, path);
    const over = made.is === 'unknown' ? made.over : undefined;
    if (over !== undefined) this.#loosen(over);
    const looked = expression.is === 'member' ? expression.object : expression;
    if (looked.is === 'computed') this.#loosen({ context, expression: looked.object });
    if (over !== undefined && parent.adapter) this.#open.push({ adapter: parent.adapter, file: parent.file });
  }

  /** What serves by itself where nobody mounts it may be what was mounted and not followed. */
  loosenRoots(): void {
    for (const { adapter, file } of this.#open)
      for (const router of this.routers.all())
        if (router.isRoot && router.adapter === adapter && router.file !== file && router.mounts.length === 0)
          router.isLoose = true;
  }

  /** A router that a function is given by calls that are not known. */
  #isGiven(child: Located): boolean {
    if (!isNamedLikeRouter(child.expression)) return false;
    const value = this.routers.evaluation.valueOf(child);
    return value.is === 'parameter' || (value.is === 'unknown' && value.taken !== undefined);
  }

  /** Why it is not known what is mounted; undefined where that is most likely no router. */
  #reasonOf(value: NoRouter, child: Expression): string | undefined {
    const made = value.value;
    const isInTurn = made.is === 'unknown' && made.over !== undefined;
    if (isInTurn || child.is === 'computed' || child.is === 'spread')
      return 'What is mounted here in turn cannot be followed.';
    if (made.is === 'written' && isFoundLater(made.expression))
      return 'What is mounted here is looked for while the program runs.';
    return hidesRouter(child, value) ? notFollowed : undefined;
  }

  hide({ adapter, hidden }: Router, at: Located, reason: string, path?: Located): void {
    const { start, end } = at.expression;
    const place = { path: at.context.file, span: { start, end }, framework: adapter?.framework ?? '' };
    hidden.push({ hides: { ...place, reason }, ...(path === undefined ? {} : { path }) });
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
    for (const each of withinOf(expression)) this.#loosen({ context, expression: each }, depth + 1);
  }

  add(parent: Router, child: Router, path: Located | undefined, { file }: Context, isDoubted = false): void {
    const whole = child.origin ?? child;
    if (whole === parent) return;
    whole.adapter ??= parent.adapter;
    const doubt = isDoubted ? { isDoubted } : {};
    whole.mounts.push({ parent, file, ...(path === undefined ? {} : { path }), ...doubt });
  }
}

function withinOf(expression: Expression): readonly Expression[] {
  switch (expression.is) {
    case 'list':
      return expression.items;
    case 'call':
      return expression.args;
    case 'object':
      return [...expression.entries.map(({ value }) => value), ...(expression.spreads ?? [])];
    default:
      return [];
  }
}

/** `require(file)` and `import(file)`. */
export function isFoundLater(expression: Expression): boolean {
  const brought = moduleCall(expression);
  return brought !== undefined && brought.specifier === undefined;
}

/** Nobody knows what it is: what a parameter brings, a name that leads nowhere. */
function isVague(value: Value): boolean {
  return value.is === 'unknown' || (value.is === 'written' && value.expression.is === 'other');
}

/** Middleware of packages and functions is none that hides routes; what is called like a router, or is passed, is. */
function hidesRouter(child: Expression, { value }: NoRouter): boolean {
  return value.is !== 'package' && isNamedLikeRouter(child);
}

function isNamedLikeRouter(child: Expression): boolean {
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
