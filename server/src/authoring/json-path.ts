import type { JsonMember, JsonNode } from '../model/json.ts';

/** Keys and indices from the root. */
export type JsonPath = readonly (string | number)[];

/** A path in which `*` stands for every item of a list, or for every key of an object. */
export type PathPattern = readonly string[];

/** A value with its path, and its key where it has one. */
export interface JsonPlace {
  readonly path: JsonPath;
  readonly node: JsonNode;
  readonly member?: JsonMember;
}

/** True when a path is one that the pattern means; with `orItem` also an item of a list that stands there. */
export function matchesPath(pattern: PathPattern, path: JsonPath, orItem = false): boolean {
  const isItem = orItem && path.length === pattern.length + 1 && typeof path.at(-1) === 'number';
  const length = isItem ? path.length - 1 : path.length;
  return length === pattern.length && pattern.every((part, index) => part === '*' || part === path[index]);
}

/** Every value that a pattern means, in order of the document. */
export function select(root: JsonNode | undefined, pattern: PathPattern): readonly JsonPlace[] {
  let places: readonly JsonPlace[] = root ? [{ path: [], node: root }] : [];
  for (const part of pattern) places = places.flatMap((place) => children(place, part));
  return places;
}

function children({ path, node }: JsonPlace, part: string): readonly JsonPlace[] {
  if (node.kind === 'array') {
    return part === '*' ? node.items.map((item, index) => ({ path: [...path, index], node: item })) : [];
  }
  if (node.kind !== 'object') return [];
  return node.members
    .filter(({ key }) => part === '*' || key === part)
    .map((member) => ({ path: [...path, member.key], node: member.value, member }));
}

/** The innermost value around an offset, with all that are around it, outermost first. Empty outside the document. */
export function placesAt(root: JsonNode | undefined, offset: number): readonly JsonPlace[] {
  const places: JsonPlace[] = [];
  let place: JsonPlace | undefined = root && { path: [], node: root };
  while (place) {
    places.push(place);
    place = children(place, '*').find(({ node, member }) => {
      const start = member?.keySpan.start ?? node.span.start;
      return start <= offset && offset <= node.span.end;
    });
  }
  return places;
}

/** True when the offset stands on a key and not on its value. */
export function isOnKey({ member }: JsonPlace, offset: number): boolean {
  return member !== undefined && member.keySpan.start <= offset && offset <= member.keySpan.end;
}
