import { type JsonMember, type JsonNode, member } from '../../model/json.ts';
import { contractCodes } from './codes.ts';
import type { ContractProblem } from './walk.ts';

type KindProblem = Omit<ContractProblem, 'path'>;

export interface Kind {
  readonly isFragment: boolean;
  readonly paths?: JsonNode;
  readonly problems: readonly KindProblem[];
}

/** What a document is by its keys; undefined for none of ours. */
export function kindOf(root: JsonNode | undefined): Kind | undefined {
  if (root?.kind !== 'object') return undefined;
  const last = (key: string) => root.members.findLast((one) => one.key === key);
  const paths = last('paths');
  const swagger = last('swagger');
  const openapi = last('openapi');
  if (openapi) {
    const problem = versionProblem(openapi) ?? pathsProblem(root, openapi, paths);
    const problems = [...(problem ? [problem] : []), ...(paths ? pathProblems(paths.value) : [])];
    return {
      isFragment: false,
      ...(paths && { paths: paths.value }),
      problems,
    };
  }
  if (swagger) {
    const message = `This is Swagger ${shown(swagger.value)}, of which nothing is read: OpenAPI 3.0 and later are.`;
    const problem = { span: swagger.keySpan, code: contractCodes.swagger, message };
    return { isFragment: false, problems: [problem] };
  }
  if (paths?.value.kind === 'object' && mayBePaths(paths.value)) {
    return { isFragment: true, paths: paths.value, problems: [] };
  }
  return hasPaths(root) ? { isFragment: true, paths: root, problems: [] } : undefined;
}

/** Path items, and nothing that is neither one nor an extension. */
function hasPaths(node: JsonNode): boolean {
  if (node.kind !== 'object') return false;
  const names = node.members.filter(({ key }) => !key.startsWith('x-') && key !== '$ref');
  return names.length > 0 && names.every(({ key, value }) => key.startsWith('/') && value.kind === 'object');
}

/** Behind the key `paths` one path item is enough: others may be broken. */
function mayBePaths(node: JsonNode): boolean {
  if (node.kind !== 'object') return false;
  const names = node.members.filter(({ key }) => !key.startsWith('x-') && key !== '$ref');
  return names.every(({ key }) => key.startsWith('/')) && names.some(({ value }) => value.kind === 'object');
}

function versionProblem({ keySpan: span, value }: JsonMember): KindProblem | undefined {
  // Without quotes 3.0 is the number 3.
  if (/^3(?:\.[012](?:\.|$)|$)/.test(shown(value))) return undefined;
  const message = `OpenAPI "${shown(value)}" is not known: 3.0, 3.1 and 3.2 are read, and this is taken for the latest.`;
  return { span, code: contractCodes.unknownVersion, message };
}

/** Since 3.1 a document may hold only webhooks or components. */
function pathsProblem(
  root: JsonNode,
  openapi: JsonMember,
  paths: JsonMember | undefined,
): KindProblem | undefined {
  if (paths?.value.kind === 'object' && paths.value.members.length > 0) return undefined;
  if (!paths && (member(root, 'webhooks') || member(root, 'components'))) return undefined;
  const message = paths
    ? 'The contract promises nothing: its "paths" are empty.'
    : 'The contract promises nothing: it has no "paths".';
  return { span: (paths ?? openapi).keySpan, code: contractCodes.noPaths, message };
}

function pathProblems(paths: JsonNode): readonly KindProblem[] {
  if (paths.kind !== 'object') return [];
  return paths.members.flatMap(({ key, keySpan }) => {
    const slip = /^x-|^\$ref$/.test(key) ? undefined : pathSlip(key);
    if (slip === undefined) return [];
    const message = `The path "${key}" ${slip}, and its operations are not read.`;
    return [{ span: keySpan, code: contractCodes.badPath, message }];
  });
}

/** Why a key of `paths` is no path; undefined for one. */
export function pathSlip(key: string): string | undefined {
  if (!key.startsWith('/')) return 'does not begin with a slash';
  const plain = key.replace(/\{[^{}]*\}/g, '');
  if (/[{}]/.test(plain)) return 'has a brace without its other half';
  if (plain.includes('?')) return 'holds a query, which belongs among the parameters';
  return plain.includes('#') ? 'holds a fragment, which no server is sent' : undefined;
}

function shown(node: JsonNode): string {
  return 'value' in node ? String(node.value) : 'of no version';
}
