import { type MemberText, type ParameterText, type TypeText, textOf } from './type-text.ts';

/** What stands behind the name of a member; undefined for what is written in a way that is not understood. */
export function readMemberText(signature: string): Omit<MemberText, 'key'> | undefined {
  return read(signature, (reader) => {
    const isReadonly = reader.take('readonly');
    return { isReadonly, ...reader.memberTail() };
  });
}

/** Type parameters and the types that an interface extends, in order of their texts. */
export function readHead(
  head: string,
): { readonly parameters: string; readonly parents: readonly string[] } | undefined {
  return read(head, (reader) => {
    const parameters = reader.peek() === '<' ? reader.inAngles() : '';
    const parents: string[] = [];
    if (reader.take('extends'))
      do parents.push(textOf(reader.type()));
      while (reader.take(',') || reader.take(';'));
    return { parameters, parents: parents.sort() };
  });
}

function read<T>(text: string, by: (reader: TypeReader) => T): T | undefined {
  // What stands in a template is not told from the words around it.
  if (text.includes('`')) return undefined;
  const reader = new TypeReader(text.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? []);
  const found = by(reader);
  return reader.isAtEnd && !reader.isPuzzled ? found : undefined;
}

const deepest = 60;
const closing = new Set([')', ']', '}', '>', ',', ';', '', '=>', '=', '?', ':', '|', '&']);
const any: TypeText = { is: 'name', text: 'any' };

/** Reads the tokens of one signature, as the extractor puts them down: in one line, with a blank between them. */
class TypeReader {
  isPuzzled = false;
  #at = 0;
  #depth = 0;

  constructor(readonly tokens: readonly string[]) {}

  get isAtEnd(): boolean {
    return this.#at >= this.tokens.length;
  }

  peek(ahead = 0): string {
    return this.tokens[this.#at + ahead] ?? '';
  }

  take(token: string): boolean {
    if (this.peek() !== token) return false;
    this.#at += 1;
    return true;
  }

  type(): TypeText {
    this.#depth += 1;
    if (this.#depth > deepest) this.#puzzle();
    const found = this.#arms('union', '|', () => this.#arms('both', '&', () => this.#unary()));
    this.#depth -= 1;
    return found;
  }

  memberTail(): Omit<MemberText, 'key' | 'isReadonly'> {
    const isOptional = this.take('?');
    if (this.peek() === '(' || this.peek() === '<') return { isOptional, type: this.#function('', ':') };
    return { isOptional, type: this.take(':') ? this.type() : any };
  }

  /** `<T extends X>` as it is written. */
  inAngles(): string {
    const from = this.#at;
    let open = 0;
    do {
      const token = this.#next();
      open += token === '<' ? 1 : token === '>' ? -1 : 0;
    } while (open > 0 && !this.isAtEnd);
    return this.tokens.slice(from, this.#at).join(' ');
  }

  #next(): string {
    const token = this.peek();
    if (token === '') this.#puzzle();
    this.#at += 1;
    return token;
  }

  #expect(token: string): void {
    if (!this.take(token)) this.#puzzle();
  }

  /** Not understood, or too deep: nothing more is read. */
  #puzzle(): void {
    this.isPuzzled = true;
    this.#at = this.tokens.length;
  }

  #arms(is: 'union' | 'both', between: string, read: () => TypeText): TypeText {
    this.take(between);
    const arms: TypeText[] = [];
    do {
      const arm = read();
      if (arm.is === is) arms.push(...arm.arms);
      else arms.push(arm);
    } while (this.take(between));
    const [first] = arms;
    return first && arms.length === 1 ? first : { is, arms };
  }

