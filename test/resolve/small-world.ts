import assert from 'node:assert/strict';
import type { ImportKind } from '../../server/src/model/facts.ts';
import type { Resolution, Resolver } from '../../server/src/model/resolution.ts';
import { isSourceName } from '../../server/src/model/source-path.ts';
import { createResolver } from '../../server/src/resolve/resolver.ts';

/** Paths and texts; what a walk would not meet (assets, node_modules, `dist`, `../…`) exists on disk only. */
export type Files = Readonly<Record<string, string | object>>;

export interface WorldOptions {
  readonly links?: Readonly<Record<string, string>>;
  /** A disk that does not tell upper from lower case. */
  readonly foldsCase?: boolean;
  /** Where folders of git are; by default the root is the git root. */
  readonly git?: readonly string[];
}

export interface World {
  readonly resolver: Resolver;
  readonly probed: readonly string[];
  answer(from: string, specifier: string, kind?: ImportKind): string;
}

const config = /(?:^|\/)(?:package|[jt]sconfig[^/]*)\.json$/;
const unwalked = /^\.\.\/|(?:^|\/)(?:node_modules|dist|ignored)\//;

/** A resolver over a few files in memory. */
export function worldOf(files: Files, options: WorldOptions = {}): World {
  const texts = new Map(
    Object.entries(files).map(([path, text]) => [
      path,
      typeof text === 'string' ? text : JSON.stringify(text),
    ]),
  );
  const walked = [...texts.keys()].filter((path) => !unwalked.test(path));
  const sources = walked.filter(isSourceName).sort();
  const probed: string[] = [];
  const fold = (path: string) => (options.foldsCase ? path.toLowerCase() : path);
  const paths = [...texts.keys()].map(fold);
  const resolver = createResolver({
    files: new Map(sources.map((path, id) => [path, id])),
    configs: walked.filter((path) => config.test(path)).sort(),
    links: new Map(Object.entries(options.links ?? {})),
    read: (path) => texts.get(path),
    probe(path) {
      probed.push(path);
      if (paths.includes(fold(path))) return 'file';
      return paths.some((known) => known.startsWith(`${fold(path)}/`)) ||
        (options.git ?? ['.git']).includes(path)
        ? 'folder'
        : 'none';
    },
  });
  return {
    resolver,
    probed,
    answer: (from, specifier, kind = 'value') => words(resolver.resolve(from, specifier, kind), sources),
  };
}

function words(resolution: Resolution, sources: readonly string[]): string {
  switch (resolution.to) {
    case 'file':
      return sources[resolution.file] ?? `file ${resolution.file}, which is not known`;
    case 'outside':
      return `outside ${resolution.path}`;
    case 'unresolved':
      return `unresolved: ${resolution.reason}`;
    default:
      return `${resolution.to} ${resolution.name}`;
  }
}

/** Checks many specifiers of one importer; the expected answers are in the form of `World.answer`. */
export function expectAnswers(world: World, from: string, expected: Readonly<Record<string, string>>): void {
  const actual = Object.fromEntries(
    Object.keys(expected).map((specifier) => [specifier, world.answer(from, specifier)]),
  );
  assert.deepEqual(actual, expected);
}

/** `path:marked text code` of every problem, in order. */
export function problemsOf(world: World, files: Files): readonly string[] {
  return world.resolver.problems().map(({ code, place }) => {
    const text = files[place.path];
    const marked = typeof text === 'string' ? text.slice(place.span.start, place.span.end) : '';
    return `${place.path} ${code} ${marked}`;
  });
}
