import type { Binding, Expression, RouteFacts } from '../../model/route-facts.ts';
import { instanceOf } from './class-instances.ts';
import { classMember, instanceMember, ownClass } from './class-members.ts';
import { type Keep, keepForOneSearch } from './keep.ts';
import { itemsOf } from './loop-items.ts';
import { moduleCall } from './module-calls.ts';
import { argumentAt } from './passed-args.ts';
import { placeOfItem } from './reading/loops.ts';
import { parentOf } from './reading/scopes.ts';
import type { RouteInput } from './search.ts';
import { textsOf } from './texts.ts';
import type { Bound, Context, Located, OwnClass, Texts, Value } from './values.ts';

export type { Context, Located, OwnClass, Passed, Taken, Texts, Turn, Value } from './values.ts';

const deepest = 24;
const settled = 8;

/** The bindings of facts by name; kept as long as the facts are. */
export type BindingIndex = WeakMap<RouteFacts, ReadonlyMap<string, readonly Binding[]>>;

/** Gives where an imported name leads, or finds it. */
export type KeepImported = Keep<Value>;

/** Follows names through constants, imports and exports. Knows nothing of frameworks. */
export class Evaluation {
  readonly #keep: KeepImported;
  /** What was given up too far in: for a reason that may not be its own. */
  readonly #givenUp = new Map<string, Value>();
  #timesGivenUp = 0;

  constructor(
    readonly input: Pick<RouteInput, 'facts' | 'follow'>,
    readonly index: BindingIndex,
    keep: KeepImported = keepForOneSearch(),
  ) {
    this.#keep = keep;
  }

  /** What the expression leads to: names are followed, calls are not. */
  valueOf({ context, expression }: Located, depth = 0): Value {
    if (depth > deepest) return this.#giveUp();
    switch (expression.is) {
      case 'name':
        return this.#named(context, expression.name, depth + 1);
      case 'member':
        return this.#member({ context, expression: expression.object }, expression.member, depth + 1);
      case 'call':
        return this.#call({ context, expression }, depth + 1);
      case 'computed': {
        const { texts } = this.textsOf({ context, expression: expression.key }, depth + 1);
        const [key] = texts ?? [];
        if (key === undefined || texts?.length !== 1) return { is: 'written', context, expression };
        const found = this.#member({ context, expression: expression.object }, key, depth + 1);
        return found.is === 'unknown' ? { is: 'written', context, expression } : found;
      }
      default:
        return { is: 'written', context, expression };
    }
  }

  /** The expression that a name leads to, or the expression itself. */
  look(located: Located, depth = 0): Located {
    const value = this.valueOf(located, depth);
    return value.is === 'written' ? value : located;
  }

  /** What the file exports under the name. */
  exported(path: string, name: string, depth = 0): Value {
    if (depth > deepest) return this.#giveUp();
    const facts = this.input.facts(path);
    if (facts === undefined) return unknown(`"${path}" is not read.`);
    const found = facts.exports.findLast((each) => each.name === name);
    if (found?.value !== undefined)
      return this.valueOf({ context: { file: path, scope: 0 }, expression: found.value }, depth + 1);
    if (found?.from !== undefined)
      return this.imported(path, found.from.specifier, found.from.imported, depth + 1);
    if (name === 'default') return { is: 'file', path };
    for (const { name: star, from } of facts.exports) {
      if (star !== '*' || from === undefined) continue;
      const value = this.imported(path, from.specifier, name, depth + 1);
      if (value.is !== 'unknown') return value;
    }
    return unknown(`"${name}" is not exported by "${path}".`);
  }

  imported(from: string, specifier: string, name: string, depth = 0): Value {
    const key = `${from}\n${specifier}\n${name}`;
    const given = this.#givenUp.get(key);
    this.#timesGivenUp += given === undefined ? 0 : 1;
    if (given !== undefined) return given;
    const before = this.#timesGivenUp;
    const isWhole = () => this.#timesGivenUp === before;
    const found = this.#keep(key, from, () => this.#import(from, specifier, name, depth), isWhole);
    // Further in, what leads in a circle is given up for a reason that is not its own.
    if (depth < settled && !isWhole()) this.#givenUp.set(key, found);
    return found;
  }

