import type { Binding, Expression, RouteFacts } from '../../model/route-facts.ts';
import { type Keep, keepForOneSearch } from './keep.ts';
import { parentOf } from './scopes.ts';
import type { RouteInput } from './search.ts';

/** Where an expression is written. */
export interface Context {
  readonly file: string;
  readonly scope: number;
  /** Which item a loop is at. */
  readonly turn?: Turn;
}

/** One item of what a loop goes over. */
export interface Turn {
  readonly over: Expression;
  readonly index: number;
}

export interface Located {
  readonly context: Context;
  readonly expression: Expression;
}

/** What an expression leads to, as far as syntax tells. */
export type Value =
  /** As written: a text, a call, a function, an object. */
  | ({ readonly is: 'written' } & Located)
  /** What a package exports; `default` for the package as a whole. */
  | { readonly is: 'package'; readonly module: string; readonly name: string }
  /** All exports of a file. */
  | { readonly is: 'file'; readonly path: string }
  | { readonly is: 'parameter'; readonly context: Context; readonly index: number }
  /** An annotated name whose value is not known. */
  | { readonly is: 'typed'; readonly context: Context; readonly binding: Binding }
  | { readonly is: 'class'; readonly path: string; readonly name: string }
  /** `over` is what the loop goes over that it comes from; `source` is the same for all that are the same. */
  | { readonly is: 'unknown'; readonly reason: string; readonly over?: Located; readonly source?: string };

/** Texts, or why there are none. */
export type Texts =
  | { readonly texts: readonly string[]; readonly reason?: never }
  | { readonly reason: string; readonly texts?: never };

