import type { Expression } from '../../model/route-facts.ts';

type Call = Extract<Expression, { readonly is: 'call' }>;

/** What `require(…)` and `import(…)` bring in: undefined for other calls. */
export function moduleCall(
  expression: Expression,
): { readonly call: Call; readonly by: 'require' | 'import'; readonly specifier?: string } | undefined {
  if (expression.is !== 'call' || expression.isNew || expression.callee.is !== 'name') return undefined;
  const { name } = expression.callee;
  if (name !== 'require' && name !== 'import') return undefined;
  const [first] = expression.args;
  if (first === undefined) return undefined;
  return first.is === 'text'
    ? { call: expression, by: name, specifier: first.value }
    : { call: expression, by: name };
}
