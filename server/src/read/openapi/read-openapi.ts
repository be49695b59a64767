import { largestContract, parseContractText } from '../../format/contract-text.ts';
import { createReferences } from '../../format/references.ts';
import type { Contract } from '../../model/contract.ts';
import { type JsonDocument, type JsonMember, type JsonNode, member } from '../../model/json.ts';
import { byCodeUnit } from '../../model/path.ts';
import type { Place } from '../../model/span.ts';
import { contractCodes } from './codes.ts';
import { collisionsOf } from './collisions.ts';
import { operationsOf, type ReadOperation } from './operations.ts';
import { isContractName } from './recognise.ts';
import { prefixesOf } from './servers.ts';
import { type ContractProblem, walkDocument } from './walk.ts';

export interface OpenApiSource {
  /** Relative POSIX to the root. */
  readonly path: string;
  readonly text: string;
  /** The parsed text, where it is at hand. */
  readonly document?: JsonDocument;
  /** Other documents, as `parseContractText` gives them; undefined for one that does not exist. Asked once per path. */
  readonly read: (path: string) => JsonDocument | undefined;
}

/**
 * Reads OpenAPI 3.0, 3.1 or 3.2, whole or a fragment: a document with `paths` alone, or path items at its root. Undefined for
 * a document that is something else; one that cannot be read is a contract without operations that says so. Never throws.
 * Format: OpenAPI Specification 3.2.0.
 */
export function readOpenApi(source: OpenApiSource): Contract | undefined {
  const { path, text } = source;
  const document = source.document ?? parseContractText(text);
  const { root } = document;
  const problems: ContractProblem[] = [];
  const tell = (path: string, { problems: found }: JsonDocument, code: string) => {
    for (const { span, message } of found) problems.push({ path, span, code, message });
  };
  const { unreadable, tooLarge } = contractCodes;
  tell(path, document, text.length > largestContract ? tooLarge : unreadable);
  if (problems.length === 0 && root?.kind !== 'object' && isContractName(path))
    problems.push(problem(path, 0, Math.min(1, text.length), 'notAnObject', 'The contract holds no object.'));
  if (root?.kind !== 'object' && problems.length > 0) return outcome(source, undefined, [], problems, []);
  const kind = kindOf(root);
  const isSilent = problems.length === 0 || !isContractName(path);
  if (!root || !kind) return isSilent ? undefined : outcome(source, undefined, [], problems, []);
  const references = createReferences({
    read: (other) => {
      if (other === path) return document;
      const read = source.read(other);
      if (read) tell(other, read, unreadable);
      return read;
    },
  });
  if (text.startsWith('\uFEFF')) problems.push(problem(path, 0, 1, 'byteOrderMark', markMessage));
  if (kind.problem) problems.push({ path, ...kind.problem });
  const paths = kind.paths;
  problems.push(...(paths ? pathProblems(paths, path) : []));
  const read = paths && kind.isRead ? operationsOf(paths, path, references) : [];
  problems.push(...collisionsOf(read), ...walkDocument(root, path, references));
  const inputs = references.inputs().filter((input) => input !== path);
  return outcome(source, { root, ...kind }, read, problems, inputs);
}

const markMessage = 'The document begins with a byte order mark, which some readers do not bear.';

function problem(
  path: string,
  start: number,
  end: number,
  code: keyof typeof contractCodes,
  message: string,
): ContractProblem {
  return { path, span: { start, end }, code: contractCodes[code], message };
}

interface Kind {
  readonly isFragment: boolean;
  readonly isRead: boolean;
  readonly paths?: JsonNode;
  readonly problem?: Omit<ContractProblem, 'path'>;
}

