import type { Captured } from '../format/glob.ts';
import { relativeTo } from '../model/path.ts';
import type { Element, Pattern } from '../model/policy.ts';
import type { Entry, Membership, Standing } from '../model/rule.ts';
import type { CompiledElement, CompiledPattern, CompiledPolicy, ElementPattern } from './compiled-policy.ts';
import { createElementIndex, type ElementIndex } from './element-index.ts';
import { createStandings, type Standings } from './standings.ts';

/** What a policy says of one path. */
export interface Place {
  readonly standing: Standing;
  /** Two elements whose patterns fit equally well; the file then belongs to neither. */
  readonly ties: readonly (readonly [Element, Element])[];
  readonly isTest: boolean;
  readonly isExcluded: boolean;
  readonly isCovered: boolean;
}

/** Finds out where paths stand, noting what every pattern did. */
export interface Placer {
  readonly matched: ReadonlySet<Pattern>;
  /** The patterns of elements by which files belong to them. */
  readonly deciding: ReadonlySet<Pattern>;
  /** The patterns that matched in vain, with the element that the first such file belongs to by a longer beginning. */
  readonly passedOver: ReadonlyMap<Pattern, Element>;
  placeOf(path: string, compiled: CompiledPolicy): Place;
}

/** `isPackage` tells whether a folder holds a package.json, whose exports say what is public where nothing else does. */
export function createPlacer(isPackage: (folder: string) => boolean): Placer {
  const notes: Notes = { isPackage, matched: new Set(), deciding: new Set(), passedOver: new Map() };
  const { matched, deciding, passedOver } = notes;
  const standingsOf = new Map<CompiledPolicy, Standings>();
  return {
    matched,
    deciding,
    passedOver,
    placeOf(path, compiled) {
      let standings = standingsOf.get(compiled);
      if (!standings) {
        standings = createStandings(compiled.policy);
        standingsOf.set(compiled, standings);
      }
      return place(path, compiled, standings, notes);
    },
  };
}

interface Notes {
  readonly isPackage: (folder: string) => boolean;
  readonly matched: Set<Pattern>;
  readonly deciding: Set<Pattern>;
  readonly passedOver: Map<Pattern, Element>;
}

/** Every file passes here, and most of them fit one layer and nothing else. */
function place(path: string, compiled: CompiledPolicy, standings: Standings, notes: Notes): Place {
  const { matched } = notes;
  const { folder } = compiled.policy;
  const local = relativeTo(folder, path);
  const isTest = matchesAny(local, compiled.tests, matched);
  for (const { files } of compiled.overrides) noteMatches(local, files, matched);
  for (const { patterns } of compiled.selectors) noteMatches(local, patterns, matched);
  const ties: (readonly [Element, Element])[] = [];
  const layer = bestOf(fitsOf(compiled.layers, local, notes), ties, notes);
  const service =
    compiled.services.length === 0 ? undefined : bestOf(fitsOf(compiled.services, local, notes), ties, notes);
  const slices =
    compiled.slices.length === 0 ? noSlices : nested(fitsOf(compiled.slices, local, notes), ties, notes);
  const standing = standings.of(
    layer && memberOf(layer, local, folder, standings, notes),
    slices.length === 0 ? noSlices : slices.map((slice) => memberOf(slice, local, folder, standings, notes)),
    service && memberOf(service, local, folder, standings, notes),
    isTest,
  );
  return {
    standing,
    ties,
    isTest,
    isExcluded: matchesAny(local, compiled.exclude, matched),
    isCovered: matchesAny(local, compiled.cover, matched),
  };
}

const noSlices: readonly never[] = [];

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

function noteMatches(path: string, patterns: readonly CompiledPattern[], matched: Set<Pattern>): void {
  for (const { pattern, glob } of patterns) {
    if (!matched.has(pattern) && glob.matches(path)) matched.add(pattern);
  }
}

/** An element that a path belongs to, by one of its patterns. */
interface Fit<Of extends Element = Element> {
  readonly of: CompiledElement<Of>;
  readonly by: ElementPattern;
  readonly found: Captured;
}

