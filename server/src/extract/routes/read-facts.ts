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
} from '../../model/route-facts.ts';
import { readMentions } from '../calls/mentions.ts';
import { mayRequest } from '../calls/request-words.ts';
import { allowsJsx } from '../imports.ts';
import { castBefore } from './casts.ts';
import { readBindings, readClass, readEnum } from './declarations.ts';
import { readDecorator } from './decorators.ts';
import { readCallback } from './loops.ts';
import { readExportedNames, readImportedNames } from './modules.ts';
import { depths, ExpressionReader } from './read-expression.ts';
import { alone, type Declared, noteDeclared, readRequestUse } from './request-uses.ts';
import { findScopes, parentsOf, readScope, type ScopeRange } from './scopes.ts';
import { type TokenText, tokenise } from './token-text.ts';

/** Members that register something where a router is called. */
const registering = new Set(
  [
    'get post put patch delete del head options all use route register mount on basePath prefix',
    'setGlobalPrefix enableVersioning openapi search trace query link unlink registerPath registerRouter',
  ].flatMap((names) => names.split(' ')),
);
/** Methods of maps, caches and clients as well: only with a path and a handler, or behind `route(…)`. */
const alsoOfOthers = new Set(
  'get post put patch delete head options query search trace link unlink on'.split(' '),
);

/** Functions that serve what a contract says, and that read one where nobody keeps the outcome. */
const serving =
  /^(?:create(?:Express|Next|Fetch|Lambda|Azure|Route)\w*|fetchRequestHandler|nestControllerContract)$/;

/** Names that routers are given: a call that is passed one may register on it. */
export const routerName =
  /^(?:app|api|server|fastify|instance|express|koa|hono|r)$|(?:[Rr]outer|[Aa]pp|[Ss]erver)$/;

/** Reads what routes can be found by. Never fails: what is broken in the text is left out. */
export function readRouteFacts(path: string, text: string): RouteFacts {
  const tokens = tokenise(text, allowsJsx(path));
  return new FactsReader(tokens).read();
}

/** The same for calls of operations. */
export function readCallFacts(path: string, text: string): CallFacts {
  const tokens = tokenise(text, allowsJsx(path));
  const requests: CallFact[] = [];
  const facts = new FactsReader(tokens, requests).read();
  return { ...facts, requests, mentions: readMentions(tokens) };
}

