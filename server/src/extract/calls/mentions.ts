import type { Mention } from '../../model/calls.ts';
import type { TokenText } from '../routes/reading/token-text.ts';

/** Two words or more, as ids of operations that are told from common names have: `listOrders`, `orders.list`. */
const compound = /^[A-Za-z][a-z\d]*(?:[A-Z][A-Za-z\d]*|[._-][A-Za-z\d._-]*)$/;
const shortest = 7;

/** Names that are called and texts that are like names, each once. */
export function readMentions(tokens: TokenText): readonly Mention[] {
  const found = new Map<string, Mention>();
  for (let index = 0; index < tokens.count; index += 1) {
    const mention = tokens.isWord(index) ? calledName(tokens, index) : quotedName(tokens, index);
    if (mention === undefined) continue;
    const before = found.get(mention.name);
    if (before === undefined || strength[before.as] < strength[mention.as]) found.set(mention.name, mention);
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

const strength = { name: 0, text: 1, member: 2 } as const;

function calledName(tokens: TokenText, index: number): Mention | undefined {
  if (tokens.code(index + 1) !== 40 || tokens.end(index) - tokens.start(index) < shortest) return undefined;
  if (tokens.word(index - 1) === 'function') return undefined;
  const name = tokens.word(index);
  const isMember = tokens.code(index - 1) === 46;
  return mention(tokens, index, name, isMember ? 'member' : 'name');
}

function quotedName(tokens: TokenText, index: number): Mention | undefined {
  const length = tokens.end(index) - tokens.start(index);
  if (length < shortest + 2 || length > 80) return undefined;
  const value = tokens.literalValue(index);
  return value === undefined ? undefined : mention(tokens, index, value, 'text');
}

function mention(tokens: TokenText, index: number, name: string, as: Mention['as']): Mention | undefined {
  if (!isDistinctive(name)) return undefined;
  return { name, as, start: tokens.literalStart(index), end: tokens.end(index) };
}

/** Whether an id is no common word, so that who writes it means the operation. */
export function isDistinctive(operationId: string): boolean {
  return operationId.length >= shortest && compound.test(operationId);
}
