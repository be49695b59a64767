import type { ClassFact, Expression, ScopeParameter } from '../../model/route-facts.ts';
import type { Context, Evaluation, Located, Value } from '../routes/evaluation.ts';

interface OwnClass {
  readonly file: string;
  readonly fact: ClassFact;
}

/** The function of the workspace that an expression leads to, as the scope of its parameters; also a method of a class. */
export function functionOf(evaluation: Evaluation, located: Located): Context | undefined {
  const value = evaluation.valueOf(located);
  if (value.is === 'written' && value.expression.is === 'function')
    return { file: value.context.file, scope: value.expression.scope };
  const { context, expression } = located;
  if (value.is !== 'unknown' || expression.is !== 'member') return undefined;
  let own = classOf(evaluation, { context, expression: expression.object });
  for (let depth = 0; own !== undefined && depth < deepest; depth += 1) {
    const scope = own.fact.methods.find(({ name }) => name === expression.member)?.scope;
    if (scope !== undefined) return { file: own.file, scope };
    own = baseOf(evaluation, own);
  }
  return undefined;
}

const deepest = 8;

/** The class of a value: of `this`, of what `new` makes, and of what is annotated with its name. */
function classOf(evaluation: Evaluation, { context, expression }: Located): OwnClass | undefined {
  if (expression.is === 'name' && expression.name === 'this') return classAround(evaluation, context);
  const value = evaluation.valueOf({ context, expression });
  switch (value.is) {
    case 'written':
      return value.expression.is === 'call' && value.expression.isNew
        ? classIn(evaluation, evaluation.valueOf({ ...value, expression: value.expression.callee }))
        : undefined;
    case 'typed':
      return classNamed(evaluation, value.context.file, value.binding.type);
    case 'parameter':
      return ofParameter(evaluation, value.context, parameterOf(evaluation, value.context, value.index));
    default:
      return injected(evaluation, context, expression);
  }
}

/** `this.api`, a parameter of the constructor. */
function injected(evaluation: Evaluation, context: Context, expression: Expression): OwnClass | undefined {
  if (expression.is !== 'member' || expression.object.is !== 'name' || expression.object.name !== 'this')
    return undefined;
  const { file, fact } = classAround(evaluation, context) ?? {};
  const scope = fact?.methods.find(({ name }) => name === 'constructor')?.scope;
  if (file === undefined || scope === undefined) return undefined;
  const { parameters = [] } = evaluation.input.facts(file)?.scopes[scope] ?? {};
  return ofParameter(
    evaluation,
    { file, scope },
    parameters.find(({ name }) => name === expression.member),
  );
}

function parameterOf(
  evaluation: Evaluation,
  { file, scope }: Context,
  index: number,
): ScopeParameter | undefined {
  return evaluation.input.facts(file)?.scopes[scope]?.parameters[index];
}

function ofParameter(
  evaluation: Evaluation,
  { file }: Context,
  parameter: ScopeParameter | undefined,
): OwnClass | undefined {
  return classNamed(evaluation, file, parameter?.type);
}

function classNamed(evaluation: Evaluation, file: string, name: string | undefined): OwnClass | undefined {
  if (name === undefined) return undefined;
  const expression = { is: 'name', name, start: 0, end: 0 } as const;
  return classIn(evaluation, evaluation.valueOf({ context: { file, scope: 0 }, expression }));
}

function classIn(evaluation: Evaluation, value: Value): OwnClass | undefined {
  if (value.is !== 'class') return undefined;
  const fact = evaluation.input.facts(value.path)?.classes.find(({ name }) => name === value.name);
  return fact && { file: value.path, fact };
}

function baseOf(evaluation: Evaluation, { file, fact }: OwnClass): OwnClass | undefined {
  if (fact.base === undefined) return undefined;
  return classIn(evaluation, evaluation.valueOf({ context: { file, scope: 0 }, expression: fact.base }));
}

/** The class whose method a scope is, or stands in. */
function classAround(evaluation: Evaluation, { file, scope }: Context): OwnClass | undefined {
  const facts = evaluation.input.facts(file);
  for (let at = scope, passed = 0; at > 0 && passed < 100; at = facts?.scopes[at]?.parent ?? 0, passed += 1) {
    const fact = facts?.classes.find(({ methods }) => methods.some((method) => method.scope === at));
    if (fact) return { file, fact };
  }
  return undefined;
}
