import type { Expression } from '../../model/route-facts.ts';
import type { Context, Evaluation, Located } from './evaluation.ts';

/** What an options object says under a key. */
export type Option =
  | { readonly is: 'none' }
  /** The value; the options themselves where they cannot be followed, so that they give no text, and the reason. */
  | { readonly is: 'at'; readonly at: Located }
  /** The options are a parameter. */
  | { readonly is: 'passed on' };

const none: Option = { is: 'none' };
const deepest = 8;

/** What an argument says, if there is one. */
export function optionAt(
  evaluation: Evaluation,
  context: Context,
  options: Expression | undefined,
  key: string,
): Option {
  return options === undefined ? { is: 'none' } : optionOf(evaluation, { context, expression: options }, key);
}

/** Follows names, spreads, `Object.assign` and functions of the workspace that make the object. */
export function optionOf(evaluation: Evaluation, options: Located, key: string, depth = 0): Option {
  if (options.expression.is === 'name' && options.expression.name === 'undefined') return none;
  const value = evaluation.valueOf(options);
  if (value.is === 'parameter') return { is: 'passed on' };
  if (value.is !== 'written' || depth > deepest) return { is: 'at', at: options };
  const { context, expression } = value;
  const within = (inner: Located) => optionOf(evaluation, inner, key, depth + 1);
  switch (expression.is) {
    case 'text':
    case 'function':
    case 'list':
      return none;
    case 'object': {
      const entry = expression.entries.findLast((each) => each.key === key);
      if (entry) return { is: 'at', at: { context, expression: entry.value } };
      return lastOf((expression.spreads ?? []).map((spread) => within({ context, expression: spread })));
    }
    case 'call': {
      const { callee, args } = expression;
      const isAssigning = callee.is === 'member' && callee.member === 'assign';
      if (isAssigning) return lastOf(args.map((arg) => within({ context, expression: arg })));
      const made = evaluation.valueOf({ context, expression: callee });
      if (made.is !== 'written' || made.expression.is !== 'function') return { is: 'at', at: value };
      const { file } = made.context;
      const { scope } = made.expression;
      const returns = evaluation.input.facts(file)?.scopes[scope]?.returns;
      return returns ? within({ context: { file, scope }, expression: returns }) : { is: 'at', at: value };
    }
    default:
      return { is: 'at', at: value };
  }
}

/** What is spread later wins. */
function lastOf(options: readonly Option[]): Option {
  return options.findLast(({ is }) => is !== 'none') ?? none;
}
