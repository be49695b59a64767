import { type JsonNode, member, strings, toValue } from '../../model/json.ts';
import type { ContractVersion } from './contract-version.ts';
import { textAt } from './contract-version.ts';
import { type CodeStyle, freeName, propertyKey, textLiteral, typeName } from './names.ts';
import { isTrue, itemsOf, membersOf, type Part, partAt } from './promised.ts';

/** A type as a text, and how tightly it holds together. */
interface TypeText {
  readonly text: string;
  readonly joins?: '|' | '&';
}

/** Writes types for schemas; those of components get names, which `declarations` then declares. */
export interface TypeWriter {
  /** The type of a schema, on a line that is indented so far. */
  typeOf(schema: Part | undefined, indent?: string): string;
  /** `export type Order = …`, for all that was named so far, in the order of their names. */
  declarations(): readonly string[];
}

/** Names that what is written around the types needs for itself. */
const needed =
  'Array Blob Boolean Error FormData JSON Number Object Promise Record RequestInit Response Server String UnexpectedAnswer URLSearchParams';

/** `taken` are names of types that are not free. */
export function createTypeWriter(version: ContractVersion, style: CodeStyle, taken: Set<string>): TypeWriter {
  for (const name of needed.split(' ')) taken.add(name);
  const names = new Map<string, string>();
  const bodies = new Map<string, string>();
  const waiting: { readonly name: string; readonly part: Part }[] = [];
  const nameOf = (part: Part, key: string): string => {
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = freeName(typeName(plainToken(key.slice(key.lastIndexOf('/') + 1))), taken);
    names.set(key, name);
    waiting.push({ name, part });
    return name;
  };
  const writing: Writing = { version, style, nameOf };
  return {
    typeOf: (schema, indent = '') => (schema ? typeText(writing, schema, indent, undefined).text : 'unknown'),
    declarations() {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        bodies.set(next.name, typeText(writing, next.part, '', next.part.node).text);
      }
      const end = style.hasSemicolons ? ';' : '';
      return [...bodies]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, body]) => `export type ${name} = ${body}${end}`);
    },
  };
}

function plainToken(text: string): string {
  return text.replaceAll('~1', '/').replaceAll('~0', '~');
}

interface Writing {
  readonly version: ContractVersion;
  readonly style: CodeStyle;
  nameOf(part: Part, key: string): string;
}

const unknown: TypeText = { text: 'unknown' };

/** `within` is the component whose own type this is, as long as nothing has been opened around it. */
function typeText(writing: Writing, part: Part, indent: string, within: JsonNode | undefined): TypeText {
  const { node } = part;
  if (node.kind === 'boolean') return node.value ? unknown : { text: 'never' };
  if (node.kind !== 'object') return unknown;
  const pieces = [
    ...referenceType(writing, part, within),
    ...ownType(writing, part, indent),
    ...itemsOf(partAt(part, 'allOf')).map((one) => typeText(writing, one, indent, within)),
    ...variantType(writing, part, indent, within),
  ].filter(({ text }) => text !== 'unknown');
  const whole = joined(pieces, '&');
  return isTrue(node, 'nullable') ? joined([whole, { text: 'null' }], '|') : whole;
}

function joined(pieces: readonly TypeText[], joins: '|' | '&'): TypeText {
  const unique = [...new Map(pieces.map((one) => [one.text, one])).values()];
  if (joins === '|' && unique.some(({ text }) => text === 'unknown')) return unknown;
  const [first = unknown] = unique;
  if (unique.length < 2) return first;
  const texts = unique.map((one) => (one.joins && one.joins !== joins ? `(${one.text})` : one.text));
  return { text: texts.join(` ${joins} `), joins };
}

function referenceType(
  writing: Writing,
  { node, document }: Part,
  within: JsonNode | undefined,
): readonly TypeText[] {
  if (textAt(node, '$ref') === undefined) return [];
  const found = writing.version.references.resolve(node, document);
  if (!found.ok || !found.target) return [unknown];
  const target = { node: found.node, document: found.path };
  // A type that is made of itself alone is none.
  if (within && isMadeOf(writing, target, within, new Set())) return [unknown];
  return [{ text: writing.nameOf(target, `${found.target.path}#${found.target.pointer}`) }];
}

