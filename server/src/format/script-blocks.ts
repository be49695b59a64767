import type { Markup } from '../model/source-path.ts';
import type { Span } from '../model/span.ts';
import type { CommentPlace } from './directive.ts';
import { enclosedEnd, fenceAt, literalEnd } from './embedded-code.ts';
import { readTag, type Tag } from './markup-tag.ts';
import { OpenElements } from './open-elements.ts';
import { externalScript, type ScriptSource, scriptLanguage } from './script-element.ts';

/** A script inside of markup; the span is that of its text, without tags or fences. */
export interface ScriptBlock extends Span {
  /** A file name that tells the language, like `script.ts`. */
  readonly name: string;
}

/** Where the scripts of a file of markup are, in order of position. */
export interface ScriptBlocks {
  readonly blocks: readonly ScriptBlock[];
  /** What `<script src>` names. */
  readonly sources: readonly ScriptSource[];
  /** The comments of the markup. */
  readonly comments: readonly CommentPlace[];
}

/**
 * Finds the scripts that a file's own compiler would compile: in Vue and Svelte the `<script>` elements that stand in
 * nothing else, in Astro the front matter and the scripts that Astro bundles. Scripts that are sent to the browser as
 * they are, are no part of the workspace's graph; nor are the expressions in the markup.
 * Written after the parsers of Vue 3, Svelte 5 and Astro 5; what is broken is recovered from, never refused.
 */
export function findScripts(text: string, markup: Markup): ScriptBlocks {
  return new Finder(text, markup).find();
}

const voidElements = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);
const rawElements = new Set(['script', 'style', 'textarea', 'title']);

class Finder {
  #position = 0;
  /** False once no interpolation of Vue ends any more. */
  #interpolates = true;
  readonly #open = new OpenElements();
  readonly #blocks: ScriptBlock[] = [];
  readonly #sources: ScriptSource[] = [];
  readonly #comments: CommentPlace[] = [];

  constructor(
    readonly text: string,
    readonly markup: Markup,
  ) {}

