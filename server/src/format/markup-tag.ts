import type { Markup } from '../model/source-path.ts';
import type { Span } from '../model/span.ts';
import { enclosedEnd } from './embedded-code.ts';

/** One attribute; its span is that of the value with its quotes. */
export interface Attribute extends Span {
  /** Empty for what is only an expression, like `{...rest}`. */
  readonly name: string;
  /** The value between its quotes; undefined for an expression, and when there is none. */
  readonly value?: string;
}

/** An opening tag, from its `<` to behind its `>`. */
export interface Tag extends Span {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly isSelfClosing: boolean;
}

/** Reads the opening tag whose `<` is at `start`; undefined when the text ends before the tag does. */
export function readTag(text: string, start: number, markup: Markup): Tag | undefined {
  const name = /[^\s/>]*/y;
  name.lastIndex = start + 1;
  const tagName = name.exec(text)?.[0] ?? '';
  const attributes: Attribute[] = [];
  let position = start + 1 + tagName.length;
  while (position < text.length) {
    const code = text.charAt(position);
    if (code === '>' || (code === '/' && text.charAt(position + 1) === '>')) {
      const isSelfClosing = code === '/';
      return { name: tagName, start, end: position + (isSelfClosing ? 2 : 1), attributes, isSelfClosing };
    }
    if (code === '/' || /\s/.test(code)) position = gapEnd(text, position, markup);
    else {
      const attribute = readAttribute(text, position, markup);
      attributes.push(attribute);
      position = attribute.end;
    }
  }
  return undefined;
}

/** Svelte and Astro allow comments between attributes. */
function gapEnd(text: string, at: number, markup: Markup): number {
  if (markup === 'vue') return at + 1;
  const comment = /\/\/[^\n\r]*|\/\*[\s\S]*?\*\//y;
  comment.lastIndex = at;
  return comment.test(text) ? comment.lastIndex : at + 1;
}

function readAttribute(text: string, start: number, markup: Markup): Attribute {
  const hasExpressions = markup !== 'vue';
  if (hasExpressions && text.charAt(start) === '{') {
    return { name: '', start, end: orLength(text, enclosedEnd(text, start + 1, '{')) };
  }
  // The first character belongs to the name whatever it is, so that there is always progress.
  const nameAndSign = hasExpressions ? /([\s\S][^\s/>={"'`]*)\s*(=?)\s*/y : /([\s\S][^\s/>=]*)\s*(=?)\s*/y;
  nameAndSign.lastIndex = start;
  const [whole = '', name = '', sign = ''] = nameAndSign.exec(text) ?? [];
  if (sign === '') return { name, start, end: start + name.length };
  return { name, ...readValue(text, start + whole.length, markup) };
}

function readValue(text: string, start: number, markup: Markup): Span & { readonly value?: string } {
  const first = text.charAt(start);
  if (first === '"' || first === "'") {
    const close = markup === 'svelte' ? quoteInSvelte(text, start) : text.indexOf(first, start + 1);
    if (close < 0) return { start, end: text.length };
    const value = text.slice(start + 1, close);
    const isLiteral = markup !== 'svelte' || !value.includes('{');
    return { start, end: close + 1, ...(isLiteral && { value }) };
  }
  if (markup === 'astro' && first === '`')
    return { start, end: orLength(text, enclosedEnd(text, start + 1, '`')) };
  const end = unquotedEnd(text, start, markup);
  const value = text.slice(start, end);
  return markup !== 'vue' && value.includes('{') ? { start, end } : { start, end, value };
}

/** A quoted value of Svelte may hold expressions, and these may hold quotes. */
function quoteInSvelte(text: string, start: number): number {
  const sought = text.charAt(start) === '"' ? /["{]/g : /['{]/g;
  sought.lastIndex = start + 1;
  for (let found = sought.exec(text); found !== null; found = sought.exec(text)) {
    if (found[0] !== '{') return found.index;
    sought.lastIndex = orLength(text, enclosedEnd(text, found.index + 1, '{'));
  }
  return -1;
}

function unquotedEnd(text: string, start: number, markup: Markup): number {
  const sought = markup === 'vue' ? /[\s>]/g : /[\s>{]|\/>/g;
  sought.lastIndex = start;
  for (let found = sought.exec(text); found !== null; found = sought.exec(text)) {
    if (found[0] !== '{') return found.index;
    sought.lastIndex = orLength(text, enclosedEnd(text, found.index + 1, '{'));
  }
  return text.length;
}

function orLength(text: string, end: number): number {
  return end < 0 ? text.length : end;
}
