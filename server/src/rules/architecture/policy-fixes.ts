import { parseJsonc } from '../../format/jsonc.ts';
import { editBetween, insertJsonItem, type JsonPath, setJsonValue } from '../../format/jsonc-edit.ts';
import { reasonPlaceholder } from '../../model/facts.ts';
import type { Fix, FixTools, WayOut } from '../../model/fix.ts';
import { type JsonNode, member } from '../../model/json.ts';
import { relativeTo } from '../../model/path.ts';
import type { Element } from '../../model/policy.ts';
import type { Edge, WorkspaceFacts } from '../../model/rule.ts';
import type { Place } from '../../model/span.ts';
import { membersOf, titleOf } from '../../ruling/members.ts';
import { denialsOf } from './entry-candidates.ts';

/** Adds the target to what the importer's part may import, for every list that lacks it. */
export async function* listFixes(
  edge: Edge,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  const target = edge.to.standing.slices.at(-1) ?? edge.to.standing.service ?? edge.to.standing.layer;
  if (!target) return;
  for (const { rule, statement } of denialsOf(edge, workspace)) {
    if (rule !== 'architecture/undeclared-dependency') continue;
    const element = membersOf(edge.from.standing).find(({ element: { place } }) => place === statement.place);
    if (!element) continue;
    const title = `Add "${target.name}" to "mayImport" of ${titleOf({ ...element, name: element.element.name })}`;
    yield* elementFix('add-to-may-import', title, element.element, 'mayImport', target.name, tools);
  }
}

/** Makes the target public in every part around it that keeps it private. */
export async function* publicFixes(
  edge: Edge,
  workspace: WorkspaceFacts,
  tools: FixTools,
): AsyncIterable<WayOut> {
  for (const { rule, statement, offeredBy } of denialsOf(edge, workspace)) {
    if (rule !== 'architecture/private-import' || offeredBy) continue;
    const around = membersOf(edge.to.standing).find(({ element: { place } }) => place === statement.place);
    if (!around) continue;
    const file = relativeTo(around.folder, edge.to.path);
    const title = `Add "${file}" to "public" of ${titleOf({ ...around, name: around.element.name })}`;
    yield* elementFix('add-to-public', title, around.element, 'public', file, tools);
  }
}

/** Excepts the import; until a reason is written in place of the word for it, the exception has no effect. */
export async function* exceptionFix({ from, to }: Edge, tools: FixTools): AsyncIterable<WayOut> {
  const { policy } = from;
  if (!policy) return;
  const exception = { from: local(from.path), to: local(to.path), why: reasonPlaceholder };
  const id = 'add-exception';
  const title = 'Add an exception to the policy, with a reason';
  yield* policyEdit(id, title, policy.path, tools, (text, root) =>
    member(root, 'except')
      ? insertJsonItem(text, ['except'], itemCount(member(root, 'except')), exception)
      : setJsonValue(text, ['except'], [exception]),
  );

  function local(path: string): string {
    return relativeTo(policy?.folder ?? '', path);
  }
}

/** Adds a text to a list of an element, where the element is declared. */
export async function* elementFix(
  id: string,
  title: string,
  { place }: Element,
  key: 'mayImport' | 'public' | 'files',
  value: string,
  tools: FixTools,
): AsyncIterable<WayOut> {
  yield* policyEdit(id, title, place.path, tools, (text, root) => {
    const path = pathTo(root, place);
    const node = path && at(root, path);
    const list = member(node, key);
    if (!path || node?.kind !== 'object') return undefined;
    if (list?.kind === 'array') return insertJsonItem(text, [...path, key], list.items.length, value);
    return setJsonValue(text, [...path, key], list?.kind === 'string' ? [list.value, value] : [value]);
  });
}

/** One change of a policy's text that keeps its comments; refused where the document is not of this repository. */
async function* policyEdit(
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
function pathTo(root: JsonNode, { span }: Place): JsonPath | undefined {
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

function at(root: JsonNode, path: JsonPath): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  for (const step of path)
    node =
      typeof step === 'string' ? member(node, step) : node?.kind === 'array' ? node.items[step] : undefined;
  return node;
}

function itemCount(node: JsonNode | undefined): number {
  return node?.kind === 'array' ? node.items.length : 0;
}
