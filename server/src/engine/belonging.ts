import type { Captured } from '../format/glob.ts';
import { joinPath, relativeTo } from '../model/path.ts';
import type { Element, Pattern } from '../model/policy.ts';
import type { Entry, Membership, Standing } from '../model/rule.ts';
import type { CompiledElement, CompiledPattern, CompiledPolicy } from './compiled-policy.ts';

/** What a policy says of one path. */
export interface Place {
  readonly standing: Standing;
  /** Two elements whose patterns fit equally well; the file then belongs to neither. */
  readonly ties: readonly (readonly [Element, Element])[];
  readonly isTest: boolean;
  readonly isExcluded: boolean;
  readonly isCovered: boolean;
}

/** Finds out where paths stand, noting every pattern that matched. */
export interface Placer {
  readonly matched: ReadonlySet<Pattern>;
  placeOf(path: string, compiled: CompiledPolicy): Place;
}

/** `isPackage` tells whether a folder holds a package.json, whose exports say what is public where nothing else does. */
export function createPlacer(isPackage: (folder: string) => boolean): Placer {
  const matched = new Set<Pattern>();
  const standings = new Map<string, Standing>();
  return {
    matched,
    placeOf(path, compiled) {
      const { folder } = compiled.policy;
      const local = relativeTo(folder, path);
      const isExcluded = matchesAny(local, compiled.exclude, matched);
      const isTest = matchesAny(local, compiled.tests, matched);
      const isCovered = matchesAny(local, compiled.cover, matched);
      for (const { files } of compiled.overrides) matchesAny(local, files, matched);
      for (const { patterns } of compiled.selectors) matchesAny(local, patterns, matched);
      const ties: (readonly [Element, Element])[] = [];
      const fits = <Of extends Element>(elements: readonly CompiledElement<Of>[]) =>
        fitsOf(elements, local, matched);
      const member = <Of extends Element>(fit: Fit<Of>) => memberOf(fit, local, folder, isPackage, matched);
      const layer = bestOf(fits(compiled.layers), ties);
      const service = bestOf(fits(compiled.services), ties);
      const standing: Standing = {
        policy: compiled.policy,
        ...(layer && { layer: member(layer) }),
        slices: nested(fits(compiled.slices), ties).map(member),
        ...(service && { service: member(service) }),
        isTest,
      };
      return { standing: shared(standings, standing), ties, isTest, isExcluded, isCovered };
    },
  };
}

/** Every pattern is tried, so that one that matches nothing can be told. */
function matchesAny(path: string, patterns: readonly CompiledPattern[], matched: Set<Pattern>): boolean {
  let any = false;
  for (const { pattern, glob } of patterns) {
    if ((any && matched.has(pattern)) || !glob.matches(path)) continue;
    matched.add(pattern);
    any = true;
  }
  return any;
}

/** An element that a path belongs to, by one of its patterns. */
interface Fit<Of extends Element = Element> extends Captured {
  readonly of: CompiledElement<Of>;
  readonly prefix: number;
}

/** Every element that a path fits, each by the pattern with the longest literal beginning. */
function fitsOf<Of extends Element>(
  elements: readonly CompiledElement<Of>[],
  path: string,
  matched: Set<Pattern>,
): readonly Fit<Of>[] {
  const fits: Fit<Of>[] = [];
  for (const of of elements) {
    let best: Fit<Of> | undefined;
    for (const { pattern, glob, captured } of of.files) {
      if (!glob.matches(path)) continue;
      matched.add(pattern);
      if (best && best.prefix >= glob.prefix.length) continue;
      const found = captured(path);
      if (found) best = { ...found, of, prefix: glob.prefix.length };
    }
    if (best) fits.push(best);
  }
  return fits;
}

/** The longest literal beginning wins; of two that are equally long neither does. */
function bestOf<Of extends Element>(
  fits: readonly Fit<Of>[],
  ties: (readonly [Element, Element])[],
): Fit<Of> | undefined {
  if (fits.length < 2) return fits[0];
  const longest = Math.max(...fits.map(({ prefix }) => prefix));
  const [best, rival] = fits.filter(({ prefix }) => prefix === longest);
  if (best && rival) ties.push([best.of.element, rival.of.element]);
  return rival ? undefined : best;
}

/** Slices nest by their folders, from the outermost; in one folder there is one slice. */
function nested<Of extends Element>(
  fits: readonly Fit<Of>[],
  ties: (readonly [Element, Element])[],
): readonly Fit<Of>[] {
  if (fits.length < 2) return fits;
  const folders = [...new Set(fits.map(({ folder }) => folder))].sort((a, b) => a.length - b.length);
  return folders.flatMap(
    (folder) =>
      bestOf(
        fits.filter((fit) => fit.folder === folder),
        ties,
      ) ?? [],
  );
}

function memberOf<Of extends Element>(
  { of, captures, folder: local }: Fit<Of>,
  path: string,
  policyFolder: string,
  isPackage: (folder: string) => boolean,
  matched: Set<Pattern>,
): Membership<Of> {
  const folder = joinPath(policyFolder, local);
  const values = Object.values(captures);
  return {
    element: of.element,
    name: values.length === 0 ? of.element.name : `${of.element.name}:${values.join(':')}`,
    captures,
    folder,
    entry: entryOf(of, folder, relativeTo(local, path), isPackage, matched),
  };
}

/** Where nothing is said of it, a package's exports say what is public; a layer of packages is none. */
function entryOf(
  { element, public: entries }: CompiledElement,
  folder: string,
  path: string,
  isPackage: (folder: string) => boolean,
  matched: Set<Pattern>,
): Entry {
  if (entries) return matchesAny(path, entries, matched) ? 'public' : 'private';
  return element.kind !== 'layer' && isPackage(folder) ? 'package' : 'open';
}

/** Files that stand alike share one object. */
function shared(known: Map<string, Standing>, standing: Standing): Standing {
  const { policy, layer, slices, service, isTest } = standing;
  const members: readonly (Membership | undefined)[] = [layer, service, ...slices];
  const parts = members.map((one) => (one ? `${one.name}\n${one.folder}\n${one.entry}` : ''));
  const key = [policy?.path, isTest, ...parts].join('\0');
  const before = known.get(key);
  if (before) return before;
  known.set(key, standing);
  return standing;
}
