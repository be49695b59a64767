import { endsLine } from './characters.ts';
import { literal, number, type Tokens, word } from './tokens.ts';

/**
 * What the tokens so far leave behind: positive after an operand, where `/` divides and `<` compares; negative
 * where an operand is due, so that they start a regular expression or JSX. Only the outer two are certain.
 */
export type Stance = 2 | 1 | -1 | -2;
const operand = 2;
const likelyOperand = 1;
const likelyDue = -1;
const due = -2;

const dueAfter = new Set(
  'return typeof instanceof in new delete void throw case do else default break continue debugger'.split(' '),
);
/** Names in some places, operators in others. */
const likelyDueAfter = new Set(['await', 'yield', 'of', 'extends']);
const heads = new Set(['if', 'while', 'for', 'with']);

/** The stance before the character at `position`; a line break after an operand may end a statement. */
export function stanceBefore(tokens: Tokens, text: string, position: number): Stance {
  const index = tokens.count - 1;
  const stance = stanceAfter(tokens, text, index);
  return stance === operand && hasNewline(text, tokens.end(index), position) ? likelyOperand : stance;
}

function stanceAfter(tokens: Tokens, text: string, index: number): Stance {
  const code = tokens.code(index);
  switch (code) {
    case word:
      return afterWord(tokens, text, index);
    case number:
    case literal:
    case 93: // ]
      return operand;
    case 41: // )
      return closesHead(tokens, text, index) ? due : operand;
    case 125: // }
      return afterBrace(tokens, text, index);
    case 43: // +
    case 45: // -
      return tokens.code(index - 1) === code && adjoins(tokens, index) ? afterPair(tokens, text, index) : due;
    case 33: // !
      return afterBang(tokens, text, index);
    case 46: // .
      return tokens.code(index - 1) === 46 ? due : operand;
    case 62: // >
      return tokens.code(index - 1) === 61 && adjoins(tokens, index) ? due : likelyDue;
    default:
      return due;
  }
}

/** True when a word is a property's name and thus no keyword. */
export function isMember(tokens: Tokens, index: number): boolean {
  return tokens.code(index - 1) === 46 && tokens.code(index - 2) !== 46;
}

function afterWord(tokens: Tokens, text: string, index: number): Stance {
  const name = tokens.word(index, text);
  if (isMember(tokens, index)) return operand;
  if (dueAfter.has(name)) return due;
  if (name === 'of' && isOperandEnd(tokens.code(index - 1))) return due;
  return likelyDueAfter.has(name) ? likelyDue : operand;
}

/** `const a of`, `[a] of`, `{ a } of`: no name can follow these. */
function isOperandEnd(code: number): boolean {
  return code === word || code === 93 || code === 125;
}

/** `if (…)` and its kin end with `)` and are no operand. */
function closesHead(tokens: Tokens, text: string, index: number): boolean {
  const before = tokens.mate(index) - 1;
  const name = tokens.word(before, text);
  if (name === 'await') return tokens.word(before - 1, text) === 'for';
  return heads.has(name) && !isMember(tokens, before);
}

/** `++` and `--` belong to the operand on their line, if there is one. */
function afterPair(tokens: Tokens, text: string, index: number): Stance {
  const target = index - 2;
  const code = tokens.code(target);
  const isTarget =
    code === 93 ||
    (code === 41 && !closesHead(tokens, text, target)) ||
    (code === word && afterWord(tokens, text, target) === operand);
  return isTarget && !hasNewline(text, tokens.end(target), tokens.start(index - 1)) ? operand : likelyOperand;
}

/** A postfix `!` follows an operand on its own line; a row of them is passed at once. */
function afterBang(tokens: Tokens, text: string, index: number): Stance {
  let first = index;
  while (tokens.code(first - 1) === 33) first -= 1;
  const before = stanceAfter(tokens, text, first - 1);
  if (before < 0) return before;
  return hasNewline(text, tokens.end(first - 1), tokens.start(first)) ? due : before;
}

function afterBrace(tokens: Tokens, text: string, index: number): Stance {
  const before = tokens.mate(index) - 1;
  switch (tokens.code(before)) {
    case -1:
    case 59: // ;
    case 123: // {
    case 125: // }
      return due;
    case 41: // )
      return closesHead(tokens, text, before) ? due : afterFunction(tokens, text, before);
    case 62: // >
      return tokens.code(before - 1) === 61 && adjoins(tokens, before) ? due : likelyDue;
    case 58: // :
      return likelyOperand;
    case literal:
      return likelyDue;
    case word:
      return afterNamedBrace(tokens, text, before);
    default:
      return operand;
  }
}

/** A function's body ends a declaration or an operand, depending on what stands before `function`. */
function afterFunction(tokens: Tokens, text: string, close: number): Stance {
  let index = tokens.mate(close) - 1;
  if (tokens.code(index) === word && tokens.word(index, text) !== 'function') index -= 1;
  if (tokens.code(index) === 42) index -= 1;
  if (tokens.word(index, text) !== 'function' || isMember(tokens, index)) return likelyDue;
  const code = tokens.code(index - 1);
  if (code === 59 || code === 123 || code === 125 || code === -1) return due;
  return code === 61 || code === 40 || code === 44 ? operand : likelyDue;
}

function afterNamedBrace(tokens: Tokens, text: string, before: number): Stance {
  const name = tokens.word(before, text);
  if (name === 'else' || name === 'do' || name === 'try' || name === 'finally') return due;
  if (dueAfter.has(name)) return operand;
  return likelyDue;
}

function adjoins(tokens: Tokens, index: number): boolean {
  return tokens.start(index) === tokens.end(index - 1);
}

/** True when a line ends between the offsets. */
export function hasNewline(text: string, from: number, to: number): boolean {
  for (let position = from; position < to; position += 1) {
    if (endsLine(text.charCodeAt(position))) return true;
  }
  return false;
}
