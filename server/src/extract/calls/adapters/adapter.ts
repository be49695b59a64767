import type { Expression } from '../../../model/route-facts.ts';
import type { Span } from '../../../model/span.ts';
import type { Located } from '../../routes/evaluation.ts';

/** A value that sends requests. */
export interface Client {
  readonly adapter: ClientAdapter;
  /** What stands before its paths, from the outside in. */
  readonly bases: readonly Base[];
  /** What says which operations it has, where it was made of such. */
  readonly contract?: Located;
}

/** A base that is written, or one that is somewhere else. */
export type Base = Located | 'unknown';

/** A call of a client, or of one of its members. */
export interface ClientCall extends Span {
  /** What is written between the client and the call: `get` of `axios.get(…)`; undefined for a computed one. */
  readonly members: readonly (Member | undefined)[];
  readonly args: readonly Expression[];
  /** What is computed in place of the last member: `method` of `client[method](…)`. */
  readonly key?: Expression;
  /** What a name or a member leads to; the expression itself where that is not known. */
  readonly look: (expression: Expression | Located) => Located;
  readonly client: Client;
}

/** A call of something that is no client, or of a member of it. */
export interface ForeignCall extends Omit<ClientCall, 'client'> {
  /** The file of the call. */
  readonly path: string;
  /** Of a function without an object the function itself, which has no members then. */
  readonly object: Expression;
  /** Whether an expression begins like a path, with names and functions of the workspace followed. */
  readonly isPath: (expression: Expression) => boolean;
  /** What the object is, is known. */
  readonly isKnown: boolean;
}

export interface Member extends Span {
  readonly name: string;
}

/** How the paths of a client name what is put in. */
export type Holes = 'none' | 'braces' | 'colons';

/** A text, or an expression that leads to one, or the options that hold it. */
export type Method =
  | { readonly is: 'verb'; readonly verb: string }
  | { readonly is: 'value'; readonly value: Located | Expression }
  | { readonly is: 'option'; readonly options: Located | Expression | undefined };

/** What a call on a client does. */
export type Sent =
  | {
      readonly does: 'request';
      readonly method: Method;
      /** Where the path is written, when not where the call is. */
      readonly path: Located | Expression;
      /** Something may stand before the path that nobody can see. */
      readonly isBaseUnknown?: boolean;
      /** What stands between the bases and the path. */
      readonly before?: readonly Located[];
      /** Where the call says what it means, when not where the path is written. */
      readonly at?: Span;
    }
  /** Segments that are the members of a chain. */
  | {
      readonly does: 'members';
      readonly method: string;
      readonly segments: readonly (string | undefined)[];
      readonly at: Span;
    }
  | { readonly does: 'operation'; readonly id: string; readonly at: Span }
  | { readonly does: 'hide'; readonly reason: string; readonly at: Span };

export type RequestSent = Extract<Sent, { readonly does: 'request' }>;

/** What of a package is a client, or makes one. */
export interface Source {
  readonly module: string;
  /** `default` for what is imported as a whole. */
  readonly names: readonly string[];
}

/** One library whose values send requests. */
export interface ClientAdapter {
  readonly client: string;
  /** What is a client as it is imported. */
  readonly clients?: readonly Source[];
  /** Functions and classes of packages that make a client. */
  readonly makers?: readonly Source[];
  /** Names that are there without an import. */
  readonly globals?: readonly string[];
  /** Texts that show that a file may use it without an import. */
  readonly words?: readonly string[];
  /** Types of parameters and fields that are clients. */
  readonly types?: readonly string[];
  /** What a call on any value shows by itself, where nobody knows what it is. */
  readonly anywhere?: (call: ForeignCall) => readonly Sent[];
  readonly holes?: Holes;
  /** What a maker, or a member of a client that makes another one, puts before paths; undefined when it makes none. */
  readonly made?: (making: Making) => readonly Base[] | undefined;
  /** Which argument of a maker says what there is. */
  readonly contractAt?: number;
  readonly sent: (call: ClientCall) => readonly Sent[];
}

export interface Making {
  /** Absent for the maker of a package. */
  readonly member?: string;
  readonly args: readonly Located[];
}

const verbs: ReadonlySet<string> = new Set('get post put patch delete head options query trace'.split(' '));

/** The method that a member's name stands for: `get`, `GET`, `del`. */
export function verbOf(name: string | undefined): string | undefined {
  const lower = name?.toLowerCase();
  if (lower === 'del') return 'DELETE';
  return lower !== undefined && verbs.has(lower) ? lower.toUpperCase() : undefined;
}

/** The value of one of the keys of an object. */
export function entryOf(object: Expression | undefined, ...keys: readonly string[]): Expression | undefined {
  if (object?.is !== 'object') return undefined;
  return object.entries.find(({ key }) => keys.includes(key))?.value;
}

/** The bases that an option of a maker gives; `unknown` for options that cannot be looked into. */
export function baseOption(options: Located | undefined, ...keys: readonly string[]): readonly Base[] {
  if (options === undefined) return [];
  const { context, expression } = options;
  if (expression.is !== 'object') return ['unknown'];
  const value = entryOf(expression, ...keys);
  if (value !== undefined) return [{ context, expression: value }];
  return expression.isOpen ? ['unknown'] : [];
}

/** `client(url, options)` and `client.get(url)`, as most libraries have them. */
export function sentByVerbs(
  { members, args, key, look }: ClientCall,
  isVerb: (name: string) => boolean = () => true,
): readonly Sent[] {
  const [first, second] = args;
  if (first === undefined || members.length > 1) return [];
  if (members.length === 0) return [sentWith(first, second, look)];
  if (key !== undefined) return [{ does: 'request', method: { is: 'value', value: key }, path: first }];
  const verb = verbOf(members[0]?.name);
  if (verb === undefined || !isVerb(members[0]?.name ?? '')) return [];
  return [{ does: 'request', method: { is: 'verb', verb }, path: first }];
}

/** A path and its options, or a `new Request(path, options)` that holds both. */
export function sentWith(
  first: Expression,
  second: Expression | undefined,
  look: ClientCall['look'],
): RequestSent {
  const { context, expression } = look(first);
  const isRequest =
    expression.is === 'call' && expression.callee.is === 'name' && expression.callee.name === 'Request';
  const [path, inner] = isRequest ? expression.args : [];
  if (path === undefined) return { does: 'request', method: { is: 'option', options: second }, path: first };
  const options = inner && { context, expression: inner };
  return { does: 'request', method: { is: 'option', options }, path: { context, expression: path } };
}

/** `{ method, url }` in one object. */
export function sentByDescription(
  { args, look }: Pick<ClientCall, 'args' | 'look'>,
  ...keys: readonly string[]
): readonly Sent[] | undefined {
  const [first] = args;
  if (first === undefined) return undefined;
  const options = look(first);
  const path = entryOf(options.expression, ...keys);
  if (path === undefined) return undefined;
  return [
    {
      does: 'request',
      method: { is: 'option', options },
      path: { context: options.context, expression: path },
    },
  ];
}
