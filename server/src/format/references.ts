import { type JsonDocument, type JsonNode, type JsonString, member } from '../model/json.ts';
import { folderOf, joinPath } from '../model/path.ts';
import type { Place, Span } from '../model/span.ts';
import { resolvePointer } from './json-pointer.ts';

/** A node and the document in which it stands; `path` is relative POSIX to the root. */
export interface Located {
  readonly node: JsonNode;
  readonly path: string;
}

/** What a `$ref` names, whether or not it is there. */
export interface Target {
  readonly path: string;
  /** `/components/schemas/Order`, or the name of an anchor without a slash; empty for the whole document. */
  readonly pointer: string;
}

/** Its place is the text of the `$ref` that leads nowhere, in the document that holds it; for a circle the one that was asked for. */
export type ReferenceProblem = Place & { readonly code: string; readonly message: string };

export type TargetOutcome =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly problem: ReferenceProblem };

export type Resolution =
  | ({ readonly ok: true; readonly target?: Target } & Located)
  | { readonly ok: false; readonly problem: ReferenceProblem };

/** The `$ref`s of documents, followed only when asked for, and never to another machine. */
export interface References {
  /** The node itself where it is no reference; else what stands at the end of the chain, with the last `$ref`'s target. */
  resolve(node: JsonNode, path: string): Resolution;
  /** What one reference names, read or not: the same for every way to write it. */
  targetOf(reference: JsonString, path: string): TargetOutcome;
  /** The documents that were asked for so far, in order, those that are missing too. */
  inputs(): readonly string[];
}

export const referenceCodes = {
  unresolved: 'CTR-101',
  circular: 'CTR-102',
  remote: 'CTR-103',
  outside: 'CTR-104',
  notText: 'CTR-105',
  whole: 'CTR-106',
} as const;

/** The text of a node's `$ref`; undefined for any other node, also for one with a property of that name. */
export function referenceOf(node: JsonNode): JsonString | undefined {
  const reference = member(node, '$ref');
  return reference?.kind === 'string' ? reference : undefined;
}

/** `read` gives the document at a path relative to the root, parsed, and undefined where there is none; it is asked once per path. */
export function createReferences({
  read,
}: {
  readonly read: (path: string) => JsonDocument | undefined;
}): References {
  const documents = new Map<string, Loaded>();
  const load = (path: string): Loaded => {
    const known = documents.get(path);
    if (known) return known;
    const document = read(path);
    const loaded = { isThere: document !== undefined, root: document?.root, found: new Map() };
    documents.set(path, loaded);
    return loaded;
  };
  const resolve = (start: JsonNode, startPath: string): Resolution => {
    let at: Located & { readonly target?: Target } = { node: start, path: startPath };
    const seen = new Set<string>();
    for (;;) {
      const reference = referenceOf(at.node);
      if (!reference) return { ok: true, ...at };
      const named = targetOf(reference, at.path);
      if (!named.ok) return named;
      const { target } = named;
      const key = `${target.path}#${target.pointer}`;
      if (seen.has(key)) return circle(start, startPath);
      seen.add(key);
      const loaded = load(target.path);
      const node = find(loaded, target.pointer);
      if (!node) return fail('unresolved', reference.span, at.path, missing(reference, target, loaded));
      at = { node, path: target.path, target };
    }
  };
  return { resolve, targetOf, inputs: () => [...documents.keys()] };
}

interface Loaded {
  readonly isThere: boolean;
  readonly root: JsonNode | undefined;
  /** By pointer; a component is named hundreds of times. */
  readonly found: Map<string, JsonNode | undefined>;
}

function find({ root, found }: Loaded, pointer: string): JsonNode | undefined {
  if (found.has(pointer)) return found.get(pointer);
  const node =
    pointer === '' || pointer.startsWith('/') ? resolvePointer(root, pointer) : anchored(root, pointer);
  found.set(pointer, node);
  return node;
}

/** The schema that names itself so, as OpenAPI 3.1 allows. */
function anchored(root: JsonNode | undefined, name: string): JsonNode | undefined {
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === 'array') waiting.push(...node.items);
    if (node.kind !== 'object') continue;
    const anchor = member(node, '$anchor') ?? member(node, '$dynamicAnchor');
    if (anchor?.kind === 'string' && anchor.value === name) return node;
    for (const { value } of node.members) waiting.push(value);
  }
  return undefined;
}

function targetOf(reference: JsonString, path: string): TargetOutcome {
  const hash = reference.value.indexOf('#');
  const file = decoded(hash < 0 ? reference.value : reference.value.slice(0, hash));
  const pointer = hash < 0 ? '' : decoded(reference.value.slice(hash + 1));
  if (file === '') return { ok: true, target: { path, pointer } };
  if (/^(?:[a-z][a-z\d+.-]+:|\/\/)/i.test(file)) {
    const where = /^file:/i.test(file) ? 'is an absolute address' : 'is on another machine';
    const message = `"${shown(reference)}" ${where}, and references are followed within the workspace only.`;
    return fail('remote', reference.span, path, message);
  }
  const target = joinPath(folderOf(path), file.replaceAll('\\', '/'));
  if (/^[/\\]|^[a-z]:/i.test(file) || target === '..' || target.startsWith('../')) {
    const message = `"${shown(reference)}" leads out of the workspace.`;
    return fail('outside', reference.span, path, message);
  }
  return { ok: true, target: { path: target, pointer } };
}

function decoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function missing(reference: JsonString, target: Target, { isThere, root }: Loaded): string {
  if (!isThere) return `"${shown(reference)}" refers to ${target.path}, which does not exist.`;
  if (!root) return `"${shown(reference)}" refers to ${target.path}, which cannot be read.`;
  return `"${shown(reference)}" refers to something that ${target.path} does not hold.`;
}

/** Told where one came in, so that each member of a circle tells it at its own place. */
function circle(start: JsonNode, path: string): Resolution {
  const reference = referenceOf(start);
  const message = `${reference ? `"${shown(reference)}"` : 'This reference'} leads to nothing but references that lead back to it.`;
  return fail('circular', reference?.span ?? start.span, path, message);
}

const longestShown = 200;

function shown({ value }: JsonString): string {
  return value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
}

function fail(kind: keyof typeof referenceCodes, span: Span, path: string, message: string) {
  return { ok: false, problem: { path, span, code: referenceCodes[kind], message } } as const;
}
