import type { Expression } from '../../model/route-facts.ts';
import { instanceOf } from './class-instances.ts';
import { ownClass } from './class-members.ts';
import type { Context, Evaluation, OwnClass, Passed } from './evaluation.ts';
import { loopOf } from './loop-items.ts';
import { namesIn } from './looping-calls.ts';
import { needsOf } from './needs.ts';
import { argsOf } from './passed-args.ts';
import { isRegistering } from './reading/may-register.ts';
import type { Routers } from './routers.ts';

type Call = Extract<Expression, { readonly is: 'call' }>;

/** A call of a function. */
interface Passing {
  readonly passed: Passed;
  /** The instance that it is called on, or that it makes. */
  readonly self?: OwnClass;
  /** It is called on the instance that the caller is of. */
  readonly isOwn?: boolean;
}

/** The most calls of one function that are followed, and the most that one call is made for. */
const most = 200;
const deepest = 6;
/** So many callers of callers are looked at for one call: functions that all call each other have endless ways. */
const mostLooks = 2000;

/**
 * The calls that hand something to functions, methods and constructors of the workspace: `resource('/users', users)`,
 * `this.mount(routes)`, `new App([new Users()])`.
 */
export class Passings {
  readonly #known = new Map<string, Passing[]>();
  /** Instances by their classes, and by those that these extend. */
  readonly #made = new Map<string, OwnClass[]>();
  readonly #noted = new Set<Call>();
  /** Calls that nobody has looked at: most workspaces hand nothing on, and what a call leads to may be any file. */
  #unread: { readonly context: Context; readonly call: Call; readonly isAgain: boolean }[] = [];
  #looks = 0;

  constructor(readonly routers: Routers) {}

  /** Of a call that is made once more only what is not known yet. */
  note(context: Context, call: Call, isAgain: boolean): void {
    this.#unread.push({ context, call, isAgain });
  }

  #read(): void {
    const all = this.#unread;
    this.#unread = [];
    for (const { context, call, isAgain } of all)
      if (!isAgain || !this.#noted.has(call)) this.#readCall(context, call);
  }

