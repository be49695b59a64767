import type { Binding, Expression, Pattern, RequestUse, RouteFacts } from '../../model/route-facts.ts';
import type { Span } from '../../model/span.ts';

/** One step away from a parameter: a member, a call of what was reached, or an address that is made of it. */
export type Step =
  | ({ readonly is: 'member'; readonly name: string } & Span)
  | { readonly is: 'computed' }
  | ({ readonly is: 'call'; readonly args: readonly Expression[] } & Span)
  | { readonly is: 'address' };

/** A use whose head is a parameter of a function. */
export interface RootedUse {
  readonly steps: readonly Step[];
  readonly use: RequestUse;
}

/** By number of the function and of its parameter: `3 0`. */
export type RootedUses = ReadonlyMap<string, readonly RootedUse[]>;

/** The uses of facts, kept as long as the facts are. */
export type UseIndex = WeakMap<RouteFacts, RootedUses>;

interface Rooted {
  readonly root: string;
  readonly steps: readonly Step[];
}

const deepest = 12;

/** Leads each use of a file to the parameter that it begins with. */
export function rootUses(facts: RouteFacts, bindings: ReadonlyMap<string, readonly Binding[]>): RootedUses {
  const names = new Names(facts, bindings);
  const found = new Map<string, RootedUse[]>();
  for (const use of facts.uses) {
    const rooted = names.root(use.value, use.scope, 0);
    if (rooted === undefined) continue;
    const known = found.get(rooted.root);
    const entry = { steps: rooted.steps, use };
    if (known === undefined) found.set(rooted.root, [entry]);
    else known.push(entry);
  }
  return found;
}

class Names {
  constructor(
    readonly facts: RouteFacts,
    readonly bindings: ReadonlyMap<string, readonly Binding[]>,
  ) {}

  root(expression: Expression, scope: number, depth: number): Rooted | undefined {
    if (depth > deepest) return undefined;
    switch (expression.is) {
      case 'name':
        return this.#named(expression.name, scope, depth + 1);
      case 'member': {
        const { start, end } = expression.memberSpan;
        return this.#below(expression.object, scope, depth, {
          is: 'member',
          name: expression.member,
          start,
          end,
        });
      }
      case 'computed': {
        const { key, object } = expression;
        const { start, end } = key;
        return this.#below(
          object,
          scope,
          depth,
          key.is === 'text' ? { is: 'member', name: key.value, start, end } : { is: 'computed' },
        );
      }
      case 'call':
        return this.#called(expression, scope, depth);
      default:
        return undefined;
    }
  }

  #called(
    { callee, args, isNew, start, end }: Extract<Expression, { readonly is: 'call' }>,
    scope: number,
    depth: number,
  ): Rooted | undefined {
    if (!isNew) return this.#below(callee, scope, depth, { is: 'call', args, start, end });
    const [first] = args;
    if (callee.is !== 'name' || callee.name !== 'URL' || first === undefined) return undefined;
    return this.#below(first, scope, depth, { is: 'address' });
  }

  #below(object: Expression, scope: number, depth: number, step: Step): Rooted | undefined {
    const rooted = this.root(object, scope, depth + 1);
    return rooted === undefined ? undefined : { root: rooted.root, steps: [...rooted.steps, step] };
  }

  #named(name: string, from: number, depth: number): Rooted | undefined {
    const { scopes } = this.facts;
    const bindings = this.bindings.get(name);
    for (let scope = from, passed = 0; scope > 0 && passed < 100; scope = scopes[scope]?.parent ?? -1) {
      passed += 1;
      const bound = bindings?.findLast((each) => each.scope === scope);
      if (bound?.isEach) return undefined;
      if (bound !== undefined) return this.root(bound.value, scope, depth);
      for (const [index, parameter] of (scopes[scope]?.parameters ?? []).entries()) {
        if (parameter.name === name) return { root: `${scope} ${index}`, steps: [] };
        const steps = parameter.pattern === undefined ? undefined : stepsTo(parameter.pattern, name);
        if (steps !== undefined) return { root: `${scope} ${index}`, steps };
      }
    }
    return undefined;
  }
}

/** The members that lead to a name of the pattern. */
function stepsTo({ entries }: Pattern, name: string): readonly Step[] | undefined {
  for (const { key, keySpan, name: own, pattern } of entries) {
    const { start, end } = keySpan;
    const step: Step = { is: 'member', name: key, start, end };
    if (own === name) return [step];
    const inner = pattern === undefined ? undefined : stepsTo(pattern, name);
    if (inner !== undefined) return [step, ...inner];
  }
  return undefined;
}
