import { resolvePointer } from '../../format/json-pointer.ts';
import { nodeOf } from '../../format/node-build.ts';
import { type JsonNode, member } from '../../model/json.ts';
import type { KnownParts, NewParameter, SchemaValue } from './new-operation.ts';
import { isMethodKey } from './operation-place.ts';
import { copied, isFailure, isSame, membersOf, type Siblings } from './siblings.ts';

/** What a document has already of what a new operation needs, as it is written where it is used; `typeNames` are those of types that schemas were read of. */
export function sharedParts(
  root: JsonNode,
  { parameters }: Siblings,
  typeNames: ReadonlyMap<unknown, string> = new Map(),
): KnownParts {
  const components = member(root, 'components');
  return {
    parameter(wanted) {
      // A part of the path that others have as well is the same thing there.
      const sibling = parameters.find((one) => isFor(settled(root, one), wanted));
      if (sibling && (wanted.in === 'path' || member(sibling, '$ref'))) return copied(sibling);
      const [found, ...others] = membersOf(member(components, 'parameters')).filter(({ value }) =>
        isFor(value, wanted),
      );
      if (sibling || !found || others.length > 0) return undefined;
      return referenceTo('parameters', found.key);
    },
    schema(wanted) {
      const name = typeNames.get(wanted);
      const own = name === undefined ? undefined : member(member(components, 'schemas'), name);
      return name !== undefined && own && hasKeysOf(own, wanted) ? referenceTo('schemas', name) : undefined;
    },
    response({ status, schema }) {
      if (schema || !isFailure(status)) return undefined;
      const [first, ...others] = answersIn(root, status);
      const isShared = first && member(first, '$ref') && others.every((one) => isSame(one, first));
      return isShared ? copied(first) : undefined;
    },
  };
}

/** What all operations answer with one status, as it is written. */
function answersIn(root: JsonNode, status: string): readonly JsonNode[] {
  return membersOf(member(root, 'paths')).flatMap(({ value: item }) =>
    membersOf(item).flatMap(({ key, value }) => {
      const answer = isMethodKey(key) ? member(member(value, 'responses'), status) : undefined;
      return answer ? [answer] : [];
    }),
  );
}

/** A reference within the document, followed. */
export function settled(root: JsonNode, node: JsonNode): JsonNode {
  const reference = member(node, '$ref');
  const isOwn = reference?.kind === 'string' && reference.value.startsWith('#/');
  return (isOwn && resolvePointer(root, reference.value.slice(1))) || node;
}

function referenceTo(kind: string, name: string): JsonNode {
  return nodeOf({ $ref: `#/components/${kind}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` });
}

/** Whether a declared parameter is this one, and says nothing else of it than is known. */
function isFor(
  declared: JsonNode,
  { name, in: place, isRequired = place === 'path', schema }: NewParameter,
): boolean {
  const [own, where, type] = [
    member(declared, 'name'),
    member(declared, 'in'),
    member(member(declared, 'schema'), 'type'),
  ];
  if (own?.kind !== 'string' || own.value !== name) return false;
  if (where?.kind !== 'string' || where.value !== place) return false;
  const must = member(declared, 'required');
  if ((must?.kind === 'boolean' && must.value) !== isRequired) return false;
  const known = schema?.['type'];
  return type?.kind !== 'string' || typeof known !== 'string' || known === type.value;
}

function hasKeysOf(node: JsonNode, schema: SchemaValue): boolean {
  const wanted = Object.keys((schema['properties'] as object | undefined) ?? {});
  const own = membersOf(member(node, 'properties')).map(({ key }) => key);
  return own.length > 0 && own.length === wanted.length && wanted.every((key) => own.includes(key));
}
