import type {
  ContractMark,
  Implementation,
  InterfaceFacts,
  MarkedInterface,
  NamedSpan,
} from '../../model/interface-facts.ts';
import type { ImportedName } from '../../model/route-facts.ts';
import type { Span } from '../../model/span.ts';
import { commentsOf } from '../comments.ts';
import { allowsJsx } from '../imports.ts';
import { readImportedNames, readNames, readStar } from '../routes/reading/modules.ts';
import { type TokenText, tokenise } from '../routes/reading/token-text.ts';
import { readMembers, signatureOf } from './interface-members.ts';

/** Reads what interfaces that are contracts can be found by. Never fails: what is broken in the text is left out. */
export function readInterfaceFacts(path: string, text: string): InterfaceFacts {
  return new InterfaceReader(path, tokenise(text, allowsJsx(path))).read();
}

const longest = 400;

class InterfaceReader {
  readonly #comments: readonly Span[];
  readonly #interfaces: MarkedInterface[] = [];
  readonly #implementations: Implementation[] = [];
  readonly #imports: ImportedName[] = [];
  readonly #exports: InterfaceFacts['exports'][number][] = [];
  #bound: NamedSpan = { name: 'default', span: { start: 0, end: 0 } };

  constructor(
    path: string,
    readonly tokens: TokenText,
  ) {
    this.#comments = tokens.text.includes('@contract') ? commentsOf(path, tokens.text) : [];
  }

  read(): InterfaceFacts {
    const { tokens } = this;
    for (let index = 0; index < tokens.count; index += 1) {
      if (tokens.code(index) === 41) this.#returned(index);
      else if (tokens.isWord(index) && tokens.code(index - 1) !== 46) this.#word(index, tokens.word(index));
    }
    return {
      interfaces: this.#interfaces,
      implementations: this.#implementations,
      imports: this.#imports,
      exports: this.#exports,
    };
  }

