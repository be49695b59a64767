import { type JsonNode, toValue } from '../model/json.ts';
import { isReference } from './references.ts';
import { jsonOf, type Schema } from './schema.ts';
import { type At, keyword, tell } from './tell.ts';

type Way = 'tightened' | 'loosened' | 'changed' | undefined;

/** Keywords with a number that lets in less the further it goes. */
const limits: readonly (readonly [keyword: string, end: 'upper' | 'lower'])[] = [
  ['maxLength', 'upper'],
  ['maxItems', 'upper'],
  ['maxProperties', 'upper'],
  ['maxContains', 'upper'],
  ['minLength', 'lower'],
  ['minItems', 'lower'],
  ['minProperties', 'lower'],
  ['minContains', 'lower'],
];

/** Keywords that let in less where they stand; whether one is stricter than another one cannot be told. */
const opaque = [
  'contains',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  'dependentRequired',
  'dependentSchemas',
  'dependencies',
  'else',
  'if',
  'not',
  'patternProperties',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
];

const wider: ReadonlySet<string> = new Set(['int32 int64', 'float double']);

const keys: ReadonlySet<string> = new Set([
  ...limits.map(([key]) => key),
  ...opaque,
  'exclusiveMaximum',
  'exclusiveMinimum',
  'format',
  'maximum',
  'minimum',
  'multipleOf',
  'pattern',
  'uniqueItems',
]);

export function compareConstraints(at: At, old: Schema, now: Schema): void {
  if (!isLimited(old) && !isLimited(now)) return;
  for (const end of ['upper', 'lower'] as const) compareBounds(at, old, now, end);
  for (const [key, end] of limits) {
    compareKeyword(at, old, now, key, (a, b) => moved(numberOf(a, key), numberOf(b, key), end));
  }
  compareKeyword(at, old, now, 'multipleOf', (a, b) => multiples(numberOf(a), numberOf(b)));
  compareKeyword(at, old, now, 'uniqueItems', (a, b) => {
    const [before, after] = [isTrue(a), isTrue(b)];
    return before === after ? undefined : after ? 'tightened' : 'loosened';
  });
  for (const key of opaque) {
    compareKeyword(at, old, now, key, (a, b) => (!a ? 'tightened' : !b ? 'loosened' : 'changed'));
  }
  comparePatterns(at, old, now);
  compareFormats(at, old, now);
}

function isLimited({ keywords }: Schema): boolean {
  for (const key of keywords.keys()) if (keys.has(key)) return true;
  return false;
}

function compareKeyword(
  at: At,
  old: Schema,
  now: Schema,
  key: string,
  judge: (a: JsonNode | undefined, b: JsonNode | undefined) => Way,
): void {
  if (!old.keywords.has(key) && !now.keywords.has(key)) return;
  const [a, b] = [old.keyword(key), now.keyword(key)];
  if (a && b && isSame(at, a, b)) return;
  if ((a && at.walk.old.isPartial(a)) || (b && at.walk.now.isPartial(b))) return;
  const way = judge(a?.node, b?.node);
  if (!way) return;
  tell(at, `constraint-${way}`, a ?? old.spot, b ?? now.spot, {
    before: said(key, a?.node),
    after: said(key, b?.node),
  });
}

function isSame(at: At, a: NonNullable<Spotted>, b: NonNullable<Spotted>): boolean {
  return at.walk.old.contentOf(a) === at.walk.now.contentOf(b);
}

type Spotted = Parameters<At['walk']['old']['contentOf']>[0] | undefined;

const longestSaid = 60;

function said(key: string, node: JsonNode | undefined): string {
  if (!node) return `no ${key}`;
  const text = jsonOf(node);
  return text.length > longestSaid ? `another ${key}` : `${key} ${text}`;
}

function numberOf(node: JsonNode | undefined, key = ''): number | undefined {
  const value = node?.kind === 'number' ? node.value : undefined;
  return value === 0 && key.startsWith('min') ? undefined : value;
}

function isTrue(node: JsonNode | undefined): boolean {
  return node !== undefined && toValue(node) === true;
}

function moved(before: number | undefined, after: number | undefined, end: 'upper' | 'lower'): Way {
  if (before === after) return undefined;
  if (before === undefined) return 'tightened';
  if (after === undefined) return 'loosened';
  return after < before === (end === 'upper') ? 'tightened' : 'loosened';
}

