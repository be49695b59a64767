import { isOnKey, placesAt } from '../../authoring/json-path.ts';
import { isSourceName } from '../../model/source-path.ts';
import type { Span } from '../../model/span.ts';
import {
  type KnownOperation,
  type KnownRoute,
  operationsAt,
  type Placed,
  type PlacedInterface,
} from './known.ts';
import type { ContractView } from './view.ts';

/** What of contracts stands at an offset of a document. */
export type ContractStanding =
  | { readonly kind: 'operations'; readonly span: Span; readonly all: readonly KnownOperation[] }
  | { readonly kind: 'routes'; readonly span: Span; readonly all: readonly KnownRoute[] }
  | { readonly kind: 'interfaces'; readonly span: Span; readonly all: readonly PlacedInterface[] };

/** The operations whose key, path or id is there, the routes whose text is, or the interfaces; undefined anywhere else. */
export function contractStandingAt(view: ContractView, offset: number): ContractStanding | undefined {
  const operation = around(view.own.operations, offset);
  if (operation) return { kind: 'operations', ...operation };
  const route = around(view.own.routes, offset);
  if (route) return { kind: 'routes', ...route };
  const all = view.own.interfaces.filter(({ span }) => span.start <= offset && offset <= span.end);
  if (all[0]) return { kind: 'interfaces', span: all[0].span, all };
  return isSourceName(view.path) ? undefined : inDocument(view, offset);
}

/** In code other providers answer for names: ours is what stands within quotes, and the mark of an interface. */
export function isQuoted(view: ContractView, { start }: Span): boolean {
  if (!isSourceName(view.path)) return true;
  if (view.own.interfaces.some(({ is, span }) => is === 'mark' && span.start === start)) return true;
  const lines = view.lines(view.path);
  const { line, character } = lines.position(start);
  return ['"', "'", '`'].includes(lines.text(line).charAt(character));
}

function around<Known>(places: readonly Placed<Known>[], offset: number): Placed<Known> | undefined {
  return places.findLast(({ span }) => span.start <= offset && offset <= span.end);
}

/** On the key of a path, or on an `operationId`. */
function inDocument(view: ContractView, offset: number): ContractStanding | undefined {
  if (!isPart(view)) return undefined;
  const places = placesAt(view.facts.document(view.path)?.root, offset);
  const place = places.at(-1);
  const { member, node } = place ?? {};
  if (!place || !member || !node) return undefined;
  if (isOnKey(place, offset)) {
    const starts = new Set(node.kind === 'object' ? node.members.map(({ keySpan }) => keySpan.start) : []);
    const below = view.own.operations.filter(({ span }) => starts.has(span.start));
    const all = below.length > 0 ? below.flatMap((each) => each.all) : elsewhere(view, member.key);
    return all.length > 0 ? { kind: 'operations', span: member.keySpan, all } : undefined;
  }
  if (member.key !== 'operationId') return undefined;
  const start = places.at(-2)?.member?.keySpan.start;
  const own = view.own.operations.find(({ span }) => span.start === start);
  return own && { kind: 'operations', span: node.span, all: own.all };
}

/** Whatever else is open, such as a lock file of megabytes, is not to be read for this. */
function isPart({ own, facts, path }: ContractView): boolean {
  return own.operations.length > 0 || facts.contracts.some(({ contract }) => contract.path === path);
}

/** The path may lead to another document that holds its operations. */
function elsewhere({ facts, path }: ContractView, key: string): readonly KnownOperation[] {
  return key.startsWith('/') ? operationsAt(facts, path, key) : [];
}
