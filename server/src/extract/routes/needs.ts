import type { Expression } from '../../model/route-facts.ts';
import { instanceMember, ownClass } from './class-members.ts';
import type { Evaluation } from './evaluation.ts';
import type { Context, Located } from './values.ts';

/** What has to be known before what an expression leads to is. */
export interface Needs {
  /** The functions around it whose arguments it comes from, the innermost first. */
  readonly scopes: readonly number[];
  /** What an instance of its class is made with. */
  readonly isOfInstance: boolean;
}

const deepest = 8;

/** By names, `this` and loops; of calls that are known, nothing is needed. */
export function needsOf(evaluation: Evaluation, context: Context, all: readonly Expression[]): Needs {
  const scopes = new Set<number>();
  let isOfInstance = false;
  const walk = (located: Located, depth: number): void => {
    const { context: at, expression } = located;
    const go = (inner: Expression) => walk({ context: at, expression: inner }, depth + 1);
    if (depth > deepest) return;
    switch (expression.is) {
      case 'name':
        named(at, expression.name, depth);
        return;
      case 'member':
        if (expression.object.is === 'name' && expression.object.name === 'this')
          own(at, expression.member, depth);
        else go(expression.object);
        return;
      default:
        for (const inner of within(expression)) go(inner);
    }
  };
  const named = (at: Context, name: string, depth: number): void => {
    const found = evaluation.nearest(at, name);
    if (found === undefined) return;
    if (found.binding === undefined) {
      const { passed, file, scope } = found.context;
      if (file === context.file && !(passed?.file === file && passed.scope === scope)) scopes.add(scope);
      return;
    }
    const { value, from = found.context.scope } = found.binding;
    walk({ context: { ...found.context, scope: from }, expression: value }, depth + 1);
  };
  const own = (at: Context, member: string, depth: number): void => {
    const self = at.self === undefined && depth <= deepest ? ownClass(evaluation, at) : undefined;
    const found = self && instanceMember(evaluation, self, member, (facts) => evaluation.bindingsOf(facts));
    if (self === undefined || found === undefined || !('binding' in found)) return;
    const { value, from = 0 } = found.binding;
    const inner = needsOf(evaluation, { ...found.context, scope: from }, [value]);
    if (inner.scopes.length > 0 || inner.isOfInstance) isOfInstance = true;
  };
  for (const expression of all) walk({ context, expression }, 0);
  return { scopes: [...scopes].sort((a, b) => b - a), isOfInstance };
}

/** The parts that stand for what the whole is; what stands within functions left out. */
function within(expression: Expression): readonly Expression[] {
  switch (expression.is) {
    case 'computed':
      return [expression.object, expression.key];
    case 'call':
      return [expression.callee, ...expression.args];
    case 'joined':
      return expression.parts;
    case 'list':
    case 'either':
      return expression.items;
    case 'object':
      return [...expression.entries.map(({ value }) => value), ...(expression.spreads ?? [])];
    case 'spread':
      return [expression.value];
    default:
      return [];
  }
}
