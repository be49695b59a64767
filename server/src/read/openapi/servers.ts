import { type JsonNode, member } from '../../model/json.ts';
import { contractCodes } from './codes.ts';
import type { LocatedMember } from './members.ts';
import type { ContractProblem } from './walk.ts';

/**
 * The paths of servers' addresses, each once, without a slash at the end: `https://{host}/v1/` → `/v1`. Variables take their
 * default. One empty text where there are no servers, as OpenAPI has it.
 */
export function prefixesOf(servers: JsonNode | undefined): readonly string[] {
  const found = servers?.kind === 'array' ? servers.items.flatMap(prefixOf) : [];
  return found.length === 0 ? [''] : [...new Set(found)];
}

/** Servers without an address, whose paths nobody knows; `servers` is the member of that name. */
export function serverProblems({
  path,
  keySpan,
  value,
}: Pick<LocatedMember, 'path' | 'keySpan' | 'value'>): readonly ContractProblem[] {
  const code = contractCodes.badServers;
  if (value.kind !== 'array') return [{ path, span: keySpan, code, message: 'The "servers" are no list.' }];
  return value.items
    .filter((server) => member(server, 'url')?.kind !== 'string')
    .map(({ span }) => ({ path, span, code, message: 'This server has no "url".' }));
}

function prefixOf(server: JsonNode): readonly string[] {
  const url = member(server, 'url');
  if (url?.kind !== 'string') return [];
  const variables = member(server, 'variables');
  const filled = url.value.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const value = member(member(variables, name), 'default');
    return value && 'value' in value ? String(value.value) : whole;
  });
  const path = filled
    .replace(/[?#].*$/s, '')
    .replace(/^(?:[a-z][a-z\d+.-]*:)?\/\/[^/]*/i, '')
    // A variable in front without a value stands for the whole of scheme and host.
    .replace(/^\{[^{}]*\}(?=\/|$)/, '');
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
  return [segments.map((segment) => `/${segment}`).join('')];
}
