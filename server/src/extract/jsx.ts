import { isSpace, isWord } from './characters.ts';
import { stanceBefore } from './operand.ts';
import { literal } from './tokens.ts';
import { attributeHole, childHole, element, type Mode, tag, type WalkState } from './walk-state.ts';

/** Whether the `<` at the walk's position starts a JSX element; notes when that cannot be told for certain. */
export function startsElement(state: WalkState): boolean {
  const { text, tokens, position } = state;
  if (text.startsWith('<<<<<<<', position)) state.isUnsure = true;
  if (!state.allowsJsx || !/^\s*[\w$\u0080-\uffff>]/.test(text.slice(position + 1, position + 80)))
    return false;
  const stance = stanceBefore(tokens, text, position);
  if (stance === 2 || tokens.word(tokens.count - 1, text) === 'new') return false;
  // Once the file is disputed, looking ahead for ends only takes time.
  const reading = state.isUnsure ? 'generic' : readAngle(text, position);
  if (stance === 1) {
    // A comparison that was broken before its operator, or an element after a statement without semicolon.
    if (reading !== 'generic' && !isSpace(text.charCodeAt(position + 1))) state.isUnsure = true;
    return false;
  }
  if (reading === 'unsure' || (stance === -1 && reading === 'element')) state.isUnsure = true;
  return reading === 'element';
}

/** Tells `<T,>(…) =>` and `<T>(…) => void` from an element, by the rules of the compiler where it has one. */
function readAngle(text: string, position: number): 'element' | 'generic' | 'unsure' {
  const name = sticky(/<\s*([\w$.:\u0080-\uffff-]*)\s*/y, text, position);
  if (name === null) return 'generic';
  const after = position + name[0].length;
  const isGeneric = sticky(/[,=]|extends\b(?!\s*[=>/])/y, text, after) !== null;
  if (isGeneric || (name[1] === 'const' && sticky(/[\w$]/y, text, after) !== null)) return 'generic';
  const following = text.charAt(after);
  if (following === '>') return name[1] === '' ? 'element' : readUnattributed(text, after, name[1] ?? '');
  if (following === '/' || following === '{' || following === '<' || /[\s\w$]/.test(text.charAt(after - 1))) {
    return /[\w$\u0080-\uffff/{<]/.test(following) ? 'element' : 'unsure';
  }
  return 'unsure';
}

/** How far from its start the end of an element is looked for. */
const furthestEnd = 50_000;

/** `<T>` in a place for an operand is an element only if that is closed somewhere. */
function readUnattributed(text: string, close: number, name: string): 'element' | 'generic' | 'unsure' {
  const ahead = text.slice(close, close + furthestEnd);
  if (!ahead.includes(`</${name}`) && !ahead.includes('</ ')) {
    return close + furthestEnd < text.length ? 'unsure' : 'generic';
  }
  return sticky(/>\s*\([^()<>]*\)\s*(?:=>|:)/y, text, close) === null ? 'element' : 'unsure';
}

function sticky(expression: RegExp, text: string, position: number): RegExpExecArray | null {
  expression.lastIndex = position;
  return expression.exec(text);
}

/** Enters the tag whose `<` is at the walk's position. */
export function openTag(state: WalkState): Mode {
  const { text } = state;
  let start = state.position + 1;
  while (isSpace(text.charCodeAt(start))) start += 1;
  let end = start;
  while (isNamePart(text.charCodeAt(end))) end += 1;
  state.open(tag, start, end);
  state.pass(text.charCodeAt(end) === 60 ? typeArgumentsEnd(state, end) : end);
  state.tagItemEnd = state.position;
  return 'tag';
}

function isNamePart(code: number): boolean {
  return isWord(code) || code === 45 || code === 46 || code === 58;
}

/** Type arguments of an element are passed as they are; anything but names and angles in them is doubtful. */
function typeArgumentsEnd(state: WalkState, start: number): number {
  const { text } = state;
  let depth = 0;
  for (let position = start; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code === 60) depth += 1;
    else if (code === 62 && text.charCodeAt(position - 1) !== 61) depth -= 1;
    else if (code === 34 || code === 39 || code === 96 || code === 47) state.isUnsure = true;
    if (depth === 0) {
      if (state.next < position) state.isUnsure = true;
      return position + 1;
    }
  }
  state.isUnsure = true;
  return text.length;
}

/** Reads attributes until the tag ends or an expression begins. */
export function walkTag(state: WalkState): Mode {
  const { text } = state;
  while (state.position < text.length && !state.isDone) {
    const { position } = state;
    const code = text.charCodeAt(position);
    if (isSpace(code)) {
      state.position += 1;
      continue;
    }
    if (code === 47 && isCommentStart(text, position)) {
      state.comment();
      continue;
    }
    if (code === 123) return openHole(state, attributeHole);
    if (code === 60) openTag(state);
    else if (code === 62) {
      state.position += 1;
      state.enterChildren();
      return 'children';
    } else if (code === 47) return endEmptyElement(state);
    else passTagItem(state, code);
    state.tagItemEnd = state.position;
  }
  return 'done';
}

function isCommentStart(text: string, position: number): boolean {
  const following = text.charCodeAt(position + 1);
  return following === 47 || following === 42;
}

/** A name, an equals sign or a string; JSX strings have no escapes and may span lines. */
function passTagItem(state: WalkState, code: number): void {
  const { text, position } = state;
  if (code === 34 || code === 39) {
    const close = text.indexOf(code === 34 ? '"' : "'", position + 1);
    if (close < 0) state.isUnsure = true;
    state.pass(close < 0 ? text.length : close + 1);
    return;
  }
  let end = position;
  while (isNamePart(text.charCodeAt(end))) end += 1;
  if (end === position && code !== 61) state.isUnsure = true;
  state.pass(end === position ? end + 1 : end);
}

function endEmptyElement(state: WalkState): Mode {
  let end = state.position + 1;
  while (isSpace(state.text.charCodeAt(end))) end += 1;
  if (state.text.charCodeAt(end) !== 62) state.isUnsure = true;
  state.pass(end + 1);
  return leaveElement(state);
}

function openHole(state: WalkState, kind: number): Mode {
  const { tokens, position } = state;
  state.open(kind, tokens.count);
  tokens.push(123, position, position + 1);
  state.position = position + 1;
  return 'code';
}

/** Passes JSX text until a child begins or the element ends. */
export function walkChildren(state: WalkState): Mode {
  const { text } = state;
  let position = state.position;
  let code = text.charCodeAt(position);
  while (position < text.length && code !== 60 && code !== 123) {
    position += 1;
    code = text.charCodeAt(position);
  }
  state.pass(position);
  if (code === 123) return openHole(state, childHole);
  if (position >= text.length) {
    state.isUnsure = true;
    return 'done';
  }
  const closing = sticky(/<\s*\/\s*([\w$.:\u0080-\uffff-]*)\s*>/y, text, position);
  if (closing === null) {
    if (sticky(/<\s*[\w$>\u0080-\uffff]/y, text, position) === null) state.isUnsure = true;
    return openTag(state);
  }
  if (closing[1] !== state.elementName) state.isUnsure = true;
  state.pass(position + closing[0].length);
  return leaveElement(state);
}

function leaveElement(state: WalkState): Mode {
  state.close();
  state.tagItemEnd = state.position;
  if (state.innermost === element) return 'children';
  if (state.innermost === tag) return 'tag';
  state.tokens.push(literal, state.position - 1, state.position);
  return 'code';
}
