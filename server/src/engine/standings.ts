import type { Element, Layer, Policy, Service, Slice } from '../model/policy.ts';
import type { Entry, Membership, Standing } from '../model/rule.ts';

/** The memberships and standings under one policy. Those that are alike are one object, so that edges are judged by pairs. */
export interface Standings {
  membership<Of extends Element>(
    element: Of,
    folder: string,
    captures: Readonly<Record<string, string>>,
    entry: Entry,
  ): Membership<Of>;
  /** Takes memberships that were made here. */
  of(
    layer: Membership<Layer> | undefined,
    slices: readonly Membership<Slice>[],
    service: Membership<Service> | undefined,
    isTest: boolean,
  ): Standing;
}

export function createStandings(policy: Policy): Standings {
  const memberships = new Map<Element, Map<string, Membership>>();
  const numbers = new Map<Membership | undefined, number>();
  const standings = new Map<string | number, Standing>();
  const numberOf = (membership: Membership | undefined) => {
    if (!membership) return 0;
    const known = numbers.get(membership);
    if (known !== undefined) return known;
    numbers.set(membership, numbers.size + 1);
    return numbers.size;
  };
  return {
    membership: (element, folder, captures, entry) => {
      const name = nameOf(element, captures);
      let known = memberships.get(element);
      if (!known) {
        known = new Map();
        memberships.set(element, known);
      }
      const key = name === element.name ? `${entry} ${folder}` : `${entry} ${folder}\n${name}`;
      const before = known.get(key);
      if (before) return before as Membership<typeof element>;
      const membership = { element, name, captures, folder, entry };
      known.set(key, membership);
      return membership;
    },
    of: (layer, slices, service, isTest) => {
      // Most files belong to a layer and to nothing else.
      const isPlain = slices.length === 0 && !service;
      const first = 2 * numberOf(layer) + (isTest ? 1 : 0);
      const key = isPlain ? first : [first, numberOf(service), ...slices.map(numberOf)].join();
      const before = standings.get(key);
      if (before) return before;
      const standing = { policy, ...(layer && { layer }), slices, ...(service && { service }), isTest };
      standings.set(key, standing);
      return standing;
    },
  };
}

function nameOf({ name }: Element, captures: Readonly<Record<string, string>>): string {
  let captured = '';
  for (const key in captures) captured += `:${captures[key]}`;
  return `${name}${captured}`;
}
