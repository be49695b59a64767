import { parseContractText } from '../format/contract-text.ts';
import type { Call } from '../model/calls.ts';
import { type HttpMethod, httpMethods } from '../model/contract.ts';
import { type JsonMember, type JsonNode, member } from '../model/json.ts';
import type { Place } from '../model/span.ts';

/** What a consumer expects of a provider. */
export interface Pact {
  readonly path: string;
  readonly consumer?: string;
  readonly provider?: string;
  /** One for each interaction by HTTP, at its path. */
  readonly calls: readonly Call[];
  /** What is wrong with the document, each at its place; the rest counts. */
  readonly problems: readonly (Place & { readonly message: string })[];
}

/** True for names that say of themselves that they are Pact files: `pacts/web-orders.json`, `web-orders.pact.json`. */
export function isPactName(path: string): boolean {
  return /(?:^|\/)pacts?\/(?:.*\/)?[^/]+\.json$|[._-]pact\.json$/i.test(path);
}

/**
 * Reads a Pact file, versions 1 to 4. Undefined for a document that is something else; one that cannot be read is a Pact
 * without calls that says so. Never throws. Format: Pact Specification 4.
 */
export function readPact(path: string, text: string): Pact | undefined {
  const isNamed = isPactName(path);
  if (!isNamed && !(text.includes('"interactions"') && text.includes('"provider"'))) return undefined;
  const { root, problems } = parseContractText(text);
  const interactions = member(root, 'interactions');
  const isPact = interactions !== undefined && member(root, 'provider') !== undefined;
  // Only what means to be a Pact is a broken one, and messages have no paths.
  if (!isPact && (!isNamed || (problems.length === 0 && root !== undefined))) return undefined;
  const reading: Reading = { path, provider: nameOf(root, 'provider'), calls: [], problems: [] };
  for (const { span, message } of problems) reading.problems.push({ path, span, message });
  if (interactions?.kind === 'array') for (const item of interactions.items) readInteraction(reading, item);
  else if (interactions !== undefined) tell(reading, interactions, 'The interactions are no list.');
  const consumer = nameOf(root, 'consumer');
  const { provider, ...rest } = reading;
  return {
    ...rest,
    ...(consumer !== undefined && { consumer }),
    ...(provider !== undefined && { provider }),
  };
}

interface Reading {
  readonly path: string;
  readonly provider: string | undefined;
  readonly calls: Call[];
  readonly problems: (Place & { readonly message: string })[];
}

function readInteraction(reading: Reading, interaction: JsonNode): void {
  const type = member(interaction, 'type');
  if (type?.kind === 'string' && type.value !== 'Synchronous/HTTP') return;
  const request = member(interaction, 'request');
  if (request?.kind !== 'object') {
    tell(reading, interaction, 'The interaction has no request.');
    return;
  }
  const path = member(request, 'path');
  const method = methodOf(member(request, 'method'));
  if (path?.kind !== 'string')
    tell(reading, path ?? keyOf(interaction, 'request'), 'The request has no path.');
  else if (method === undefined)
    tell(reading, member(request, 'method') ?? path, 'The request has no method of HTTP.');
  else {
    const template = templateOf(path.value, member(request, 'generators'));
    const place = { path: reading.path, span: path.span };
    const { provider } = reading;
    reading.calls.push({
      ...place,
      method,
      template,
      isBaseUnknown: false,
      client: 'pact',
      confidence: 'certain',
      ...(provider !== undefined && { provider }),
    });
  }
}

/** The path is an example; what the provider's state puts in says where its parts change. */
function templateOf(path: string, generators: JsonNode | undefined): string {
  const generator = member(generators, 'path');
  const expression = member(generator, 'expression');
  const written = expression?.kind === 'string' && expression.value.startsWith('/') ? expression.value : path;
  const segments = written
    .replace(/[?#].*$/s, '')
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (/\$\{.*\}/.test(segment) ? '{}' : segment));
  return `/${segments.join('/')}`;
}

function methodOf(node: JsonNode | undefined): HttpMethod | undefined {
  if (node === undefined || node.kind !== 'string') return undefined;
  return httpMethods.find((method) => method === node.value.toUpperCase());
}

function nameOf(root: JsonNode | undefined, key: string): string | undefined {
  const name = member(member(root, key), 'name');
  return name?.kind === 'string' && name.value !== '' ? name.value : undefined;
}

/** The key's place where the key is there, else the whole. */
function keyOf(node: JsonNode, key: string): { readonly span: JsonNode['span'] } {
  const found: JsonMember | undefined =
    node.kind === 'object' ? node.members.findLast((each) => each.key === key) : undefined;
  return { span: found?.keySpan ?? node.span };
}

function tell(reading: Reading, at: { readonly span: JsonNode['span'] }, message: string): void {
  reading.problems.push({ path: reading.path, span: at.span, message });
}
