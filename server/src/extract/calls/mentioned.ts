import type { Call } from '../../model/calls.ts';
import type { Confidence } from '../../model/finding.ts';
import { isDistinctive } from './mentions.ts';
import type { CallInput } from './search.ts';

const confidences = { member: 'likely', text: 'possible', name: 'possible' } as const satisfies Record<
  string,
  Confidence
>;

/** Calls that are known by the id of their operation alone. A name that the file declares itself is its own. */
export function mentionedCalls(
  { facts, operationIds, mayMention }: CallInput,
  path: string,
): readonly Call[] {
  if (operationIds === undefined || mayMention?.(path) !== true) return [];
  const found = facts(path);
  if (found?.mentions === undefined) return [];
  const own = new Set(found.bindings.map(({ name }) => name));
  return found.mentions.flatMap(({ name, as, start, end }): readonly Call[] => {
    const operationId = operationIds.has(name) ? name : as === 'text' ? undefined : idIn(name, operationIds);
    if (operationId === undefined || !isDistinctive(operationId) || (as === 'name' && own.has(name)))
      return [];
    const call = { path, span: { start, end }, method: 'ANY', template: '', isBaseUnknown: true } as const;
    return [{ ...call, client: 'operation-id', confidence: confidences[as], operationId }];
  });
}

/** The id in the name of a hook or of its options, as generators of clients make them: `useGetOrderQuery`, `getOrderOptions`. */
function idIn(name: string, operationIds: ReadonlySet<string>): string | undefined {
  const [, hook, whole = '', , end] =
    /^(use(?:Lazy|Suspense)?(?=[A-Z]))?(.+?)(Suspense|Infinite)?(Query|Mutation|Options)?$/.exec(name) ?? [];
  if (hook === undefined && end === undefined) return undefined;
  return [whole, whole.charAt(0).toLowerCase() + whole.slice(1)].find((id) => operationIds.has(id));
}
