import type { Contract, Operation } from '../../model/contract.ts';
import type { ContractVersion } from './contract-version.ts';
import {
  type CodeStyle,
  ended,
  freeName,
  functionName,
  memberOf,
  propertyKey,
  templatePart,
  textLiteral,
  typeName,
  wordsOfOperation,
} from './names.ts';
import { isJson, type Promised, promisedBy } from './promised.ts';
import { createTypeWriter, type TypeWriter } from './schema-types.ts';

/**
 * A module of TypeScript with the types of some operations of a contract and a function that calls each, so that a consumer
 * can start before the provider. It needs nothing but `fetch`, and compiles under strict options.
 */
export function clientOf(
  contract: Pick<Contract, 'prefixes'>,
  version: ContractVersion,
  operations: readonly Operation[],
  style: CodeStyle,
): string {
  const taken = new Set<string>();
  const functions = new Set<string>(['send', 'fetch', 'part']);
  const named = operations.flatMap((operation) => {
    const promised = promisedBy(version, operation);
    const words = operation.operationId ?? wordsOfOperation(operation.method, operation.template);
    const [prefix = ''] = operation.prefixes ?? contract.prefixes;
    return promised ? [{ promised, prefix, words }] : [];
  });
  const types = createTypeWriter(version, style, taken);
  const calls = named.map(({ promised, prefix, words }) => {
    const name = freeName(functionName(words), functions);
    const own = [`${typeName(name)}Request`, `${typeName(name)}Responses`].map((one) => freeName(one, taken));
    return callOf({ ...promised, prefix }, name, own as [string, string], types, style);
  });
  const parts = [
    plumbing(
      style,
      calls.some((call) => call.includes('${part(')),
    ),
    ...calls,
    ...types.declarations(),
  ];
  return `${parts.join('\n\n')}\n`;
}

interface Served extends Promised {
  readonly prefix: string;
}

function callOf(
  served: Served,
  name: string,
  [requestName, responsesName]: readonly [string, string],
  types: TypeWriter,
  style: CodeStyle,
): string {
  const { method, prefix, template } = served;
  const indent = style.indent;
  const sent = requestType(served, types, style);
  const success = served.responses.filter(({ status }) => status.startsWith('2'));
  const answered = (
    success.length > 0 ? success : served.responses.filter(({ status }) => status === 'default')
  ).map(({ status }) => `${responsesName}[${responseKey(status, style)}]`);
  const result = answered.join(' | ') || 'unknown';
  const path = `${prefix}${template}`
    .split(/\{([^{}]*)\}/)
    .map((text, at) => {
      if (at % 2 === 0) return templatePart(text);
      return `\${part(${memberOf('request.path', text.replace(/\*$/, ''), style)})}`;
    })
    .join('');
  const media = served.body && !isJson(served.body.media) ? `, ${textLiteral(served.body.media, style)}` : '';
  const passed = sent ? `request${media}` : '{}';
  const parameters = sent
    ? `server: Server, request: ${requestName}${sent.isOptional ? ' = {}' : ''}`
    : 'server: Server';
  const call = `return (await send(server, ${textLiteral(method, style)}, \`${path}\`, ${passed})) as ${result}`;
  return [
    ...(sent ? [`export interface ${requestName} ${sent.text}`, ''] : []),
    `export interface ${responsesName} ${responsesType(served, types, style)}`,
    '',
    `/** ${commentText(served.summary ?? `${method} ${template}`)} */`,
    `export async function ${name}(${parameters}): Promise<${result}> {`,
    `${indent}${ended(call, style)}`,
    '}',
  ].join('\n');
}

/** A comment that cannot end before its end. */
function commentText(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('*/', '* /').trim();
}

const groups = [
  ['path', 'path'],
  ['query', 'query'],
  ['headers', 'header'],
] as const;

