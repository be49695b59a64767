import type { Expression } from '../../model/route-facts.ts';
import type { Context, Evaluation, Located, Value } from './evaluation.ts';

/** A function of the workspace that handles requests, or runs before. */
export interface HandlingFunction {
  readonly context: Context;
  /** Passed to another function, which may call it with something else than a request. */
  readonly isWrapped: boolean;
}

const deepest = 6;
/** Functions that only catch what the function within throws. */
const catching = /async|catch|try|wrap|error|rescue/i;

/**
 * What is spread into a registration, in order: the items of a list, or what a function that is not written in the workspace was
 * given, as `createHandlers` of Hono gives that back. Anything else is itself.
 */
export function spreadHandlers(evaluation: Evaluation, located: Located): readonly Located[] {
  if (located.expression.is !== 'spread') return [located];
  const { context, expression } = evaluation.look({ ...located, expression: located.expression.value });
  if (expression.is === 'list') return expression.items.map((item) => ({ context, expression: item }));
  if (expression.is !== 'call' || expression.isNew) return [located];
  const made = evaluation.valueOf({ context, expression: expression.callee });
  const isOwn = made.is === 'written' && made.expression.is === 'function';
  return isOwn ? [located] : expression.args.map((arg) => ({ context, expression: arg }));
}

/** The functions that an expression leads to; the last one is the handler. */
export function functionsOf(
  evaluation: Evaluation,
  located: Located,
  depth = 0,
): readonly HandlingFunction[] {
  if (depth > deepest) return [];
  const { expression, context } = located;
  if (expression.is === 'spread') {
    const inner = { context, expression: expression.value };
    const all = spreadHandlers(evaluation, located);
    return (all[0] === located ? [inner] : all).flatMap((each) => functionsOf(evaluation, each, depth + 1));
  }
  const value = evaluation.valueOf(located);
  if (value.is === 'written') {
    const { expression: written } = value;
    if (written.is === 'function')
      return [{ context: { file: value.context.file, scope: written.scope }, isWrapped: false }];
    if (written.is === 'list')
      return written.items.flatMap((item) =>
        functionsOf(evaluation, { context: value.context, expression: item }, depth + 1),
      );
    if (written.is === 'call') return called(evaluation, value.context, written, depth + 1);
  }
  if (expression.is === 'member') return methodsOf(evaluation, context, expression, depth + 1);
  return [];
}

/** What is passed to a wrapper; where nothing is, the function that the called one returns. */
function called(
  evaluation: Evaluation,
  context: Context,
  { callee, args, isNew }: Extract<Expression, { readonly is: 'call' }>,
  depth: number,
): readonly HandlingFunction[] {
  if (isNew) return [];
  if (callee.is === 'member' && callee.member === 'bind')
    return functionsOf(evaluation, { context, expression: callee.object }, depth);
  const passed = args.flatMap((expression) => functionsOf(evaluation, { context, expression }, depth));
  if (passed.length > 0) {
    const isWrapped = !catching.test(nameOf(callee));
    return isWrapped ? passed.map((each) => ({ ...each, isWrapped })) : passed;
  }
  return functionsOf(evaluation, { context, expression: callee }, depth).flatMap((made) => {
    const returns = evaluation.input.facts(made.context.file)?.scopes[made.context.scope]?.returns;
    return returns === undefined
      ? []
      : functionsOf(evaluation, { context: made.context, expression: returns }, depth + 1);
  });
}

function nameOf(callee: Expression): string {
  return callee.is === 'name' ? callee.name : callee.is === 'member' ? callee.member : '';
}

/** A method of a class: of an instance, of `this`, or a static one. */
export function methodsOf(
  evaluation: Evaluation,
  context: Context,
  { object, member }: Extract<Expression, { readonly is: 'member' }>,
  depth = 0,
): readonly HandlingFunction[] {
  const isOwn = object.is === 'name' && object.name === 'this';
  const owner = isOwn
    ? { path: context.file, name: undefined }
    : classOf(evaluation, evaluation.valueOf({ context, expression: object }), depth);
  if (owner === undefined) return [];
  for (const { name, methods } of evaluation.input.facts(owner.path)?.classes ?? []) {
    const method = methods.find((each) => each.name === member && each.scope !== undefined);
    const isMeant = owner.name === undefined || name === owner.name;
    if (isMeant && method?.scope !== undefined)
      return [{ context: { file: owner.path, scope: method.scope }, isWrapped: false }];
  }
  return [];
}

function classOf(
  evaluation: Evaluation,
  value: Value,
  depth: number,
): { readonly path: string; readonly name: string } | undefined {
  if (depth > deepest) return undefined;
  switch (value.is) {
    case 'class':
      return value;
    case 'written': {
      const { expression, context } = value;
      if (expression.is !== 'call' || !expression.isNew) return undefined;
      return classOf(evaluation, evaluation.valueOf({ context, expression: expression.callee }), depth + 1);
    }
    case 'typed':
      return classNamed(evaluation, value.context, value.binding.type, depth);
    case 'parameter': {
      const { context, index } = value;
      const type = evaluation.input.facts(context.file)?.scopes[context.scope]?.parameters[index]?.type;
      return classNamed(evaluation, context, type, depth);
    }
    default:
      return undefined;
  }
}

function classNamed(evaluation: Evaluation, context: Context, name: string | undefined, depth: number) {
  if (name === undefined) return undefined;
  const expression: Expression = { is: 'name', name, start: 0, end: 0 };
  const value = evaluation.valueOf({ context: { ...context, scope: 0 }, expression });
  return value.is === 'class' ? classOf(evaluation, value, depth + 1) : undefined;
}
