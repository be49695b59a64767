import { pathShape } from '../model/contract.ts';
import type { BoundContract } from '../model/matching.ts';

/** Whether a path with parameters is among those that a pattern names. */
export interface PathPattern {
  /** How much of it is literal: the longer one decides where two match. */
  readonly weight: number;
  matches(template: string): boolean;
}

/** `**` stands for any number of segments, `*` for one or a part of one, `{x}` for a parameter; `/a/**` holds `/a` too. */
export function compilePathPattern(glob: string): PathPattern {
  const shape = pathShape(glob.startsWith('/') ? glob : `/${glob}`);
  const weight = shape.replace(/[*{].*$/s, '').length;
  const source = shape
    .split('/')
    .slice(1)
    .map((segment) => (segment === '**' || segment === '{*}' ? '(?:/[^/]+)*' : `/${segmentSource(segment)}`))
    .join('');
  const expression = new RegExp(`^${source}/?$`);
  return { weight, matches: (template) => expression.test(pathShape(template)) };
}

/** Whether a path is among those that a contract covers; undefined where it names none. */
export function coverTest({
  covers,
}: Pick<BoundContract, 'covers'>): ((template: string) => boolean) | undefined {
  const patterns = covers?.map(({ glob }) => compilePathPattern(glob));
  return patterns && ((template) => patterns.some((pattern) => pattern.matches(template)));
}

function segmentSource(segment: string): string {
  return segment.replace(/[.+?^$()|[\]\\{}]/g, '\\$&').replace(/\*+/g, () => '[^/]*');
}
