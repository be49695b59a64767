import { type NodePath, nodeAt, withMember, withoutMember } from '../../format/node-build.ts';
import type { ContractChange } from '../../model/contract.ts';
import { type JsonNode, member } from '../../model/json.ts';
import type { Place } from '../../model/span.ts';
import {
  type ContractVersion,
  counterpart,
  nameOf,
  type Spotted,
  settled,
  textAt,
} from './contract-version.ts';
import { type Back, changeAt, deprecated, placeLike, putBack } from './put-back.ts';

export interface Restoring {
  readonly change: ContractChange;
  readonly old: ContractVersion;
  readonly now: ContractVersion;
}

/** A way to make the new version keep what the old one promised; whether it does is tried afterwards. */
export type Way = (restoring: Restoring) => Back;

/** The ways for a change, the one that touches least first; none where nothing was taken away. */
export function waysFor({ id }: ContractChange): readonly Way[] {
  if (/variant-added$|-added$/.test(id) && !/^required-|^request-required-/.test(id)) return [];
  if (/^required-parameter-added$|^required-request-body-added$/.test(id)) return [letOut];
  if (/^request-(?:required-property-added|property-became-required)$/.test(id)) return [notRequired];
  if (id === 'parameter-removed') return [parameterBack];
  if (id === 'request-body-removed') return [bodyBack];
  if (/-removed$|^request-property-refused$|^response-property-became-optional$/.test(id)) {
    return [entryBack(0), entryBack(1), entryBack(2), ...keywordWays];
  }
  return keywordWays;
}

/** Puts back what stands so many steps above the place that was told. */
function entryBack(above: number): Way {
  return ({ change, old, now }) => {
    const place = change.old && pathAt(old, change.old);
    if (!change.old || !place || place.length <= above) return undefined;
    const path = place.slice(0, place.length - above);
    const root = now.document(now.path)?.root;
    const [owner, name] = path.slice(-2);
    const isMarked = owner === 'properties' || owner === 'headers' || /operation-removed$/.test(change.id);
    const back = putBack(old, now, change.old.path, path, (node) =>
      isMarked ? deprecated(node, root) : node,
    );
    if (!back || owner !== 'properties') return back;
    return requiredBack(old, back, change.old.path, path.slice(0, -2), String(name));
  };
}

/** What was always there stays promised so. */
function requiredBack(
  old: ContractVersion,
  now: ContractVersion,
  document: string,
  schema: NodePath,
  name: string,
): Back {
  const list = nodeAt(old.document(document)?.root, [...schema, 'required']);
  const at =
    list?.kind === 'array' ? list.items.findIndex((one) => one.kind === 'string' && one.value === name) : -1;
  if (at < 0) return now;
  return putBack(old, now, document, [...schema, 'required', at]) ?? now;
}

/** The operations of a change in both versions. */
function* operationPairs({
  change,
  old,
  now,
}: Restoring): Iterable<{ readonly before: Spotted; readonly after: Spotted }> {
  for (const name of change.operations) {
    const [method = '', template = ''] = name.split(/ (.*)/s);
    const path = ['paths', template, method.toLowerCase()];
    for (const given of pathsLike(old, path)) {
      const found = counterpart(old, now, old.path, given);
      const node = nodeAt(old.document(old.path)?.root, given);
      if (!node || found?.known !== given.length) continue;
      yield { before: { document: old.path, path: given, node }, after: settled(now, found.at) };
    }
  }
}

/** The change names operations as the new version does, where there is one. */
function pathsLike(
  old: ContractVersion,
  [, template = '', method = '']: readonly string[],
): readonly NodePath[] {
  const shape = template.replace(/\{[^{}]*\}/g, '{}');
  const paths = member(old.document(old.path)?.root, 'paths');
  if (paths?.kind !== 'object') return [];
  return paths.members
    .filter(({ key }) => key.replace(/\{[^{}]*\}/g, '{}') === shape)
    .map(({ key }) => ['paths', key, method]);
}

function parameterBack(restoring: Restoring): Back {
  const { change, old } = restoring;
  const place = change.old && pathAt(old, change.old);
  const told = change.old && nodeAt(old.document(change.old.path)?.root, place?.slice(0, -1) ?? []);
  if (!change.old || !told) return undefined;
  const name = nameOf(old, told, change.old.path);
  let back: ContractVersion | undefined;
  for (const { before } of operationPairs(restoring)) {
    for (const owner of [before.path, before.path.slice(0, -1)]) {
      const list = nodeAt(old.document(before.document)?.root, [...owner, 'parameters']);
      const items = list?.kind === 'array' ? list.items : [];
      const index = items.findIndex((one) => nameOf(old, one, before.document) === name);
      const resolved = items[index] && old.references.resolve(items[index], before.document);
      if (!resolved?.ok) continue;
      // What is shared does not become deprecated with it, and what a path has is not left out by anybody.
      const own = (item: JsonNode) =>
        textAt(resolved.node, 'in') === 'path' ? item : deprecated(resolved.node, undefined);
      const path = [...owner, 'parameters', index];
      back = putBack(old, back ?? restoring.now, before.document, path, own) ?? back;
      break;
    }
  }
  return back;
}

