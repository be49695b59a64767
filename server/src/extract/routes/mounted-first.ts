import type { Expression } from '../../model/route-facts.ts';
import type { Follower, Located } from './values.ts';

/** What stands before what is mounted: where that is, or what requests pass before it. */
export type First = 'path' | 'middleware' | 'unknown';

/** What the expression evaluates to; only names say more, see `isNamedLikePath`. */
export function firstOf(evaluation: Follower, located: Located, depth = 0): First {
  const value = evaluation.valueOf(located);
  if (depth > deepest) return 'unknown';
  switch (value.is) {
    case 'written': {
      const is = writtenFirst(evaluation, value, depth + 1);
      const { context, expression } = located;
      if (is !== 'unknown' || expression.is !== 'name') return is;
      return typedFirst(evaluation.nearest(context, expression.name)?.binding?.type);
    }
    case 'class':
      return 'middleware';
    case 'typed':
      return typedFirst(value.binding.type);
    case 'parameter': {
      const { context, index } = value;
      return typedFirst(evaluation.input.facts(context.file)?.scopes[context.scope]?.parameters[index]?.type);
    }
    case 'unknown':
      return value.source?.startsWith('env.') || value.over !== undefined ? 'path' : 'unknown';
    default:
      return 'unknown';
  }
}

const deepest = 8;

function writtenFirst(evaluation: Follower, { context, expression }: Located, depth: number): First {
  switch (expression.is) {
    case 'text':
    case 'joined':
    case 'pattern':
      return 'path';
    case 'function':
    case 'object':
      return 'middleware';
    case 'list':
    case 'either': {
      const all = expression.items.map((item) => firstOf(evaluation, { context, expression: item }, depth));
      return all.find((each) => each !== 'unknown') ?? 'unknown';
    }
    case 'call':
      return expression.isNew ? 'middleware' : calledFirst(evaluation, { context, expression }, depth);
    default:
      return 'unknown';
  }
}

/** Members of texts; what is got by a name may be anything. */
const givingTexts = /^(?:concat|replace|replaceAll|trim|toLowerCase|toString|join|slice)$/;
const modulesOfPaths = /^(?:node:)?(?:path|url)(?:\/posix)?$|^url-join$/;

function calledFirst(evaluation: Follower, { context, expression }: Located, depth: number): First {
  if (expression.is !== 'call') return 'unknown';
  const { callee } = expression;
  const member = callee.is === 'member' ? callee.member : '';
  if (member === 'bind') return 'middleware';
  const called = evaluation.valueOf({ context, expression: callee });
  const isOfPackage = called.is === 'package' && !modulesOfPaths.test(called.module);
  if (/^get(?:OrThrow)?$/.test(member) || (isOfPackage && givingTexts.test(member))) return 'unknown';
  if (isOfPackage) return 'middleware';
  if (called.is === 'package' || givingTexts.test(member)) return 'path';
  if (called.is !== 'written' || called.expression.is !== 'function') return 'unknown';
  const { file } = called.context;
  const { scope } = called.expression;
  const returns = evaluation.input.facts(file)?.scopes[scope]?.returns;
  return returns === undefined
    ? 'unknown'
    : firstOf(evaluation, { context: { file, scope }, expression: returns }, depth);
}

function typedFirst(type: string | undefined): First {
  if (type === undefined) return 'unknown';
  if (type === 'string' || type === 'PathParams' || type === 'RegExp') return 'path';
  return /Handler|Middleware|Function$/.test(type) ? 'middleware' : 'unknown';
}

const pathWords = /^(?:paths?|prefix|base|mount|url|uri|routes?|endpoint|root)$/;

/** Whether a name, or what it is a member of, is called like a path: `API_BASE`, `basePath`, `routes.users`. */
export function isNamedLikePath(expression: Expression): boolean {
  switch (expression.is) {
    case 'name':
      return isPathName(expression.name);
    case 'member':
      return isPathName(expression.member) || isNamedLikePath(expression.object);
    case 'computed':
      return isNamedLikePath(expression.object) || isNamedLikePath(expression.key);
    case 'text':
      return isPathName(expression.value);
    case 'call':
      return isNamedLikePath(expression.callee) || expression.args.some(isNamedLikePath);
    case 'list':
    case 'either':
      return expression.items.some(isNamedLikePath);
    default:
      return false;
  }
}

/** The last word counts: `firebaseAuth` and `routeGuard` are none. */
function isPathName(name: string): boolean {
  if (/^[A-Z][A-Z0-9_]*$/.test(name)) return true;
  const words = name
    .split(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/)
    .filter((word) => !/^(?:[vV]?\d*)$/.test(word));
  return pathWords.test(words.at(-1)?.toLowerCase() ?? '');
}
