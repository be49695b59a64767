import type { ExpressionReader } from '../routes/reading/read-expression.ts';
import type { TokenText } from '../routes/reading/token-text.ts';

/** Names whose call sends a request, or gives what sends them. */
const sending = new Set(
  [
    'get post put patch delete del head options query request inject send fetch $fetch ofetch',
    'GET POST PUT PATCH DELETE HEAD OPTIONS QUERY TRACE',
    '$get $post $put $patch $delete $head $options',
    'axios ky got supertest agent stream pipeline operation newContext withRequest addInteraction useFetch useLazyFetch',
  ].flatMap((names) => names.split(' ')),
);
/** Keys of an object that says what is requested. */
const described = new Set(['url', 'path', 'method', 'baseURL', 'uri']);

/** Names of clients whose members are operations. */
const clientName = /client|api|sdk|rpc|tsr/i;
/** Names of parameters that are paths. */
const pathName = /^(?:path|pathname|url|uri|endpoint|route|href|input)$/i;

/** A look at the chain that begins with the word, without reading it. */
export function mayRequest(reader: ExpressionReader, index: number): boolean {
  const { tokens } = reader;
  const isNew = tokens.word(index) === 'new';
  const head = tokens.word(index) === 'this' ? index + 2 : isNew ? index + 1 : index;
  const isClient = clientName.test(tokens.word(head));
  let last = tokens.word(isNew ? head : index);
  let at = (isNew ? head : index) + 1;
  for (let length = 0; length < 60; length += 1) {
    switch (tokens.code(at)) {
      case 46:
        if (!tokens.isWord(at + 1)) return false;
        last = tokens.word(at + 1);
        at += 2;
        break;
      case 40:
        if (isClient || sending.has(last) || passesPath(tokens, at)) return true;
        at = tokens.closer(at) + 1;
        break;
      case 91:
        at = tokens.closer(at) + 1;
        break;
      case 60: {
        const next = reader.passTypeArguments(at);
        if (next === at) return false;
        at = next;
        break;
      }
      case 33:
      case 63:
        at += 1;
        break;
      default:
        return false;
    }
  }
  return false;
}

const methodText = /^(?:get|post|put|patch|delete)$/i;

/** Whether one of the first two arguments begins like a path, or describes a request; or the first is a method. */
function passesPath(tokens: TokenText, open: number): boolean {
  if (isPathLike(tokens, open + 1)) return true;
  if (tokens.code(open + 2) !== 44) return false;
  return methodText.test(tokens.literalValue(open + 1) ?? '') || isPathLike(tokens, open + 3);
}

function isPathLike(tokens: TokenText, index: number): boolean {
  if (tokens.isWord(index)) return pathName.test(tokens.word(index));
  if (tokens.code(index) === 123)
    return tokens.startsTemplate(index) || described.has(tokens.word(index + 1));
  const value = tokens.literalValue(index);
  return value !== undefined && /^(?:\/|https?:)/.test(value);
}
