import type { Exception, PackageStatement, Policy, ReachStatement, Selector } from '../../model/policy.ts';
import { weakened } from './elements.ts';
import {
  type Both,
  beyond,
  canonical,
  documentPlace,
  holds,
  type Loosening,
  quoted,
  textsOf,
} from './loosening.ts';

/** Statements about packages and reach that no other one is as strict as now, and exceptions that were not there. */
export function loosenedStatements({ before, now }: Both): readonly Loosening[] {
  return [
    ...before.packages.flatMap((old) => {
      if (now.packages.some((one) => isAsStrict(one, old))) return [];
      const name = quoted(textsOf(old.packages));
      return [
        gone(
          `the statement about the packages ${name}`,
          now.packages.find((one) => shares(one.packages, old.packages)),
          now,
        ),
      ];
    }),
    ...before.reach.flatMap((old) => {
      if (now.reach.some((one) => reachesAsFar(one, old))) return [];
      const name = `the statement that ${selectors(old.from)} must not reach ${selectors(old.mustNotReach)}`;
      return [
        gone(
          name,
          now.reach.find((one) => shares(one.from, old.from)),
          now,
        ),
      ];
    }),
    ...now.except.flatMap((one) => newException(one, before)),
  ];
}

function gone(
  name: string,
  rest: { readonly place: Loosening['place'] } | undefined,
  now: Policy,
): Loosening {
  return rest
    ? { what: `${name} is looser`, place: rest.place }
    : {
        what: `${name} is gone`,
        place: (now.packages[0] ?? now.reach[0] ?? { place: documentPlace(now) }).place,
      };
}

function isAsStrict(one: PackageStatement, old: PackageStatement): boolean {
  return (
    holds(one.packages, old.packages) &&
    (one.in === undefined || (old.in !== undefined && holds(one.in, old.in))) &&
    holds(old.notIn, one.notIn) &&
    weakened(old, one).length === 0
  );
}

function reachesAsFar(one: ReachStatement, old: ReachStatement): boolean {
  return (
    holds(one.from, old.from) && holds(one.mustNotReach, old.mustNotReach) && weakened(old, one).length === 0
  );
}

function shares(list: Parameters<typeof textsOf>[0], other: Parameters<typeof textsOf>[0]): boolean {
  const known = textsOf(list);
  return [...textsOf(other)].some((text) => known.has(text));
}

function newException(one: Exception, before: Policy): readonly Loosening[] {
  const subject = ({ from, to }: Exception) => canonical([from, to]);
  const same = before.except.filter((old) => subject(old) === subject(one));
  if (same.length === 0) {
    return [
      { what: `${selectors(one.from)} may import ${selectors(one.to)} as an exception`, place: one.place },
    ];
  }
  if (same.some(({ until }) => until === undefined || (one.until && one.until.text <= until.text))) return [];
  const until = one.until ? `until ${one.until.text}` : 'without an end';
  return [{ what: `the exception for ${selectors(one.from)} holds ${until} now`, place: one.place }];
}

function selectors(list: readonly Selector[]): string {
  return quoted(textsOf(list));
}

const lists = [
  { key: 'exclude', loosens: 'more', what: 'is not judged any more' },
  { key: 'tests', loosens: 'more', what: 'counts as a test now' },
  { key: 'cover', loosens: 'less', what: 'need not belong to a layer any more' },
] as const;

/** Patterns that take files out of judgement. */
export function loosenedPatterns({ before, now }: Both): readonly Loosening[] {
  return lists.flatMap(({ key, loosens, what }) => {
    const altered = loosens === 'more' ? beyond(now[key], before[key]) : beyond(before[key], now[key]);
    const nearest = now[key][0]?.place ?? documentPlace(now);
    return altered.map(({ glob, place }) => ({
      what: `"${glob}" ${what}`,
      place: loosens === 'more' ? place : nearest,
    }));
  });
}
