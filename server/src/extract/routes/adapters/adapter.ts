import type { HttpMethod } from '../../../model/contract.ts';
import type { Expression, RouteFacts } from '../../../model/route-facts.ts';
import type { Span } from '../../../model/span.ts';
import type { Context, Evaluation, Located } from '../evaluation.ts';
import type { Option } from '../options.ts';
import type { Found } from '../search.ts';
import type { PathSyntax } from '../templates.ts';
import type { Tools } from '../tools.ts';

export type RouteMethod = HttpMethod | 'ANY';

/** A call of a member of a router. */
export interface RouterCall extends Span {
  readonly member: string;
  readonly memberSpan: Span;
  readonly args: readonly Expression[];
  /** The path that `route(path)` before it in the chain holds, or that of the call before where it may be left out. */
  readonly held?: Expression;
  /** What a name or a member leads to, as it is written; the expression itself where that is not known. */
  readonly look: (expression: Expression) => Located;
  /** What an argument that holds options says under a key. */
  readonly option: (options: Expression | undefined, key: string) => Option;
}

/** What a call on a router does. */
export type Effect =
  | {
      readonly does: 'serve';
      readonly methods: readonly RouteMethod[];
      /** Absent for the router's own path. */
      readonly path?: Expression;
      readonly handler?: Expression;
      /** What runs before the handler, and options that say what it takes. */
      readonly before?: readonly Expression[];
      /** Where the path is written, when not where the call is. */
      readonly context?: Context;
      /** What says the path is a contract as well. */
      readonly isPromised?: boolean;
      /** Where the handler is written, when not where the call is. */
      readonly handledIn?: Context;
    }
  /** What is no router among the children is middleware. */
  | {
      readonly does: 'mount';
      readonly path?: Expression;
      /** Where the path is written, when not where the call is. */
      readonly context?: Context;
      readonly children: readonly Expression[];
      /** What is told to what is mounted, for a loader. */
      readonly options?: Expression;
      /** There may be a path that is not known. */
      readonly isLoose?: boolean;
    }
  | { readonly does: 'prefix'; readonly path: Expression }
  /** From here on capital letters in paths count. */
  | { readonly does: 'heed case' }
  /** The call gives a router below the path. */
  | { readonly does: 'derive'; readonly path: Expression }
  /** The calls that follow in the chain are about this path. */
  | { readonly does: 'hold'; readonly path: Expression }
  /** The call that follows in the chain is about this path where it names none. */
  | { readonly does: 'repeat'; readonly path: Expression }
  | { readonly does: 'hide'; readonly reason: string; readonly at: Span };

/** What of a package makes a router. */
export interface Maker {
  readonly module: string;
  /** `default` for what is imported as a whole. */
  readonly names: readonly string[];
  /** The member of what these make that makes a router: `createFactory().createApp()`. */
  readonly member?: string;
  /** The key of its options whose function is given each router that the member makes. */
  readonly begins?: string;
  /** Serves by itself; another one has to be mounted. */
  readonly isRoot: boolean;
  /** The key of its options that gives the prefix. */
  readonly prefix?: string;
  /** The key of its options that makes it heed capital letters. */
  readonly heedsCase?: string;
}

/** What packages register of what lies in a folder. */
export interface Loader {
  readonly modules: readonly string[];
  readonly load: (call: LoaderCall) => Loaded;
}

export interface LoaderCall {
  /** Where it is called. */
  readonly at: Located;
  readonly options?: Located;
  readonly evaluation: Evaluation;
  /** All files of the workspace that count, in order. */
  readonly files: readonly string[];
}

export interface Loaded {
  readonly plugins: readonly LoadedPlugin[];
  /** Why something else may be registered, or at other paths. */
  readonly unresolved: readonly { readonly at: Located; readonly reason: string }[];
}

export interface LoadedPlugin {
  readonly plugin: Located;
  readonly prefix?: Located;
  readonly isDoubted?: boolean;
}

