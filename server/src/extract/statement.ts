import type { ImportKind } from '../model/facts.ts';
import { Cursor, type Literal } from './cursor.ts';

/**
 * What the words at a candidate turn out to be. A `call` still has to be told from an import type; `none` is
 * certainly no import; `broken` is something only a full parse can judge.
 */
export type Reading =
  | { readonly is: 'statement'; readonly kind: ImportKind; readonly literal: Literal; readonly end: number }
  | { readonly is: 'call'; readonly literal: Literal; readonly end: number }
  | { readonly is: 'none' }
  | { readonly is: 'broken' };

const none: Reading = { is: 'none' };
const broken: Reading = { is: 'broken' };

/**
 * Nearly every import there is: no comments, escapes, attributes between, or specifiers marked as types.
 * One native match costs a third of the reading below, above all while that is not yet compiled.
 */
const plainImport =
  /\s+(?:[\w$]+\s+from|\*\s*as\s+[\w$]+\s+from|\{(?![\w$,\s]*\btype\b)[\w$,\s]+\}\s*from)\s*(?:'[^'\\\n\r]*'|"[^"\\\n\r]*")/y;

/** Reads on behind the word `import`. */
export function readImport(text: string, position: number): Reading {
  plainImport.lastIndex = position;
  if (plainImport.test(text)) return plainReading(text, plainImport.lastIndex);
  const cursor = new Cursor(text, position);
  switch (cursor.peek()) {
    case 34: // "
    case 39: // '
      return finish(cursor, 'value');
    case 40: // (
      return readCall(cursor);
    case 46: // .
      return readPhaseCall(cursor);
    case 42: // *
    case 123: // {
      return readBindings(cursor, false);
    default:
      return readNamed(cursor);
  }
}

function plainReading(text: string, end: number): Reading {
  const start = text.lastIndexOf(text.charAt(end - 1), end - 2);
  return {
    is: 'statement',
    kind: 'value',
    literal: { start, end, raw: text.slice(start + 1, end - 1) },
    end,
  };
}

/** Reads on behind the word `export`. */
export function readExport(text: string, position: number): Reading {
  const cursor = new Cursor(text, position);
  const isType = cursor.peek() === 116 && cursor.word() === 'type';
  if (cursor.take(42)) return readStar(cursor, isType ? 'type' : 'reexport', false);
  if (cursor.peek() !== 123) return none;
  const specifiers = readSpecifiers(cursor);
  if (specifiers === undefined) return broken;
  if (!cursor.takeWord('from')) return none;
  return finish(cursor, isType || specifiers === 'types' ? 'type' : 'reexport');
}

/** Reads on behind the word `require`; without types a `<` behind it compares. */
export function readRequire(text: string, position: number, isTyped: boolean): Reading {
  const cursor = new Cursor(text, position);
  if (cursor.peek() === 60 && !(isTyped && takeTypeArguments(cursor))) return broken;
  if (cursor.take(63) && !cursor.take(46)) return none;
  if (cursor.peek() !== 40) return none;
  const call = readCall(cursor);
  return call.is === 'call' ? { ...call, is: 'statement', kind: 'require' } : call;
}

const plainType = String.raw`(?:typeof\s+)?(?:import\(\s*(?:'[^'\\\n\r]*'|"[^"\\\n\r]*")\s*\)|[A-Za-z_$][\w$]*)(?:\.[A-Za-z_$][\w$]*)*(?:\[\])*`;
/** One or more names, with or without `typeof`, or import types: anything else is left to a full parse. */
const plainTypes = new RegExp(String.raw`<\s*${plainType}(?:\s*,\s*${plainType})*\s*>\s*(?=\()`, 'y');

/** Takes the type arguments of a call. */
function takeTypeArguments(cursor: Cursor): boolean {
  plainTypes.lastIndex = cursor.position;
  const isTaken = plainTypes.test(cursor.text);
  if (isTaken) cursor.position = plainTypes.lastIndex;
  return isTaken;
}

/** Behind `(`: a literal alone, or with further arguments. */
function readCall(cursor: Cursor): Reading {
  cursor.take(40);
  const literal = cursor.literal(true);
  if (literal === undefined) return none;
  const following = cursor.peek();
  if (following !== 41 && following !== 44) return none;
  return { is: 'call', literal, end: closingEnd(cursor) };
}