/** What a word is called or gone on from with: `.`, `(`, `[`, `<`, `!`, `?`; a word behind `new`. */
const chained = new Set([46, 40, 91, 60, 33, 63, 1]);
/** What is assigned to by a member. */
const assigned = new Set(['module', 'exports', 'this']);

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
  readonly #returns: (Expression | undefined)[] = [];
  readonly #bindings: Binding[] = [];
  readonly #imports: ImportedName[] = [];
  readonly #exports: ExportedName[] = [];
  readonly #classes: ClassFact[] = [];
  readonly #calls: CallFact[] = [];
  readonly #uses: RequestUse[] = [];
  readonly #declared: Map<number, Declared> = new Map();
  readonly #open: OpenScope[] = [];
  /** What names of `let` and `var` are assigned later. */
  readonly #assigned = new Map<string, Expression[]>();
  #decorators: DecoratorFact[] = [];
  /** Where the innermost open function ends. */
  #end = Number.POSITIVE_INFINITY;
  #parameters: Int32Array | undefined;

  /** Requests are read where there is a list for them. */
  constructor(
    readonly tokens: TokenText,
    readonly requests?: CallFact[],
  ) {
    this.#ranges = findScopes(tokens);
    const starts = byToken(tokens.count, this.#ranges, 'start');
    const found = this.#ranges.map(({ end }, index) => ({ scope: index + 1, end }));
    this.#reader = new ExpressionReader(tokens, (index) => found[(starts[index] ?? 0) - 1]);
  }

  read(): RouteFacts {
    const { count } = this.tokens;
    const { codes } = this.tokens.tokens;
    const bodies = byToken(count, this.#ranges, 'body');
    for (let index = 0; index < count; ) {
      const entered = bodies[index] ?? 0;
      if (entered > 0 || index >= this.#end) this.#enter(index, entered);
      const code = codes[index];
      index = code === 1 || code === 64 ? Math.max(index + 1, this.#step(index, code)) : index + 1;
    }
    return {
      scopes: this.#scopes(),
      bindings: this.#bindings.map((each) => this.#withOthers(each)),
      imports: this.#imports,
      exports: this.#exports,
      classes: this.#classes,
      calls: this.#calls,
      uses: this.#uses,
    };
  }

  get #scope(): number {
    return this.#open.at(-1)?.scope ?? 0;
  }

  #enter(index: number, scope: number): void {
    while ((this.#open.at(-1)?.end ?? Number.POSITIVE_INFINITY) <= index) this.#open.pop();
    const range = this.#ranges[scope - 1];
    if (range !== undefined) {
      this.#open.push({ scope, end: range.end });
      if (!range.isBlock) this.#returns[scope] = this.#reader.read(range.body, depths.returned);
    }
    this.#end = this.#open.at(-1)?.end ?? Number.POSITIVE_INFINITY;
  }

  #scopes(): readonly FunctionScope[] {
    const parents = parentsOf(this.#ranges);
    const scopes = this.#ranges.map((range, index): FunctionScope => {
      const returns = this.#returns[index + 1];
      const scope = readScope(this.#reader, range, parents[index] ?? 0);
      this.#bindings.push(...readCallback(this.#reader, range, index + 1));
      return returns === undefined ? scope : { ...scope, returns };
    });
    return [{ parent: -1, parameters: [] }, ...scopes];
  }

  /** Reads what begins with the token; returns where the pass goes on, or 0 for the next token. */
  #step(index: number, code: number): number {
    const { tokens } = this;
    if (code === 64) return this.#decorator(index);
    if (tokens.code(index - 1) === 46) {
      if (tokens.code(index - 2) === 46) this.#use(index, tokens.word(index));
      return 0;
    }
    const name = tokens.word(index);
    switch (name) {
      case 'import':
        this.#imports.push(...readImportedNames(tokens, index));
        return 0;
      case 'export':
        this.#exports.push(...readExportedNames(this.#reader, index));
        return 0;
      case 'const':
      case 'let':
      case 'var':
        this.#bind(readBindings(this.#reader, index, this.#scope), name !== 'const');
        return noteDeclared(tokens, index, this.#declared);
      case 'enum':
        if (tokens.word(index - 1) !== 'const')
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
      default:
        if (this.#decorators.length > 0) this.#decorators = [];
        this.#word(index, name);
        return 0;
    }
  }

  #bind(bindings: readonly Binding[], mayChange: boolean): void {
    this.#bindings.push(...bindings);
    if (mayChange) for (const { name } of bindings) this.#assigned.set(name, this.#assigned.get(name) ?? []);
  }

  #withOthers(binding: Binding): Binding {
    const others = this.#assigned.get(binding.name) ?? [];
    const isText = binding.value.is === 'text' || binding.value.is === 'joined';
    return others.length > 0 && isText ? { ...binding, others } : binding;
  }

  /** `a = …` and `a += …` of what was declared to change; what it adds is not known. */
  #reassignment(index: number, name: string): void {
    const known = this.#assigned.get(name);
    const before = this.tokens.word(index - 1);
    if (known === undefined || before === 'let' || before === 'var') return;
    if (isAssigned(this.tokens, index)) known.push(this.#reader.read(index + 2, depths.inner));
    else if (this.tokens.code(index + 1) === 43 && this.tokens.code(index + 2) === 61)
      known.push({ start: this.tokens.start(index), end: this.tokens.end(index), is: 'other' });
  }

  #word(index: number, name: string): void {
    const next = this.tokens.code(index + 1);
    if (next === 61 || next === 43) this.#reassignment(index, name);
    if (next === 61 || (next === 46 && assigned.has(name))) this.#assignment(index, name);
    if (chained.has(next)) this.#call(index);
    const open = castBefore(this.tokens, index);
    if (open >= 0) this.#call(open);
    if (chained.has(next) || alone.has(name)) this.#use(index, name);
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
    const own = { start: this.tokens.start(index), end: this.tokens.end(index) };
    this.#bindings.push(...read.fields);
    this.#bindings.push({ scope: 0, name: read.fact.name, value: { ...own, is: 'other' }, type: 'class' });
    const isUsed = decorators.length > 0 || read.fact.methods.length > 0;
    if (isUsed) this.#classes.push(read.fact);
  }

  /** The last one counts: what comes before are mostly early ways out. */
  #return(index: number): void {
    const scope = this.#scope;
    if (scope === 0) return;
    const value = this.#reader.read(index + 1, depths.returned);
    if (value.is !== 'other') this.#returns[scope] = value;
  }

  /** `module.exports = …`, `exports.a = …`, `this.a = …`, `a = …`. */
  #assignment(index: number, name: string): void {
    const { tokens } = this;
    const isPlain = tokens.code(index + 1) !== 46;
    const isNested =
      name === 'module' && tokens.word(index + 2) === 'exports' && tokens.code(index + 3) === 46;
    const last = isPlain ? index : isNested ? index + 4 : index + 2;
    if (!isAssigned(tokens, last)) return;
    if (isPlain && !statementStarts.has(tokens.code(index - 1))) return;
    const member = tokens.word(last);
    if (name === 'module' || name === 'exports') {
      const span = { start: tokens.start(last), end: tokens.end(last) };
      const exported = name === 'module' && !isNested ? 'default' : member;
      this.#exports.push({ ...span, name: exported, value: this.#reader.read(last + 2) });
    } else if (name === 'this')
      this.#bindings.push({ scope: 0, name: `this.${member}`, value: this.#reader.read(last + 2) });
    else if (isPlain) {
      const value = this.#reader.read(last + 2, depths.inner);
      const isClient = value.is === 'member' && this.requests !== undefined;
      if (value.is === 'call' || isClient) this.#bindings.push({ scope: this.#scope, name, value });
    }
  }

  #call(index: number): void {
    const { tokens } = this;
    if (tokens.word(index - 1) === 'new') return;
    const isRequest =
      this.requests !== undefined && !this.#declares(index) && mayRequest(this.#reader, index);
    if (!isRequest && !this.#mayRegister(index)) return;
    const call = this.#read(index, isRequest ? depths.request : depths.call);
    if (isRequest) this.requests?.push({ scope: this.#scope, call });
    if (!keeps(call)) return;
    const deeper = isRequest ? this.#read(index, depths.call) : call;
    this.#calls.push({ scope: this.#scope, call: deeper });
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

  /** A look at the chain without reading it. */
  #mayRegister(index: number): boolean {
    const { tokens } = this;
    const isCast = tokens.code(index) === 40;
    let at = isCast ? tokens.closer(index) + 1 : index + 1;
    if (serving.test(tokens.word(index))) return tokens.code(at) === 40 || tokens.code(at) === 60;
    for (let length = 0; length < 400; length += 1) {
      const code = tokens.code(at);
      if (code === 46 && tokens.isWord(at + 1)) {
        if (registering.has(tokens.word(at + 1)) && tokens.code(at + 2) !== 46) return true;
        at += 2;
      } else if (code === 40) {
        if (passesRouter(tokens, at)) return true;
        at = tokens.closer(at) + 1;
      } else if (code === 91) {
        const key = tokens.literalValue(at + 1);
        at = tokens.closer(at) + 1;
        if (tokens.code(at) !== 40) continue;
        if (key === undefined ? routerName.test(tokens.word(index)) : registering.has(key)) return true;
      } else if (code === 60) {
        const next = this.#reader.passTypeArguments(at);
        if (next === at) return false;
        at = next;
      } else if (code === 33 || code === 63 || (tokens.word(index) === 'new' && length === 0)) at += 1;
      else return false;
    }
    return false;
  }
}

/** For each token the number of the function that begins there, or whose body does; else 0. */
function byToken(
  count: number,
  ranges: readonly ScopeRange[],
  key: 'start' | 'body' | 'parameters',
): Int32Array {
  const found = new Int32Array(count);
  for (const [index, range] of ranges.entries()) found[range[key]] = index + 1;
  return found;
}

function isAssigned(tokens: TokenText, index: number): boolean {
  return (
    tokens.isWord(index) &&
    tokens.code(index + 1) === 61 &&
    tokens.code(index + 2) !== 61 &&
    !tokens.isArrow(index + 1)
  );
}

function passesRouter(tokens: TokenText, open: number): boolean {
  const close = Math.min(tokens.closer(open), open + 12);
  for (let at = open + 1; at < close; at += 1) {
    const before = tokens.code(at - 1);
    const after = tokens.code(at + 1);
    const isAlone = (before === 40 || before === 44) && (after === 41 || after === 44);
    if (isAlone && routerName.test(tokens.word(at))) return true;
  }
  return false;
}

/** Leaves out what only looks like a registration: `map.get(key)`. */
function keeps(call: Expression): boolean {
  if (call.is === 'member' || call.is === 'computed') return keeps(call.object);
  if (call.is !== 'call') return false;
  const { callee, args } = call;
  if (callee.is === 'computed') return args.length > 1;
  if (callee.is === 'name' && serving.test(callee.name)) return true;
  if (callee.is !== 'member') return args.some((arg) => arg.is === 'name' && routerName.test(arg.name));
  if (!registering.has(callee.member)) {
    const passes = args.some((arg) => arg.is === 'name' && routerName.test(arg.name));
    return passes || keeps(callee.object);
  }
  if (!alsoOfOthers.has(callee.member) || args.length > 1 || args[0]?.is === 'function') return true;
  return isBehindRoute(callee.object) || keeps(callee.object);
}

function isBehindRoute(object: Expression): boolean {
  if (object.is !== 'call' || object.callee.is !== 'member') return false;
  return object.callee.member === 'route' || isBehindRoute(object.callee.object);
}
