import { passCast } from './read-expression.ts';
import type { TokenText } from './token-text.ts';

/** What a bracket stands behind that groups: not behind what it calls. */
const before = new Set(['return', 'await', 'void', 'else', 'default', 'yield']);

/** The bracket of `(app as any).get(…)` and `(<any>app).get(…)`, by the place of the name; -1 where there is none. */
export function castBefore(tokens: TokenText, index: number): number {
  let open = index - 1;
  const first = tokens.codes[open];
  if (first !== 40 && first !== 62) return -1;
  if (first === 62) {
    if (tokens.isArrow(open - 1)) return -1;
    while (open > index - 12 && tokens.code(open) !== 60) open -= 1;
    if (passCast(tokens, open) !== index) return -1;
    open -= 1;
  } else {
    let next = index + 1;
    while (tokens.codes[next] === 46 && tokens.isWord(next + 1)) next += 2;
    if (!tokens.isNamed(next, 'as') && tokens.code(next) !== 33) return -1;
  }
  if (tokens.code(open) !== 40) return -1;
  const isCalled =
    [41, 93].includes(tokens.code(open - 1)) ||
    (tokens.isWord(open - 1) && !before.has(tokens.word(open - 1)));
  const after = tokens.code(tokens.closer(open) + 1);
  return !isCalled && [46, 91, 33, 63].includes(after) ? open : -1;
}