/** Offset after the `)` that closes the call; the end of the text when there is none nearby. */
function closingEnd(cursor: Cursor): number {
  const limit = cursor.position + 300;
  let depth = 1;
  while (depth > 0) {
    const code = cursor.peek();
    if (Number.isNaN(code) || cursor.position > limit) return cursor.text.length;
    if (cursor.literal(true) !== undefined) continue;
    if (code === 40 || code === 91 || code === 123) depth += 1;
    if (code === 41 || code === 93 || code === 125) depth -= 1;
    cursor.position += 1;
  }
  return cursor.position;
}

/** `import.defer('x')`, `import.source('x')`; `import.meta` is no import. */
function readPhaseCall(cursor: Cursor): Reading {
  cursor.take(46);
  const phase = cursor.word();
  return (phase === 'defer' || phase === 'source') && cursor.peek() === 40 ? readCall(cursor) : none;
}

/** A statement that starts with a name, which may be `type`, `defer` or `source` in either sense. */
function readNamed(cursor: Cursor): Reading {
  const first = cursor.word();
  if (first === '') return none;
  if (first === 'typeof') return broken;
  const isModifier = (first === 'type' || first === 'defer' || first === 'source') && modifies(cursor, first);
  if (!isModifier) return readAfterName(cursor, false);
  const isType = first === 'type';
  if (cursor.peek() === 42 || cursor.peek() === 123) return readBindings(cursor, isType);
  cursor.word();
  return readAfterName(cursor, isType);
}

/** Whether the first word is a modifier, as the compiler decides it: `import type from 'x'` imports a name. */
function modifies(cursor: Cursor, first: string): boolean {
  const following = cursor.peek();
  if (following === 42 || following === 123) return true;
  const ahead = new Cursor(cursor.text, cursor.position);
  const second = ahead.word();
  if (second !== 'from') return second !== '';
  const third = ahead.peek();
  if (third === 61) return first === 'type';
  return first === 'defer' ? third !== 34 && third !== 39 : ahead.word() === 'from';
}

function readAfterName(cursor: Cursor, isType: boolean): Reading {
  if (cursor.take(61)) return readEquals(cursor, isType);
  if (!cursor.take(44)) return finishFrom(cursor, isType ? 'type' : 'value');
  if (cursor.take(42)) return readStar(cursor, isType ? 'type' : 'value', true);
  if (readSpecifiers(cursor) === undefined) return broken;
  return finishFrom(cursor, isType ? 'type' : 'value');
}

/** `import x = require('x')`; an alias of a namespace member is no import. */
function readEquals(cursor: Cursor, isType: boolean): Reading {
  if (cursor.word() !== 'require' || !cursor.take(40)) return none;
  const literal = cursor.literal(false);
  if (literal === undefined || !cursor.take(41)) return broken;
  return { is: 'statement', kind: isType ? 'type' : 'require', literal, end: cursor.position };
}

function readBindings(cursor: Cursor, isType: boolean): Reading {
  if (cursor.take(42)) return readStar(cursor, isType ? 'type' : 'value', true);
  const specifiers = readSpecifiers(cursor);
  if (specifiers === undefined) return broken;
  return finishFrom(cursor, isType || specifiers === 'types' ? 'type' : 'value');
}

/** Behind `*`: `as name from 'x'`, in an export also without a name. */
function readStar(cursor: Cursor, kind: ImportKind, needsName: boolean): Reading {
  const following = cursor.word();
  if (following === 'from' && !needsName) return finish(cursor, kind);
  if (following !== 'as' || !isName(cursor)) return broken;
  return finishFrom(cursor, kind);
}

/** What a braced list marks: every specifier as a type, or not; undefined when it is no such list. */
function readSpecifiers(cursor: Cursor): 'types' | 'values' | undefined {
  if (!cursor.take(123)) return undefined;
  let all = 0;
  let types = 0;
  while (!cursor.take(125)) {
    const isMarked = cursor.takeWord('type');
    let words = isMarked ? 1 : 0;
    while (isName(cursor)) words += 1;
    if (words === 0) return undefined;
    all += 1;
    // `type x`, `type x as y`, `type as as x` and `type as` have an even number of words; `type as x` renames.
    if (isMarked && words % 2 === 0) types += 1;
    if (!cursor.take(44) && cursor.peek() !== 125) return undefined;
  }
  return all > 0 && all === types ? 'types' : 'values';
}

function isName(cursor: Cursor): boolean {
  return cursor.skipWord() || cursor.literal(false) !== undefined;
}

function finishFrom(cursor: Cursor, kind: ImportKind): Reading {
  return cursor.takeWord('from') ? finish(cursor, kind) : broken;
}

function finish(cursor: Cursor, kind: ImportKind): Reading {
  const literal = cursor.literal(false);
  return literal === undefined ? broken : { is: 'statement', kind, literal, end: literal.end };
}