  find(): ScriptBlocks {
    if (this.markup === 'astro') this.#passFrontMatter();
    let brokenAt = -1;
    while (this.#position < this.text.length && brokenAt < 0) {
      const at = this.#open.isExpression ? this.#passCode() : this.#passText();
      if (at >= 0) brokenAt = this.#passMark(at) ? -1 : this.#open.outermost(at);
    }
    if (brokenAt < 0) brokenAt = this.#open.outermost(-1);
    // Only Astro takes scripts from anywhere, so that nothing is lost there when an element stays open.
    if (brokenAt >= 0 && this.markup !== 'astro') this.#recover(brokenAt);
    return { blocks: this.#blocks, sources: this.#sources, comments: this.#comments };
  }

  /** A file in which something does not end is being typed: there the scripts are those at the start of a line. */
  #recover(brokenAt: number): void {
    this.#open.clear();
    for (const found of [this.#blocks, this.#sources, this.#comments]) {
      while ((found.at(-1)?.start ?? -1) > brokenAt) found.pop();
    }
    const sought = /^<script(?=[\s>/])/gm;
    this.#position = brokenAt + 1;
    for (;;) {
      sought.lastIndex = this.#position;
      const at = sought.exec(this.text)?.index;
      if (at === undefined || !this.#passTag(at)) return;
    }
  }

  /** What stands before the fence has to be text or comments. */
  #passFrontMatter(): void {
    const sought = /<!--|---|[<{]/g;
    for (;;) {
      sought.lastIndex = this.#position;
      const found = sought.exec(this.text);
      if (found === null) return;
      this.#position = found.index;
      if (found[0] === '<!--') this.#passComment(found.index);
      else {
        if (found[0] !== '---') return;
        const start = found.index + 3;
        const end = fenceAt(this.text, start);
        this.#addBlock(start, end, 'ts');
        this.#position = end + 3;
        return;
      }
    }
  }

  /** Goes to the next mark in text and returns its offset; -1 at the end. */
  #passText(): number {
    const sought = /[<{]/g;
    sought.lastIndex = this.#position;
    const at = sought.exec(this.text)?.index ?? -1;
    this.#position = at < 0 ? this.text.length : at;
    return at;
  }

  /** Passes the code of an expression up to the next element in it, which only Astro has. */
  #passCode(): number {
    const sought = /["'`/\\{}]|<(?=[A-Za-z>!/])/g;
    sought.lastIndex = this.#position;
    for (let found = sought.exec(this.text); found !== null; found = sought.exec(this.text)) {
      const [mark] = found;
      const at = found.index;
      this.#position = at + 1;
      if (mark === '<') return at;
      if (mark === '{') this.#open.push('{', at);
      else if (mark === '}') {
        this.#open.pop();
        if (!this.#open.isExpression) return -1;
      } else this.#position = mark === '\\' ? at + 2 : literalEnd(this.text, at);
      sought.lastIndex = this.#position;
    }
    this.#position = this.text.length;
    return -1;
  }

  /** Passes what begins with a `<` or `{`; false when the text ends inside of it. */
  #passMark(at: number): boolean {
    const { text } = this;
    this.#position = at + 1;
    if (text.charAt(at) === '{') return this.#passBrace(at);
    if (text.startsWith('<!--', at)) return this.#passComment(at);
    const following = text.charAt(at + 1);
    if (following === '/' || following === '!' || following === '?') {
      const close = text.indexOf('>', at);
      const name = /[^\s>]*/y;
      name.lastIndex = at + 2;
      if (following === '/') this.#open.close(name.exec(text)?.[0] ?? '');
      // In an expression this may be a comparison with a regular expression.
      this.#position = this.#open.isExpression ? at + 2 : close < 0 ? text.length : close + 1;
      return close >= 0;
    }
    const isTag = /[A-Za-z]/.test(following) || (following === '>' && this.markup === 'astro');
    return !isTag || this.#passTag(at);
  }

  #passBrace(at: number): boolean {
    const { text, markup } = this;
    if (markup === 'astro') this.#open.push('{', at);
    if (markup === 'vue') {
      const isInterpolation = this.#interpolates && this.#open.isAny && text.startsWith('{{', at);
      const close = isInterpolation ? text.indexOf('}}', at) : -1;
      if (close >= 0) this.#position = close + 2;
      else if (isInterpolation) this.#interpolates = false;
    }
    if (markup !== 'svelte') return true;
    const blockEnd = /\{\s*\/(?:if|each|await|key|snippet)\s*\}/y;
    blockEnd.lastIndex = at;
    if (blockEnd.test(text)) {
      this.#open.close('#');
      this.#position = blockEnd.lastIndex;
      return true;
    }
    const end = enclosedEnd(text, at + 1, '{');
    if (/^\{\s*#/.test(text.slice(at, at + 20))) this.#open.push('#', at);
    this.#position = end < 0 ? text.length : end;
    return end >= 0;
  }

  #passComment(at: number): boolean {
    const { text } = this;
    const close = text.indexOf('-->', at + (this.markup === 'svelte' ? 4 : 2));
    this.#position = close < 0 ? text.length : close + 3;
    let codeBefore = at;
    while (codeBefore > 0 && /\s/.test(text.charAt(codeBefore - 1))) codeBefore -= 1;
    this.#comments.push({ start: at, end: this.#position, codeBefore });
    return close >= 0;
  }

  /** Passes an opening tag, and with it the element when its content is not markup. */
  #passTag(at: number): boolean {
    const { text } = this;
    const tag = readTag(text, at, this.markup);
    if (tag === undefined) {
      this.#position = text.length;
      return false;
    }
    this.#position = tag.end;
    const isRaw = this.#isRaw(tag);
    if (tag.isSelfClosing || !isRaw) {
      if (tag.isSelfClosing && tag.name === 'script') this.#addScript(tag, tag.end);
      else if (!tag.isSelfClosing && !voidElements.has(tag.name)) this.#open.push(tag.name, at);
      return true;
    }
    const name = tag.name.replace(/[^\w-]/g, '\\$&');
    const closing = new RegExp(`</${name}(?=[\\s/>])[^>]*>?`, this.markup === 'svelte' ? 'g' : 'gi');
    closing.lastIndex = tag.end;
    const found = closing.exec(text);
    const end = found?.index ?? text.length;
    this.#position = found === null ? text.length : closing.lastIndex;
    if (tag.name === 'script') this.#addScript(tag, end);
    return found !== null || tag.name === 'script';
  }

  /** Vue reads markup in templates alone; what stands beside them belongs to whoever knows that block. */
  #isRaw({ name, attributes }: Tag): boolean {
    if (this.markup !== 'vue' || this.#open.isAny) {
      return rawElements.has(name) || attributes.some((attribute) => attribute.name === 'is:raw');
    }
    const language = attributes.find((attribute) => attribute.name === 'lang')?.value;
    return name !== 'template' || (language !== undefined && language !== '' && language !== 'html');
  }

  #addScript(tag: Tag, end: number): void {
    const isNested = this.markup === 'astro' ? this.#open.isInert : this.#open.isAny;
    const language = isNested ? undefined : scriptLanguage(tag, this.markup);
    if (language === undefined) return;
    const source = externalScript(tag, this.markup);
    if (source === undefined) this.#addBlock(tag.end, end, language);
    else if (source !== 'elsewhere') this.#sources.push(source);
  }

  #addBlock(start: number, end: number, language: string): void {
    if (end > start) this.#blocks.push({ start, end, name: `script.${language}` });
  }
}
