import type { Expression } from '../../model/route-facts.ts';
import type { Evaluation, Located, Value } from '../routes/evaluation.ts';
import type { Base, Client, ClientAdapter, Source } from './adapters/adapter.ts';
import { functionOf } from './functions.ts';

type Calling = Located & { readonly expression: Extract<Expression, { readonly is: 'call' }> };

const deepest = 10;
const globalObjects = new Set(['window', 'globalThis', 'self', 'global']);

/** Which values are clients, and what stands before their paths. */
export class Clients {
  /** The same names are asked for again and again. */
  readonly #known = new Map<string, Client | undefined>();
  readonly #clients: ReadonlyMap<string, ClientAdapter>;
  readonly #makers: ReadonlyMap<string, ClientAdapter>;
  readonly #globals: ReadonlyMap<string, ClientAdapter>;
  readonly #types: ReadonlyMap<string, ClientAdapter>;

  constructor(
    readonly evaluation: Evaluation,
    adapters: readonly ClientAdapter[],
  ) {
    this.#clients = bySource(adapters, ({ clients }) => clients);
    this.#makers = bySource(adapters, ({ makers }) => makers);
    this.#globals = byName(adapters, ({ globals }) => globals);
    this.#types = byName(adapters, ({ types }) => types);
  }

  find(located: Located): Client | undefined {
    const { context, expression } = located;
    if (expression.is !== 'name') return this.#find(located, 0);
    const key = `${context.file}#${context.scope}#${expression.name}`;
    if (!this.#known.has(key)) this.#known.set(key, this.#find(located, 0));
    return this.#known.get(key);
  }

  #find(located: Located, depth: number): Client | undefined {
    if (depth > deepest) return undefined;
    const { expression } = located;
    if (
      expression.is === 'member' &&
      expression.object.is === 'name' &&
      globalObjects.has(expression.object.name)
    )
      return this.#global(expression.member);
    if (expression.is !== 'name' && expression.is !== 'member' && expression.is !== 'call') return undefined;
    const value = this.evaluation.valueOf(located);
    const found = this.#ofValue(value, depth + 1);
    if (found !== undefined) return found;
    if (value.is !== 'unknown') return undefined;
    const inner = this.#followed(located);
    if (inner !== undefined) return this.#find(inner, depth + 1);
    return expression.is === 'name' ? this.#global(expression.name) : undefined;
  }

  #ofValue(value: Value, depth: number): Client | undefined {
    switch (value.is) {
      case 'package':
        return plain(this.#clients.get(`${value.module} ${value.name}`), []);
      case 'typed':
        return plain(this.#types.get(value.binding.type ?? ''), ['unknown']);
      case 'parameter': {
        const { context, index } = value;
        const declared = this.evaluation.input.facts(context.file)?.scopes[context.scope]?.parameters[index];
        const typed = plain(this.#types.get(declared?.type ?? ''), ['unknown']);
        if (typed !== undefined || declared?.fallback === undefined) return typed;
        return this.#find({ context, expression: declared.fallback }, depth + 1);
      }
      case 'written': {
        const { context, expression } = value;
        if (expression.is === 'call') return this.#made({ context, expression }, depth);
        if (expression.is !== 'member') return undefined;
        return this.#find(value, depth + 1);
      }
      default:
        return undefined;
    }
  }

  #made({ context, expression }: Calling, depth: number): Client | undefined {
    const { callee, args } = expression;
    const looked = args.map((arg) => this.evaluation.look({ context, expression: arg }));
    const source = this.evaluation.valueOf({ context, expression: callee });
    if (source.is === 'package') {
      const adapter = this.#makers.get(`${source.module} ${source.name}`);
      const bases = adapter?.made?.({ args: looked });
      if (adapter !== undefined && bases !== undefined) return made(adapter, bases, looked);
    }
    if (callee.is === 'member') {
      const client = this.#find({ context, expression: callee.object }, depth + 1);
      const bases = client?.adapter.made?.({ member: callee.member, args: looked });
      if (client !== undefined && bases !== undefined)
        return { ...client, bases: [...client.bases, ...bases] };
    }
    const called = functionOf(this.evaluation, { context, expression: callee });
    const returns = called && this.evaluation.input.facts(called.file)?.scopes[called.scope]?.returns;
    if (called === undefined || returns === undefined || expression.isNew) return undefined;
    return this.#find({ context: called, expression: returns }, depth + 1);
  }

  #followed({ context, expression }: Located): Located | undefined {
    if (expression.is === 'name') return this.evaluation.boundTo(context, expression.name);
    if (expression.is !== 'member') return undefined;
    return this.#entry({ context, expression: expression.object }, expression.member);
  }

  /** `const { agent } = await login(server)`: a member of what a function returns. */
  #entry(object: Located, member: string): Located | undefined {
    const { context, expression } = this.evaluation.look(object);
    if (expression.is !== 'call') return undefined;
    const called = functionOf(this.evaluation, { context, expression: expression.callee });
    const returns = called && this.evaluation.input.facts(called.file)?.scopes[called.scope]?.returns;
    if (called === undefined || returns?.is !== 'object') return undefined;
    const entry = returns.entries.find(({ key }) => key === member);
    return entry && { context: called, expression: entry.value };
  }

  #global(name: string): Client | undefined {
    return plain(this.#globals.get(name), []);
  }
}

function plain(adapter: ClientAdapter | undefined, bases: readonly Base[]): Client | undefined {
  return adapter && { adapter, bases };
}

function made(adapter: ClientAdapter, bases: readonly Base[], args: readonly Located[]): Client {
  const contract = adapter.contractAt === undefined ? undefined : args[adapter.contractAt];
  return { adapter, bases, ...(contract === undefined ? {} : { contract }) };
}

function bySource(
  adapters: readonly ClientAdapter[],
  sources: (adapter: ClientAdapter) => readonly Source[] | undefined,
): ReadonlyMap<string, ClientAdapter> {
  return byName(adapters, (adapter) =>
    sources(adapter)?.flatMap(({ module, names }) => names.map((name) => `${module} ${name}`)),
  );
}

function byName(
  adapters: readonly ClientAdapter[],
  names: (adapter: ClientAdapter) => readonly string[] | undefined,
): ReadonlyMap<string, ClientAdapter> {
  const found = new Map<string, ClientAdapter>();
  for (const adapter of adapters)
    for (const name of names(adapter) ?? []) if (!found.has(name)) found.set(name, adapter);
  return found;
}
