import type { Expression } from '../../model/route-facts.ts';
import { argsOf } from './passed-args.ts';
import type { Context, Follower, OwnClass, Value } from './values.ts';

type Call = Extract<Expression, { readonly is: 'call' }>;

const deepest = 12;
/** What containers give the one instance of a class by. */
const giving = /^(?:get|resolve|getInstance|inject|make|instantiate)$/;
/** How functions are called that make such instances: what others are in may be any file, and most of these fetch something. */
const making =
  /^(?:create|make|build|new|init|setup|set|provide|register|bootstrap|compose)(?![a-z])|(?:[Rr]out(?:es?|er|ing)|[Cc]ontroller|[Aa]pp|[Ss]erver|[Ff]actory|[Ii]nstance|[Aa]pi|[Mm]odule|[Ee]ndpoint|[Rr]esource|[Pp]lugin)s?$/;

/**
 * The class that a value is an instance of: made with `new`, by a function of the workspace, by a container that is asked for the
 * class, or typed with it. Undefined where that is not known.
 */
export function instanceOf(evaluation: Follower, value: Value, depth: number): OwnClass | undefined {
  switch (value.is) {
    case 'written':
      return value.expression.is === 'call' && depth < deepest
        ? madeBy(evaluation, value.context, value.expression, depth + 1)
        : undefined;
    case 'typed':
      return classNamed(evaluation, value.context.file, value.binding.type, depth + 1);
    case 'parameter': {
      const { context, index } = value;
      const type = evaluation.input.facts(context.file)?.scopes[context.scope]?.parameters[index]?.type;
      return classNamed(evaluation, context.file, type, depth + 1);
    }
    default:
      return undefined;
  }
}

function madeBy(evaluation: Follower, context: Context, call: Call, depth: number): OwnClass | undefined {
  const { callee, args, isNew, start: at } = call;
  // The links of a chain are none: `z.object(…).optional()`.
  if (!isNew && callee.is === 'member' && callee.object.is === 'call') return undefined;
  if (!isNew && !mayMake(callee)) return undefined;
  const called = evaluation.valueOf({ context, expression: callee }, depth);
  if (isNew)
    return called.is === 'class'
      ? {
          path: called.path,
          name: called.name,
          made: { args: argsOf(evaluation, context, args), from: context, at },
        }
      : undefined;
  if (called.is === 'written' && called.expression.is === 'function') {
    const { file } = called.context;
    const { scope } = called.expression;
    const returns = evaluation.input.facts(file)?.scopes[scope]?.returns;
    if (returns === undefined) return undefined;
    const passed = { file, scope, args: argsOf(evaluation, context, args), from: context, at };
    const inner = { ...called.context, scope, passed };
    return instanceOf(evaluation, evaluation.valueOf({ context: inner, expression: returns }, depth), depth);
  }
  const [asked] = args;
  if (callee.is !== 'member' || !giving.test(callee.member) || asked === undefined || args.length > 1)
    return undefined;
  const found = evaluation.valueOf({ context, expression: asked }, depth);
  return found.is === 'class' ? { path: found.path, name: found.name } : undefined;
}

function mayMake(callee: Expression): boolean {
  if (callee.is === 'name') return making.test(callee.name);
  return callee.is !== 'member' || giving.test(callee.member) || making.test(callee.member);
}

function classNamed(
  evaluation: Follower,
  file: string,
  name: string | undefined,
  depth: number,
): OwnClass | undefined {
  if (name === undefined || !/^[A-Z]/.test(name)) return undefined;
  const expression: Expression = { is: 'name', name, start: 0, end: 0 };
  const value = evaluation.valueOf({ context: { file, scope: 0 }, expression }, depth);
  return value.is === 'class' ? { path: value.path, name: value.name } : undefined;
}
