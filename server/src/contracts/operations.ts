import { httpMethods, operationKey, pathShape } from '../model/contract.ts';
import { type JsonNode, member } from '../model/json.ts';
import type { References } from './references.ts';
import { type Prefix, prefixOf } from './server-prefix.ts';
import { below, type Entry, entries, isTrue, type Spot, textOf } from './spot.ts';

/** One operation of one side, with what its path says for all. */
export interface OperationSpot {
  /** Equal on both sides, whatever path parameters are named. */
  readonly key: string;
  /** The same with the path of its servers in front, where that is one and known. */
  readonly address?: string;
  /** `GET /orders/{id}`. */
  readonly name: string;
  readonly template: string;
  readonly entry: Entry;
  readonly item: Spot;
  /** A webhook or callback: the server calls, so that directions are turned round. */
  readonly isTurned: boolean;
  /** What its servers put in front of its path. */
  readonly prefix?: Prefix;
  /** The operation that a callback belongs to. */
  readonly parent?: OperationSpot;
  /** What it stands below, as `Operations.lost` names it. */
  readonly groups: readonly string[];
}

export interface Operations {
  readonly byKey: ReadonlyMap<string, OperationSpot>;
  /** Paths, webhooks and callbacks that are references to nowhere: which operations they hold nobody knows. */
  readonly lost: ReadonlySet<string>;
}

const methods: ReadonlySet<string> = new Set(httpMethods.map((method) => method.toLowerCase()));

/** The operations that a document promises by key; of two with one key the first one counts. */
export function operationsOf(root: Spot, references: References): Operations {
  const byKey = new Map<string, OperationSpot>();
  const lost = new Set<string>();
  const add = (operation: OperationSpot) => {
    if (!byKey.has(operation.key)) byKey.set(operation.key, operation);
  };
  const follow = (spot: Spot, groups: readonly string[]): Spot => {
    const item = references.follow(spot);
    if (references.isLost(item)) for (const group of groups) lost.add(group);
    return item;
  };
  for (const [template, { spot }] of entries(below(root, 'paths'))) {
    if (!template.startsWith('/')) continue;
    const shared = prefixOf(below(references.follow(spot), 'servers') ?? below(root, 'servers'));
    const item = follow(spot, groupsOf(template, shared));
    for (const { method, entry } of methodsOf(item)) {
      const own = below(entry.spot, 'servers');
      const operation = onPath(method, template, entry, item, own ? prefixOf(own) : shared);
      add(operation);
      for (const callback of callbacksOf(operation, follow)) add(callback);
    }
  }
  for (const [name, { spot }] of entries(below(root, 'webhooks'))) {
    const groups = [`webhook ${name}`];
    const item = follow(spot, groups);
    for (const { method, entry } of methodsOf(item)) {
      const key = `webhook ${name} ${method}`;
      add({ key, name: `${method} of webhook ${name}`, template: '', entry, item, isTurned: true, groups });
    }
  }
  return { byKey, lost };
}

function onPath(
  method: string,
  template: string,
  entry: Entry,
  item: Spot,
  prefix: Prefix | undefined,
): OperationSpot {
  return {
    key: operationKey(method, template),
    ...(prefix && { prefix, address: operationKey(method, prefix.path + template) }),
    name: `${method} ${template}`,
    ...{ template, entry, item, isTurned: false, groups: groupsOf(template, prefix) },
  };
}

function groupsOf(template: string, prefix: Prefix | undefined): readonly string[] {
  return [pathShape(template), ...(prefix ? [`address ${pathShape(prefix.path + template)}`] : [])];
}

function methodsOf(item: Spot): readonly { readonly method: string; readonly entry: Entry }[] {
  const own = [...entries(item).values()].filter(({ key }) => methods.has(key));
  const others = [...entries(below(item, 'additionalOperations')).values()];
  return [...own, ...others]
    .filter(({ spot }) => spot.node.kind === 'object' && isPromised(spot, item))
    .map((entry) => ({ method: entry.key.toUpperCase(), entry }));
}

/** What is internal is for nobody else, and what is planned is not there yet. */
function isPromised(operation: Spot, item: Spot): boolean {
  const said = (key: string): JsonNode | undefined => member(operation.node, key) ?? member(item.node, key);
  return !isTrue(said('x-internal')) && textOf(said('x-status'))?.toLowerCase() !== 'planned';
}

function* callbacksOf(
  parent: OperationSpot,
  follow: (spot: Spot, groups: readonly string[]) => Spot,
): Iterable<OperationSpot> {
  for (const [name, { spot }] of entries(below(parent.entry.spot, 'callbacks'))) {
    const all = `${parent.key} callback ${name}`;
    for (const [expression, { spot: called }] of entries(follow(spot, [all]))) {
      const groups = [all, `${all} ${expression}`];
      const item = follow(called, groups.slice(1));
      for (const { method, entry } of methodsOf(item)) {
        const key = `${all} ${expression} ${method}`;
        const shown = `${method} of callback ${name} of ${parent.name}`;
        yield { key, name: shown, template: '', entry, item, isTurned: true, parent, groups };
      }
    }
  }
}
