import type { Binding, ClassFact, RouteFacts } from '../../model/route-facts.ts';
import type { Context, Follower, OwnClass, Passed, Value } from './values.ts';

/** A method of the class, or of any class of the file; what a getter gives. Undefined where there is none. */
export function classMember(
  { input }: Follower,
  file: string,
  name: string | undefined,
  member: string,
): Extract<Value, { readonly is: 'written' }> | undefined {
  for (const fact of input.facts(file)?.classes ?? []) {
    if (name !== undefined && fact.name !== name) continue;
    const method = methodAt(input.facts(file), fact, member, { file, scope: 0 });
    if (method !== undefined) return method;
  }
  return undefined;
}

function methodAt(
  facts: RouteFacts | undefined,
  { methods }: ClassFact,
  member: string,
  context: Context,
): Extract<Value, { readonly is: 'written' }> | undefined {
  const { scope, isGetter } = methods.find((each) => each.name === member && each.scope !== undefined) ?? {};
  if (scope === undefined) return undefined;
  const returns = isGetter ? facts?.scopes[scope]?.returns : undefined;
  if (returns !== undefined) return { is: 'written', context: { ...context, scope }, expression: returns };
  return { is: 'written', context, expression: { start: 0, end: 0, is: 'function', scope } };
}

/** The class that `this` is of in a function: that around it, where it is not told to be another one. */
export function ownClass({ input }: Follower, { file, scope, self }: Context): OwnClass | undefined {
  if (self !== undefined) return self;
  const { scopes = [] } = input.facts(file) ?? {};
  for (let at = scope, passed = 0; at > 0 && passed < 100; at = scopes[at]?.parent ?? 0, passed += 1) {
    const name = scopes[at]?.owner;
    if (name) return { path: file, name };
  }
  return undefined;
}

const deepest = 16;

/** A field of an instance, or what its class has under the name; looked for in what the class extends as well. */
export type InstanceMember =
  | { readonly binding: Binding; readonly context: Context }
  | { readonly value: Extract<Value, { readonly is: 'written' }> };

export function instanceMember(
  follower: Follower,
  self: OwnClass,
  member: string,
  bindingsOf: (facts: RouteFacts) => ReadonlyMap<string, readonly Binding[]>,
): InstanceMember | undefined {
  let { path: file, name } = self;
  let made = self.made;
  for (let above = 0; above < deepest; above += 1) {
    const facts = follower.input.facts(file);
    const fact = facts?.classes.find((each) => each.name === name);
    const scope = fact?.methods.find((method) => method.name === 'constructor')?.scope;
    const passed: Passed | undefined = made && scope !== undefined ? { file, scope, ...made } : undefined;
    const isOther = above > 0 || self.made !== undefined;
    const own = { ...self, ...(above > 0 && { isAbove: true as const }) };
    const context: Context = { file, scope: 0, ...(passed && { passed }), ...(isOther && { self: own }) };
    const bindings = facts && bindingsOf(facts).get(`this.${member}`);
    const binding = bindings?.findLast(({ owner }) => owner === name);
    if (binding !== undefined) return { binding, context };
    const value = fact && methodAt(facts, fact, member, context);
    if (value !== undefined) return { value };
    if (fact?.base === undefined) return undefined;
    const base = follower.valueOf({ context: { file, scope: 0 }, expression: fact.base });
    if (base.is !== 'class') return undefined;
    if (scope !== undefined) {
      const args = facts?.scopes[scope]?.passesUp;
      made = args && { args, from: { ...context, scope }, at: made?.at ?? 0 };
    }
    file = base.path;
    name = base.name;
  }
  return undefined;
}
