import { parseYaml } from '../format/yaml.ts';
import { member } from '../model/json.ts';
import type { OwnerName } from '../model/owners.ts';

/** More is no descriptor written by hand. */
const mostCharacters = 200_000;

/**
 * The owner that a Backstage descriptor (`catalog-info.yaml`) names: `spec.owner` of its first component, or of its
 * first entity that has one (backstage.io, "Descriptor Format of Catalog Entities").
 */
export function readCatalog(text: string): OwnerName | undefined {
  if (text.length > mostCharacters) return undefined;
  const entities = documentsOf(text).flatMap(({ start, source }) => {
    const { root } = parseYaml(source);
    const owner = member(member(root, 'spec'), 'owner');
    const kind = member(root, 'kind');
    if (owner?.kind !== 'string' || owner.value.trim() === '') return [];
    const span = { start: start + owner.span.start, end: start + owner.span.end };
    return [{ isComponent: kind?.kind === 'string' && kind.value === 'Component', text: owner.value, span }];
  });
  const found = entities.find(({ isComponent }) => isComponent) ?? entities[0];
  return found && { text: found.text, span: found.span };
}

/** One file may hold several documents, each after a line of three dashes. */
function documentsOf(text: string): readonly { readonly start: number; readonly source: string }[] {
  const starts = [
    0,
    ...[...text.matchAll(/^---(?=\s|$)[^\r\n]*/gm)].map((match) => match.index + match[0].length),
  ];
  return starts.map((start, index) => {
    const next = starts[index + 1];
    const end = next === undefined ? text.length : text.lastIndexOf('---', next);
    return { start, source: text.slice(start, Math.max(start, end)) };
  });
}
