import type { CallFact, Expression, RouteFacts } from '../../model/route-facts.ts';

/** The names in a call that may come from a loop of its file; calls without any are not listed. */
type LoopingCalls = ReadonlyMap<CallFact, readonly string[]>;

/** Kept as long as the facts are. */
export type LoopIndex = WeakMap<RouteFacts, LoopingCalls>;

/** The calls of a file that may be made in a loop. */
export function loopingCalls(facts: RouteFacts, index: LoopIndex): LoopingCalls {
  const known = index.get(facts);
  if (known !== undefined) return known;
  const found = callsIn(facts);
  index.set(facts, found);
  return found;
}

function callsIn({ bindings, calls }: RouteFacts): LoopingCalls {
  const bound = boundIn(bindings);
  if (bound.size === 0) return new Map();
  return new Map(
    calls.flatMap((fact) => {
      const names = namesIn(fact.call).filter((name) => bound.has(name));
      return names.length === 0 ? [] : [[fact, names] as const];
    }),
  );
}

/** The names that a loop binds, and those that are members of what it binds or made with that. */
function boundIn(bindings: RouteFacts['bindings']): ReadonlySet<string> {
  const bound = new Set(bindings.flatMap(({ isEach, name }) => (isEach ? [name] : [])));
  if (bound.size === 0) return bound;
  const others = bindings.flatMap(({ name, value }) =>
    value.is === 'member' || value.is === 'call' ? [{ name, of: namesIn(value) }] : [],
  );
  for (let before = 0; before < bound.size; ) {
    before = bound.size;
    for (const { name, of } of others) if (of.some((each) => bound.has(each))) bound.add(name);
  }
  return bound;
}

/** The names that an expression is made of; what stands within functions and objects left out. */
export function namesIn(expression: Expression): readonly string[] {
  switch (expression.is) {
    case 'name':
      return [expression.name];
    case 'member':
      return namesIn(expression.object);
    case 'computed':
      return [...namesIn(expression.object), ...namesIn(expression.key)];
    case 'call':
      return [...namesIn(expression.callee), ...expression.args.flatMap(namesIn)];
    case 'joined':
      return expression.parts.flatMap(namesIn);
    case 'list':
      return expression.items.flatMap(namesIn);
    case 'object':
      return expression.entries.flatMap(({ value }) => namesIn(value));
    default:
      return [];
  }
}
