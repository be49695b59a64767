import type { NodeSource } from '../../format/node-borrowing.ts';
import { editsFor, says } from '../../format/node-edits.ts';
import { ElsewhereError } from '../../format/node-steps.ts';
import { applyEdits } from '../../model/apply-edits.ts';
import type { TextEdit } from '../../model/fix.ts';
import { type JsonDocument, type JsonNode, member } from '../../model/json.ts';

/** A contract, or another document that it rests on, as it is written now. */
export interface ContractText {
  /** Relative POSIX to the root. */
  readonly path: string;
  readonly text: string;
  readonly parse: Parse;
}

/** Reads any text of a contract; given, because the reader of YAML is larger than all that is written here. */
export type Parse = (text: string) => JsonDocument;

/** Why a document is not changed: one sentence. */
export interface Refused {
  readonly refused: string;
}

/** The edits of one document; none where it says already what it is to say. */
export type Written = { readonly edits: readonly TextEdit[] } | Refused;

export function refuse(refused: string): Refused {
  return { refused };
}

export function isRefused<T extends object>(outcome: T | Refused): outcome is Refused {
  return 'refused' in outcome;
}

/**
 * Has a document say something else. What is returned differs from the root in what is to change and shares all other nodes
 * with it. The edits are held against the text: a document that would not say exactly this is left alone.
 */
export function changeDocument(
  document: ContractText,
  change: (root: JsonNode) => JsonNode | Refused,
): Written {
  const { path, text, parse } = document;
  const { root, problems } = parse(text);
  if (root?.kind !== 'object' || problems.length > 0) {
    return refuse(`"${path}" cannot be read as it is written; mend it first.`);
  }
  const wanted = change(root);
  return isRefused(wanted) ? wanted : editDocument(document, root, wanted);
}

/**
 * The edits after which a document says `wanted`, which was made of the root that was read of it; what of it was taken from
 * a source is written as it is there.
 */
export function editDocument(
  { path, text, parse }: ContractText,
  root: JsonNode,
  wanted: JsonNode,
  sources: readonly NodeSource[] = [],
): Written {
  if (wanted === root) return { edits: [] };
  // The words of another document may mean something else here, such as an anchor that is gone.
  for (const from of sources.length === 0 ? [sources] : [sources, []])
    try {
      const edits = editsFor(text, root, wanted, from).map((edit) => ({ ...edit, path }));
      const after = parse(applyEdits(text, edits));
      if (after.problems.length === 0 && says(after.root, wanted)) return { edits };
    } catch (thrown) {
      if (!(thrown instanceof ElsewhereError)) throw thrown;
    }
  return refuse(`"${path}" repeats this part, or writes it in a way that only a person can change.`);
}

/** `3.0` or whatever the document says of itself; undefined for a fragment. */
export function openApiVersion(root: JsonNode): string | undefined {
  const version = member(root, 'openapi');
  return version && 'value' in version ? String(version.value) : undefined;
}
