import { firstLoose, largestContract, parseContractText } from '../../format/contract-text.ts';
import { createReferences, type References, referenceCodes } from '../../format/references.ts';
import type { Contract } from '../../model/contract.ts';
import { isContractName } from '../../model/contract-name.ts';
import { type JsonDocument, type JsonNode, member } from '../../model/json.ts';
import { byCodeUnit } from '../../model/path.ts';
import type { Place } from '../../model/span.ts';
import { contractCodes } from './codes.ts';
import { collisionsOf } from './collisions.ts';
import { type Kind, kindOf } from './kind.ts';
import { operationsOf, type ReadOperation } from './operations.ts';
import { looksLikeOpenApi } from './recognise.ts';
import { prefixesOf, serverProblems } from './servers.ts';
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
  const kind = kindOf(document.root);
  if (document.root && kind) return readKind(source, document, document.root, kind);
  // A text may be anything; only one that means to be a contract is a broken one.
  if (!isContractName(path) && !looksLikeOpenApi(text)) return undefined;
  const told = problemsOf(path, document, text.length);
  if (told.length === 0 && document.root?.kind === 'object') return undefined;
  return outcome(source, undefined, [], told.length > 0 ? told : [noObject(path, text)], []);
}

function readKind(source: OpenApiSource, document: JsonDocument, root: JsonNode, kind: Kind): Contract {
  const { path, text } = source;
  const problems = [...problemsOf(path, document, text.length)];
  const references = createReferences({
    read: (other) => {
      if (other === path) return document;
      const read = source.read(other);
      if (read) problems.push(...problemsOf(other, read, 0));
      return read;
    },
  });
  const slips: ContractProblem[] = [];
  const read = kind.paths ? operationsOf(kind.paths, path, references, (problem) => slips.push(problem)) : [];
  const servers = root.kind === 'object' && root.members.findLast(({ key }) => key === 'servers');
  const walked = walkDocument(root, path, references);
  // What is broken lacks much that is referred to, and would tell it a thousand times.
  const isTold = ({ code }: ContractProblem) => problems.length === 0 || code !== referenceCodes.unresolved;
  const slipsOnce = new Map(slips.map((one) => [`${one.path}:${one.span.start}`, one])).values();
  const all = [
    ...problems,
    ...kind.problems.map((one) => ({ path, ...one })),
    ...(servers ? serverProblems({ path, ...servers }) : []),
    ...(problems.length === 0 ? [...looseJson(path, text), ...slipsOnce] : []),
    ...collisionsOf(read),
    ...walked.filter(isTold),
  ];
  const version = versionOf(member(root, 'info'), source, references);
  const inputs = references.inputs().filter((input) => input !== path);
  return outcome(source, { root, ...kind, ...(version && { version }) }, read, all, inputs);
}

/** `length` is that of the text. */
function problemsOf(path: string, { problems }: JsonDocument, length: number): readonly ContractProblem[] {
  const code = length > largestContract ? contractCodes.tooLarge : contractCodes.unreadable;
  return problems.map(({ span, message }) => ({ path, span, code, message }));
}

function noObject(path: string, text: string): ContractProblem {
  const span = { start: 0, end: Math.min(1, text.length) };
  return { path, span, code: contractCodes.notAnObject, message: 'The contract holds no object.' };
}

/** Told once, at the first place where readers that follow the standard stop. */
function looseJson(path: string, text: string): readonly ContractProblem[] {
  if (!path.toLowerCase().endsWith('.json')) return [];
  const span = firstLoose(text);
  const message = 'Other readers stop here: JSON by its standard has no comments and no commas at an end.';
  return span ? [{ path, span, code: contractCodes.notStrict, message }] : [];
}

function outcome(
  { path, text }: OpenApiSource,
  read: (Kind & Pick<Contract, 'version'> & { readonly root: JsonNode }) | undefined,
  operations: readonly ReadOperation[],
  problems: readonly ContractProblem[],
  inputs: readonly string[],
): Contract {
  const info =
    read?.root.kind === 'object' ? read.root.members.findLast(({ key }) => key === 'info') : undefined;
  return {
    path,
    format: 'openapi',
    isFragment: read?.isFragment ?? false,
    ...(read?.version && { version: read.version }),
    infoPlace: { path, span: info?.keySpan ?? { start: 0, end: Math.min(1, text.length) } },
    prefixes: prefixesOf(member(read?.root, 'servers')),
    operations: operations.map(({ operation }) => operation),
    problems: [...problems].sort((a, b) => order(a, b, path)),
    inputs,
    ...(read && { root: read.root }),
  };
}

/** As written: the number 1.0 is not 1. Its place is where it stands, which may be another document. */
function versionOf(
  info: JsonNode | undefined,
  source: OpenApiSource,
  { resolve }: References,
): Contract['version'] {
  const said = info && resolve(info, source.path);
  const version = said?.ok ? member(said.node, 'version') : undefined;
  const found = said?.ok && version ? resolve(version, said.path) : undefined;
  if (!found?.ok) return undefined;
  const { node, path } = found;
  if (node.kind === 'object' || node.kind === 'array' || node.kind === 'null') return undefined;
  const written = path === source.path ? source.text.slice(node.span.start, node.span.end) : '';
  const isSame = node.kind === 'number' && written !== '' && Number(written) === node.value;
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
