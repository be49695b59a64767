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

/** A loop binds a name, or the name that another one is a member of or made with. */
function callsIn({ bindings, calls }: RouteFacts): LoopingCalls {
  if (!bindings.some(({ isEach }) => isEach)) return new Map();
  const bound = new Set(
    bindings.flatMap(({ isEach, value, name }) =>
      isEach || value.is === 'member' || value.is === 'call' ? [name] : [],
    ),
  );
  return new Map(
    calls.flatMap((fact) => {
      const names = namesIn(fact.call).filter((name) => bound.has(name));
      return names.length === 0 ? [] : [[fact, names] as const];
    }),
  );
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