/** What a document is by its keys; undefined for none of ours. */
function kindOf(root: JsonNode | undefined): Kind | undefined {
  if (root?.kind !== 'object') return undefined;
  const last = (key: string) => root.members.findLast((one) => one.key === key);
  const paths = last('paths');
  const swagger = last('swagger');
  const openapi = last('openapi');
  if (openapi) {
    const problem = versionProblem(openapi) ?? pathsProblem(root, openapi, paths);
    return {
      isFragment: false,
      isRead: true,
      ...(paths && { paths: paths.value }),
      ...(problem && { problem }),
    };
  }
  if (swagger) {
    const message = `This is Swagger ${shown(swagger.value)}, of which nothing is read: OpenAPI 3.0 and later are.`;
    const problem = { span: swagger.keySpan, code: contractCodes.swagger, message };
    return { isFragment: false, isRead: false, problem };
  }
  if (paths?.value.kind === 'object' && hasPaths(paths.value)) {
    return { isFragment: true, isRead: true, paths: paths.value };
  }
  return hasPaths(root) ? { isFragment: true, isRead: true, paths: root } : undefined;
}

/** Path items, and nothing that is neither one nor an extension. */
function hasPaths(node: JsonNode): boolean {
  if (node.kind !== 'object') return false;
  const names = node.members.filter(({ key }) => !key.startsWith('x-') && key !== '$ref');
  return names.length > 0 && names.every(({ key, value }) => key.startsWith('/') && value.kind === 'object');
}

function versionProblem({ keySpan: span, value }: JsonMember): Kind['problem'] {
  if (/^3\.[012](?:\.|$)/.test(shown(value))) return undefined;
  const message = `OpenAPI "${shown(value)}" is not known: 3.0, 3.1 and 3.2 are read, and this is taken for the latest.`;
  return { span, code: contractCodes.unknownVersion, message };
}

/** Since 3.1 a document may hold only webhooks or components. */
function pathsProblem(root: JsonNode, openapi: JsonMember, paths: JsonMember | undefined): Kind['problem'] {
  if (paths?.value.kind === 'object' && paths.value.members.length > 0) return undefined;
  if (!paths && (member(root, 'webhooks') || member(root, 'components'))) return undefined;
  const message = paths
    ? 'The contract promises nothing: its "paths" are empty.'
    : 'The contract promises nothing: it has no "paths".';
  return { span: (paths ?? openapi).keySpan, code: contractCodes.noPaths, message };
}

function pathProblems(paths: JsonNode, path: string): readonly ContractProblem[] {
  if (paths.kind !== 'object') return [];
  return paths.members
    .filter(({ key }) => !/^\/|^x-|^\$ref$/.test(key))
    .map(({ key, keySpan }) => ({
      path,
      span: keySpan,
      code: contractCodes.badPath,
      message: `The path "${key}" does not begin with a slash, and its operations are not read.`,
    }));
}

function outcome(
  { path, text }: OpenApiSource,
  read: (Kind & { readonly root: JsonNode }) | undefined,
  operations: readonly ReadOperation[],
  problems: readonly ContractProblem[],
  inputs: readonly string[],
): Contract {
  const info =
    read?.root.kind === 'object' ? read.root.members.findLast(({ key }) => key === 'info') : undefined;
  const version = versionOf(info, path, text);
  return {
    path,
    format: 'openapi',
    isFragment: read?.isFragment ?? false,
    ...(version && { version }),
    infoPlace: { path, span: info?.keySpan ?? { start: 0, end: Math.min(1, text.length) } },
    prefixes: prefixesOf(member(read?.root, 'servers')),
    operations: operations.map(({ operation }) => operation),
    problems: [...problems].sort((a, b) => order(a, b, path)),
    inputs,
    ...(read && { root: read.root }),
  };
}

/** As written: the number 1.0 is not 1. */
function versionOf(info: JsonMember | undefined, path: string, text: string): Contract['version'] {
  const node = member(info?.value, 'version');
  if (!node || node.kind === 'object' || node.kind === 'array' || node.kind === 'null') return undefined;
  const written = text.slice(node.span.start, node.span.end);
  const isSame = node.kind === 'number' && Number(written) === node.value;
  return {
    path,
    span: node.span,
    text: isSame ? written : String(node.value),
    isString: node.kind === 'string',
  };
}

/** The contract's own problems first, then those of the documents that it rests on. */
function order(a: Place, b: Place, path: string): number {
  return (
    Number(a.path !== path) - Number(b.path !== path) ||
    byCodeUnit(a.path, b.path) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end
  );
}

function shown(node: JsonNode): string {
  return 'value' in node ? String(node.value) : 'of no version';
}
