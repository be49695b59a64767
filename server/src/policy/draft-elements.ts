import { type JsonNode, member } from '../model/json.ts';
import type { Pattern, Reference, SiblingAccess, Statement } from '../model/policy.ts';
import { policyProblem } from './codes.ts';
import { type ContractDraft, draftContracts } from './draft-contracts.ts';
import type { Drafting } from './drafting.ts';

/** What one document states of a layer, slice or service; several documents may add to one. */
export interface ElementDraft extends Statement {
  readonly name: string;
  readonly files?: readonly Pattern[];
  readonly public?: readonly Pattern[];
  readonly mayImport?: readonly Reference[];
}

export interface LayerDraft extends ElementDraft {
  readonly closed?: boolean;
}

export interface SliceDraft extends ElementDraft {
  readonly siblings?: SiblingAccess;
}

export interface ServiceDraft extends ElementDraft {
  readonly contracts?: readonly ContractDraft[];
}

const words = { layers: 'layer', slices: 'slice', services: 'service' } as const;

/** The layers in groups of equal rank, from top to bottom. */
export function draftLayers(
  node: JsonNode | undefined,
  drafting: Drafting,
): readonly (readonly LayerDraft[])[] {
  if (node?.kind !== 'array') return [];
  const draft = distinct('layers', drafting, (item) => {
    const closed = member(item, 'closed');
    return closed?.kind === 'boolean' ? { closed: closed.value } : {};
  });
  return node.items
    .map((item) => (item.kind === 'array' ? item.items.flatMap(draft) : draft(item)))
    .filter((group) => group.length > 0);
}

export function draftSlices(node: JsonNode | undefined, drafting: Drafting): readonly SliceDraft[] {
  const draft = distinct('slices', drafting, (item) => {
    const siblings = member(item, 'siblings');
    return siblings?.kind === 'string' ? { siblings: siblings.value as SiblingAccess } : {};
  });
  return node?.kind === 'array' ? node.items.flatMap(draft) : [];
}

export function draftServices(node: JsonNode | undefined, drafting: Drafting): readonly ServiceDraft[] {
  const draft = distinct('services', drafting, (item) => {
    const contracts = draftContracts(member(item, 'contracts'), drafting);
    return contracts ? { contracts } : {};
  });
  return node?.kind === 'array' ? node.items.flatMap(draft) : [];
}

/** Reads the items of one list; a name that stands twice is told, and the first counts. */
function distinct<Own extends object>(
  list: keyof typeof words,
  drafting: Drafting,
  own: (item: JsonNode) => Own,
): (item: JsonNode) => readonly (ElementDraft & Own)[] {
  const seen = new Set<string>();
  return (item) => {
    const draft = draftElement(item, drafting);
    if (!draft) return [];
    if (draft.name.trim() === '') {
      const message = `The "name" of a ${words[list]} must not be empty.`;
      drafting.problems.push(policyProblem('CFG-004', draft.place, message));
      return [];
    }
    if (!seen.has(draft.name)) {
      seen.add(draft.name);
      return [{ ...draft, ...own(item) }];
    }
    const code = list === 'layers' ? 'CFG-011' : 'CFG-017';
    const message = `A ${words[list]} named "${draft.name}" is already in this list.`;
    drafting.problems.push(policyProblem(code, draft.place, message));
    return [];
  };
}

function draftElement(
  item: JsonNode,
  { at, patterns, references, said }: Drafting,
): ElementDraft | undefined {
  const name = member(item, 'name');
  if (name?.kind !== 'string') return undefined;
  const files = member(item, 'files');
  const entries = member(item, 'public');
  const mayImport = member(item, 'mayImport');
  return {
    name: name.value,
    place: at(name.span),
    ...(files && !isEmpty(files) && { files: patterns(files, true) }),
    ...(entries && { public: patterns(entries) }),
    ...(mayImport && { mayImport: references(mayImport) }),
    ...said(item),
  };
}

function isEmpty(node: JsonNode): boolean {
  return node.kind === 'array' && node.items.length === 0;
}
