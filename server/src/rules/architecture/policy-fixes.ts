import { parseJsonc } from '../../format/jsonc.ts';
import { editBetween, insertJsonItem, type JsonPath, setJsonValue } from '../../format/jsonc-edit.ts';
import { applyEdits } from '../../model/apply-edits.ts';
import { reasonPlaceholder } from '../../model/facts.ts';
import { type Fix, isFix, type WayOut } from '../../model/fix.ts';
import type { FixTools } from '../../model/fix-tools.ts';
import { type JsonNode, member } from '../../model/json.ts';
import { relativeTo } from '../../model/path.ts';
import type { Element } from '../../model/policy.ts';
import type { Edge, WorkspaceFacts } from '../../model/rule.ts';
import { type Place, type Span, touches } from '../../model/span.ts';
import { deniedImports, exceptionFor, holds } from '../../ruling/judgement.ts';
import { innermostApart, innermostFirst, isNamed, membersOf } from '../../ruling/members.ts';
import { denialsOf } from './entry-candidates.ts';

/** One text that is to be added to a list of an element, where the element is declared. */
interface Listing {
  readonly element: Element;
  readonly key: 'mayImport' | 'public' | 'files';
  readonly value: string;
}

/** Adds the target to what the importer's parts may import, for every list that lacks it. */
export async function* listFixes(
  edge: Edge,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const { from, to } = edge;
  // What the importer belongs to as well says less.
  const target = innermostApart(to.standing, from.standing) ?? innermostFirst(to.standing)[0];
  if (!target) return;
  const listings = denialsOf(edge, workspace).flatMap(({ rule, statement }): readonly Listing[] => {
    const around = membersOf(from.standing).find(({ element: { place } }) => place === statement.place);
    return rule === 'architecture/undeclared-dependency' && around
      ? [{ element: around.element, key: 'mayImport', value: target.name }]
      : [];
  });
  const behind = deniedAnyway(listings, target.name, workspace);
  for await (const way of listingFix('add-to-may-import', listings, tools))
    yield behind === undefined ? way : { id: way.id, title: way.title, refused: `Then: ${behind}` };
}

/** What would be found on the imports that a list allows then, because something else denies them, too. */
function deniedAnyway(
  listings: readonly Listing[],
  name: string,
  workspace: WorkspaceFacts,
): string | undefined {
  const places = new Set(listings.map(({ element }) => element.place));
  for (const file of workspace.files) {
    for (const { edge, rulings } of deniedImports(file, workspace)) {
      const isFreed =
        rulings.some(({ statement }) => places.has(statement.place)) && isNamed(edge.to.standing, name);
      const other =
        isFreed && rulings.find((one) => !places.has(one.statement.place) && holds(one, edge, workspace));
      if (other && !exceptionFor(edge)) return other.message(edge);
    }
  }
  return undefined;
}

/** Makes the target public in every part around it that keeps it private. */
export async function* publicFixes(
  edge: Edge,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const denials = denialsOf(edge, workspace).filter(({ rule }) => rule === 'architecture/private-import');
  // What a package offers is said in its package.json.
  if (denials.some(({ offeredBy }) => offeredBy)) return;
  const listings = denials.flatMap(({ statement }): readonly Listing[] => {
    const around = membersOf(edge.to.standing).find(({ element: { place } }) => place === statement.place);
    return around
      ? [{ element: around.element, key: 'public', value: relativeTo(around.folder, edge.to.path) }]
      : [];
  });
  yield* listingFix('add-to-public', listings, tools);
}

/** Excepts the import; until a reason is written in place of the word for it, the exception has no effect. */
export async function* exceptionFix({ from, to, fact }: Edge, tools: FixTools): AsyncIterable<WayOut> {
  const { policy } = from;
  // A suppression that stands there already, if only to no effect, would be found to be unused.
  const isSuppressed = from.facts.directives.some(({ line }) =>
    touches(line, { start: fact.statement, end: fact.end }),
  );
  if (!policy || isSuppressed) return;
  const exception = { from: local(from.path), to: local(to.path), why: reasonPlaceholder };
  const id = 'add-exception';
  const title = 'Add an exception to the policy, with a reason';
  const add = (text: string, root: JsonNode): string | undefined =>
    member(root, 'except')
      ? insertJsonItem(text, ['except'], itemCount(member(root, 'except')), exception)
      : setJsonValue(text, ['except'], [exception]);
  for await (const way of policyEdit(id, title, policy.path, tools, add)) {
    const asks = isFix(way) && reasonOfLast(applyEdits(tools.read(policy.path) ?? '', way.edits));
    yield asks ? { ...way, asks: { path: policy.path, ...asks } } : way;
  }

  function local(path: string): string {
    return relativeTo(policy?.folder ?? '', path);
  }
}