  #readCall(context: Context, call: Call): void {
    const { callee, args, start: at } = call;
    if (call.isNew) {
      this.#noteMade(context, call);
      return;
    }
    const isOwn = callee.is === 'member' && callee.object.is === 'name' && callee.object.name === 'this';
    const isMethod = callee.is === 'member' && (isOwn || !isRegistering(callee.member));
    if (callee.is !== 'name' && !isMethod) return;
    const called = this.routers.find({ context, expression: callee });
    if (called.is !== 'function') return;
    const { evaluation } = this.routers;
    const { file } = called.context;
    const passed = { file, scope: called.scope, args: argsOf(evaluation, context, args), from: context, at };
    const on = isMethod && !isOwn ? evaluation.valueOf({ context, expression: callee.object }) : undefined;
    const self = on && instanceOf(evaluation, on, 0);
    this.#noted.add(call);
    this.#add({ passed, isOwn, ...(self && { self }) });
  }

  /** One call of one context at a time: a loop that is known calls for each item. */
  #add(passing: Passing): void {
    const { file, scope, args, from } = passing.passed;
    const known = listAt(this.#known, `${scope} ${file}`);
    const isKnown = known.some(({ passed }) => passed.args === args && passed.from === from);
    if (!isKnown && known.length < most) known.push(passing);
  }

  /** The constructor of the class, and those that it calls in turn. */
  #noteMade(context: Context, call: Call): void {
    const { evaluation } = this.routers;
    const made = evaluation.valueOf({ context, expression: call.callee });
    const self =
      made.is === 'class'
        ? instanceOf(evaluation, { is: 'written', context, expression: call }, 0)
        : undefined;
    if (self?.made === undefined) return;
    this.#noted.add(call);
    let { path: file, name, made: passes } = { ...self, made: self.made };
    for (let above = 0; above < deepest; above += 1) {
      listAt(this.#made, `${name} ${file}`).push(self);
      const facts = evaluation.input.facts(file);
      const fact = facts?.classes.find((each) => each.name === name);
      const scope = fact?.methods.find((method) => method.name === 'constructor')?.scope;
      const passed = scope === undefined ? undefined : { ...passes, file, scope };
      if (passed !== undefined) this.#add({ passed, self });
      const base = fact?.base && evaluation.valueOf({ context: { file, scope: 0 }, expression: fact.base });
      if (base?.is !== 'class') return;
      if (passed !== undefined) {
        const args = facts?.scopes[passed.scope]?.passesUp;
        if (args === undefined) return;
        passes = { args, from: { file, scope: passed.scope, passed, self }, at: passes.at };
      }
      ({ path: file, name } = base);
    }
  }

  /**
   * Where a call is made once more for each call of the functions around it, each instance of its class and each item of its loops,
   * as far as these expressions come from there; undefined where none of this is known.
   */
  contextsOf(context: Context, expressions: readonly Expression[]): readonly Context[] | undefined {
    this.#read();
    this.#looks = 0;
    const found = this.#expanded(context, expressions, false, 0);
    return found.length === 1 && found[0] === context ? undefined : found;
  }

  #expanded(
    context: Context,
    expressions: readonly Expression[],
    isOfInstance: boolean,
    depth: number,
  ): readonly Context[] {
    this.#looks += 1;
    if (depth > deepest || this.#looks > mostLooks) return [context];
    const { evaluation } = this.routers;
    const needs = needsOf(evaluation, context, expressions);
    const needsInstance = isOfInstance || needs.isOfInstance;
    const called = needs.scopes
      .map((scope) => this.#called(context, scope, needsInstance, depth))
      .find((found) => found.length > 0);
    const inCalls = called ?? [context];
    const inInstances = needsInstance ? inCalls.flatMap((each) => this.#instances(each, depth)) : inCalls;
    return inInstances.flatMap((each) => turnsOf(evaluation, each, expressions)).slice(0, most);
  }

  #called(context: Context, scope: number, isOfInstance: boolean, depth: number): readonly Context[] {
    const known = this.#known.get(`${scope} ${context.file}`) ?? [];
    return known.flatMap(({ passed, self, isOwn = false }) =>
      this.#expanded(passed.from, passed.args, isOwn && isOfInstance, depth + 1).map((from) => {
        const instance = isOwn ? from.self : self;
        return { ...context, passed: { ...passed, from }, ...(instance && { self: instance }) };
      }),
    );
  }

  /** The instances of the class around. */
  #instances(context: Context, depth: number): readonly Context[] {
    const own = context.self === undefined ? ownClass(this.routers.evaluation, context) : undefined;
    const known = own && this.#made.get(`${own.name} ${own.path}`);
    if (known === undefined) return [context];
    return known.flatMap((self) => {
      const { made } = self;
      if (made === undefined) return [];
      return this.#expanded(made.from, made.args, false, depth + 1).map((from) => ({
        ...context,
        self: { ...self, made: { ...made, from } },
      }));
    });
  }
}

/** One context for each item of the loop that the expressions come from, if that is known and not taken already. */
function turnsOf(
  evaluation: Evaluation,
  context: Context,
  expressions: readonly Expression[],
): readonly Context[] {
  if (context.turn !== undefined) return [context];
  for (const name of expressions.flatMap(namesIn)) {
    const { over, count } = loopOf(evaluation, context, name) ?? {};
    if (over === undefined || count === undefined || count > most) continue;
    return Array.from({ length: count }, (_, index) => ({ ...context, turn: { over, index } }));
  }
  return [context];
}

function listAt<T>(lists: Map<string, T[]>, key: string): T[] {
  const known = lists.get(key) ?? [];
  lists.set(key, known);
  return known;
}
