import type { Operation } from '../../model/contract.ts';
import { member, strings, toValue } from '../../model/json.ts';
import type { ContractVersion } from './contract-version.ts';
import { type CodeStyle, ended, importOf, propertyKey, textLiteral } from './names.ts';
import {
  isJson,
  itemsOf,
  membersOf,
  type Part,
  type Promised,
  partAt,
  promisedBy,
  successOf,
} from './promised.ts';

/** How tests of a package are written, and what they can call. */
export interface TestSetting {
  readonly runner: 'node:test' | 'vitest';
  /** What can be called without a server that listens; else the address is asked of the environment. */
  readonly app?: {
    /** As the test names the file. */
    readonly specifier: string;
    /** `default`, or the name of the export. */
    readonly name: string;
    readonly framework: 'express' | 'koa' | 'fastify' | 'hono' | 'nestjs';
  };
  /** What stands in front of the operation's path. */
  readonly prefix: string;
  readonly style: CodeStyle;
}

/**
 * The text of a test that calls an operation with values that fit its schemas, and holds the answer's status against the one
 * that is promised first. Undefined where the operation is not there.
 */
export function testOf(
  version: ContractVersion,
  operation: Operation,
  setting: TestSetting,
): string | undefined {
  const promised = promisedBy(version, operation);
  if (!promised) return undefined;
  const { style, runner } = setting;
  const sent = sentBy(version, promised, setting.prefix);
  const way = setting.app ? ways[setting.app.framework] : byFetch;
  const { imports, lines, status } = way(sent, setting);
  const expected = successOf(promised)?.status ?? '2XX';
  const title = textLiteral(
    `${promised.method} ${promised.template} answers ${expected === 'default' ? 'as promised' : expected}`,
    style,
  );
  const own = runner === 'vitest' ? [importOf('{ expect, test }', 'vitest', style)] : nodeImports(style);
  const body = [...lines, assertionOf(expected, status, setting)].map((line) =>
    line === '' ? '' : style.indent + line,
  );
  return [...own, ...imports, '', `test(${title}, async () => {`, ...body, ended('})', style), ''].join('\n');
}

function nodeImports(style: CodeStyle): readonly string[] {
  return [importOf('assert', 'node:assert/strict', style), importOf('{ test }', 'node:test', style)];
}

function assertionOf(expected: string, status: string, { runner, style }: TestSetting): string {
  const isExact = /^[1-9]\d\d$/.test(expected);
  const actual = isExact ? status : `Math.floor(${status} / 100)`;
  const wanted = isExact ? expected : /^\dXX$/.test(expected) ? expected.charAt(0) : '2';
  return ended(
    runner === 'vitest' ? `expect(${actual}).toBe(${wanted})` : `assert.equal(${actual}, ${wanted})`,
    style,
  );
}

interface Sent {
  readonly method: string;
  /** With the search. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

interface Written {
  readonly imports: readonly string[];
  readonly lines: readonly string[];
  /** The expression of the answer's status. */
  readonly status: string;
}

function sentBy(version: ContractVersion, promised: Promised, prefix: string): Sent {
  const { method, parameters, template, body } = promised;
  const required = parameters.filter(({ isRequired }) => isRequired);
  const textOf = (schema: Part | undefined) => {
    const value = schema ? exampleOf(version, schema) : 'example';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  const path = template.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const own = parameters.find((one) => one.in === 'path' && one.name === name.replace(/\*$/, ''));
    return encodeURIComponent(textOf(own?.schema));
  });
  const search = required
    .filter((one) => one.in === 'query')
    .map(({ name, schema }) => `${encodeURIComponent(name)}=${encodeURIComponent(textOf(schema))}`);
  const headers = required
    .filter((one) => one.in === 'header')
    .map(({ name, schema }) => [name, textOf(schema)] as const);
  const isSent = body !== undefined && isJson(body.media);
  return {
    method,
    path: `${prefix}${path}${search.length > 0 ? `?${search.join('&')}` : ''}`,
    headers: Object.fromEntries(headers),
    ...(isSent && { body: exampleOf(version, body.schema) }),
  };
}

const byFetch = ({ method, path, headers, body }: Sent, { style }: TestSetting): Written => {
  const address = `process.env[${textLiteral('BASE_URL', style)}] ?? ${textLiteral('http://localhost:3000', style)}`;
  const options = optionsText(method, headers, body, style);
  return {
    imports: [],
    lines: [
      ended(`const address = ${address}`, style),
      ended(`const answer = await fetch(address + ${textLiteral(path, style)}${options})`, style),
    ],
    status: 'answer.status',
  };
};

const bySupertest =
  (appText: (app: string) => string) =>
  ({ method, path, headers, body }: Sent, { app, style }: TestSetting): Written => {
    const send = body === undefined ? [] : [`.send(${valueText(body, style, style.indent)})`];
    const set = Object.entries(headers).map(
      ([name, value]) => `.set(${textLiteral(name, style)}, ${textLiteral(value, style)})`,
    );
    const call = `request(${appText('app')}).${method.toLowerCase()}(${textLiteral(path, style)})${[...set, ...send].join('')}`;
    return {
      imports: [importOf('request', 'supertest', style), ...appImport(app, style)],
      lines: [ended(`const answer = await ${call}`, style)],
      status: 'answer.status',
    };
  };

const ways: Readonly<
  Record<NonNullable<TestSetting['app']>['framework'], (sent: Sent, setting: TestSetting) => Written>