  #word(index: number, word: string): void {
    const { tokens } = this;
    switch (word) {
      case 'import':
        this.#imports.push(...readImportedNames(tokens, index, true));
        return;
      case 'export':
        this.#export(index + 1);
        return;
      case 'interface':
        this.#interface(index);
        return;
      case 'class':
        this.#class(index);
        return;
      case 'const':
      case 'let':
        this.#binding(index + 1);
        return;
      case 'function':
        if (tokens.isWord(index + 1)) this.#bound = this.#named(index + 1);
        return;
      case 'satisfies':
        if (tokens.code(index - 1) === 125) this.#implements(this.#bound, [this.#type(index + 1)]);
        return;
    }
  }

  #named(index: number): NamedSpan {
    const { tokens } = this;
    return { name: tokens.word(index), span: { start: tokens.start(index), end: tokens.end(index) } };
  }

  #implements(at: NamedSpan, types: readonly string[]): void {
    const named = types.filter((type) => type !== '');
    if (named.length > 0) this.#implementations.push({ ...at, types: named });
  }

  /** The name of the type that begins here, with its qualifiers. */
  #type(index: number): string {
    const { tokens } = this;
    let name = tokens.word(index);
    for (let at = index; tokens.code(at + 1) === 46 && tokens.isWord(at + 2); at += 2)
      name += `.${tokens.word(at + 2)}`;
    return name;
  }

  #export(index: number): void {
    const { tokens } = this;
    const isPrefix =
      tokens.word(index) === 'declare' || (tokens.word(index) === 'type' && !tokens.isWord(index + 1));
    const at = isPrefix ? index + 1 : index;
    if (tokens.code(at) === 42) {
      for (const { name, from } of readStar(tokens, at))
        if (from !== undefined) this.#exports.push({ name, local: '*', specifier: from.specifier });
    } else if (tokens.code(at) === 123) {
      const close = tokens.closer(at);
      const specifier = tokens.word(close + 1) === 'from' ? tokens.literalValue(close + 2) : undefined;
      for (const { name, as } of readNames(tokens, at, true))
        this.#exports.push({ name: as, local: name, ...(specifier === undefined ? {} : { specifier }) });
    } else if (tokens.word(at) === 'default') {
      const local = tokens.word(at + 1) === 'interface' ? tokens.word(at + 2) : tokens.word(at + 1);
      this.#exports.push({ name: 'default', local });
    } else if (tokens.code(at) === 61) {
      this.#exports.push({ name: 'default', local: tokens.word(at + 1) });
    } else if (tokens.word(at) === 'interface') {
      const name = tokens.word(at + 1);
      this.#exports.push({ name, local: name });
    }
  }

  #interface(index: number): void {
    const { tokens } = this;
    if (!tokens.isWord(index + 1)) return;
    const open = this.#body(index + 2);
    if (open < 0) return;
    let first = index;
    while (['export', 'default', 'declare'].includes(tokens.word(first - 1))) first -= 1;
    const mark = this.#mark(tokens.start(first));
    this.#interfaces.push({
      ...this.#named(index + 1),
      ...(mark === undefined ? {} : { mark }),
      members: mark === undefined ? [] : readMembers(tokens, open),
      head: mark === undefined ? '' : signatureOf(tokens, index + 2, open),
      parents: this.#typesBehind('extends', index, open),
    });
  }

  /** The brace that opens the body of an interface or a class; -1 when there is none. */
  #body(from: number): number {
    const { tokens } = this;
    let angles = 0;
    for (let at = from; at < tokens.count && at < from + longest; at += 1) {
      const code = tokens.code(at);
      if (code === 60) angles += 1;
      else if (code === 62 && !tokens.isArrow(at - 1)) angles -= 1;
      else if (code === 123 && angles <= 0) return at;
      else if (code === 59) return -1;
      else if (code === 40 || code === 91 || code === 123) at = tokens.closer(at);
    }
    return -1;
  }

  #mark(start: number): ContractMark | undefined {
    const { text } = this.tokens;
    const comment = this.#comments.findLast(({ end }) => end <= start);
    if (comment === undefined || text.slice(comment.end, start).trim() !== '') return undefined;
    const said = text.slice(comment.start, comment.end);
    const found = /^[\s*/]*(@contract)(?![\w-])(?:[ \t]+(?!\*\/)(\S+))?(?:[ \t]+(?!\*\/)(\S+))?/m.exec(said);
    if (found === null) return undefined;
    const [whole, tag = '', first = '', second = ''] = found;
    const isLast = /^[ \t]*(?:\r?\n|\*\/|$)/.test(said.slice(found.index + whole.length));
    const isVersion = (word: string) => /^v?\d/.test(word);
    const isAlone = second === '' && isVersion(first);
    const version = isAlone ? first : isVersion(second) || isLast ? second : '';
    const contract = isAlone ? '' : first;
    const base = comment.start + found.index;
    const behindTag = whole.indexOf(tag) + tag.length;
    const at = version === '' ? whole.indexOf(contract, behindTag) : whole.lastIndexOf(version);
    const end = contract + version === '' ? behindTag : at + (version || contract).length;
    const span = { start: base + behindTag - tag.length, end: base + end };
    if (version === '') return { contract, span };
    return { contract, span, version: { name: version, span: { start: base + at, end: base + end } } };
  }

  /** `class A extends B implements C, D<E> {`. */
  #class(index: number): void {
    const { tokens } = this;
    const open = this.#body(index + 1);
    const types = this.#typesBehind('implements', index, open);
    const hasName = tokens.isWord(index + 1) && !['extends', 'implements'].includes(tokens.word(index + 1));
    this.#implements(hasName ? this.#named(index + 1) : this.#bound, types);
  }

  #typesBehind(word: string, index: number, open: number): readonly string[] {
    const { tokens } = this;
    const types: string[] = [];
    let isBehind = false;
    for (let at = index + 1; at < open; at += 1) {
      if (tokens.code(at) === 60) at = this.#passAngles(at, open);
      else if (tokens.word(at) === word && tokens.isWord(at + 1)) isBehind = true;
      else if (isBehind && tokens.isWord(at) && tokens.code(at - 1) !== 46) types.push(this.#type(at));
    }
    return types;
  }

  #passAngles(open: number, end: number): number {
    const { tokens } = this;
    let angles = 0;
    for (let at = open; at < end; at += 1) {
      const code = tokens.code(at);
      if (code === 60) angles += 1;
      else if (code === 62 && !tokens.isArrow(at - 1)) angles -= 1;
      if (angles === 0) return at;
    }
    return end;
  }

  /** `const orders: Orders = {`. */
  #binding(index: number): void {
    const { tokens } = this;
    if (!tokens.isWord(index)) return;
    this.#bound = this.#named(index);
    if (tokens.code(index + 1) !== 58) return;
    const equals = this.#behindType(index + 2);
    if (tokens.code(equals) === 61 && tokens.code(equals + 1) === 123)
      this.#implements(this.#bound, [this.#type(index + 2)]);
  }

  /** The token behind a name with its type arguments. */
  #behindType(index: number): number {
    const { tokens } = this;
    let at = index;
    while (tokens.code(at + 1) === 46) at += 2;
    return tokens.code(at + 1) === 60 ? this.#passAngles(at + 1, tokens.count) + 1 : at + 1;
  }

  /** `(): Orders => ({` and `(): Orders { … return {`: a function that makes one. */
  #returned(close: number): void {
    const { tokens } = this;
    if (tokens.code(close + 1) !== 58 || !tokens.isWord(close + 2)) return;
    const at = this.#behindType(close + 2);
    const isArrow = tokens.isArrow(at);
    if (isArrow && tokens.code(at + 2) === 40 && tokens.code(at + 3) === 123)
      this.#implements(this.#bound, [this.#type(close + 2)]);
    const body = isArrow ? at + 2 : at;
    if (tokens.code(body) !== 123) return;
    const end = Math.min(tokens.closer(body), tokens.count);
    for (let inside = body + 1; inside < end; inside += 1)
      if (tokens.word(inside) === 'return' && tokens.code(inside + 1) === 123) {
        this.#implements(this.#bound, [this.#type(close + 2)]);
        return;
      }
  }
}
