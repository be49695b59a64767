import type { JsonNode } from '../model/json.ts';
import type { SpanEdit } from './jsonc-edit.ts';
import { editBlockList, editBlockMapping } from './node-block-edits.ts';
import { borrowingOf, type NodeSource } from './node-borrowing.ts';
import { meaningOf } from './node-build.ts';
import { editFlow } from './node-flow-edits.ts';
import { type Layout, layoutOf } from './node-layout.ts';
import { type Editing, ElsewhereError } from './node-steps.ts';

/**
 * The edits that make a document say what `wanted` says, which was made of its root by `withMember` and the like: what is
 * the same node in both stays as it is written, and so does everything around it, in YAML and JSON of any style.
 * What was taken from the root of another source is written as it is there.
 *
 * @throws ElsewhereError where a change falls into what an alias or a merge key repeats
 */
export function editsFor(
  text: string,
  root: JsonNode,
  wanted: JsonNode,
  sources: readonly NodeSource[] = [],
): readonly SpanEdit[] {
  const layout = layoutOf(text, root);
  const borrowed = sources.length === 0 ? undefined : borrowingOf(sources, layout, editsIn);
  const editing = editingOf(text, { ...layout, ...(borrowed && { borrowed }) });
  if (!editing.below(root, wanted)) throw new ElsewhereError();
  return editing.edits;
}

function editingOf(text: string, layout: Layout, takesComments = false): Editing {
  const editing: Editing = {
    ...{ text, layout, takesComments },
    edits: [],
    below: (current, changed, of = '') => editBelow(editing, current, changed, of),
  };
  return editing;
}

/** The edits of a source after which one of its nodes is another one; undefined where it cannot be edited. */
function editsIn(
  text: string,
  layout: Layout,
  node: JsonNode,
  wanted: JsonNode,
): readonly SpanEdit[] | undefined {
  const editing = editingOf(text, layout, true);
  try {
    return editing.below(node, wanted) ? editing.edits : undefined;
  } catch (thrown) {
    if (thrown instanceof ElsewhereError) return undefined;
    throw thrown;
  }
}

/** Whether a document says what was wanted. */
export function says(root: JsonNode | undefined, wanted: JsonNode): boolean {
  return root !== undefined && meaningOf(root) === meaningOf(wanted);
}

function editBelow(editing: Editing, current: JsonNode, wanted: JsonNode, of: string): boolean {
  if (current === wanted) return true;
  if (current.kind !== wanted.kind || current.span !== wanted.span) return false;
  if (current.kind !== 'object' && current.kind !== 'array') return false;
  const first = editing.text[current.span.start];
  if (first === '*') throw new ElsewhereError();
  if (first === '{' || first === '[') return editFlow(editing, current, wanted, of);
  return current.kind === 'object'
    ? editBlockMapping(editing, current, wanted)
    : editBlockList(editing, current, wanted, of);
}
