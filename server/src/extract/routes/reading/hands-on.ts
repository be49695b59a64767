import type { Expression } from '../../../model/route-facts.ts';
import type { TokenText } from './token-text.ts';

/** Classes whose instances are handed to who mounts their routers. */
const routed = /(?:Rout(?:es?|er|ing)|(?<!Abort)Controller|Endpoints?|Resource|Api|Module)s?$/;
/** Names of what holds such instances, or routers. */
const holding = /(?:[Rr]out(?:es|ers)|[Cc]ontrollers|[Ee]ndpoints|[Rr]esources|[Mm]odules|[Pp]lugins)$/;

/** `new UserRoute`, and `[new Users`: what may be an instance that is handed on begins with the token. */
export function startsInstance(tokens: TokenText, index: number): boolean {
  if (!tokens.isNamed(index, 'new')) return false;
  return tokens.code(index - 1) === 91 || routed.test(tokens.word(index + 1));
}

/** Whether an argument is or holds instances of classes that may have routers, or what is called like a list of such. */
export function handsOn(arg: Expression, isItem = false): boolean {
  switch (arg.is) {
    case 'name':
      return holding.test(arg.name);
    case 'member':
      return holding.test(arg.member);
    case 'call':
      return arg.isNew ? isItem || isRouted(arg.callee) : arg.args.length === 1 && arg.args.every(isRouted);
    case 'list':
      return arg.items.some((item) => handsOn(item, true));
    case 'object':
      return arg.entries.some(({ value }) => handsOn(value));
    case 'spread':
      return handsOn(arg.value);
    default:
      return false;
  }
}

/** The name of such a class: a container makes the instance. */
function isRouted(callee: Expression): boolean {
  return callee.is === 'name' && routed.test(callee.name) && /^[A-Z]/.test(callee.name);
}
