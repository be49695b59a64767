import type { Confidence } from './finding.ts';
import type { JsonNode } from './json.ts';
import type { Place } from './span.ts';

/** The methods that an operation may have, as OpenAPI 3.2 names them. */
export const httpMethods = [
  'GET',
  'PUT',
  'POST',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'PATCH',
  'TRACE',
  'QUERY',
] as const;
export type HttpMethod = (typeof httpMethods)[number];

export type ParameterPlace = 'path' | 'query' | 'header' | 'cookie';

/** One parameter of an operation; its place is that of its name, wherever a `$ref` leads. */
export interface Parameter extends Place {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly isRequired: boolean;
}

/** What a contract promises: one method on one path. Its place is the key that declares it. */
export interface Operation extends Place {
  readonly method: HttpMethod;
  /** As written, without the servers' prefix: `/orders/{id}`. */
  readonly template: string;
  readonly operationId?: string;
  readonly parameters: readonly Parameter[];
  readonly isDeprecated: boolean;
  /** Promised, and not there yet: `x-status: planned`. */
  readonly isPlanned: boolean;
  /** Not for others: `x-internal: true`, on the operation or its path. */
  readonly isInternal?: boolean;
  /** Where the path or the operation has servers of its own: they stand in place of the contract's. */
  readonly prefixes?: readonly string[];
  /** Some parameters are computed where they are written: the list is not whole. */
  readonly hasOpenParameters?: boolean;
}

export type ContractFormat = 'openapi' | 'ts-rest' | 'orpc' | 'hono' | 'zod-openapi' | 'table' | 'interface';

/** One document that promises operations. */
export interface Contract {
  /** Relative POSIX to the root. */
  readonly path: string;
  /** What an interface is marked with; documents are called by their paths. */
  readonly name?: string;
  readonly format: ContractFormat;
  /** Whole, or only paths that stand beside their routes. */
  readonly isFragment: boolean;
  /** `info.version` as written, whatever its kind; absent where there is none. */
  readonly version?: Place & { readonly text: string; readonly isString: boolean };
  /** Where `info.version` belongs: the key `info`, or the beginning of the document. */
  readonly infoPlace: Place;
  /** Paths of the servers' addresses, without a slash at the end; one empty text where none has a path. */
  readonly prefixes: readonly string[];
  readonly operations: readonly Operation[];
  /** What is wrong with the document, each at its place; the rest counts. */
  readonly problems: readonly (Place & {
    readonly code: string;
    readonly message: string;
    /** What has the same name or key already. */
    readonly first?: Place;
  })[];
  /** Other documents that it rests on. */
  readonly inputs: readonly string[];
  /** The document as read, for what is compared; absent for contracts in TypeScript. */
  readonly root?: JsonNode;
}

/** What the code behind a route reads of a request; its place is that of the name. */
export interface ParameterRead extends Place {
  readonly in: ParameterPlace;
  /** As written; names of headers in any case. */
  readonly name: string;
  /** `certain` of the handler itself, `likely` of a schema and of what runs before the handler. */
  readonly confidence: Confidence;
}

/** What the paths of some routes begin with, and is not known; its place is where they are mounted. */
export interface UnknownPrefix extends Place {
  /** One sentence. */
  readonly reason: string;
  /** The same for all that is the same: what it is called, or where it is made. */
  readonly source: string | Place;
  /** What stands before it and is known: `/api`; empty for nothing. */
  readonly head: string;
}

/** What code serves: one method, or any, on one path. Its place is that of the path's text. */
export interface Route extends Place {
  /** `ANY` for a handler that looks at the method itself. */
  readonly method: HttpMethod | 'ANY';
  /** With its mounts: `/api/orders/{id}`; `{rest*}` catches the rest. */
  readonly template: string;
  /** What it begins with is not known: the template is only the ending, or has in front of it what a contract suggests. */
  readonly beneath?: UnknownPrefix;
  /** The part of the template that code says, where a contract suggests the rest. */
  readonly ending?: string;
  readonly framework: string;
  readonly confidence: Confidence;
  /** Requests whose paths differ in capital letters reach it as well. */
  readonly ignoresCase?: true;
  /** Other files where what it is registered on is mounted, the outermost last; absent without any. */
  readonly mountedIn?: readonly string[];
  /** The name of what handles it, where it has one. */
  readonly handler?: string;
  /** The code keeps it out of the document that is made of it: `@ApiExcludeEndpoint()`. */
  readonly isExcluded?: true;
  /** Where the contract in TypeScript that it is made from says its path. */
  readonly operation?: Place;
  /** In the order of files and offsets; absent where the handler is not found, so that nothing is known. */
  readonly reads?: readonly ParameterRead[];
  /** Where more may be read than is listed, as a whole object is handed on or the key is computed. */
  readonly readsOpen?: readonly ParameterPlace[];
}

