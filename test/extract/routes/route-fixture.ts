import { createRouteFinder } from '../../../server/src/extract/routes/find-routes.ts';
import { createPrefilter } from '../../../server/src/extract/routes/prefilter.ts';
import { readRouteFacts } from '../../../server/src/extract/routes/reading/read-facts.ts';
import type { RouteInput } from '../../../server/src/extract/routes/search.ts';
import { sketchRoute } from '../../../server/src/extract/routes/sketch/route.ts';
import { knownPath } from '../../../server/src/model/contract.ts';
import type { RouteFacts } from '../../../server/src/model/route-facts.ts';
import type { RouteSketch } from '../../../server/src/model/route-sketch.ts';

/** Files and what is found in them; the lines are `METHOD template`, with the confidence where it is not certain; `…` is not known. */
export interface RouteCase {
  readonly name: string;
  /** `//- path` starts a file. */
  readonly files: string;
  readonly routes: readonly string[];
  /** `text in the source: reason`. */
  readonly unresolved?: readonly string[];
}

export interface FoundLines {
  readonly routes: readonly string[];
  readonly unresolved: readonly string[];
}

export function linesOf(files: string): FoundLines {
  const { routes, unresolved, texts } = foundIn(files);
  return {
    routes: routes.map((route) =>
      [route.method, knownPath(route), ...(route.confidence === 'certain' ? [] : [route.confidence])].join(
        ' ',
      ),
    ),
    unresolved: unresolved.map(
      ({ path, span, reason }) => `${texts.get(path)?.slice(span.start, span.end)}: ${reason}`,
    ),
  };
}

/**
 * What each route reads: `GET /a/{id}: path id, query page likely, query …`, where the last says that more may be
 * read; `?` where the handler is not found. The name is the text at the place of the read.
 */
export function readLinesOf(files: string): readonly string[] {
  const { routes, texts } = foundIn(files);
  return routes.map(({ method, template, reads, readsOpen = [] }) => {
    const named = reads?.map(({ in: place, path, span, confidence }) => {
      const text = texts
        .get(path)
        ?.slice(span.start, span.end)
        .replace(/^['"`]|['"`]$/g, '');
      return confidence === 'certain' ? `${place} ${text}` : `${place} ${text} ${confidence}`;
    });
    const all = named === undefined ? ['?'] : [...named, ...readsOpen.map((place) => `${place} …`)];
    return `${method} ${template}: ${all.join(', ')}`;
  });
}

/** The sketch of each route, by `METHOD template`. */
export function sketchesOf(files: string): ReadonlyMap<string, RouteSketch> {
  const { routes, texts, input } = foundIn(files);
  return new Map(
    routes.map((route) => {
      const { method, template, confidence } = route;
      const key = confidence === 'certain' ? `${method} ${template}` : `${method} ${template} ${confidence}`;
      return [key, sketchRoute(route, { ...input, text: (path) => texts.get(path) })];
    }),
  );
}

export function foundIn(files: string) {
  const texts = filesOf(files);
  const mayHold = createPrefilter();
  const paths = [...texts].filter(([path, text]) => mayHold(path, text)).map(([path]) => path);
  const input: RouteInput = {
    paths,
    files: [...texts.keys()].filter((path) => /\.[cm]?[jt]sx?$/.test(path)),
    facts: factsOf(texts),
    follow: (from, specifier) => followIn(texts, from, specifier),
  };
  const { routes, unresolved } = createRouteFinder()(input);
  return { routes, unresolved, texts, input };
}

export function filesOf(files: string): ReadonlyMap<string, string> {
  const parts = files.split(/^\/\/- (.*)\n/m);
  const found = new Map<string, string>();
  for (let index = 1; index < parts.length; index += 2) found.set(parts[index] ?? '', parts[index + 1] ?? '');
  return found;
}

/** The facts of each file, read once as they are asked for. */
export function factsOf(texts: ReadonlyMap<string, string>): RouteInput['facts'] {
  const known = new Map<string, RouteFacts>();
  return (path) => {
    const text = texts.get(path);
    if (text === undefined) return undefined;
    const facts = known.get(path) ?? readRouteFacts(path, text);
    known.set(path, facts);
    return facts;
  };
}

export function followIn(
  texts: ReadonlyMap<string, string>,
  from: string,
  specifier: string,
): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const folders = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') folders.pop();
    else if (part !== '.') folders.push(part);
  }
  const base = folders.join('/');
  return [base, `${base}.ts`, `${base}/index.ts`].find((path) => texts.has(path));
}