function bodyBack(restoring: Restoring): Back {
  let back: ContractVersion | undefined;
  for (const { before } of operationPairs(restoring)) {
    const path = [...before.path, 'requestBody'];
    back = putBack(restoring.old, back ?? restoring.now, before.document, path) ?? back;
  }
  return back;
}

/** Callers may leave out what is new. */
function letOut({ change, now }: Restoring): Back {
  const place = change.now && pathAt(now, change.now);
  if (!change.now || !place) return undefined;
  return changeAt(now, change.now.path, place.slice(0, -1), (node) => withoutMember(node, 'required'));
}

function notRequired({ change, now }: Restoring): Back {
  if (!change.now) return undefined;
  const root = now.document(change.now.path)?.root;
  const place = pathAt(now, change.now);
  if (!root || !place) return undefined;
  const at = place.findLastIndex((step) => step === 'required' || step === 'properties');
  const schema = place.slice(0, at);
  const told = nodeAt(root, place);
  const name =
    place[at] === 'properties' ? String(place[at + 1]) : told?.kind === 'string' ? told.value : undefined;
  if (name === undefined) return undefined;
  return changeAt(now, change.now.path, schema, (node) => {
    const list = member(node, 'required');
    if (list?.kind !== 'array') return node;
    const items = list.items.filter((one) => one.kind !== 'string' || one.value !== name);
    return items.length === 0
      ? withoutMember(node, 'required')
      : withMember(node, 'required', { ...list, items });
  });
}

/** Keywords of one kind, which say one thing together. */
const groups: readonly (readonly string[])[] = [
  ['type', 'nullable'],
  ['enum', 'const'],
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
  ['oneOf', 'anyOf', 'discriminator'],
  ['style', 'explode', 'allowReserved'],
];

/** What is told one by one, and would be taken back with all that is new in it. */
const nested: ReadonlySet<string> = new Set([
  'properties',
  'responses',
  'parameters',
  'requestBody',
  'content',
  'paths',
  'components',
  'headers',
]);

type Keys = (restoring: Restoring, before: JsonNode, after: JsonNode) => ReadonlySet<string>;

/** What the change is about, as far as the two places name it. */
const toldKeys: Keys = ({ change, old, now }) => {
  const paths = [change.old && pathAt(old, change.old), change.now && pathAt(now, change.now)];
  const told = paths.flatMap((path) => path?.slice(-2).filter((step) => typeof step === 'string') ?? []);
  return new Set(told.filter((key) => !nested.has(key)));
};

const groupedKeys: Keys = (restoring, before, after) => {
  const own = [...toldKeys(restoring, before, after)];
  const around = own.flatMap((key) => groups.find((group) => group.includes(key)) ?? []);
  return new Set([...own, ...around]);
};

const allKeys: Keys = (_, before, after) => {
  const keys = [before, after].flatMap((node) =>
    node.kind === 'object' ? node.members.map(({ key }) => key) : [],
  );
  return new Set(
    keys.filter((key) => !nested.has(key) && !/^(?:title|description|summary|examples?|x-.*)$/.test(key)),
  );
};

/** From the told place upwards, with ever more keywords. */
const keywordWays: readonly Way[] = [toldKeys, groupedKeys, allKeys].flatMap((keys) =>
  [1, 2, 3, 0].map((above) => keywordsBack(keys, above)),
);

/** Gives an object of the new version the keywords of the old one, those that it lacked gone again. */
function keywordsBack(keys: Keys, above: number): Way {
  return (restoring) => {
    const { change, old, now } = restoring;
    const place = change.old && pathAt(old, change.old);
    if (!change.old || !place || place.length < above) return undefined;
    const path = place.slice(0, place.length - above);
    const before = nodeAt(old.document(change.old.path)?.root, path);
    const found = counterpart(old, now, change.old.path, path);
    if (before?.kind !== 'object' || found?.known !== path.length) return undefined;
    const at = settled(now, found.at);
    if (at.node.kind !== 'object') return undefined;
    const wanted = [...keys(restoring, before, at.node)].reduce<JsonNode>((node, key) => {
      const own = member(before, key);
      return own ? withMember(node, key, own, placeLike(before, key, node)) : withoutMember(node, key);
    }, at.node);
    return wanted === at.node ? undefined : changeAt(now, at.document, at.path, () => wanted);
  };
}

/** The way to what has a place: to a member where it is its key, to a value else. */
export function pathAt(version: ContractVersion, { path, span }: Place): NodePath | undefined {
  const steps: (string | number)[] = [];
  let node = version.document(path)?.root;
  while (node) {
    if (node.span.start === span.start && node.span.end === span.end && node.kind !== 'object') return steps;
    const owner: JsonNode = node;
    if (owner.kind === 'object') {
      const here = owner.members.find(
        ({ keySpan }) => keySpan.start === span.start && keySpan.end === span.end,
      );
      if (here) return [...steps, here.key];
      const inside = owner.members.find(({ value }) => holds(value, span));
      if (inside) steps.push(inside.key);
      else if (owner.span.start === span.start && owner.span.end === span.end) return steps;
      node = inside?.value;
    } else if (owner.kind === 'array') {
      const index = owner.items.findIndex((one) => holds(one, span));
      if (index >= 0) steps.push(index);
      node = owner.items[index];
    } else node = undefined;
  }
  return undefined;
}

function holds(node: JsonNode, { start, end }: Place['span']): boolean {
  return node.span.start <= start && end <= node.span.end;
}
