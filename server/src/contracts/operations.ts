import { httpMethods, operationKey } from '../model/contract.ts';
import { member } from '../model/json.ts';
import type { References } from './references.ts';
import { below, type Entry, entries, isTrue, type Spot, textOf } from './spot.ts';

/** One operation of one side, with what its path says for all. */
export interface OperationSpot {
  /** Equal on both sides, whatever path parameters are named. */
  readonly key: string;
  /** `GET /orders/{id}`. */
  readonly name: string;
  readonly template: string;
  readonly entry: Entry;
  readonly item: Spot;
  /** A webhook or callback: the server calls, so that directions are turned round. */
  readonly isTurned: boolean;
  /** The key of the operation that a callback belongs to. */
  readonly parent?: string;
}

const methods: ReadonlySet<string> = new Set(httpMethods.map((method) => method.toLowerCase()));

/** The operations that a document promises by key; of two with one key the first one counts. */
export function operationsOf(root: Spot, references: References): ReadonlyMap<string, OperationSpot> {
  const found = new Map<string, OperationSpot>();
  const add = (operation: OperationSpot) => {
    if (!found.has(operation.key)) found.set(operation.key, operation);
  };
  for (const [template, { spot }] of entries(below(root, 'paths'))) {
    if (!template.startsWith('/')) continue;
    const item = references.follow(spot);
    for (const { method, entry } of methodsOf(item)) {
      const key = operationKey(method, template);
      add({ key, name: `${method} ${template}`, template, entry, item, isTurned: false });
      for (const callback of callbacksOf(entry.spot, references, key, `${method} ${template}`)) add(callback);
    }
  }
  for (const [name, { spot }] of entries(below(root, 'webhooks'))) {
    const item = references.follow(spot);
    for (const { method, entry } of methodsOf(item)) {
      const key = `webhook ${name} ${method}`;
      add({ key, name: `${method} of webhook ${name}`, template: '', entry, item, isTurned: true });
    }
  }
  return found;
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
  const said = (key: string) => member(operation.node, key) ?? member(item.node, key);
  return !isTrue(said('x-internal')) && textOf(said('x-status'))?.toLowerCase() !== 'planned';
}

function* callbacksOf(
  operation: Spot,
  references: References,
  parent: string,
  parentName: string,
): Iterable<OperationSpot> {
  for (const [name, { spot }] of entries(below(operation, 'callbacks'))) {
    for (const [expression, { spot: called }] of entries(references.follow(spot))) {
      const item = references.follow(called);
      for (const { method, entry } of methodsOf(item)) {
        yield {
          key: `${parent} callback ${name} ${expression} ${method}`,
          name: `${method} of callback ${name} of ${parentName}`,
          template: '',
          entry,
          item,
          isTurned: true,
          parent,
        };
      }
    }
  }
}
