import type {
  Binding,
  CallFact,
  CallFacts,
  ClassFact,
  DecoratorFact,
  ExportedName,
  Expression,
  FunctionScope,
  ImportedName,
  RequestUse,
  RouteFacts,
} from '../../../model/route-facts.ts';
import { readMentions } from '../../calls/mentions.ts';
import { mayRequest } from '../../calls/request-words.ts';
import { allowsJsx } from '../../imports.ts';
import { word } from '../../tokens.ts';
import { castBefore } from './casts.ts';
import { readBindings, readClass, readEnum } from './declarations.ts';
import { readDecorator } from './decorators.ts';
import { spreadsAll } from './hands-on.ts';
import { readCallback } from './loops.ts';
import { mayRegister, type RouterNames, registers, routerNames } from './may-register.ts';
import { readMethodTest, readRefusals } from './method-tests.ts';
import { readExportedNames, readImportedNames, readTypeSources } from './modules.ts';
import { type ClassBody, isAssigned, ownerOf, readMark, withOwner } from './owners.ts';
import { depths, ExpressionReader } from './read-expression.ts';
import { Reassignments } from './reassignments.ts';
import { alone, type Declared, noteDeclared, readRequestUse } from './request-uses.ts';
import { findScopes, parentsOf, readScope, type ScopeRange, type Writable } from './scopes.ts';
import { byToken, codeTable } from './token-tables.ts';
import { createTokeniser, type TokenText, WordSet } from './token-text.ts';

/** What reads facts of texts, with one store for their tokens. Never fails: what is broken in a text is left out. */
export interface FactReaders {
  /** What routes can be found by. */
  readonly routeFacts: (path: string, text: string) => RouteFacts;
  /** The same for calls of operations. */
  readonly callFacts: (path: string, text: string) => CallFacts;
}

export function createFactReaders(): FactReaders {
  const tokenise = createTokeniser();
  return {
    routeFacts: (path, text) => new FactsReader(tokenise(text, allowsJsx(path))).read(),
    callFacts(path, text) {
      const tokens = tokenise(text, allowsJsx(path));
      const requests: CallFact[] = [];
      const facts = new FactsReader(tokens, requests).read();
      return { ...facts, requests, mentions: readMentions(tokens) };
    },
  };
}

/** The facts of one text. */
export function readRouteFacts(path: string, text: string): RouteFacts {
  return createFactReaders().routeFacts(path, text);
}

/** What is assigned to by a member. */
const assigned = new Set(['module', 'exports', 'this']);
/** Words that matter whatever stands around them. */
const telling = new WordSet([
  ...'import export const let var enum function class return default abstract new method super'.split(' '),
  ...assigned,
  ...alone,
]);
/** What a word is called or gone on from with: `.`, `(`, `[`, `<`, `!`, `?`. */
const chained = codeTable([46, 40, 91, 60, 33, 63]);
/** The same and what it is assigned with: `=`, `+`. */
const continued = codeTable([46, 40, 91, 60, 33, 63, 61, 43]);
/** What a statement may stand behind: the beginning, `;`, braces, and `)` of a head. */
const statementStarts = new Set([-1, 59, 123, 125, 41]);

interface OpenScope {
  readonly scope: number;
  readonly end: number;
}

/** One pass over the tokens. */
class FactsReader {
  readonly #ranges: readonly ScopeRange[];
  readonly #reader: ExpressionReader;
  readonly #isRouter: RouterNames;
  readonly #returns: (Expression | undefined)[] = [];
  readonly #bindings: Binding[] = [];
  readonly #imports: ImportedName[] = [];
  readonly #typesFrom = new Set<string>();
  readonly #exports: ExportedName[] = [];
  readonly #classes: ClassFact[] = [];
  readonly #calls: CallFact[] = [];
  readonly #uses: RequestUse[] = [];
  readonly #declared: Map<number, Declared> = new Map();
  readonly #open: OpenScope[] = [];
  /** Where the innermost of them ends. */
  #end = Number.POSITIVE_INFINITY;
  readonly #bodyAt: Int32Array;
  readonly #reassigned: Reassignments;
  /** The bodies of open classes, each with the number of functions around it. */
  readonly #bodies: { readonly end: number; readonly within: number }[] = [];
  /** All of them, in order. */
  readonly #owners: ClassBody[] = [];
  /** What constructors, by their numbers, pass to `super`. */
  readonly #passedUp = new Map<number, readonly Expression[]>();
  #decorators: DecoratorFact[] = [];
  #parameters: Int32Array | undefined;

