import { relativeTo } from '../model/path.ts';
import type { Layer, Pattern } from '../model/policy.ts';
import type { CompiledPattern, CompiledPolicy } from './compiled-policy.ts';

/** What a policy says of one path. */
export interface Place {
  readonly layer: Layer | undefined;
  /** Two layers whose patterns fit equally well; the file then belongs to neither. */
  readonly tie: readonly [Layer, Layer] | undefined;
  readonly isTest: boolean;
  readonly isExcluded: boolean;
  readonly isCovered: boolean;
}

/** Where a path belongs under a policy, noting every pattern that matched it in `matched`. */
export function placeOf(path: string, compiled: CompiledPolicy, matched: Set<Pattern>): Place {
  const local = relativeTo(compiled.policy.folder, path);
  const isExcluded = matchesAny(local, compiled.exclude, matched);
  const isTest = matchesAny(local, compiled.tests, matched);
  const isCovered = matchesAny(local, compiled.cover, matched);
  for (const { files } of compiled.overrides) matchesAny(local, files, matched);
  const { layer, tie } = layerOf(local, compiled, matched);
  return { layer, tie, isTest, isExcluded, isCovered };
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

/** The longest literal prefix wins; a tie between two layers belongs to neither. */
function layerOf(
  path: string,
  { layers }: CompiledPolicy,
  matched: Set<Pattern>,
): Pick<Place, 'layer' | 'tie'> {
  let best: Layer | undefined;
  let length = -1;
  let rival: Layer | undefined;
  for (const { layer, files } of layers) {
    for (const { pattern, glob } of files) {
      if (!glob.matches(path)) continue;
      matched.add(pattern);
      if (glob.prefix.length > length) {
        best = layer;
        length = glob.prefix.length;
        rival = undefined;
      } else if (glob.prefix.length === length && layer !== best) {
        rival = layer;
      }
    }
  }
  return best && rival ? { layer: undefined, tie: [best, rival] } : { layer: best, tie: undefined };
}
