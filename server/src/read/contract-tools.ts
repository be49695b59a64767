import { parseContractText } from '../format/contract-text.ts';
import { parseToml } from '../format/toml.ts';
import type { ContractCover } from '../model/calls.ts';
import { type JsonNode, member, strings } from '../model/json.ts';
import { folderOf, joinPath, lastSegment } from '../model/path.ts';
import type { Place } from '../model/span.ts';
import { capital } from '../model/words.ts';

/** Which contracts a configuration has tested as a whole. */
export interface ContractTool {
  readonly path: string;
  readonly tool: string;
  readonly covers: readonly ContractCover[];
  /** What is wrong with the document, each at its place. */
  readonly problems: readonly (Place & { readonly message: string })[];
}

interface Reader {
  readonly tool: string;
  readonly names: RegExp;
  readonly contracts: (root: JsonNode | undefined) => readonly Named[];
}

interface Named {
  readonly node: JsonNode;
  readonly written: string;
  readonly folder?: string;
}

const readers: readonly Reader[] = [
  { tool: 'Dredd', names: /^dredd\.ya?ml$/, contracts: dreddContracts },
  { tool: 'Specmatic', names: /^specmatic\.(?:ya?ml|json)$/, contracts: specmaticContracts },
];

/** True for the names that the tools look for. */
export function isContractToolName(path: string): boolean {
  const name = lastSegment(path);
  return name === 'schemathesis.toml' || readers.some(({ names }) => names.test(name));
}

/**
 * Reads the configuration of Dredd, Specmatic or Schemathesis; undefined for a name that is none of these. That of
 * Schemathesis names no contract: it is passed on the command line. Never throws.
 */
export function readContractTool(path: string, text: string): ContractTool | undefined {
  const name = lastSegment(path);
  if (name === 'schemathesis.toml') return readSchemathesis(path, text);
  const reader = readers.find(({ names }) => names.test(name));
  if (reader === undefined) return undefined;
  const { tool } = reader;
  const { root, problems } = parseContractText(text);
  const covers = reader.contracts(root).map((named) => coverOf(path, tool, named));
  return { path, tool, covers, problems: problems.map(({ span, message }) => ({ path, span, message })) };
}

function readSchemathesis(path: string, text: string): ContractTool {
  const tool = 'Schemathesis';
  const span = { start: 0, end: Math.min(1, text.length) };
  const parsed = parseToml(text);
  if (parsed.ok) return { path, tool, covers: [{ path, span, tool }], problems: [] };
  const message = `${capital(parsed.message.replace(/^it(?= )/, 'the configuration'))}.`;
  return { path, tool, covers: [], problems: [{ path, span, message }] };
}

function coverOf(path: string, tool: string, { node, written, folder = '' }: Named): ContractCover {
  const isAddress = /^[a-z][a-z\d+.-]*:\/\//i.test(written) || written.startsWith('/');
  const inside = isAddress ? undefined : insideOf(joinPath(folderOf(path), `${folder}/${written}`));
  return {
    path,
    span: node.span,
    tool,
    contract: written,
    ...(inside !== undefined && { contractPath: inside }),
  };
}

function insideOf(path: string): string | undefined {
  return path === '' || path.startsWith('..') ? undefined : path;
}

/** `blueprint: openapi.yaml`, and more of them under `path`. */
function dreddContracts(root: JsonNode | undefined): readonly Named[] {
  return [...strings(member(root, 'blueprint')), ...strings(member(root, 'path'))]
    .filter(({ value }) => value !== '')
    .map((node) => ({ node, written: node.value }));
}

/** `sources[].test` of version 1, `contracts[].provides` of version 2, the system under test of version 3. */
function specmaticContracts(root: JsonNode | undefined): readonly Named[] {
  const sources = itemsOf(member(root, 'sources')).flatMap((source) =>
    listed(member(source, 'test'), textAt(source, 'directory')),
  );
  const contracts = itemsOf(member(root, 'contracts')).flatMap((contract) =>
    isRemote(contract)
      ? []
      : listed(member(contract, 'provides'), textAt(member(contract, 'filesystem'), 'directory')),
  );
  const service = member(member(root, 'systemUnderTest'), 'service');
  const defined = itemsOf(member(service, 'definitions')).flatMap((each) => {
    const definition = member(each, 'definition');
    const source = member(definition, 'source');
    return isRemote(source)
      ? []
      : listed(member(definition, 'specs'), textAt(member(source, 'filesystem'), 'directory'));
  });
  return [...sources, ...contracts, ...defined];
}

/** What lies in another repository is no document of this one. */
function isRemote(node: JsonNode | undefined): boolean {
  return member(node, 'git') !== undefined || member(node, 'web') !== undefined;
}

/** Names of documents, and objects that hold them under `specs` or `spec`. */
function listed(node: JsonNode | undefined, folder: string | undefined): readonly Named[] {
  return itemsOf(node).flatMap((item): readonly Named[] => {
    const spec = member(item, 'spec');
    const inner = [
      ...strings(item),
      ...strings(member(item, 'specs')),
      ...strings(spec),
      ...strings(member(spec, 'path')),
    ];
    return inner.map((text) => ({
      node: text,
      written: text.value,
      ...(folder !== undefined && { folder }),
    }));
  });
}

function itemsOf(node: JsonNode | undefined): readonly JsonNode[] {
  return node?.kind === 'array' ? node.items : [];
}

function textAt(node: JsonNode | undefined, key: string): string | undefined {
  const value = member(node, key);
  return value?.kind === 'string' ? value.value : undefined;
}