  /** Requests are read where there is a list for them. */
  constructor(
    readonly tokens: TokenText,
    readonly requests?: CallFact[],
  ) {
    this.#ranges = findScopes(tokens);
    this.#isRouter = routerNames(tokens, this.#ranges);
    this.#bodyAt = byToken(tokens.count, this.#ranges, 'body');
    const starts = byToken(tokens.count, this.#ranges, 'start');
    const found = this.#ranges.map(({ end }, index) => ({ scope: index + 1, end }));
    this.#reader = new ExpressionReader(tokens, (index) => {
      const scope = starts[index] ?? 0;
      return scope === 0 ? undefined : found[scope - 1];
    });
    this.#reassigned = new Reassignments(this.#reader);
  }

  read(): RouteFacts {
    const { count, codes } = this.tokens;
    for (let index = this.#pass(0); index < count; )
      index = this.#pass(Math.max(index + 1, this.#step(index, codes[index] ?? 0)));
    return {
      scopes: this.#scopes(),
      bindings: this.#bindings.map((each) =>
        this.#reassigned.withOthers(withOwner(each, this.#ranges, this.#owners)),
      ),
      imports: this.#imports,
      ...(this.#typesFrom.size > 0 && { typesFrom: [...this.#typesFrom] }),
      exports: this.#exports,
      classes: this.#classes,
      calls: this.#calls,
      uses: this.#uses,
    };
  }

  get #scope(): number {
    return this.#open.at(-1)?.scope ?? 0;
  }

  /** The first token from here on that may tell something. A loop of its own, so that it is compiled alone. */
  #pass(from: number): number {
    const { count, codes } = this.tokens;
    for (let index = from; index < count; index += 1) {
      const entered = this.#bodyAt[index] ?? 0;
      if (entered !== 0 || index >= this.#end) this.#enter(index, entered);
      const code = codes[index];
      if (code === 64 || (code === word && this.#tells(index))) return index;
    }
    return count;
  }

  /** Leaves the functions that end before the token, and enters the one whose body it begins. */
  #enter(index: number, scope: number): void {
    while ((this.#open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= index) this.#open.pop();
    const range = scope > 0 ? this.#ranges[scope - 1] : undefined;
    if (range !== undefined) {
      this.#open.push({ scope, end: range.end });
      if (!range.isBlock) this.#returns[scope] = this.#reader.read(range.body, depths.returned);
    }
    this.#end = this.#open.at(-1)?.end ?? Number.POSITIVE_INFINITY;
  }

  #scopes(): readonly FunctionScope[] {
    const parents = parentsOf(this.#ranges);
    const hasTests = this.#uses.some(({ test }) => test !== undefined);
    const refusals = hasTests ? readRefusals(this.#reader, this.#ranges) : undefined;
    const scopes = this.#ranges.map((range, index): FunctionScope => {
      const at = index + 1;
      const parent = parents[index] ?? 0;
      const scope: Writable<FunctionScope> = readScope(this.#reader, range, parent);
      this.#bindings.push(...readCallback(this.#reader, range, at, parent));
      const [returns, owner] = [this.#returns[at], ownerOf(range.start, this.#owners)];
      const [passesUp, allows] = [this.#passedUp.get(at), refusals?.get(at)];
      if (returns !== undefined) scope.returns = returns;
      if (owner !== undefined) scope.owner = owner;
      if (passesUp !== undefined) scope.passesUp = passesUp;
      if (allows !== undefined) scope.allows = allows;
      return scope;
    });
    return [{ parent: -1, parameters: [] }, ...scopes];
  }

  /** A look at a word and what stands around it; of most words nothing is read. */
  #tells(index: number): boolean {
    const { codes, starts, ends, text } = this.tokens;
    const before = codes[index - 1];
    if (before === 46) return codes[index - 2] === 46;
    const next = codes[index + 1] ?? 0;
    if (continued[next] === 1 || before === 62) return true;
    if (next === word && (before === 40 || this.#declared.has(index))) return true;
    const start = starts[index] ?? 0;
    if (telling.mayHold(text.charCodeAt(start), (ends[index] ?? 0) - start)) return true;
    if (this.#decorators.length > 0) this.#decorators = [];
    return false;
  }

  /** Reads what begins with the token; returns where the pass goes on, or 0 for the next token. */
  #step(index: number, code: number): number {
    const { tokens } = this;
    if (code === 64) return this.#decorator(index);
    const name = tokens.wordOf(telling, index);
    if (tokens.codes[index - 1] === 46) {
      this.#use(index, name);
      return 0;
    }
    switch (name) {
      case '':
        break;
      case 'import':
        this.#imports.push(...readImportedNames(tokens, index));
        for (const from of readTypeSources(tokens, index)) this.#typesFrom.add(from);
        return 0;
      case 'export':
        this.#exports.push(...readExportedNames(this.#reader, index));
        return 0;
      case 'const':
      case 'let':
      case 'var':
        this.#bind(index, name);
        return noteDeclared(tokens, index, this.#declared);
      case 'enum':
        if (!tokens.isNamed(index - 1, 'const'))
          this.#bindings.push(...readEnum(this.#reader, index, this.#scope));
        return 0;
      case 'function':
        this.#function(index);
        return 0;
      case 'class':
        this.#class(index);
        return 0;
      case 'return':
        this.#return(index);
        return 0;
      case 'default':
      case 'abstract':
        return 0;
    }
    if (this.#decorators.length > 0) this.#decorators = [];
    this.#word(index, name);
    return 0;
  }

  #bind(index: number, kind: string): void {
    const bindings = readBindings(this.#reader, index, this.#scope);
    this.#bindings.push(...bindings);
    if (kind !== 'const') this.#reassigned.declare(bindings);
  }

  #word(index: number, name: string): void {
    const next = this.tokens.code(index + 1);
    const isChained = chained[next] === 1 || (next === word && name === 'new');
    if (next === 61 || next === 43) this.#reassigned.note(index, (at) => this.#isField(at));
    if (next === 61 || (next === 46 && assigned.has(name))) this.#assignment(index, name);
    else if (next === 46 && this.tokens.code(index + 3) === 61)
      this.#bindings.push(...readMark(this.#reader, index));
    else if (next === 40 && name === 'super')
      this.#passedUp.set(this.#scope, this.#reader.items(index + 1, depths.inner));
    this.#methodTest(index, name, next);
    if (isChained) this.#call(index);
    const open = castBefore(this.tokens, index);
    if (open >= 0) this.#call(open);
    if (isChained || alone.has(name) || (next === word && this.#declared.size > 0)) this.#use(index, name);
  }

  #methodTest(index: number, name: string, next: number): void {
    const mayBe =
      name === 'method' || next === 63 || (next === 46 && this.tokens.isNamed(index + 2, 'method'));
    const test = mayBe ? readMethodTest(this.#reader, index) : undefined;
    const { value } = test ? this.#reader.operand(index, depths.use) : {};
    if (test && value) this.#uses.push({ scope: this.#scope, value, test });
  }

  #use(index: number, name: string): void {
    const use = readRequestUse(this.#reader, index, name, this.#scope, this.#declared);
    if (use !== undefined) this.#uses.push(use);
  }

  #decorator(index: number): number {
    const { decorator, next } = readDecorator(this.#reader, index);
    if (decorator !== undefined) this.#decorators.push(decorator);
    // What is passed to it may register as well: `@Module({ imports: [RouterModule.register(…)] })`.
    for (let at = index + 2; at < next; at += 1)
      if (this.tokens.isWord(at) && this.tokens.code(at - 1) !== 46) this.#call(at);
    return next;
  }

  #function(index: number): void {
    const { tokens } = this;
    const start = tokens.word(index - 1) === 'async' ? index - 1 : index;
    const name = tokens.word(index + (tokens.code(index + 1) === 42 ? 2 : 1));
    if (name === '') return;
    const value = this.#reader.operand(start, 0).value;
    if (value.is === 'function') this.#bindings.push({ scope: this.#scope, name, value });
  }

  #class(index: number): void {
    const decorators = this.#decorators;
    this.#decorators = [];
    const read = readClass(this.#reader, index, decorators);
    if (read === undefined) return;
    this.#bodies.push({ end: read.end, within: this.#open.length });
    this.#owners.push({ name: read.fact.name, start: index, end: read.end });
    const own = { start: this.tokens.start(index), end: this.tokens.end(index) };
    this.#bindings.push(...read.fields);
    this.#bindings.push({ scope: 0, name: read.fact.name, value: { ...own, is: 'other' }, type: 'class' });
    const { methods, base, properties } = read.fact;
    if (decorators.length > 0 || methods.length > 0 || base || properties) this.#classes.push(read.fact);
  }

  /** The last one counts: what comes before are mostly early ways out. */
  #return(index: number): void {
    const scope = this.#scope;
    if (scope === 0) return;
    const value = this.#reader.read(index + 1, depths.returned);
    if (value.is !== 'other') this.#returns[scope] = value;
  }

  /** Directly within a class, where no name of the outside is assigned. */
  #isField(index: number): boolean {
    while ((this.#bodies.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= index) this.#bodies.pop();
    return this.#bodies.at(-1)?.within === this.#open.length;
  }

  /** `module.exports = …`, `exports.a = …`, `this.a = …`, `a = …`. */
  #assignment(index: number, name: string): void {
    const { tokens } = this;
    const isPlain = tokens.code(index + 1) !== 46;
    const isNested =
      name === 'module' && tokens.word(index + 2) === 'exports' && tokens.code(index + 3) === 46;
    const last = isPlain ? index : isNested ? index + 4 : index + 2;
    if (!isAssigned(tokens, last)) return;
    if (isPlain && (!statementStarts.has(tokens.code(index - 1)) || this.#isField(index))) return;
    const member = tokens.word(last);
    if (name === 'module' || name === 'exports') {
      const span = { start: tokens.start(last), end: tokens.end(last) };
      const exported = name === 'module' && !isNested ? 'default' : member;
      this.#exports.push({ ...span, name: exported, value: this.#reader.read(last + 2) });
    } else if (name === 'this') {
      const value = this.#reader.read(last + 2);
      this.#bindings.push({ scope: 0, name: `this.${member}`, value, from: this.#scope });
    } else if (isPlain) {
      const value = this.#reader.read(last + 2, depths.inner);
      const isClient = value.is === 'member' && this.requests !== undefined;
      if (value.is === 'call' || isClient) this.#bindings.push({ scope: this.#scope, name: member, value });
    }
  }

  #call(index: number): void {
    const { tokens } = this;
    if (tokens.codes[index - 1] === word && tokens.isNamed(index - 1, 'new')) return;
    const isRequest =
      this.requests !== undefined && !this.#declares(index) && mayRequest(this.#reader, index);
    const spreads = this.#scope === 0 && spreadsAll(tokens, index);
    if (!isRequest && !spreads && !mayRegister(this.#reader, index, this.#isRouter)) return;
    if (!isRequest && this.#declares(index)) return;
    const call = this.#read(index, isRequest ? depths.request : depths.call);
    if (isRequest) this.requests?.push({ scope: this.#scope, call });
    if (!spreads && !registers(call, this.#isRouter)) return;
    const deeper = isRequest ? this.#read(index, depths.call) : call;
    this.#calls.push({
      scope: this.#scope,
      call: deeper,
      ...(this.#isAwaited(index) && { isAwaited: true }),
    });
  }

  /** `await api.post(…)` and `await checked(api.post(…))`. */
  #isAwaited(index: number): boolean {
    const { tokens } = this;
    return (
      tokens.isNamed(index - 1, 'await') ||
      tokens.isNamed(index - 1, 'void') ||
      (tokens.code(index - 1) === 40 && tokens.isNamed(index - 3, 'await'))
    );
  }

  /** The name of a function or a method, where it is declared. */
  #declares(index: number): boolean {
    this.#parameters ??= byToken(this.tokens.count, this.#ranges, 'parameters');
    return (this.#parameters[this.#reader.passTypeArguments(index + 1)] ?? 0) > 0;
  }

  /** What a name was just bound to is not read twice. */
  #read(index: number, depth: number): Expression {
    const bound = this.#bindings.at(-1)?.value;
    const isRead = depth >= depths.inner && bound?.is === 'call' && bound.start === this.tokens.start(index);
    if (isRead) return bound;
    return this.#reader.operand(index, depth).value;
  }
}
