import type { MarkedInterface } from '../../model/interface-facts.ts';
import type { TokenText } from '../routes/reading/token-text.ts';

type Member = MarkedInterface['members'][number];

interface Start {
  /** The first token, with its modifiers, and the one behind the name. */
  readonly first: number;
  readonly behind: number;
  readonly name: string;
  readonly span: Member['span'];
}

/** The members in the braces of an interface, each name once, with the signature of each of its declarations. */
export function readMembers(tokens: TokenText, open: number): readonly Member[] {
  const close = Math.min(tokens.closer(open), tokens.count);
  const starts = [...startsOf(tokens, open, close)];
  const found = new Map<string, Member>();
  for (const [index, { first, behind, name, span }] of starts.entries()) {
    const end = starts[index + 1]?.first ?? close;
    const nameAt = tokens.isWord(first) && modifiers.has(tokens.word(first)) && first + 1 < behind;
    const modifier = nameAt ? `${tokens.word(first)} ` : '';
    const signature = modifier + signatureOf(tokens, behind, end);
    const known = found.get(name) ?? { name, span, signatures: [] };
    found.set(name, { ...known, signatures: [...known.signatures, signature] });
  }
  return [...found.values()];
}

const modifiers: ReadonlySet<string> = new Set(['readonly', 'get', 'set']);

function* startsOf(tokens: TokenText, open: number, close: number): Iterable<Start> {
  let angles = 0;
  for (let at = open + 1; at < close; at += 1) {
    const code = tokens.code(at);
    const start = angles <= 0 ? startAt(tokens, at) : undefined;
    if (start) yield start;
    if (code === 60) angles += 1;
    else if (code === 62 && !tokens.isArrow(at - 1)) angles -= 1;
    else if (code === 40 || code === 91 || code === 123) at = tokens.closer(at);
  }
}

function startAt(tokens: TokenText, at: number): Start | undefined {
  const isModified = modifiers.has(tokens.word(at - 1)) && isBehindMember(tokens, at - 1);
  if (!isModified && !isBehindMember(tokens, at)) return undefined;
  const first = isModified ? at - 1 : at;
  const code = tokens.code(at);
  const span = { start: tokens.literalStart(at), end: tokens.end(at) };
  if (code === 91) {
    const closer = tokens.closer(at);
    const type = tokens.code(at + 2) === 58 ? at + 3 : at + 1;
    const name = `[${signatureOf(tokens, type, closer)}]`;
    return { ...{ first, name }, behind: closer + 1, span: { ...span, end: tokens.end(closer) } };
  }
  if (code === 40 || code === 60) return isModified ? undefined : { first, behind: at, name: '()', span };
  const after = tokens.code(at + 1);
  if (after !== 40 && after !== 58 && after !== 60 && after !== 63) return undefined;
  const name = tokens.literalValue(at) ?? tokens.word(at);
  return name === '' ? undefined : { first, behind: at + 1, name, span };
}

/** True behind the beginning, a separator or a new line that ends the member before. */
function isBehindMember(tokens: TokenText, at: number): boolean {
  const before = tokens.code(at - 1);
  if (before === 123 || before === 59 || before === 44) return true;
  const isOperator = [124, 38, 58, 63, 61].includes(before) || tokens.isArrow(at - 2);
  return !isOperator && tokens.text.slice(tokens.end(at - 1), tokens.start(at)).includes('\n');
}

/**
 * The tokens of a type in one line: two texts that mean the same to who calls have the same one, whatever their white space,
 * comments, quotes, separators and names of parameters.
 */
export function signatureOf(tokens: TokenText, from: number, to: number): string {
  const said: string[] = [];
  const around: number[] = [];
  for (let at = from; at < to; at += 1) {
    const code = tokens.code(at);
    const inner = around.at(-1) ?? 123;
    if (code === 41 || code === 93 || code === 125) around.pop();
    if (closers.has(code) && [',', ';'].includes(said.at(-1) ?? '')) said.pop();
    if (code === 40 || code === 91 || code === 123) around.push(code);
    if (tokens.isArrow(at)) {
      said.push('=>');
      at += 1;
    } else if ((code === 124 || code === 38) && leading.has(said.at(-1) ?? '')) continue;
    else if (code === 44 && inner === 123) said.push(isInAngles(tokens, from, at) ? ',' : ';');
    else if (inner !== 123 && isParameter(tokens, at)) said.push('_');
    else {
      if (around.at(-1) === 123 && code !== 123 && at > from && isLineOfMember(tokens, at)) said.push(';');
      said.push(wordOf(tokens, at));
    }
  }
  while ([',', ';'].includes(said.at(-1) ?? '')) said.pop();
  return said.join(' ');
}

const closers: ReadonlySet<number> = new Set([41, 62, 93, 125]);
/** Behind these a bar is only there for the looks. */
const leading: ReadonlySet<string> = new Set(['', ':', '(', '<', ',', '=', '=>', '[', '{', ';']);

/** A member of an object that begins on a new line, without a separator before it. */
function isLineOfMember(tokens: TokenText, at: number): boolean {
  const before = tokens.code(at - 1);
  if (before === 123 || before === 59 || before === 44 || tokens.code(at) === 125) return false;
  const code = tokens.code(at);
  return (tokens.isWord(at) || code === 91 || code === 40) && isBehindMember(tokens, at);
}

/** True for a comma between type arguments; one between the members of an object is a separator. */
function isInAngles(tokens: TokenText, from: number, at: number): boolean {
  let angles = 0;
  for (let index = at - 1; index >= from; index -= 1) {
    const code = tokens.code(index);
    const mate = tokens.tokens.mate(index);
    if (mate >= 0) index = mate;
    else if (code === 123) return false;
    else if (code === 62 && !tokens.isArrow(index - 1)) angles -= 1;
    else if (code === 60) angles += 1;
    if (angles > 0) return true;
  }
  return false;
}

/** The name of a parameter, of a part of a tuple or of a key: nobody who calls writes it. */
function isParameter(tokens: TokenText, at: number): boolean {
  if (!tokens.isWord(at) || tokens.word(at) === 'this') return false;
  if (![40, 44, 46, 91].includes(tokens.code(at - 1))) return false;
  const after = tokens.code(at + 1);
  return after === 58 || (after === 63 && tokens.code(at + 2) === 58);
}

function wordOf(tokens: TokenText, at: number): string {
  const value = tokens.literalValue(at);
  if (value !== undefined) return JSON.stringify(value);
  const start = tokens.start(at);
  // The texts of a template stand between its tokens.
  if (tokens.code(at) === 123 && tokens.text.charCodeAt(start - 1) === 36)
    return tokens.text.slice(tokens.end(at - 1), start + 1).trim();
  return tokens.text.slice(tokens.literalStart(at), tokens.end(at));
}
