import type { Contract, Operation } from '../model/contract.ts';

/** `{}` for a parameter, `{*}` for the rest; the root has none. */
export function segmentsOf(shape: string): readonly string[] {
  return shape === '/' || shape === '' ? [] : shape.slice(1).split('/');
}

export function pathOf(segments: readonly string[]): string {
  return segments.map((segment) => `/${segment}`).join('');
}

export function isLiteral(segment: string): boolean {
  return !segment.includes('{');
}

/** The prefixes of the servers that an operation has; at least one, which may be empty. */
export function prefixesFor(contract: Contract, operation: Operation): readonly string[] {
  const prefixes = operation.prefixes ?? contract.prefixes;
  return prefixes.length === 0 ? noPrefix : prefixes;
}

const noPrefix: readonly string[] = [''];

/** What frameworks and what stands before them answer for, without a route. */
export function isAutomatic(method: string): boolean {
  return automatic.has(method);
}

const automatic: ReadonlySet<string> = new Set(['HEAD', 'OPTIONS', 'TRACE']);

/** A request for one method reaches a route with another where the framework answers for it. */
export function serves(route: string, promised: string): boolean {
  return route === promised || route === 'ANY' || (promised === 'HEAD' && route === 'GET');
}
