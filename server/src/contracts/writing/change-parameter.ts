import {
  type NodePath,
  nodeAt,
  nodeOf,
  withMember,
  withNodeAt,
  withoutMember,
} from '../../format/node-build.ts';
import type { NamedParameter } from '../../model/contract-writing.ts';
import type { JsonNode } from '../../model/json.ts';
import { changeOperation, type Found, isNamed, type OperationText } from './change-operation.ts';
import { refuse, type Written } from './document.ts';

/** Gives a parameter that an operation declares for itself another name. */
export function renameParameter(operation: OperationText, parameter: NamedParameter, name: string): Written {
  return changeList(operation, parameter, (items, at) =>
    items.map((item, index) => (index === at ? withMember(item, 'name', nodeOf(name)) : item)),
  );
}

/** Takes a parameter out of those that an operation declares for itself. */
export function removeParameter(operation: OperationText, parameter: NamedParameter): Written {
  return changeList(operation, parameter, (items, at) => items.filter((_, index) => index !== at));
}

function changeList(
  operation: OperationText,
  { in: place, name }: NamedParameter,
  change: (items: readonly JsonNode[], at: number) => readonly JsonNode[],
): Written {
  return changeOperation(operation, (root, found) => {
    const list = nodeAt(root, pathOf(found));
    const items = list?.kind === 'array' ? list.items : [];
    const at = items.findIndex((item) => isNamed(item, place, name));
    if (list?.kind !== 'array' || at < 0) {
      return refuse(
        `The ${place} parameter "${name}" of ${found.name} is declared elsewhere, for other operations as well.`,
      );
    }
    const left = change(items, at);
    if (left.length === 0) return withNodeAt(root, found.path, (own) => withoutMember(own, 'parameters'));
    return withNodeAt(root, pathOf(found), () => ({ ...list, items: left }));
  });
}

function pathOf({ path }: Found): NodePath {
  return [...path, 'parameters'];
}
