import type { Follower, Value } from './values.ts';

/** A method of the class, or of any class of the file; what a getter gives. Undefined where there is none. */
export function classMember(
  { input }: Follower,
  file: string,
  name: string | undefined,
  member: string,
): Extract<Value, { readonly is: 'written' }> | undefined {
  for (const { name: own, methods } of input.facts(file)?.classes ?? []) {
    if (name !== undefined && own !== name) continue;
    const scope = methods.find((each) => each.name === member)?.scope;
    if (scope === undefined) continue;
    return {
      is: 'written',
      context: { file, scope: 0 },
      expression: { start: 0, end: 0, is: 'function', scope },
    };
  }
  return undefined;
}
