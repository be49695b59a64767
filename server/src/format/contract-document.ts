import { type JsonNode, member } from '../model/json.ts';
import type { Span } from '../model/span.ts';
import { parseContractText } from './contract-text.ts';

export type ContractKind = 'OpenAPI' | 'AsyncAPI' | 'GraphQL' | 'protobuf';

/** A document that says how others may call a service. */
export interface ContractDocument {
  readonly kind: ContractKind;
  /** Where the kind has one: `info.version`. */
  readonly version?: { readonly text: string; readonly span: Span };
  /** Equal for two texts that promise the same: free of layout, comments, descriptions and the version. */
  readonly promise: string;
  /** The document is damaged, so that what is told of it may be a part only. */
  readonly isBroken?: true;
}

const described = /\.(?:ya?ml|json)$/;

/** True for a path that may name a contract; only the text tells for certain. */
export function mayBeContract(path: string): boolean {
  return described.test(path) || /\.(?:graphqls?|gql|proto)$/.test(path);
}

/** What a text promises, if it is a contract; undefined for any other document and for one that cannot be read. */
export function readContract(path: string, text: string): ContractDocument | undefined {
  if (/\.proto$/.test(path))
    return /^\s*(?:syntax|edition|package|service|message)\b/m.test(text)
      ? schema('protobuf', text)
      : undefined;
  if (/\.(?:graphqls?|gql)$/.test(path)) {
    return /^\s*(?:extend\s+)?(?:schema|type|interface|union|enum|input|scalar|directive)\b/m.test(text)
      ? schema('GraphQL', text)
      : undefined;
  }
  // Most YAML and JSON is something else, and reading it costs more than looking for the one key.
  if (!described.test(path) || !/(?:^|[{,\s"'])(?:openapi|swagger|asyncapi)["']?\s*:/.test(text))
    return undefined;
  const { root, problems } = parseContractText(text);
  const kind = member(root, 'asyncapi')
    ? 'AsyncAPI'
    : (member(root, 'openapi') ?? member(root, 'swagger'))
      ? 'OpenAPI'
      : undefined;
  if (!root || !kind) return undefined;
  const version = member(member(root, 'info'), 'version');
  return {
    kind,
    ...(version && 'value' in version && { version: { text: String(version.value), span: version.span } }),
    promise: JSON.stringify(promiseOf(root, 'root')),
    ...(problems.length > 0 && { isBroken: true as const }),
  };
}

/** GraphQL and protobuf carry no version of the document as a whole. */
function schema(kind: 'GraphQL' | 'protobuf', text: string): ContractDocument {
  const comments =
    kind === 'GraphQL'
      ? /"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|#.*$/gm
      : /"(?:[^"\\\n]|\\.)*"|\/\/.*$|\/\*[\s\S]*?\*\//gm;
  const promise = text.replace(comments, (found) =>
    found.startsWith('"') && !found.startsWith('"""') ? found : ' ',
  );
  return { kind, promise: promise.replace(/\s+/g, ' ').trim() };
}

const words: ReadonlySet<string> = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'tags',
]);
/** Objects whose keys are names that the contract's author chose. */
const named: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'schemas',
  'paths',
  'channels',
  'responses',
  'parameters',
]);

type Within = 'root' | 'info' | 'names' | 'other';

function promiseOf(node: JsonNode, within: Within): unknown {
  if (node.kind === 'array') return node.items.map((item) => promiseOf(item, 'other'));
  if (node.kind !== 'object') return node.kind === 'null' ? null : node.value;
  const kept = node.members
    .filter(({ key }) => within === 'names' || !(words.has(key) || (within === 'root' && key === 'info')))
    .map(({ key, value }) => {
      const inside: Within = within !== 'names' && named.has(key) ? 'names' : 'other';
      return [key, promiseOf(value, inside)] as const;
    });
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