/** A framework whose routes are registered by calls on values. */
export interface RouterAdapter {
  readonly framework: string;
  readonly makers: readonly Maker[];
  /** Types of parameters that are routers. */
  readonly types: readonly string[];
  /** Packages whose call gives back its first argument. */
  readonly wrappers?: readonly string[];
  /** Packages whose call mounts its last argument below its first. */
  readonly mounters?: readonly string[];
  /** What is registered is never middleware alone, so that what cannot be followed may hold routes. */
  readonly hasPlugins?: true;
  readonly loaders?: readonly Loader[];
  readonly syntax: PathSyntax;
  /** In the place of the path of what is mounted may stand what requests pass before it. */
  readonly mountsMiddleware?: true;
  /** What is mounted may be a function that handles requests. */
  readonly mountsHandlers?: true;
  /** Takes capital letters in paths for small ones, unless a router is made or told otherwise. */
  readonly ignoresCase?: true;
  readonly call: (call: RouterCall) => readonly Effect[];
}

/** A framework whose routes stand in files and classes. */
export interface FileAdapter {
  readonly framework: string;
  /** Paths of files that are routes by their name. */
  readonly paths?: RegExp;
  /** One of these is in a text that may say something. */
  readonly words?: readonly string[];
  /** What each file rests on besides what is asked for it: the same objects as long as it is the same. */
  readonly restsOn?: (tools: Tools) => readonly unknown[];
  readonly read: (path: string, facts: RouteFacts, tools: Tools) => Found;
}

/** Why it is not known what another application serves below a path. */
export const foreignMount = 'What is mounted here is no router of Hono.';

/** A framework whose routes are made from contracts, wherever these are. */
export interface WholeAdapter {
  readonly framework: string;
  /** One of these is in a text that may say something. */
  readonly words: readonly string[];
  readonly read: (tools: Tools) => Found;
}

const verbs: ReadonlyMap<string, RouteMethod> = new Map([
  ['get', 'GET'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE'],
  ['del', 'DELETE'],
  ['head', 'HEAD'],
  ['options', 'OPTIONS'],
  ['trace', 'TRACE'],
  ['query', 'QUERY'],
  ['all', 'ANY'],
]);

/** The method that a member or a name in any case stands for. */
export function methodOf(name: string): RouteMethod | undefined {
  return verbs.get(name.toLowerCase());
}

/** The methods of a text or a list of texts; undefined when one of them is something else. */
export function methodsOf(expression: Expression | undefined): readonly RouteMethod[] | undefined {
  const items = expression?.is === 'list' ? expression.items : expression === undefined ? [] : [expression];
  const methods = items.map((item) => (item.is === 'text' ? methodOf(item.value) : undefined));
  const known = methods.filter((method) => method !== undefined);
  return known.length > 0 && known.length === methods.length ? known : undefined;
}

/** The value of a key of an object. */
export function entryOf(object: Expression | undefined, ...keys: readonly string[]): Expression | undefined {
  if (object?.is !== 'object') return undefined;
  return object.entries.find(({ key }) => keys.includes(key))?.value;
}

/** Whether it is `true`, as far as that is written. */
export function isTrue(expression: Expression | undefined): boolean {
  return expression?.is === 'name' && expression.name === 'true';
}

export function isFalse(expression: Expression | undefined): boolean {
  return expression?.is === 'name' && expression.name === 'false';
}

/** True for what is certainly a handler or middleware and no path. */
export function isFunction(expression: Expression | undefined): boolean {
  return expression?.is === 'function';
}

/** True for what can only be a path: a text, something with a text in it, or a list of these. */
export function isPath(expression: Expression | undefined): boolean {
  if (expression === undefined) return false;
  if (expression.is === 'list') return expression.items.length > 0 && expression.items.every(isPath);
  return expression.is === 'text' || expression.is === 'joined' || expression.is === 'pattern';
}

/** The first argument may be a path, or already what is mounted; what is no text itself is found out later. */
export function mountOf(args: RouterCall['args']): Effect {
  const [first, ...others] = args;
  const mayBePath = first !== undefined && (isPath(first) || first.is === 'spread' || others.length > 0);
  return mayBePath ? { does: 'mount', path: first, children: others } : { does: 'mount', children: args };
}

/** The name of what handles: of a wrapped handler the name inside. */
export function handlerName(handler: Expression | undefined): string | undefined {
  switch (handler?.is) {
    case 'name':
    case 'function':
      return handler.name;
    case 'member':
      return handler.member === 'bind' ? handlerName(handler.object) : handler.member;
    case 'spread':
      return handlerName(handler.value);
    case 'call':
      if (handler.callee.is === 'member' && handler.callee.member === 'bind')
        return handlerName(handler.callee);
      return handler.args.map(handlerName).find((name) => name !== undefined) ?? undefined;
    case 'list':
      return handlerName(handler.items.at(-1));
    default:
      return undefined;
  }
}