/** Every element that a path fits, each by the pattern with the longest literal beginning. */
function fitsOf<Of extends Element>(
  elements: readonly CompiledElement<Of>[],
  path: string,
  notes: Notes,
): readonly Fit<Of>[] {
  let fits: Fit<Of>[] | undefined;
  for (const of of indexOf(elements).near(path)) {
    let best: Fit<Of> | undefined;
    for (const by of of.files) {
      if (!by.glob.matches(path)) continue;
      notes.matched.add(by.pattern);
      const isLonger = !best || by.glob.prefix.length > best.by.glob.prefix.length;
      const found = isLonger ? by.captured(path) : undefined;
      // A pattern beside another one of the same element is not in vain.
      if (best) notes.deciding.add(found ? best.by.pattern : by.pattern);
      if (found) best = { of, by, found };
    }
    if (!best) continue;
    if (fits) fits.push(best);
    else fits = [best];
  }
  return fits ?? noSlices;
}

/** An index is made once for a policy as it was read. */
const indices = new WeakMap<readonly CompiledElement[], ElementIndex>();

function indexOf<Of extends Element>(elements: readonly CompiledElement<Of>[]): ElementIndex<Of> {
  const known = indices.get(elements);
  if (known) return known as ElementIndex<Of>;
  const index = createElementIndex(elements);
  indices.set(elements, index as ElementIndex);
  return index;
}

/** The longest literal beginning wins; of two that are equally long neither does. */
function bestOf<Of extends Element>(
  fits: readonly Fit<Of>[],
  ties: (readonly [Element, Element])[],
  notes: Notes,
): Fit<Of> | undefined {
  if (fits.length < 2) {
    if (fits[0]) notes.deciding.add(fits[0].by.pattern);
    return fits[0];
  }
  const longest = Math.max(...fits.map(({ by }) => by.glob.prefix.length));
  const leading = fits.filter(({ by }) => by.glob.prefix.length === longest);
  const [best, rival] = leading;
  for (const { by } of leading) notes.deciding.add(by.pattern);
  for (const { by } of fits) {
    const isBehind = by.glob.prefix.length < longest && !notes.passedOver.has(by.pattern);
    if (best && isBehind) notes.passedOver.set(by.pattern, best.of.element);
  }
  if (best && rival) ties.push([best.of.element, rival.of.element]);
  return rival ? undefined : best;
}

/** Slices nest by their folders, from the outermost; in one folder there is one slice. */
function nested<Of extends Element>(
  fits: readonly Fit<Of>[],
  ties: (readonly [Element, Element])[],
  notes: Notes,
): readonly Fit<Of>[] {
  const [only] = fits;
  if (fits.length < 2) {
    if (only) notes.deciding.add(only.by.pattern);
    return fits;
  }
  const folders = [...new Set(fits.map(({ found }) => found.folder))].sort((a, b) => a.length - b.length);
  return folders.flatMap((folder) => {
    const here = fits.filter(({ found }) => found.folder === folder);
    return bestOf(here, ties, notes) ?? [];
  });
}

function memberOf<Of extends Element>(
  { of, found }: Fit<Of>,
  path: string,
  policyFolder: string,
  standings: Standings,
  notes: Notes,
): Membership<Of> {
  const folder = below(policyFolder, found.folder);
  return standings.membership(of.element, folder, found.captures, entryOf(of, folder, found, path, notes));
}

/** Where nothing is said of it, a package's exports say what is public; a layer of packages is none. */
function entryOf(
  { element, public: entries }: CompiledElement,
  folder: string,
  found: Captured,
  path: string,
  { isPackage, matched }: Notes,
): Entry {
  if (entries) return matchesAny(relativeTo(found.folder, path), entries, matched) ? 'public' : 'private';
  return element.kind !== 'layer' && isPackage(folder) ? 'package' : 'open';
}

/** Both are plain: one is a real folder, the other the beginning of a real path. */
function below(folder: string, path: string): string {
  if (folder === '') return path;
  return path === '' ? folder : `${folder}/${path}`;
}