/** The span of the last exception's reason, without its quotes. */
function reasonOfLast(text: string): Span | undefined {
  const { root } = parseJsonc(text);
  const why = root && at(root, ['except', itemCount(member(root, 'except')) - 1, 'why']);
  return why && { start: why.span.start + 1, end: why.span.end - 1 };
}

/** Adds texts to lists of elements, all in one. */
export async function* listingFix(
  id: string,
  listings: readonly Listing[],
  tools: FixTools,
): AsyncIterable<WayOut> {
  const [first] = listings;
  if (!first) return;
  const parts = listings.map(
    ({ element, key, value }) => `"${value}" to "${key}" of ${element.kind} "${element.name}"`,
  );
  const title = `Add ${parts.join(' and ')}`;
  const { path } = first.element.place;
  if (listings.some(({ element }) => element.place.path !== path)) {
    yield { id, title, refused: 'These are declared in more than one document.' };
    return;
  }
  // From the end, so that what stands before keeps its place.
  const ordered = [...listings].sort((a, b) => b.element.place.span.start - a.element.place.span.start);
  yield* policyEdit(id, title, path, tools, (text) =>
    ordered.reduce<string | undefined>((changed, listing) => changed && listed(changed, listing), text),
  );
}

function listed(text: string, { element, key, value }: Listing): string | undefined {
  const { root } = parseJsonc(text);
  const path = root && pathTo(root, element.place);
  const node = path && at(root, path);
  const list = member(node, key);
  if (!path || node?.kind !== 'object') return undefined;
  if (list?.kind === 'array') return insertJsonItem(text, [...path, key], list.items.length, value);
  return setJsonValue(text, [...path, key], list?.kind === 'string' ? [list.value, value] : [value]);
}

/** One change of a policy's text that keeps its comments; refused where the document is not of this repository. */
export async function* policyEdit(
  id: string,
  title: string,
  path: string,
  { read }: FixTools,
  change: (text: string, root: JsonNode) => string | undefined,
): AsyncIterable<WayOut> {
  if (/(?:^|\/)node_modules\//.test(path) || path.startsWith('../')) {
    yield { id, title, refused: `It is declared in "${path}", which is not of this workspace.` };
    return;
  }
  const text = read(path);
  const { root, problems } = parseJsonc(text ?? '');
  const changed = text !== undefined && root && problems.length === 0 ? change(text, root) : undefined;
  if (text === undefined || changed === undefined) {
    yield { id, title, refused: `"${path}" cannot be edited as it is.` };
    return;
  }
  const edits = editBetween(text, changed).map((edit) => ({ path, ...edit }));
  yield { id, title, edits, safe: false } satisfies Fix;
}

/** The keys and indexes to the object that holds a place. */
export function pathTo(root: JsonNode, { span }: Place): JsonPath | undefined {
  let found: JsonPath | undefined;
  const visit = (node: JsonNode, path: JsonPath): void => {
    if (span.start < node.span.start || span.end > node.span.end) return;
    if (node.kind === 'object') {
      found = path;
      for (const { key, value } of node.members) visit(value, [...path, key]);
    } else if (node.kind === 'array') {
      for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    }
  };
  visit(root, []);
  return found;
}

export function at(root: JsonNode, path: JsonPath): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const step of path)
    node =
      typeof step === 'string' ? member(node, step) : node?.kind === 'array' ? node.items[step] : undefined;
  return node;
}

export function itemCount(node: JsonNode | undefined): number {
  return node?.kind === 'array' ? node.items.length : 0;
}
