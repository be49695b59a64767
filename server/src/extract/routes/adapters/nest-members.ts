import type { ClassFact, DecoratorFact, Expression, MethodFact } from '../../../model/route-facts.ts';
import type { Evaluation, Located } from '../evaluation.ts';
import type { Tools } from '../tools.ts';
import { entryOf, methodOf, type RouteMethod } from './adapter.ts';

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
  decorator: DecoratorFact,
  evaluation: Evaluation,
): { readonly serves: readonly DecoratedRoute[]; readonly isOpaque: boolean } {
  const context = { file, scope: 0 };
  const { name, args } = decorator;
  const [first] = args;
  const own = routeOf({ name, ...(first && { argument: { context, expression: first } }) });
  if (own !== undefined) return { serves: [own], isOpaque: false };
  const mayServe = name === '' || (namedLikeOne.test(name) && !isOfNest(file, name, evaluation));
  const serves = (madeBy(file, decorator, evaluation) ?? []).flatMap((made) => routeOf(made) ?? []);
  return { serves, isOpaque: mayServe && serves.length === 0 };
}

/** What else its packages decorate with, such as `@ApiExcludeEndpoint()`, serves nothing. */
function isOfNest(file: string, name: string, evaluation: Evaluation): boolean {
  const value = evaluation.valueOf({
    context: { file, scope: 0 },
    expression: { start: 0, end: 0, is: 'name', name },
  });
  return value.is === 'package' && value.module.startsWith('@nestjs/');
}

/** Whether the documents that Nest makes leave out what is decorated so; `false` takes the controller in again. */
export function isExcluded(decorators: readonly DecoratorFact[]): boolean {
  return decorators.some(
    ({ name, args: [first] }) =>
      (name === 'ApiExcludeEndpoint' || name === 'ApiExcludeController') &&
      !(first?.is === 'name' && first.name === 'false'),
  );
}

function routeOf({ name, argument }: Given): DecoratedRoute | undefined {
  const verb = verbOf(name);
  if (verb !== undefined) return { method: verb, ...(argument && { path: argument }) };
  if (name !== 'RequestMapping') return undefined;
  const options = argument?.expression;
  const asked = entryOf(options, 'method');
  const path = entryOf(options, 'path');
  const method = asked?.is === 'member' ? methodOf(asked.member) : asked === undefined ? 'GET' : undefined;
  if (argument === undefined || method === undefined) return undefined;
  return { method, ...(path && { path: { context: argument.context, expression: path } }) };
}

/** What makes a class a controller. */
export interface Controller {
  readonly decorator: DecoratorFact;
  /** Its path or options. */
  readonly argument?: Located;
  /** It is called like one, and nobody knows what it gives. */
  readonly isOpaque: boolean;
}

/** `@Controller(…)`, or a decorator whose function gives it. */
export function controllerOf(
  file: string,
  { decorators, methods }: ClassFact,
  evaluation: Evaluation,
): Controller | undefined {
  const own = decorators.find(({ name }) => name === 'Controller');
  if (own !== undefined) {
    const [expression] = own.args;
    const argument = expression && { context: { file, scope: 0 }, expression };
    return { decorator: own, isOpaque: false, ...(argument && { argument }) };
  }
  if (!methods.some((method) => method.decorators.some(({ name }) => verbOf(name) !== undefined)))
    return undefined;
  for (const decorator of decorators) {
    const made = madeBy(file, decorator, evaluation)?.find(({ name }) => name === 'Controller');
    const argument = made?.argument;
    if (made !== undefined) return { decorator, isOpaque: false, ...(argument && { argument }) };
  }
  const vague = decorators.find(({ name }) => name.endsWith('Controller'));
  return vague && { decorator: vague, isOpaque: true };
}

/** A decorator that another one gives, with its first argument. */
interface Given {
  readonly name: string;
  readonly argument?: Located;
}

/** What the function of a decorator gives, with what it is passed; undefined where it is not found. */
function madeBy(
  file: string,
  { name, args, start: at }: DecoratorFact,
  evaluation: Evaluation,
): readonly Given[] | undefined {
  const context = { file, scope: 0 };
  const made = evaluation.valueOf({ context, expression: { start: 0, end: 0, is: 'name', name } });
  if (made.is !== 'written' || made.expression.is !== 'function') return undefined;
  const own = { file: made.context.file, scope: made.expression.scope };
  const inner = { ...own, passed: { ...own, args, from: context, at } };
  const scope = evaluation.input.facts(inner.file)?.scopes[inner.scope];
  return givenCalls(scope?.returns).map(({ name: called, argument }): Given => {
    if (argument === undefined) return { name: called };
    const index =
      argument.is === 'name'
        ? (scope?.parameters ?? []).findIndex((each) => each.name === argument.name)
        : -1;
    const passed = index < 0 ? undefined : args[index];
    if (passed !== undefined) return { name: called, argument: { context, expression: passed } };
    const expression = index < 0 ? argument : scope?.parameters[index]?.fallback;
    return expression === undefined
      ? { name: called }
      : { name: called, argument: { context: inner, expression } };
  });
}

/** `Get(path)`, and what stands within `applyDecorators(…)`. */
function givenCalls(
  returned: Expression | undefined,
): readonly { readonly name: string; readonly argument: Expression | undefined }[] {
  if (returned?.is !== 'call') return [];
  const { callee, args } = returned;
  const name = callee.is === 'name' ? callee.name : callee.is === 'member' ? callee.member : '';
  return name === 'applyDecorators' ? args.flatMap(givenCalls) : [{ name, argument: args[0] }];
}
