import { pathShape, type Route } from '../model/contract.ts';
import type { OperationMatch } from '../model/matching.ts';
import { pathOf, segmentsOf } from './paths.ts';

/**
 * Whether a route catches what is left below a path under which a contract promises something: it answers for what
 * nothing else serves, and is no promise of its own.
 */
export function fallbackPaths(operations: readonly OperationMatch[]): (route: Route) => boolean {
  const lazy: { above?: ReadonlySet<string> } = {};
  return ({ template }) => {
    const head = catchAllHead(template);
    if (head === undefined) return false;
    lazy.above ??= new Set(operations.flatMap(({ paths }) => paths.flatMap(foldersOf)));
    return lazy.above.has(head);
  };
}

/** The shape of what stands before `{rest*}`; undefined for a path without one. */
export function catchAllHead(template: string): string | undefined {
  return /^(.*)\/\{\*\}$/.exec(pathShape(template))?.[1];
}

function foldersOf(path: string): readonly string[] {
  const segments = segmentsOf(pathShape(path));
  return segments.map((_, index) => pathOf(segments.slice(0, index)));
}
