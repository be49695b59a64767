import type { ClassFact, DecoratorFact, Expression, MethodFact } from '../../../model/route-facts.ts';
import type { Evaluation, Located } from '../evaluation.ts';
import type { Tools } from '../tools.ts';
import { methodOf, type RouteMethod } from './adapter.ts';

/** A method of a controller, and the file that it is written in. */
export interface Member {
  readonly file: string;
  readonly method: MethodFact;
}

/** What a decorator serves; without a path that of the controller. */
export interface DecoratedRoute {
  readonly method: RouteMethod;
  readonly path?: Located;
}

const deepest = 16;

/** The methods of a class with those that it inherits; what it writes again hides what it inherits. */
export function membersOf(
  path: string,
  fact: ClassFact,
  { evaluation, facts }: Pick<Tools, 'evaluation' | 'facts'>,
): { readonly members: readonly Member[]; readonly reason?: string } {
  const members = new Map<string, Member>();
  let file = path;
  let own: ClassFact | undefined = fact;
  for (let depth = 0; own !== undefined && depth < deepest; depth += 1) {
    for (const method of own.methods) {
      const isServing = method.decorators.length > 0;
      const before = members.get(method.name);
      // Overloads and getters have a name more than once; within one class the decorated one counts.
      if (
        before === undefined ||
        (isServing && before.file === file && before.method.decorators.length === 0)
      )
        members.set(method.name, { file, method });
    }
    if (own.base === undefined) break;
    const base = evaluation.valueOf({ context: { file, scope: 0 }, expression: own.base });
    if (base.is !== 'class')
      return { members: [...members.values()], reason: 'The class that is extended is not found.' };
    file = base.path;
    own = facts(file)?.classes.find(({ name }) => name === base.name);
  }
  return { members: [...members.values()] };
}

const otherMethods: ReadonlyMap<string, RouteMethod> = new Map([['Sse', 'GET']]);
/** A verb as a word of a decorator's name. */
const namedLikeOne = /(?:Get|Post|Put|Patch|Delete|Route|Endpoint)(?![a-z])/;

/** `Get`, not `get`: decorators are written with a capital. */
function verbOf(name: string): RouteMethod | undefined {
  const isVerb = /^[A-Z][a-z]+$/.test(name) && name !== 'Query' && name !== 'Trace';
  return otherMethods.get(name) ?? (isVerb ? methodOf(name) : undefined);
}

/** What a decorator serves by itself, or by the decorators that its function gives; opaque where it may serve something. */
export function servedBy(
  file: string,
  { name, args }: DecoratorFact,
  evaluation: Evaluation,
): { readonly serves: readonly DecoratedRoute[]; readonly isOpaque: boolean } {
  const context = { file, scope: 0 };
  const verb = verbOf(name);
  const [path] = args;
  if (verb !== undefined)
    return {
      serves: [{ method: verb, ...(path === undefined ? {} : { path: { context, expression: path } }) }],
      isOpaque: false,
    };
  const span = { start: 0, end: 0 };
  const made = evaluation.valueOf({ context, expression: { ...span, is: 'name', name } });
  const mayServe = namedLikeOne.test(name);
  if (made.is !== 'written' || made.expression.is !== 'function') return { serves: [], isOpaque: mayServe };
  const inner = { file: made.context.file, scope: made.expression.scope };
  const scope = evaluation.input.facts(inner.file)?.scopes[inner.scope];
  const serves = verbCalls(scope?.returns).map(({ method, path: given }): DecoratedRoute => {
    if (given === undefined) return { method };
    const index =
      given.is === 'name' ? (scope?.parameters ?? []).findIndex((each) => each.name === given.name) : -1;
    const passed = index < 0 ? undefined : args[index];
    if (passed !== undefined) return { method, path: { context, expression: passed } };
    const expression = index < 0 ? given : scope?.parameters[index]?.fallback;
    return expression === undefined ? { method } : { method, path: { context: inner, expression } };
  });
  return { serves, isOpaque: mayServe && serves.length === 0 };
}

/** `Get(path)`, and those within `applyDecorators(…)`. */
function verbCalls(
  returned: Expression | undefined,
): readonly { readonly method: RouteMethod; readonly path: Expression | undefined }[] {
  if (returned?.is !== 'call' || returned.callee.is !== 'name') return [];
  const { callee, args } = returned;
  const method = verbOf(callee.name);
  if (method !== undefined) return [{ method, path: args[0] }];
  return callee.name === 'applyDecorators' ? args.flatMap(verbCalls) : [];
}