/** Whether a schema leads back to another one without an object or list between them. */
function isMadeOf(writing: Writing, part: Part, wanted: JsonNode, seen: Set<JsonNode>): boolean {
  const found = writing.version.references.resolve(part.node, part.document);
  const own = found.ok ? { node: found.node, document: found.path } : part;
  if (own.node === wanted) return true;
  if (seen.has(own.node)) return false;
  seen.add(own.node);
  return ['allOf', 'oneOf', 'anyOf']
    .flatMap((key) => itemsOf(partAt(own, key)))
    .some((one) => isMadeOf(writing, one, wanted, seen));
}

function variantType(
  writing: Writing,
  part: Part,
  indent: string,
  within: JsonNode | undefined,
): readonly TypeText[] {
  return ['oneOf', 'anyOf'].flatMap((key) => {
    const variants = itemsOf(partAt(part, key));
    return variants.length === 0
      ? []
      : [
          joined(
            variants.map((one) => typeText(writing, one, indent, within)),
            '|',
          ),
        ];
  });
}

function ownType(writing: Writing, part: Part, indent: string): readonly TypeText[] {
  const { node } = part;
  const constant = member(node, 'const');
  const listed = constant ? [constant] : itemsOf(partAt(part, 'enum')).map((one) => one.node);
  if (listed.length > 0)
    return [
      joined(
        listed.map((one) => ({ text: literalType(one, writing.style) })),
        '|',
      ),
    ];
  const named = strings(member(node, 'type')).map(({ value }) => value);
  const types = named.length > 0 ? named : impliedTypes(node);
  const texts = types.map((type): TypeText => {
    switch (type) {
      case 'object':
        return objectType(writing, part, indent);
      case 'array':
        return { text: arrayType(writing, part, indent) };
      case 'integer':
        return { text: 'number' };
      default:
        return { text: /^(?:string|number|boolean|null)$/.test(type) ? type : 'unknown' };
    }
  });
  return texts.length === 0 ? [] : [joined(texts, '|')];
}

function impliedTypes(node: JsonNode): readonly string[] {
  if (member(node, 'properties') || member(node, 'additionalProperties')) return ['object'];
  return member(node, 'items') || member(node, 'prefixItems') ? ['array'] : [];
}

function literalType(node: JsonNode, style: CodeStyle): string {
  if (node.kind === 'string') return textLiteral(node.value, style);
  if (node.kind === 'number') return Number.isFinite(node.value) ? String(node.value) : 'number';
  return node.kind === 'object' || node.kind === 'array' ? 'unknown' : String(toValue(node));
}

function arrayType(writing: Writing, part: Part, indent: string): string {
  const of = (one: Part | undefined) => (one ? typeText(writing, one, indent, undefined).text : 'unknown');
  const items = partAt(part, 'items');
  const places = itemsOf(partAt(part, 'prefixItems'));
  if (places.length === 0) return `Array<${of(items)}>`;
  const [least = 0, most] = ['minItems', 'maxItems'].map((key) => {
    const count = member(part.node, key);
    return count?.kind === 'number' ? count.value : undefined;
  });
  const texts = places.map((place, index) =>
    index < least ? of(place) : of(place).includes(' ') ? `(${of(place)})?` : `${of(place)}?`,
  );
  const isShut = most === places.length || (items?.node.kind === 'boolean' && !items.node.value);
  return `[${[...texts, ...(isShut ? [] : [`...Array<${of(items)}>`])].join(', ')}]`;
}

function objectType(writing: Writing, part: Part, indent: string): TypeText {
  const { style } = writing;
  const inner = indent + style.indent;
  const required = new Set(strings(member(part.node, 'required')).map(({ value }) => value));
  const properties = new Map(membersOf(partAt(part, 'properties')));
  const end = style.hasSemicolons ? ';' : '';
  const lines = [...properties].map(([name, schema]) => {
    const type = typeText(writing, schema, inner, undefined).text;
    return `${inner}${propertyKey(name, style)}${required.has(name) ? '' : '?'}: ${type}${end}`;
  });
  for (const name of required)
    if (!properties.has(name)) lines.push(`${inner}${propertyKey(name, style)}: unknown${end}`);
  const rest = partAt(part, 'additionalProperties');
  const isOpen = rest ? rest.node.kind === 'object' || isLetIn(rest.node) : lines.length === 0;
  if (isOpen) {
    const type = rest && lines.length === 0 ? typeText(writing, rest, inner, undefined).text : 'unknown';
    lines.push(`${inner}[key: string]: ${type}${end}`);
  }
  return { text: lines.length === 0 ? '{ [key: string]: never }' : `{\n${lines.join('\n')}\n${indent}}` };
}

function isLetIn(node: JsonNode): boolean {
  return node.kind === 'boolean' && node.value;
}
