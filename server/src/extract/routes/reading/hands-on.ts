import type { Expression } from '../../../model/route-facts.ts';
import type { TokenText } from './token-text.ts';

/** Classes whose instances are handed to who mounts their routers. */
const routed = /(?:Rout(?:es?|er|ing)|(?<!Abort)Controller|Endpoints?|Resource|Api|Module)s?$/;
/** Names of what holds such instances, or routers. */
const holding =
  /(?:[Rr]out(?:es|ers)|[Cc]ontrollers|[Ee]ndpoints|[Rr]esources|[Mm]odules|[Pp]lugins|[Mm]iddle[Ww]ares)$/;

/** `new UserRoute`, and `[new Users`: what may be an instance that is handed on begins with the token. */
export function startsInstance(tokens: TokenText, index: number): boolean {
  if (!tokens.isNamed(index, 'new')) return false;
  return tokens.code(index - 1) === 91 || isRouted(tokens.word(index + 1));
}

/** Whether a class is called like one whose instances have routers; a container makes these. */
export function isRouted(name: string): boolean {
  return routed.test(name) && /^[A-Z]/.test(name);
}

/** `mount(...all)`, by the token of the name. */
export function spreadsAll({ codes }: TokenText, index: number): boolean {
  return codes[index + 1] === 40 && codes[index + 2] === 46 && codes[index + 3] === 46;
}

/** Whether an argument is or holds instances of classes that may have routers, such classes, or what is called like a list of them. */
export function handsOn(arg: Expression, isItem = false): boolean {
  switch (arg.is) {
    case 'name':
      return holding.test(arg.name) || isRouted(arg.name);
    case 'member':
      return holding.test(arg.member);
    case 'call':
      return arg.isNew
        ? isItem || handsOn(arg.callee)
        : arg.args.length === 1 && arg.args.some((each) => handsOn(each));
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
