import { type Contract, type Operation, pathShape } from '../model/contract.ts';
import type { OperationMatch } from '../model/matching.ts';
import { prefixesFor } from './paths.ts';

interface Paths {
  readonly prefixes: readonly string[];
  readonly paths: readonly string[];
}

const known = new WeakMap<Operation, Paths>();
const shapes = new WeakMap<readonly string[], string>();

/** The paths of an operation with the prefixes of its servers: the same list as long as these are the same. */
export function pathsOf(contract: Contract, operation: Operation): readonly string[] {
  const prefixes = prefixesFor(contract, operation);
  const before = known.get(operation);
  if (before?.prefixes === prefixes) return before.paths;
  const paths = prefixes.map((prefix) => prefix + operation.template);
  known.set(operation, { prefixes, paths });
  return paths;
}

/** The shape of the path that is told of an operation. */
export function shapeOf({ operation, paths }: Pick<OperationMatch, 'operation' | 'paths'>): string {
  const before = shapes.get(paths);
  if (before !== undefined) return before;
  const shape = pathShape(paths[0] ?? operation.template);
  shapes.set(paths, shape);
  return shape;
}

/** A segment of a shape by its offsets, without slashes. */
export interface Segment {
  readonly start: number;
  readonly end: number;
}

/** The segments in which nothing is a parameter. */
export function literalsIn(shape: string): readonly Segment[] {
  const found: Segment[] = [];
  for (let start = shape.startsWith('/') ? 1 : 0; start < shape.length; ) {
    const slash = shape.indexOf('/', start);
    const end = slash < 0 ? shape.length : slash;
    const brace = shape.indexOf('{', start);
    if (brace < 0 || brace > end) found.push({ start, end });
    start = end + 1;
  }
  return found;
}

/** How many segments the beginning of a shape has. */
export function countSegments(beginning: string): number {
  let count = 0;
  for (let at = beginning.indexOf('/'); at >= 0; at = beginning.indexOf('/', at + 1)) count += 1;
  return count;
}