  #giveUp(): Value {
    this.#timesGivenUp += 1;
    return unknown('It leads in a circle.');
  }

  #import(from: string, specifier: string, name: string, depth: number): Value {
    const path = libraries.test(specifier) ? undefined : this.input.follow(from, specifier);
    if (path === undefined && specifier.startsWith('.')) return unknown(`"${specifier}" is not read.`);
    if (path === undefined)
      return { is: 'package', module: specifier, name: name === '*' ? 'default' : name };
    return name === '*' ? { is: 'file', path } : this.exported(path, name, depth + 1);
  }

  /** The texts of a path, of a list of them, or of what is put together from constants. */
  textsOf(located: Located, depth = 0): Texts {
    return textsOf(this, located, depth);
  }

  #named(context: Context, name: string, depth: number): Value {
    const facts = this.input.facts(context.file);
    if (facts === undefined) return unknown(`"${context.file}" is not read.`);
    const found = this.nearest(context, name);
    if (found?.binding !== undefined) return this.#bound(found.context, found.binding, depth);
    if (found !== undefined) return this.#parameter(found, depth);
    const brought = facts.imports.find(({ local }) => local === name);
    if (brought !== undefined)
      return this.imported(context.file, brought.specifier, brought.imported, depth + 1);
    return unknown(`"${name}" is not found.`);
  }

  /**
   * What a name of the file is bound to, as it is written, and be it by an assignment within a function; undefined for
   * parameters and for what comes from elsewhere.
   */
  boundTo({ file, scope }: Context, name: string): Located | undefined {
    const facts = this.input.facts(file);
    if (facts === undefined) return undefined;
    const found = this.nearest({ file, scope }, name);
    if (found !== undefined && found.binding === undefined) return undefined;
    const binding = found?.binding ?? this.bindingsOf(facts).get(name)?.at(-1);
    if (binding === undefined || binding.isEach) return undefined;
    return { context: { file, scope: binding.scope }, expression: binding.value };
  }

  /** The item of the turn, or all of them. */
  #each(context: Context, { name, value }: Binding, depth: number): Value {
    const over = { context, expression: value };
    const found = itemsOf(this, over, depth + 1);
    const [head] = found ?? [];
    const label = placeOfItem(name) === undefined ? `"${name}"` : 'This';
    const isOfTurn = context.turn?.over === value;
    const isOfOne = found?.every((item) => item.context === head?.context);
    if (found === undefined || head === undefined || (!isOfTurn && !isOfOne))
      return { is: 'unknown', reason: `${label} is an item of what is no written list.`, over };
    if (context.turn?.over !== value) {
      const { start, end } = value;
      const items = found.map(({ expression }) => expression);
      return { is: 'written', context: head.context, expression: { start, end, is: 'list', items } };
    }
    const item = found[context.turn.index];
    return item === undefined ? unknown(`${label} is not found.`) : this.valueOf(item, depth + 1);
  }

  /** What a name stands for where it is written. */
  nearest(from: Context, name: string): Bound | undefined {
    const facts = this.input.facts(from.file);
    if (facts === undefined) return undefined;
    const bindings = this.bindingsOf(facts).get(name);
    let passed = 0;
    for (let { scope } = from; scope >= 0; scope = parentOf(facts, scope, passed)) {
      passed += 1;
      const context = scope === from.scope ? from : { ...from, scope };
      const binding = bindings?.findLast((each) => each.scope === scope);
      if (binding !== undefined) return { context, binding };
      for (const [index, parameter] of (facts.scopes[scope]?.parameters ?? []).entries()) {
        if (parameter.name === name) return { context, index };
        const key = parameter.pattern?.entries.find((entry) => entry.name === name)?.key;
        if (key !== undefined) return { context, index, key };
      }
    }
    return undefined;
  }

  /** What the call passes for it, or what it is without that, where the call is known. */
  #parameter({ context, index, key }: Extract<Bound, { readonly index: number }>, depth: number): Value {
    const { passed } = context;
    const isPassed = passed?.file === context.file && passed.scope === context.scope;
    const { fallback, isRest = false } =
      (isPassed && this.input.facts(context.file)?.scopes[context.scope]?.parameters[index]) || {};
    const given = isPassed ? argumentAt(passed.args, index, isRest) : undefined;
    const located = given
      ? { context: passed?.from ?? context, expression: given }
      : fallback && { context, expression: fallback };
    if (located) return key === undefined ? this.valueOf(located, depth) : this.#member(located, key, depth);
    return key === undefined
      ? { is: 'parameter', context, index }
      : { is: 'unknown', reason: `"${key}" is not found.`, taken: { context, index, key } };
  }

  #bound(place: Context, binding: Binding, depth: number): Value {
    const { from = place.scope } = binding;
    const context = from === place.scope ? place : { ...place, scope: from };
    if (binding.type === 'class') return { is: 'class', path: context.file, name: binding.name };
    if (binding.isEach) return this.#each(context, binding, depth);
    if (binding.others !== undefined) return this.#varying(context, binding, binding.others);
    const value = this.valueOf({ context, expression: binding.value }, depth + 1);
    const isVague =
      value.is === 'unknown' || (value.is === 'written' && isVagueFor(binding, value.expression));
    return isVague && binding.type !== undefined ? { is: 'typed', context, binding } : value;
  }

  /** All texts that a name is assigned, as a list; nothing where one of them is computed. */
  #varying(context: Context, { name, value }: Binding, others: readonly Expression[]): Value {
    const items = [value, ...others];
    if (!items.every(({ is }) => is === 'text')) return unknown(`"${name}" is assigned more than once.`);
    return { is: 'written', context, expression: { start: value.start, end: value.end, is: 'list', items } };
  }

  /** The bindings of a file by name. */
  bindingsOf(facts: RouteFacts): ReadonlyMap<string, readonly Binding[]> {
    const known = this.index.get(facts);
    if (known !== undefined) return known;
    const byName = new Map<string, Binding[]>();
    for (const binding of facts.bindings) {
      const before = byName.get(binding.name);
      if (before === undefined) byName.set(binding.name, [binding]);
      else before.push(binding);
    }
    this.index.set(facts, byName);
    return byName;
  }

  #member(object: Located, member: string, depth: number): Value {
    const { expression, context } = object;
    if (expression.is === 'name' && expression.name === 'this') {
      const self = ownClass(this, context);
      if (self !== undefined) return this.#instanceMember(self, member, depth + 1);
      const own = this.#named({ ...context, scope: 0 }, `this.${member}`, depth + 1);
      return own.is === 'unknown' ? (this.#classMethod(context.file, undefined, member, depth) ?? own) : own;
    }
    const brought = moduleCall(expression);
    if (brought?.specifier !== undefined) {
      const own = this.imported(context.file, brought.specifier, member, depth + 1);
      if (own.is !== 'unknown') return own;
    }
    if (expression.is === 'member' && expression.member === 'env')
      return unknown('The path comes from the environment.', `env.${member}`);
    const value = this.valueOf(object, depth + 1);
    const own = this.#memberOfInstance(value, member, depth + 1);
    if (own !== undefined) return own;
    switch (value.is) {
      case 'file':
        return this.exported(value.path, member, depth + 1);
      case 'package':
        return { ...value, name: member };
      case 'written':
        return this.#memberOf(value, member, depth + 1);
      case 'parameter':
        return {
          is: 'unknown',
          reason: 'It is a member of a parameter.',
          taken: { context: value.context, index: value.index, key: member },
        };
      case 'class':
        return this.#classMember(value, member, depth + 1);
      default:
        return value.is === 'unknown' ? value : unknown(`"${member}" is not found.`);
    }
  }

  #memberOf(object: Located, member: string, depth: number): Value {
    const { expression, context } = object;
    if (expression.is === 'list' && /^\d+$/.test(member)) {
      const item = expression.items[Number(member)];
      if (item !== undefined) return this.valueOf({ context, expression: item }, depth);
    }
    if (expression.is === 'object') {
      const entry = expression.entries.find(({ key }) => key === member);
      if (entry !== undefined) return this.valueOf({ context, expression: entry.value }, depth);
    }
    // What is required is the module or its default, however it was written.
    if (member === 'default') return { is: 'written', context, expression };
    const lost = unknown(`"${member}" is not found.`, `${context.file}:${expression.start}.${member}`);
    return expression.is === 'call' ? { ...lost, within: { call: object, member } } : lost;
  }

  /** What is static, by the name of its class. */
  #classMember(
    { path, name }: Extract<Value, { readonly is: 'class' }>,
    member: string,
    depth: number,
  ): Value {
    const own = this.#named({ file: path, scope: 0 }, `${name}.${member}`, depth);
    return own.is === 'unknown'
      ? (this.#classMethod(path, name, member, depth) ?? unknown(`"${member}" is not found.`))
      : own;
  }

  #classMethod(file: string, name: string | undefined, member: string, depth: number): Value | undefined {
    const found = classMember(this, file, name, member);
    return found && this.valueOf(found, depth + 1);
  }

  #instanceMember(self: OwnClass, member: string, depth: number): Value {
    const found = instanceMember(this, self, member, (facts) => this.bindingsOf(facts));
    if (found === undefined) return unknown(`"this.${member}" is not found.`);
    if ('value' in found) return this.valueOf(found.value, depth);
    return this.#bound(found.context, found.binding, depth);
  }

  /** Undefined where the value is no instance of a class of the workspace, or of another one than its type says. */
  #memberOfInstance(value: Value, member: string, depth: number): Value | undefined {
    const self = instanceOf(this, value, depth);
    if (self === undefined) return undefined;
    const found = this.#instanceMember(self, member, depth);
    return self.made !== undefined || found.is !== 'unknown' ? found : undefined;
  }

  /** `require('x')` and `import('x')`; what other calls give is found out by who knows the frameworks. */
  #call({ context, expression }: Located, depth: number): Value {
    const brought = moduleCall(expression);
    if (brought?.specifier === undefined) return { is: 'written', context, expression };
    const path = this.input.follow(context.file, brought.specifier);
    if (path === undefined && brought.specifier.startsWith('.'))
      return unknown(`"${brought.specifier}" is not read.`);
    if (path === undefined) return { is: 'package', module: brought.specifier, name: 'default' };
    if (brought.by === 'require') return this.exported(path, 'default', depth + 1);
    this.input.facts(path);
    return { is: 'file', path };
  }
}

/** What contracts are written with is known by its name: in its own repository that leads to files. */
const libraries =
  /^@(?:ts-rest\/(?:core|express|fastify|nest|next|serverless)|orpc\/(?:contract|server|nest|openapi)|hono\/zod-openapi)(?:\/|$)/;

/** A choice of texts tells more than that it is one; a choice of others less than its type. */
function isVagueFor({ type }: Binding, { is }: Expression): boolean {
  return is === 'other' || (is === 'either' && type !== 'string');
}

function unknown(reason: string, source?: string): Extract<Value, { readonly is: 'unknown' }> {
  return { is: 'unknown', reason, ...(source !== undefined && { source }) };
}