function multiples(before: number | undefined, after: number | undefined): Way {
  if (before === after) return undefined;
  if (before === undefined) return 'tightened';
  if (after === undefined) return 'loosened';
  return after % before === 0 ? 'tightened' : before % after === 0 ? 'loosened' : 'changed';
}

interface Bound {
  readonly value: number;
  readonly isExclusive: boolean;
  readonly keyword: string;
}

/** `exclusiveMaximum` is a flag in OpenAPI 3.0 and a number since. */
function boundOf({ keywords }: Schema, end: 'upper' | 'lower'): Bound | undefined {
  const [plain, exclusive] =
    end === 'upper' ? ['maximum', 'exclusiveMaximum'] : ['minimum', 'exclusiveMinimum'];
  const value = numberOf(keywords.get(plain));
  const node = keywords.get(exclusive);
  const own = numberOf(node);
  const isOwnStricter =
    own !== undefined && (value === undefined || (end === 'upper' ? own <= value : own >= value));
  if (isOwnStricter) return { value: own, isExclusive: true, keyword: exclusive };
  return value === undefined ? undefined : { value, isExclusive: isTrue(node), keyword: plain };
}

function compareBounds(at: At, old: Schema, now: Schema, end: 'upper' | 'lower'): void {
  const names = end === 'upper' ? ['maximum', 'exclusiveMaximum'] : ['minimum', 'exclusiveMinimum'];
  if (names.some((name) => isComputed(old, name) || isComputed(now, name))) return;
  const [a, b] = [boundOf(old, end), boundOf(now, end)];
  const ofValues = moved(a?.value, b?.value, end);
  const isFlagged = a?.isExclusive === b?.isExclusive ? undefined : b?.isExclusive ? 'tightened' : 'loosened';
  const way = ofValues ?? isFlagged;
  if (!way) return;
  const words = { before: boundText(a, end), after: boundText(b, end) };
  tell(
    at,
    `constraint-${way}`,
    a ? keyword(old.spot, a.keyword) : old.spot,
    b ? keyword(now.spot, b.keyword) : now.spot,
    words,
  );
}

/** In TypeScript it may be an expression that nobody knows. */
function isComputed({ keywords }: Schema, key: string): boolean {
  const node = keywords.get(key);
  return node !== undefined && isReference(node);
}

function boundText(bound: Bound | undefined, end: 'upper' | 'lower'): string {
  const name = end === 'upper' ? 'maximum' : 'minimum';
  return bound ? `${bound.isExclusive ? 'exclusive ' : ''}${name} ${bound.value}` : `no ${name}`;
}

function comparePatterns(at: At, old: Schema, now: Schema): void {
  if (isComputed(old, 'pattern') || isComputed(now, 'pattern')) return;
  const [a, b] = [old.keyword('pattern'), now.keyword('pattern')];
  if (a && b && jsonOf(a.node) !== jsonOf(b.node)) {
    tell(at, 'pattern-changed', a, b, { before: jsonOf(a.node), after: jsonOf(b.node) });
  } else if (!a !== !b) {
    const words = {
      before: a ? `pattern ${jsonOf(a.node)}` : 'no pattern',
      after: b ? `pattern ${jsonOf(b.node)}` : 'no pattern',
    };
    tell(at, b ? 'constraint-tightened' : 'constraint-loosened', a ?? old.spot, b ?? now.spot, words);
  }
}

function compareFormats(at: At, old: Schema, now: Schema): void {
  const [a, b] = [old.keyword('format'), now.keyword('format')];
  const text = (node: JsonNode | undefined) => (node?.kind === 'string' ? node.value : 'none');
  const [before, after] = [text(a?.node), text(b?.node)];
  if (before === after) return;
  const words = { before: a ? `format ${before}` : 'no format', after: b ? `format ${after}` : 'no format' };
  if (!a || !b) {
    tell(at, b ? 'constraint-tightened' : 'constraint-loosened', a ?? old.spot, b ?? now.spot, words);
  } else if (wider.has(`${before} ${after}`)) tell(at, 'constraint-loosened', a, b, words);
  else if (wider.has(`${after} ${before}`)) tell(at, 'constraint-tightened', a, b, words);
  else tell(at, 'format-changed', a, b, { before, after });
}