> = {
  express: bySupertest((app) => app),
  koa: bySupertest((app) => `${app}.callback()`),
  nestjs: bySupertest((app) => `${app}.getHttpServer()`),
  fastify({ method, path, headers, body }, { app, style }) {
    const parts = [
      `method: ${textLiteral(method, style)}`,
      `url: ${textLiteral(path, style)}`,
      ...(Object.keys(headers).length > 0 ? [`headers: ${valueText(headers, style, style.indent)}`] : []),
      ...(body === undefined ? [] : [`payload: ${valueText(body, style, style.indent)}`]),
    ];
    return {
      imports: appImport(app, style),
      lines: [ended(`const answer = await app.inject({ ${parts.join(', ')} })`, style)],
      status: 'answer.statusCode',
    };
  },
  hono: ({ method, path, headers, body }, { app, style }) => ({
    imports: appImport(app, style),
    lines: [
      ended(
        `const answer = await app.request(${textLiteral(path, style)}${optionsText(method, headers, body, style)})`,
        style,
      ),
    ],
    status: 'answer.status',
  }),
};

function appImport(app: TestSetting['app'], style: CodeStyle): readonly string[] {
  if (!app) return [];
  if (app.name === 'default') return [importOf('app', app.specifier, style)];
  return [importOf(app.name === 'app' ? '{ app }' : `{ ${app.name} as app }`, app.specifier, style)];
}

/** The second argument of `fetch`, where it says anything. */
function optionsText(method: string, headers: Sent['headers'], body: unknown, style: CodeStyle): string {
  const all = body === undefined ? headers : { ...headers, 'content-type': 'application/json' };
  const parts = [
    ...(method === 'GET' ? [] : [`method: ${textLiteral(method, style)}`]),
    ...(Object.keys(all).length > 0 ? [`headers: ${valueText(all, style, style.indent)}`] : []),
    ...(body === undefined ? [] : [`body: JSON.stringify(${valueText(body, style, style.indent)})`]),
  ];
  return parts.length === 0 ? '' : `, { ${parts.join(', ')} }`;
}

/** A plain value as code. */
function valueText(value: unknown, style: CodeStyle, indent: string): string {
  if (typeof value === 'string') return textLiteral(value, style);
  if (Array.isArray(value)) return `[${value.map((one) => valueText(one, style, indent)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).map(([key, one]) => {
    // A plain key of this name would set the prototype.
    const name = key === '__proto__' ? `[${textLiteral(key, style)}]` : propertyKey(key, style);
    return `${name}: ${valueText(one, style, indent)}`;
  });
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const deepest = 8;

/** A value that fits a schema, as far as it can be told: given ones first, then the least of its type. */
function exampleOf(version: ContractVersion, schema: Part | undefined, depth = 0): unknown {
  if (!schema || depth > deepest) return null;
  const found = version.references.resolve(schema.node, schema.document);
  const part: Part = found.ok ? { node: found.node, document: found.path } : schema;
  const { node } = part;
  const examples = member(node, 'examples');
  const given =
    member(node, 'example') ??
    (examples?.kind === 'array' ? examples.items[0] : undefined) ??
    member(node, 'const') ??
    member(node, 'default') ??
    itemsOf(partAt(part, 'enum'))[0]?.node;
  if (given) return toValue(given);
  const all = itemsOf(partAt(part, 'allOf')).map((one) => exampleOf(version, one, depth + 1));
  const [variant] = [...itemsOf(partAt(part, 'oneOf')), ...itemsOf(partAt(part, 'anyOf'))];
  const parts = [...all, ...(variant ? [exampleOf(version, variant, depth + 1)] : [])];
  const type = strings(member(node, 'type'))
    .map(({ value }) => value)
    .find((one) => one !== 'null');
  if (
    type === 'object' ||
    member(node, 'properties') ||
    parts.some((one) => typeof one === 'object' && one !== null)
  ) {
    const objects = parts.filter((one) => typeof one === 'object' && one !== null) as readonly object[];
    return Object.fromEntries(
      [...objects, requiredOf(version, part, depth)].flatMap((one) => Object.entries(one)),
    );
  }
  if (parts.length > 0) return parts[0];
  const places = itemsOf(partAt(part, 'prefixItems'));
  if (type === 'array' && places.length > 0) return places.map((one) => exampleOf(version, one, depth + 1));
  return scalarOf(type, part, () => exampleOf(version, partAt(part, 'items'), depth + 1));
}

function requiredOf(version: ContractVersion, part: Part, depth: number): object {
  const required = new Set(strings(member(part.node, 'required')).map(({ value }) => value));
  const own = membersOf(partAt(part, 'properties')).filter(([name]) => required.has(name));
  return Object.fromEntries(own.map(([name, schema]) => [name, exampleOf(version, schema, depth + 1)]));
}

const formats: Readonly<Record<string, string>> = {
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
  email: 'someone@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

function scalarOf(type: string | undefined, { node }: Part, item: () => unknown): unknown {
  const least = member(node, 'minimum');
  const format = member(node, 'format');
  switch (type) {
    case 'integer':
    case 'number':
      return least?.kind === 'number' ? Math.ceil(least.value) : 1;
    case 'boolean':
      return true;
    case 'array': {
      const count = member(node, 'minItems');
      return count?.kind === 'number' && count.value > 0 ? [item()] : [];
    }
    default:
      return (format?.kind === 'string' ? formats[format.value] : undefined) ?? 'example';
  }
}
