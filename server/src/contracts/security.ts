import { member, strings } from '../model/json.ts';
import type { References } from './references.ts';
import { below, entries, items, lastName, type Spot, textOf } from './spot.ts';
import { type At, tell } from './tell.ts';
import { both, type Unit, type Walk } from './walk.ts';

type OwnAndRoot = readonly [own: Spot, root: Spot];

/** Compares what callers have to present; what operations inherit is compared once for all of them. */
export function compareSecurity(at: At, old: OwnAndRoot, now: OwnAndRoot): void {
  const [a, b] = [effective(old), effective(now)];
  if (!a && !b) return;
  const compare = (unit: Unit, walk: Walk) =>
    compareRequirements(unit, walk, schemesOf(old[1]), schemesOf(now[1]));
  const pair = { old: a ?? old[0], now: b ?? now[0] };
  at.walk.use(at.unit, both, { noun: { kind: 'operation' }, ...pair }, compare);
}

function effective([own, root]: OwnAndRoot): Spot | undefined {
  return below(own, 'security') ?? below(root, 'security');
}

function schemesOf(root: Spot): ReadonlyMap<string, Spot> {
  const schemes = entries(below(below(root, 'components'), 'securitySchemes'));
  return new Map([...schemes].map(([name, { spot }]) => [name, spot]));
}

/** One way in: all of these schemes with these scopes. */
interface Alternative {
  readonly schemes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly text: string;
  readonly spot: Spot;
}

function compareRequirements(
  unit: Unit,
  walk: Walk,
  oldSchemes: ReadonlyMap<string, Spot>,
  nowSchemes: ReadonlyMap<string, Spot>,
): void {
  const at: At = { unit, walk, property: '', mask: 1 };
  const keys = (own: ReadonlyMap<string, Spot>, other: ReadonlyMap<string, Spot>, references: References) => {
    return (name: string) => {
      const scheme = own.get(name);
      return scheme && !other.has(name) ? `= ${schemeText(references.follow(scheme))}` : name;
    };
  };
  const isLost = (schemes: ReadonlyMap<string, Spot>, references: References, others: typeof schemes) =>
    [...schemes].some(([name, scheme]) => !others.has(name) && references.isLost(scheme));
  if (isLost(oldSchemes, walk.old, nowSchemes) || isLost(nowSchemes, walk.now, oldSchemes)) return;
  const before = alternatives(unit.old, keys(oldSchemes, nowSchemes, walk.old));
  const after = alternatives(unit.now, keys(nowSchemes, oldSchemes, walk.now));
  for (const one of before) {
    if (!after.some((other) => isWithin(other, one))) {
      tell(at, 'security-tightened', one.spot, unit.now, { before: one.text });
    }
  }
  for (const one of after) {
    if (!before.some((other) => isWithin(other, one))) {
      tell(at, 'security-loosened', unit.old, one.spot, { after: one.text });
    }
  }
  const used = new Set(after.flatMap(({ schemes }) => [...schemes.keys()]));
  for (const name of new Set(before.flatMap(({ schemes }) => [...schemes.keys()]))) {
    const [a, b] = [oldSchemes.get(name), nowSchemes.get(name)];
    if (!a || !b || !used.has(name)) continue;
    const pair = { old: walk.old.follow(a), now: walk.now.follow(b) };
    if (!walk.areKnown(a, b)) continue;
    walk.use(unit, both, { noun: { kind: 'operation' }, ...pair }, compareScheme);
  }
}

function compareScheme(unit: Unit, walk: Walk): void {
  if (schemeText(unit.old) === schemeText(unit.now)) return;
  const before = `"${lastName(unit.old.pointer)}"`;
  tell({ unit, walk, property: '', mask: 1 }, 'security-scheme-changed', unit.old, unit.now, { before });
}

/** What callers have to know of a scheme. */
function schemeText({ node }: Spot): string {
  const word = (key: string) => textOf(member(node, key)) ?? '';
  const flows = member(node, 'flows');
  const names = flows?.kind === 'object' ? flows.members.map(({ key }) => key).sort() : [];
  const name = word('in') === 'header' ? word('name').toLowerCase() : word('name');
  return JSON.stringify([
    word('type'),
    word('scheme').toLowerCase(),
    word('in'),
    name,
    word('openIdConnectUrl'),
    ...names,
  ]);
}

/** Whoever can present `wide` can present `narrow`. */
function isWithin(narrow: Alternative, wide: Alternative): boolean {
  return [...narrow.schemes].every(([scheme, scopes]) => {
    const given = wide.schemes.get(scheme);
    return given !== undefined && [...scopes].every((scope) => given.has(scope));
  });
}

function alternatives(security: Spot, key: (name: string) => string): readonly Alternative[] {
  const listed = items(security).filter(({ node }) => node.kind === 'object');
  if (listed.length === 0) return [{ schemes: new Map(), text: 'calls without credentials', spot: security }];
  return listed.map((spot) => {
    const schemes = [...entries(spot)].map(
      ([name, { spot: scopes }]) => [name, strings(scopes.node).map(({ value }) => value)] as const,
    );
    const texts = schemes.map(([name, scopes]) =>
      scopes.length > 0 ? `"${name}" (${scopes.join(', ')})` : `"${name}"`,
    );
    return {
      schemes: new Map(schemes.map(([name, scopes]) => [key(name), new Set(scopes)])),
      text: texts.length > 0 ? texts.join(' with ') : 'calls without credentials',
      spot,
    };
  });
}