/** What is served, and what could not be understood of it. */
export interface ServedRoutes {
  readonly routes: readonly Route[];
  readonly unresolved: readonly UnresolvedRoute[];
}

/** `/orders/{id}`; `…/orders/{id}` or `/api/…/orders/{id}` where not all of it is known from code. */
export function knownPath({ template, beneath, ending = template }: Route): string {
  if (beneath === undefined) return template;
  const { head } = beneath;
  return head === '' ? `…${ending}` : `${head}/…${ending === '/' ? '' : ending}`;
}

/** What a contract suggests in front of a route's ending; undefined where all of its path is known, and where none does. */
export function suggestedPrefix({ template, ending }: Route): string | undefined {
  if (ending === undefined) return undefined;
  return ending === '/' ? template.replace(/^\/$/, '') : template.slice(0, template.length - ending.length);
}

/** The files that may say whose a route is: those that mount it, from the outermost on, then its own. */
export function servingFiles({ path, mountedIn }: Route): readonly string[] {
  return mountedIn === undefined ? [path] : [...mountedIn.toReversed(), path];
}

/** A member of an interface; those without a name are `()`, `new` and `[string]`. */
export interface InterfaceMember extends Place {
  readonly name: string;
  /** What stands around the name in one line, free of what callers do not see; one for each overload. */
  readonly signatures: readonly string[];
}

/** An interface that is marked `@contract name version`; its place is that of its name. */
export interface InterfaceContract extends Place {
  readonly name: string;
  /** The name behind `@contract`; that of the interface where there is none. */
  readonly contract: string;
  /** Where it is marked. */
  readonly mark: Place;
  /** What stands where the version belongs, whether it is one or not. */
  readonly version?: Place & { readonly text: string };
  readonly isExported: boolean;
  /** Its type parameters and what it extends, as a signature. */
  readonly head: string;
  readonly members: readonly InterfaceMember[];
  /** Classes that implement it, and objects that are annotated with it or satisfy it, by their names. */
  readonly implementations: readonly (Place & { readonly name: string })[];
}

/** What looks like a part of a contract in TypeScript and could not be understood. */
export interface UnresolvedContract extends Place {
  readonly format: ContractFormat;
  /** One sentence. */
  readonly reason: string;
}

/** A registration that could not be understood; it lowers the confidence that something is not served. */
export interface UnresolvedRoute extends Place {
  readonly framework: string;
  /** One sentence. */
  readonly reason: string;
  /** What all its paths begin with: `/admin`; absent where they may be anywhere. */
  readonly below?: readonly string[];
  /** Routes are found, but not what they all begin with. */
  readonly isPrefix?: boolean;
  /** The routes that begin with it and for which no contract suggests anything: their templates are endings. */
  readonly endings?: readonly Route[];
  /** What contracts suggest in its place, for the other ones. */
  readonly suggested?: string;
}

export const changeLevels = ['breaking', 'risky', 'compatible'] as const;
export type ChangeLevel = (typeof changeLevels)[number];

export const bumps = ['none', 'patch', 'minor', 'major'] as const;
export type Bump = (typeof bumps)[number];

/** One difference between two versions of a contract; a shared component is told once. */
export interface ContractChange {
  /** Stable, e.g. `response-property-removed`. */
  readonly id: string;
  /** Its id in responses, where the same change is told of requests and of responses at once. */
  readonly also?: string;
  readonly level: ChangeLevel;
  /** `GET /orders`: the operations that it reaches, as their document has them, in order. */
  readonly operations: readonly string[];
  /** The same operations as callers know them: `GET /api/orders`. */
  readonly names: readonly string[];
  /** JSON pointer with stable names in place of indices, in the new document, or in the old one for what is gone. */
  readonly pointer: string;
  readonly old?: Place;
  readonly now?: Place;
  /** What was there, and what is, where the message names it. */
  readonly before?: string;
  readonly after?: string;
  /** What it asks of the version. */
  readonly bump: Bump;
  readonly message: string;
}

/** The same for paths that differ in the names of their parameters only: `/orders/{}`. Asked for every route: no expressions. */
export function pathShape(template: string): string {
  let shape = '';
  let done = 0;
  for (let close = template.indexOf('}'); close >= 0; close = template.indexOf('}', close + 1)) {
    const open = template.lastIndexOf('{', close);
    if (open < done) continue;
    const isRest = template[close - 1] === '*';
    if (!isRest && template.slice(open, close).includes('*')) continue;
    shape += template.slice(done, open) + (isRest ? '{*}' : '{}');
    done = close + 1;
  }
  shape += template.slice(done);
  let end = shape.length;
  while (end > 1 && shape[end - 1] === '/') end -= 1;
  return shape.slice(0, end);
}

/** The key by which operations and routes are matched: `GET /orders/{}`. */
export function operationKey(method: string, template: string): string {
  return `${method} ${pathShape(template)}`;
}