  #unary(): TypeText {
    const word = this.peek();
    // The names of parameters are gone.
    const isPredicate = word === 'asserts' || this.peek(1) === 'is';
    if (isPredicate && !closing.has(this.peek(1))) {
      const before = this.take('asserts') ? 'asserts _' : '_';
      this.#next();
      return { is: 'name', text: this.take('is') ? `${before} is ${textOf(this.type())}` : before };
    }
    if (closing.has(this.peek(1)) || !['keyof', 'unique', 'readonly'].includes(word)) return this.#postfix();
    this.#at += 1;
    const inner = this.#unary();
    if (word !== 'readonly') return { is: 'name', text: `${word} ${textOf(inner)}` };
    if (inner.is === 'array' || inner.is === 'tuple') return { ...inner, isReadonly: true };
    this.#puzzle();
    return inner;
  }

  #postfix(): TypeText {
    let found = this.#primary();
    while (this.take('[')) {
      if (this.take(']')) found = { is: 'array', of: found, isReadonly: false };
      else {
        found = { is: 'name', text: `${textOf(found)}[${textOf(this.type())}]` };
        this.#expect(']');
      }
    }
    return found;
  }

  #primary(): TypeText {
    switch (this.peek()) {
      case '(':
        if (this.#isFunction()) return this.#function('', '=>');
        return this.#within('(', ')', () => this.type());
      case '<':
        return this.#function('', '=>');
      case '[':
        return {
          is: 'tuple',
          items: this.#list('[', ']', () => this.#parameter('tuple')),
          isReadonly: false,
        };
      case '{':
        return { is: 'object', members: this.#members() };
    }
    if (this.peek() === 'new' && ['(', '<'].includes(this.peek(1))) {
      this.#at += 1;
      return this.#function('new ', '=>');
    }
    return this.#named();
  }

  #named(): TypeText {
    let text = this.#next();
    if (closing.has(text) || ['infer', 'import', 'abstract', 'this'].includes(text)) this.#puzzle();
    if (text === 'typeof' || text === '-') text += ` ${this.#next()}`;
    while (this.take('.')) text += `.${this.#next()}`;
    if (this.peek() !== '<') return { is: 'name', text };
    const args = this.#list('<', '>', () => this.type());
    const [first] = args;
    const isArray = (text === 'Array' || text === 'ReadonlyArray') && args.length === 1;
    if (isArray && first) return { is: 'array', of: first, isReadonly: text === 'ReadonlyArray' };
    return { is: 'applied', name: text, args };
  }

  /** Whether an arrow follows the parenthesis that opens here. */
  #isFunction(): boolean {
    let open = 0;
    for (let ahead = 0; this.peek(ahead) !== ''; ahead += 1) {
      const token = this.peek(ahead);
      open += token === '(' ? 1 : token === ')' ? -1 : 0;
      if (open === 0) return this.peek(ahead + 1) === '=>';
    }
    return false;
  }

  #function(before: string, between: ':' | '=>'): TypeText {
    const head = before + (this.peek() === '<' ? `${this.inAngles()} ` : '');
    const parameters = this.#list('(', ')', () => this.#parameter('call'));
    const gives = this.take(between) ? this.type() : any;
    return { is: 'function', head, parameters, gives };
  }

  /** Of a call the name may stand alone, of a tuple the type. */
  #parameter(of: 'call' | 'tuple'): ParameterText {
    let isRest = false;
    while (this.take('.')) isRest = true;
    const isNamed = this.peek() === '_' && [':', '?'].includes(this.peek(1));
    if (isNamed) this.#at += 1;
    else if (of === 'call') this.#pattern();
    const isOptional = isNamed && this.take('?');
    if (isNamed) this.#expect(':');
    const type = isNamed || of === 'tuple' || this.take(':') ? this.type() : any;
    return { type, isRest, isOptional: isOptional || (of === 'tuple' && this.take('?')) };
  }

  /** A name without a type, or what a call takes apart. */
  #pattern(): void {
    const first = this.#next();
    if (first === 'this') this.#puzzle();
    if (first !== '{' && first !== '[') return;
    for (let open = 1; open > 0 && !this.isAtEnd; ) {
      const token = this.#next();
      open += token === '{' || token === '[' ? 1 : token === '}' || token === ']' ? -1 : 0;
    }
  }

  #members(): readonly MemberText[] {
    return this.#list('{', '}', () => this.#member());
  }

  #member(): MemberText {
    const isModified = this.peek() === 'readonly' && ![':', '?', '(', '<'].includes(this.peek(1));
    if (isModified) this.#at += 1;
    const isCall = this.peek() === '(' || this.peek() === '<';
    const key = isCall ? '()' : this.#key();
    return { key, isReadonly: isModified, ...this.memberTail() };
  }

  #key(): string {
    const token = this.#next();
    if (token !== '[') return token.startsWith('"') ? token.replace(/^"([A-Za-z_$][\w$]*)"$/, '$1') : token;
    // Anything else is mapped or computed.
    if (this.peek() !== '_' || this.peek(1) !== ':') this.#puzzle();
    this.#at += 2;
    const key = `[${textOf(this.type())}]`;
    this.#expect(']');
    return key;
  }

  #within<T>(open: string, close: string, read: () => T): T {
    this.#expect(open);
    const found = read();
    this.#expect(close);
    return found;
  }

  #list<T>(open: string, close: string, read: () => T): readonly T[] {
    return this.#within(open, close, () => {
      const items: T[] = [];
      while (this.peek() !== close) {
        items.push(read());
        if (!this.take(',') && !this.take(';')) break;
      }
      return items;
    });
  }
}
