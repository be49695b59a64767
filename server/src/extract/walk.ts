import {
  asciiClasses,
  asciiWord,
  backtick,
  classOf,
  closer,
  digit,
  isWord,
  opener,
  punctuator,
  quote,
  slash,
  space,
  wordPart,
} from './characters.ts';
import { openTag, startsElement, walkChildren, walkTag } from './jsx.ts';
import { isHarmful, regularExpressionEnd, stringEnd, templateEnd } from './literals.ts';
import { stanceBefore } from './operand.ts';
import { literal, number, word } from './tokens.ts';
import { attributeHole, childHole, type Mode, templateHole, type WalkState } from './walk-state.ts';

/** Walks the text up to its last candidate and tells the visitor which candidates stand in code or in comments. */
export function walk(state: WalkState): void {
  if (state.text.startsWith('#!', state.text.startsWith('\uFEFF') ? 1 : 0))
    state.pass(shebangEnd(state.text));
  let mode: Mode = state.isDone ? 'done' : 'code';
  while (mode !== 'done') {
    if (mode === 'code') mode = walkCode(state);
    else mode = mode === 'tag' ? walkTag(state) : walkChildren(state);
    if (state.isDone || state.position >= state.text.length) mode = 'done';
  }
}

function shebangEnd(text: string): number {
  return /$|(?=[\n\r\u2028\u2029])/g.exec(text)?.index ?? text.length;
}

/** The hot loop: one turn per token. It is one function, because calls between its cases cost a tenth of the run. */
function walkCode(state: WalkState): Mode {
  const { text, tokens } = state;
  const { length } = text;
  let position = state.position;
  while (position < length) {
    const code = text.charCodeAt(position);
    switch (code < 128 ? asciiClasses[code] : classOf(code)) {
      case space:
        do position += 1;
        while (position < length && text.charCodeAt(position) === 32);
        continue;
      case wordPart: {
        const start = position;
        let part = code;
        do {
          position += 1;
          part = position < length ? text.charCodeAt(position) : 32;
        } while (part < 128 ? asciiWord[part] === 1 : isWord(part));
        if (position > state.next) {
          position = meetWord(state, start, position);
          if (state.isDone) return 'done';
        } else tokens.push(word, start, position);
        continue;
      }
      case punctuator:
        tokens.push(code, position, position + 1);
        position += 1;
        continue;
      case opener:
        state.open(code, tokens.count);
        tokens.push(code, position, position + 1);
        position += 1;
        continue;
      case digit: {
        const start = position;
        position = numberEnd(text, position);
        tokens.push(number, start, position);
        if (position > state.next) state.seek(position);
        if (state.isDone) return 'done';
        continue;
      }
    }
    state.position = position;
    const mode = walkLiteral(state, code);
    if (mode !== 'code' || state.isDone) return mode;
    position = state.position;
  }
  state.position = position;
  return 'done';
}

/** A word that is or holds a candidate. Returns where the walk goes on. */
function meetWord(state: WalkState, start: number, end: number): number {
  const { next, tokens } = state;
  const resume = next === start ? state.visitor.word(start) : 0;
  state.seek(start + 1);
  if (resume > start && state.next >= resume) {
    // A complete statement is one step, and what follows starts a new one.
    tokens.push(59, start, resume);
    return resume;
  }
  tokens.push(word, start, end);
  if (state.next < end) state.seek(end);
  return end;
}

/** The first dot behind decimal digits belongs to the number, so that `1.` is no member access. */
function numberEnd(text: string, start: number): number {
  let position = start + 1;
  while (classOf(text.charCodeAt(position)) === digit && position < text.length) position += 1;
  if (text.charCodeAt(position) === 46) position += 1;
  while (isWord(text.charCodeAt(position))) position += 1;
  return position;
}

/** Everything that may hold a candidate, or may end the code. */
function walkLiteral(state: WalkState, code: number): Mode {
  switch (classOf(code)) {
    case quote:
      return walkString(state);
    case backtick:
      return walkTemplate(state, state.position + 1);
    case slash:
      return walkSlash(state);
    case closer:
      return walkCloser(state, code);
    default:
      return walkAngle(state);
  }
}

function walkString(state: WalkState): Mode {
  const start = state.position;
  const end = stringEnd(state.text, start);
  if (end < 0) state.isUnsure = true;
  state.tokens.push(literal, start, end < 0 ? ~end : end);
  state.pass(end < 0 ? ~end : end);
  return 'code';
}

/** Passes the piece of a template that starts at the offset. */
function walkTemplate(state: WalkState, from: number): Mode {
  const end = templateEnd(state.text, from);
  if (end < 0) state.isUnsure = true;
  else if (state.text.charCodeAt(end - 1) === 96) state.tokens.push(literal, end - 1, end);
  else {
    state.open(templateHole, state.tokens.count);
    state.tokens.push(123, end - 1, end);
  }
  state.pass(end < 0 ? ~end : end);
  return 'code';
}

/** A comment, a division or a regular expression. */
function walkSlash(state: WalkState): Mode {
  const { text, tokens, position } = state;
  const following = text.charCodeAt(position + 1);
  if (following === 47 || following === 42) {
    state.comment();
    return 'code';
  }
  const stance = stanceBefore(tokens, text, position);
  const end = stance === 2 || state.failedScans > 100 ? -1 : regularExpressionEnd(text, position);
  if (end < 0 && stance !== 2) state.failedScans += 1;
  if (end < 0 && stance === -2) state.isUnsure = true;
  const isClear = end < 0 || stance === -2 || !isHarmful(text, position, end);
  if (!isClear) state.isUnsure = true;
  if (end < 0 || stance > 0) {
    tokens.push(47, position, position + 1);
    state.position = position + 1;
  } else {
    tokens.push(literal, position, end);
    state.pass(end);
  }
  return 'code';
}

function walkCloser(state: WalkState, code: number): Mode {
  const { tokens, position, innermost } = state;
  const isBrace = code === 125 && innermost > 0 && innermost <= attributeHole;
  state.position = position + 1;
  if (!isBrace && innermost !== (code === 41 ? 40 : code - 2)) {
    // A bracket that was never opened: either the source is broken or an earlier reading was wrong.
    state.isUnsure = true;
    tokens.push(code, position, position + 1);
    return 'code';
  }
  tokens.close(code, position, state.close());
  if (innermost === templateHole) return walkTemplate(state, position + 1);
  if (innermost === childHole) return 'children';
  return innermost === attributeHole ? 'tag' : 'code';
}

function walkAngle(state: WalkState): Mode {
  if (startsElement(state)) return openTag(state);
  state.tokens.push(60, state.position, state.position + 1);
  state.position += 1;
  return 'code';
}
