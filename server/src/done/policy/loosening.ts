import type { Policy } from '../../model/policy.ts';
import type { Place } from '../../model/span.ts';

/** One thing that a policy no longer holds as firmly as in the base. */
export interface Loosening {
  /** The end of a sentence about the policy: `layer "ui" is gone`. */
  readonly what: string;
  /** Where that is said, or for something that is gone what stands nearest. */
  readonly place: Place;
}

/** What the comparisons are made of: the policy in the base and as it is now. */
export interface Both {
  readonly before: Policy;
  readonly now: Policy;
}

/** The beginning of the policy's document, where nothing nearer is left. */
export function documentPlace({ path }: Policy): Place {
  return { path, span: { start: 0, end: 1 } };
}

/** A value without its places, as a text that is equal for equal values. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => (key === 'place' ? undefined : inner)) ?? '';
}

/** Patterns or names by what they say. */
export function textsOf(
  list: readonly ({ readonly glob: string } | { readonly text: string } | { readonly name: string })[] = [],
): ReadonlySet<string> {
  return new Set(list.map((one) => ('glob' in one ? one.glob : 'text' in one ? one.text : one.name)));
}

/** Those of a list that another one lacks. */
export function beyond<
  One extends { readonly glob: string } | { readonly text: string } | { readonly name: string },
>(list: readonly One[] = [], other: Parameters<typeof textsOf>[0] = []): readonly One[] {
  const known = textsOf(other);
  return list.filter((one) => ![...textsOf([one])].some((text) => known.has(text)));
}

/** True when everything of one list is in the other. */
export function holds(list: Parameters<typeof textsOf>[0], other: Parameters<typeof textsOf>[0]): boolean {
  const known = textsOf(list);
  return [...textsOf(other)].every((text) => known.has(text));
}

export function quoted(texts: Iterable<string>): string {
  return [...texts].map((text) => `"${text}"`).join(', ');
}
