import type { JsonSchema } from '../format/json-schema.ts';
import { cursorAt, type JsonCursor } from '../format/jsonc-cursor.ts';
import { type JsonNode, member } from '../model/json.ts';
import { byCodeUnit } from '../model/path.ts';
import { isContractFile, isServedPlace } from './contract-places.ts';
import { isGlobPlace, isPublicPlace, suggestGlobs } from './globs.ts';
import { type JsonPath, matchesPath, type PathPattern, placesAt } from './json-path.ts';
import { referencePlace } from './names.ts';
import { keyed, nextOf, suggestKeys, suggestValues } from './suggest-schema.ts';
import type { Suggestion, Suggestions } from './suggestion.ts';

/** A word with a few words about it. */
export interface Word {
  readonly word: string;
  readonly detail: string;
}

/** What a document stands among; each is asked for only where it is needed. */
export interface Surroundings {
  readonly schema: JsonSchema;
  /** False where the editor itself completes keys and values from the schema. */
  readonly completesSchema: boolean;
  /** Layers, slices and services, with what they hold. */
  names(): readonly Word[];
  /** Source files relative to the policy's folder, in order. */
  paths(): readonly string[];
  /** Files of a layer, slice or service relative to its folder; once for each part of a family. */
  partPaths(name: string): readonly string[];
  packages(): readonly Word[];
  owners(): readonly string[];
  /** Documents and folders beside what is typed of a relative path, as whole relative paths. */
  documents(typed: string): readonly string[];
  /** Documents below the policy's folder that are contracts, or called like one; relative to it. */
  contracts(): readonly string[];
  /** Paths that are served, and globs of them. */
  served(): readonly string[];
  /** Ids of all rules. */
  readonly rules: readonly string[];
}

export const nothing: Suggestions = { span: { start: 0, end: 0 }, items: [], isIncomplete: false };

const packagePlaces: readonly PathPattern[] = [
  ['packages', '*', 'deny'],
  ['packages', '*', 'packages'],
  ['packages', '*', 'use'],
];

const rulePlaces: readonly PathPattern[] = [
  ['rules', '*'],
  ['overrides', '*', 'rules', '*'],
];

/** What may stand at an offset of a policy document, however little of it is written. */
export function suggest(
  text: string,
  root: JsonNode | undefined,
  offset: number,
  around: Surroundings,
): Suggestions {
  const cursor = cursorAt(text, offset);
  if (!cursor) return nothing;
  const { path, span, isKey } = cursor;
  const items = isKey ? keysAt(text, root, cursor, around) : valuesAt(root, cursor, around);
  return {
    span,
    items,
    isIncomplete: !isKey && (isGlobPlace(path) || isPublicPlace(path) || isExtends(path)),
  };
}

function keysAt(
  text: string,
  root: JsonNode | undefined,
  cursor: JsonCursor,
  around: Surroundings,
): readonly Suggestion[] {
  const takesRules = rulePlaces.some((at) => matchesPath(at, cursor.path));
  const families = takesRules ? ruleFamilies(around.rules, nextOf(text, cursor)) : [];
  const keys = around.completesSchema ? suggestKeys(text, root, cursor, around.schema) : [];
  return [...keys, ...families];
}

function valuesAt(
  root: JsonNode | undefined,
  cursor: JsonCursor,
  around: Surroundings,
): readonly Suggestion[] {
  const { path, typed } = cursor;
  const reference = referencePlace(path);
  const listed = reference ? besides(root, cursor) : new Set<string>();
  const items: Suggestion[] = [];
  if (reference) {
    const names = around.names().filter(({ word }) => !listed.has(word));
    items.push(...names.map((word) => worded('name', word)));
  }
  if (isGlobPlace(path)) items.push(...globs(typed, around.paths()));
  if (isPublicPlace(path)) items.push(...globs(typed, around.partPaths(nameAround(root, cursor))));
  if (packagePlaces.some((at) => matchesPath(at, path, true))) {
    items.push(...around.packages().map((word) => worded('package', word)));
  }
  if (path.at(-1) === 'owner')
    items.push(...around.owners().map((word) => worded('owner', { word, detail: '' })));
  if (isContractFile(path)) items.push(...around.contracts().map(documentAt));
  if (isServedPlace(path))
    items.push(...around.served().map((word) => worded('value', { word, detail: '' })));
  if (isExtends(path)) items.push(...around.documents(typed).map(documentAt));
  return around.completesSchema ? [...items, ...suggestValues(cursor, around.schema)] : items;
}

function isExtends(path: JsonPath): boolean {
  return matchesPath(['extends'], path, true);
}

/** The name of the statement around the cursor; empty where it has none yet. */
function nameAround(root: JsonNode | undefined, { span }: JsonCursor): string {
  const statement = placesAt(root, span.start).findLast(({ node }) => node.kind === 'object')?.node;
  const name = member(statement, 'name');
  return name?.kind === 'string' ? name.value : '';
}

/** What the list around the cursor holds already, and the name of the statement itself. */
function besides(root: JsonNode | undefined, { span }: JsonCursor): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { node } of placesAt(root, span.start)) {
    const values =
      node.kind === 'array'
        ? node.items
        : node.kind === 'object'
          ? node.members.filter(({ key }) => key === 'name').map(({ value }) => value)
          : [];
    for (const value of values) {
      if (value.kind === 'string' && value.span.start !== span.start) words.add(value.value);
    }
  }
  return words;
}

function globs(typed: string, paths: readonly string[]): readonly Suggestion[] {
  return suggestGlobs(typed, paths).map(({ glob, files }) =>
    glob.endsWith('/**')
      ? worded('folder', { word: glob, detail: files === 1 ? '1 file' : `${files} files` })
      : worded('file', { word: glob, detail: files === 1 ? '' : `${files} files` }),
  );
}

function worded(kind: Suggestion['kind'], { word, detail }: Word): Suggestion {
  return { kind, label: word, text: JSON.stringify(word), ...(detail !== '' && { detail }) };
}

function documentAt(path: string): Suggestion {
  return { kind: path.endsWith('/') ? 'folder' : 'document', label: path, text: JSON.stringify(path) };
}

/** The schema lists rules by id; that a pattern means all of a family only we know. */
function ruleFamilies(rules: readonly string[], next: string | undefined): readonly Suggestion[] {
  const counts = new Map<string, number>();
  for (const id of rules) {
    const family = `${id.slice(0, id.indexOf('/'))}/*`;
    counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([family, count]) => ({
      ...keyed(family, { type: 'string' }, next),
      kind: 'rules',
      detail: count === 1 ? '1 rule' : `${count} rules`,
    }));
}