function requestType(
  { parameters, body, template }: Served,
  types: TypeWriter,
  style: CodeStyle,
): { readonly text: string; readonly isOptional: boolean } | undefined {
  const { indent } = style;
  const inner = indent + indent;
  const end = style.hasSemicolons ? ';' : '';
  const inTemplate = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name.replace(/\*$/, ''));
  let isOptional = true;
  const lines = groups.flatMap(([name, place]) => {
    const own = parameters.filter((one) => one.in === place);
    const undeclared =
      place === 'path' ? inTemplate.filter((one) => !own.some((known) => known.name === one)) : [];
    if (own.length + undeclared.length === 0) return [];
    const isRequired = undeclared.length > 0 || own.some((one) => one.isRequired);
    if (isRequired) isOptional = false;
    const members = [
      ...own.map((one) => {
        const type = one.schema ? types.typeOf(one.schema, inner) : 'string';
        return `${inner}${propertyKey(one.name, style)}${one.isRequired ? '' : '?'}: ${type}${end}`;
      }),
      ...undeclared.map((one) => `${inner}${propertyKey(one, style)}: string${end}`),
    ];
    return [`${indent}${name}${isRequired ? '' : '?'}: {`, ...members, `${indent}}${end}`];
  });
  if (body) {
    if (body.isRequired) isOptional = false;
    const type = isJson(body.media)
      ? types.typeOf(body.schema, indent)
      : `NonNullable<RequestInit[${textLiteral('body', style)}]>`;
    lines.push(`${indent}body${body.isRequired ? '' : '?'}: ${type}${end}`);
  }
  return lines.length === 0 ? undefined : { text: `{\n${lines.join('\n')}\n}`, isOptional };
}

function responsesType({ responses }: Served, types: TypeWriter, style: CodeStyle): string {
  const end = style.hasSemicolons ? ';' : '';
  const lines = responses.map(({ status, media, schema }) => {
    const type =
      media === undefined ? 'undefined' : isJson(media) ? types.typeOf(schema, style.indent) : 'string';
    return `${style.indent}${responseKey(status, style)}: ${type}${end}`;
  });
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n}`;
}

function responseKey(status: string, style: CodeStyle): string {
  return /^[1-9]\d\d$/.test(status) ? status : propertyKey(status, style);
}

/** What all calls share. */
function plumbing(style: CodeStyle, hasParameters: boolean): string {
  const code = `/** Where the service is, and how it is called. */
export interface Server {
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof fetch;
}

/** An answer that is no success. */
export class UnexpectedAnswer extends Error {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    super(\`The service answered \${status}.\`);
    this.status = status;
    this.body = body;
  }
}

interface Sent {
  readonly path?: object;
  readonly query?: object;
  readonly headers?: object;
  readonly body?: unknown;
}

async function send(server: Server, method: string, path: string, sent: Sent, media?: string): Promise<unknown> {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(sent.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(name, String(one));
  }
  const headers: Record<string, string> = { ...server.headers };
  for (const [name, value] of Object.entries(sent.headers ?? {})) if (value !== undefined) headers[name] = String(value);
  const init: RequestInit = { method, headers };
  if (sent.body !== undefined) {
    init.body = media === undefined ? JSON.stringify(sent.body) : (sent.body as NonNullable<RequestInit['body']>);
    if (media !== 'multipart/form-data') headers['content-type'] = media ?? 'application/json';
  }
  const search = query.toString();
  const answer = await (server.fetch ?? fetch)(server.address + path + (search === '' ? '' : \`?\${search}\`), init);
  const text = await answer.text();
  const isJson = /json/.test(answer.headers.get('content-type') ?? '');
  const body: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
  if (!answer.ok) throw new UnexpectedAnswer(answer.status, body);
  return body;
}${hasParameters ? partCode : ''}`;
  const quoted = style.quote === '"' ? code.replace(/'([^'\n]*)'/g, '"$1"') : code;
  const plain = style.hasSemicolons ? quoted : quoted.replace(/;$/gm, '');
  return plain.replace(/^(?: {2})+/gm, (lead) => style.indent.repeat(lead.length / 2));
}

/** A value as one part of a path. */
const partCode = `

function part(value: unknown): string {
  return encodeURIComponent(String(value));
}`;