/** A binding, or a parameter by its number. */
type Bound =
  | { readonly context: Context; readonly binding: Binding; readonly index?: never }
  | { readonly context: Context; readonly binding?: never; readonly index: number };

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
  look(located: Located): Located {
    const value = this.valueOf(located);
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
    const path = this.input.follow(from, specifier);
    if (path === undefined && specifier.startsWith('.')) return unknown(`"${specifier}" is not read.`);
    if (path === undefined)
      return { is: 'package', module: specifier, name: name === '*' ? 'default' : name };
    return name === '*' ? { is: 'file', path } : this.exported(path, name, depth + 1);
  }

  /** The texts of a path, of a list of them, or of what is put together from constants. */
  textsOf(located: Located, depth = 0): Texts {
    const value = this.valueOf(located, depth);
    if (value.is !== 'written') return { reason: reasonOf(value, this) };
    const { context, expression } = value;
    switch (expression.is) {
      case 'text':
        return { texts: [expression.value] };
      case 'list':
        return this.#textsOfList(context, expression.items, depth + 1);
      case 'joined':
        return this.#joined(context, expression.parts, depth + 1);
      case 'pattern':
        return { reason: 'The path is a regular expression.' };
      case 'call':
        return { reason: 'The path is computed by a call.' };
      case 'computed':
        return { reason: 'The path is looked up by a computed key.' };
      default:
        return { reason: 'The path is computed.' };
    }
  }

  #textsOfList(context: Context, items: readonly Expression[], depth: number): Texts {
    const found: string[] = [];
    for (const expression of items) {
      const texts = this.textsOf({ context, expression }, depth);
      if (texts.texts === undefined) return texts;
      found.push(...texts.texts);
    }
    return { texts: found };
  }

  #joined(context: Context, parts: readonly Expression[], depth: number): Texts {
    let found: readonly string[] = [''];
    for (const expression of parts) {
      const texts = this.textsOf({ context, expression }, depth);
      if (texts.texts === undefined) return texts;
      found = found.flatMap((before) => texts.texts.map((text) => before + text)).slice(0, 64);
    }
    return { texts: found };
  }

  #named(context: Context, name: string, depth: number): Value {
    const facts = this.input.facts(context.file);
    if (facts === undefined) return unknown(`"${context.file}" is not read.`);
    const found = this.#nearest(facts, context, name);
    if (found?.binding !== undefined) return this.#bound(found.context, found.binding, depth);
    if (found !== undefined) return { is: 'parameter', context: found.context, index: found.index };
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
    const found = this.#nearest(facts, { file, scope }, name);
    if (found !== undefined && found.binding === undefined) return undefined;
    const binding = found?.binding ?? this.bindingsOf(facts).get(name)?.at(-1);
    if (binding === undefined || binding.isEach) return undefined;
    return { context: { file, scope: binding.scope }, expression: binding.value };
  }

  /** The loop that a name comes from, and how many items it goes over; undefined where that is not known. */
  loopOf(
    context: Context,
    name: string,
    depth = 0,
  ): { readonly over: Expression; readonly count: number } | undefined {
    const facts = this.input.facts(context.file);
    const found = facts && this.#nearest(facts, context, name);
    if (found?.binding === undefined) return undefined;
    const { value, isEach } = found.binding;
    if (isEach) {
      const items = this.#itemsOf({ context: found.context, expression: value }, 0);
      return items && { over: value, count: items.items.length };
    }
    const isMember = value.is === 'member' && value.object.is === 'name' && depth < settled;
    return isMember ? this.loopOf(found.context, value.object.name, depth + 1) : undefined;
  }

  /** What a loop goes over: a list, or the entries, keys or values of an object. */
  #itemsOf(
    located: Located,
    depth: number,
  ): { readonly context: Context; readonly items: readonly Expression[] } | undefined {
    const { context, expression } = this.look(located);
    if (depth > settled) return undefined;
    if (expression.is === 'list')
      return expression.items.some(({ is }) => is === 'other')
        ? undefined
        : { context, items: expression.items };
    if (expression.is !== 'call' || expression.callee.is !== 'member') return undefined;
    const { callee, args } = expression;
    const [first] = args;
    if (callee.object.is !== 'name' || callee.object.name !== 'Object' || first === undefined)
      return undefined;
    const object = this.look({ context, expression: first });
    if (object.expression.is !== 'object' || object.expression.isOpen) return undefined;
    const items = object.expression.entries.map(({ key, keySpan, value }): Expression => {
      const text: Expression = { ...keySpan, is: 'text', value: key };
      if (callee.member === 'keys') return text;
      return callee.member === 'values' ? value : { ...keySpan, is: 'list', items: [text, value] };
    });
    return ['entries', 'keys', 'values'].includes(callee.member)
      ? { context: object.context, items }
      : undefined;
  }

  /** The item of the turn, or all of them. */
  #each(context: Context, { name, value }: Binding, depth: number): Value {
    const over = { context, expression: value };
    const found = this.#itemsOf(over, 0);
    const label = name.startsWith('each ') ? 'This' : `"${name}"`;
    if (found === undefined)
      return { is: 'unknown', reason: `${label} is an item of what is no written list.`, over };
    if (context.turn?.over !== value) {
      const { start, end } = value;
      return {
        is: 'written',
        context: found.context,
        expression: { start, end, is: 'list', items: found.items },
      };
    }
    const expression = found.items[context.turn.index];
    return expression === undefined
      ? unknown(`${label} is not found.`)
      : this.valueOf({ context: found.context, expression }, depth + 1);
  }

  #nearest(facts: RouteFacts, { file, scope: from, turn }: Context, name: string): Bound | undefined {
    const bindings = this.bindingsOf(facts).get(name);
    let passed = 0;
    for (let scope = from; scope >= 0; scope = parentOf(facts, scope, passed)) {
      passed += 1;
      const context = { file, scope, ...(turn === undefined ? {} : { turn }) };
      const binding = bindings?.findLast((each) => each.scope === scope);
      if (binding !== undefined) return { context, binding };
      const index = facts.scopes[scope]?.parameters.findIndex((each) => each.name === name) ?? -1;
      if (index >= 0) return { context, index };
    }
    return undefined;
  }

  #bound(context: Context, binding: Binding, depth: number): Value {
    if (binding.type === 'class') return { is: 'class', path: context.file, name: binding.name };
    if (binding.isEach) return this.#each(context, binding, depth);
    if (binding.others !== undefined) return this.#varying(context, binding, binding.others);
    const value = this.valueOf({ context, expression: binding.value }, depth + 1);
    const isVague = value.is === 'unknown' || (value.is === 'written' && value.expression.is === 'other');
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
    if (expression.is === 'name' && expression.name === 'this')
      return this.#named({ ...context, scope: 0 }, `this.${member}`, depth + 1);
    if (expression.is === 'member' && expression.member === 'env')
      return unknown('The path comes from the environment.', `env.${member}`);
    const value = this.valueOf(object, depth + 1);
    switch (value.is) {
      case 'file':
        return this.exported(value.path, member, depth + 1);
      case 'package':
        return { ...value, name: member };
      case 'written':
        return this.#memberOf(value, member, depth + 1);
      case 'parameter':
        return unknown('It is a member of a parameter.');
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
    if (expression.is === 'call' && expression.isNew) {
      const made = this.valueOf({ context, expression: expression.callee }, depth);
      if (made.is === 'class') return this.#named({ file: made.path, scope: 0 }, `this.${member}`, depth + 1);
    }
    return unknown(`"${member}" is not found.`, `${context.file}:${expression.start}.${member}`);
  }

  /** `require('x')` and `import('x')`; what other calls give is found out by who knows the frameworks. */
  #call({ context, expression }: Located, depth: number): Value {
    if (expression.is !== 'call' || expression.isNew) return { is: 'written', context, expression };
    const { callee, args } = expression;
    const [first] = args;
    if (callee.is !== 'name' || first?.is !== 'text') return { is: 'written', context, expression };
    if (callee.name !== 'require' && callee.name !== 'import') return { is: 'written', context, expression };
    const path = this.input.follow(context.file, first.value);
    if (path === undefined && first.value.startsWith('.')) return unknown(`"${first.value}" is not read.`);
    if (path === undefined) return { is: 'package', module: first.value, name: 'default' };
    return this.exported(path, 'default', depth + 1);
  }
}

function unknown(reason: string, source?: string): Value {
  return { is: 'unknown', reason, ...(source !== undefined && { source }) };
}

function reasonOf(value: Exclude<Value, { readonly is: 'written' }>, { input }: Evaluation): string {
  switch (value.is) {
    case 'parameter': {
      const parameter = input.facts(value.context.file)?.scopes[value.context.scope]?.parameters[value.index];
      return `The path is "${parameter?.name ?? ''}", a parameter.`;
    }
    case 'package':
      return `The path comes from the package "${value.module}".`;
    case 'unknown':
      return value.reason;
    default:
      return 'The path is no text that is written in the workspace.';
  }
}
