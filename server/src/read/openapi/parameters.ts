import type { References } from '../../format/references.ts';
import type { Parameter, ParameterPlace } from '../../model/contract.ts';
import { member } from '../../model/json.ts';
import type { LocatedMember } from './members.ts';

const places: ReadonlySet<string> = new Set<ParameterPlace>(['path', 'query', 'header', 'cookie']);

/** Those of the path, and of the operation, which win over those of the same place and name; in the order of the document. */
export function parametersOf(
  lists: readonly (LocatedMember | undefined)[],
  references: References,
): readonly Parameter[] {
  const found = new Map<string, Parameter>();
  for (const list of lists) {
    if (list?.value.kind !== 'array') continue;
    for (const item of list.value.items) {
      const resolved = references.resolve(item, list.path);
      if (!resolved.ok) continue;
      const name = member(resolved.node, 'name');
      const where = member(resolved.node, 'in');
      if (name?.kind !== 'string' || where?.kind !== 'string' || !isPlace(where.value)) continue;
      const required = member(resolved.node, 'required');
      const isRequired = where.value === 'path' || (required?.kind === 'boolean' && required.value);
      const { span, value } = name;
      const parameter = { name: value, in: where.value, isRequired, path: resolved.path, span };
      found.set(`${where.value} ${value}`, parameter);
    }
  }
  return [...found.values()];
}

function isPlace(text: string): text is ParameterPlace {
  return places.has(text);
}
