import type { JsonSchema } from '../format/json-schema.ts';
import type { JsonCursor } from '../format/jsonc-cursor.ts';
import { schemasAt } from '../format/schema-walk.ts';
import type { JsonNode } from '../model/json.ts';
import { placesAt } from './json-path.ts';
import type { Suggestion } from './suggestion.ts';

/** The keys that the schema knows at the cursor and that do not stand there yet. */
export function suggestKeys(
  text: string,
  root: JsonNode | undefined,
  cursor: JsonCursor,
  schema: JsonSchema,
): readonly Suggestion[] {
  const { path } = cursor;
  const present = presentKeys(text, root, cursor);
  const known = new Map<string, JsonSchema>();
  for (const { properties = {} } of schemasAt(schema, path.slice(0, -1))) {
    for (const [key, value] of Object.entries(properties)) if (!known.has(key)) known.set(key, value);
  }
  const next = nextOf(text, cursor);
  return [...known].filter(([key]) => !present.has(key)).map(([key, value]) => keyed(key, value, next));
}

/** Keys of the object around the cursor. An unclosed string hides its end, and what follows may be another object's. */
function presentKeys(text: string, root: JsonNode | undefined, { span }: JsonCursor): ReadonlySet<string> {
  const around = placesAt(root, span.start).findLast(({ node }) => node.kind === 'object')?.node;
  if (around?.kind !== 'object') return new Set();
  const isUnclosed = text[span.start] === '"' && (span.end - span.start < 2 || text[span.end - 1] !== '"');
  return new Set(
    around.members
      .filter(({ keySpan: { start } }) => start < span.start || (!isUnclosed && start > span.start))
      .map(({ key }) => key),
  );
}

/** The values that the schema lists at the cursor. */
export function suggestValues({ path }: JsonCursor, schema: JsonSchema): readonly Suggestion[] {
  const words = schemasAt(schema, path).flatMap((one) =>
    one.enum ? one.enum.map((word) => JSON.stringify(word)) : one.type === 'boolean' ? ['true', 'false'] : [],
  );
  return [...new Set(words)].map((text) => ({ kind: 'value', label: text.replaceAll('"', ''), text }));
}

/** The first character behind what stands at the cursor that is no space. */
export function nextOf(text: string, { span }: JsonCursor): string | undefined {
  return /\S/.exec(text.slice(span.end))?.[0];
}

/** A key brings an empty value of its kind along, unless one follows, and the comma that a next key needs. */
export function keyed(key: string, schema: JsonSchema, next: string | undefined): Suggestion {
  const name = JSON.stringify(key);
  const [open, close] = brackets[valueKind(schema)] ?? ['', ''];
  const comma = next === '"' ? ',' : '';
  const isFollowed = next === ':';
  return {
    kind: 'key',
    label: key,
    text: isFollowed ? name : `${name}: ${open}${close}${comma}`,
    ...(!isFollowed && { snippet: `${name.replaceAll('$', '\\$')}: ${open}$1${close}${comma}` }),
    ...(schema.description !== undefined && { documentation: schema.description }),
  };
}

const brackets: Readonly<Record<string, readonly [string, string]>> = {
  object: ['{', '}'],
  array: ['[', ']'],
  string: ['"', '"'],
};

function valueKind(schema: JsonSchema): string {
  const [first] = schema.anyOf ?? [];
  if (first) return valueKind(first);
  return schema.enum ? 'string' : (schema.type ?? '');
}
