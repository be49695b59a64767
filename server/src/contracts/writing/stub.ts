import { type HttpMethod, pathShape } from '../../model/contract.ts';
import { type Refused, refuse } from './document.ts';
import { type CodeStyle, ended, functionName, textLiteral, wordsOfOperation } from './names.ts';

/** Frameworks as the routes that are found name them; `router` is one of which that is not known. */
export type Framework = 'router' | 'express' | 'koa' | 'fastify' | 'hono' | 'nestjs' | 'next' | 'api-folder';

export interface StubRequest {
  readonly framework: Framework;
  readonly method: HttpMethod;
  /** Below where the router is mounted, or the controller's path. */
  readonly template: string;
  readonly operationId?: string;
  /** The name of the router; not of use where files or classes are routes. */
  readonly router?: string;
}

/** A handler that answers that it is not there yet, without an indentation and a line break at its end. */
export type Stub = { readonly text: string; readonly imports?: readonly NamedImport[] } | Refused;

export interface NamedImport {
  readonly module: string;
  readonly names: readonly string[];
}

/** The code that serves an operation with the status 501, as the framework writes it. */
export function stubOf(request: StubRequest, style: CodeStyle): Stub {
  const { framework, method, template } = request;
  if (framework === 'next' || framework === 'api-folder') return exportedStub(framework, method, style);
  if (framework === 'router')
    return refuse('It is not known whether the router is one of Express or of Koa.');
  const path = framework === 'nestjs' ? servedPath(template, 'express') : servedPath(template, framework);
  if (path === undefined) return refuse(`The path "${template}" cannot be written as ${framework} has them.`);
  if (framework === 'nestjs') return nestStub(request, path, style);
  const written = callables[framework]({ ...request, path: textLiteral(path, style) }, style);
  return written === undefined
    ? refuse(`${framework} has no way to serve ${method} on a path of its own.`)
    : { text: written };
}

const parameter = /\{([^{}]*)\}/g;

/** `/orders/{id}` → `/orders/:id`; undefined where the framework would read something else. */
export function servedPath(template: string, framework: Framework): string | undefined {
  const literal = template.replace(parameter, '');
  const names = [...template.matchAll(parameter)].map(([, name = '']) => name);
  const isMixed = template
    .split('/')
    .some((segment) => segment.includes('{') && !/^\{[^{}]*\}$/.test(segment));
  if (/[:*?+()[\]{}!\\|]/.test(literal) || !template.startsWith('/')) return undefined;
  if (isMixed && (framework === 'hono' || framework === 'next' || framework === 'api-folder'))
    return undefined;
  const rest = rests[framework];
  if (!rest && names.some((name) => name.endsWith('*'))) return undefined;
  const own = new Map(names.map((name) => [name, word(name)]));
  if (new Set(own.values()).size < names.length || [...own.values()].includes('')) return undefined;
  return template.replace(parameter, (_, name: string) => {
    const known = own.get(name) ?? '';
    return rest && name.endsWith('*') ? rest(known) : `:${known}`;
  });
}

/** A parameter that catches the rest of the path, where all versions of the framework write it alike. */
const rests: Readonly<Partial<Record<Framework, (name: string) => string>>> = {
  fastify: () => '*',
  hono: (name) => `:${name}{.+}`,
  next: (name) => name,
  'api-folder': (name) => name,
};

/** Parameters of paths are words. */
function word(name: string): string {
  const joined = name.replace(/\*$/, '').replace(/[^\w]+(\w?)/g, (_, next: string) => next.toUpperCase());
  return /^\d/.test(joined) ? `_${joined}` : joined;
}

interface Registered extends StubRequest {
  /** As a literal. */
  readonly path: string;
}

type Callable = (request: Registered, style: CodeStyle) => string | undefined;

const callables: Readonly<Record<'express' | 'koa' | 'fastify' | 'hono', Callable>> = {
  express: ({ router = 'router', method, path }, style) =>
    method === 'QUERY'
      ? undefined
      : block(`${router}.${method.toLowerCase()}(${path}, (_request, response) => {`, style, [
          `response.status(501).json(${answer(style)})`,
        ]),
  koa: ({ router = 'router', method, path }, style) =>
    method === 'QUERY' || method === 'TRACE'
      ? undefined
      : block(`${router}.${method.toLowerCase()}(${path}, (context) => {`, style, [
          'context.status = 501',
          `context.body = ${answer(style)}`,
        ]),
  fastify: ({ router = 'app', method, path }, style) => {
    if (method === 'QUERY' || method === 'TRACE') return undefined;
    return block(`${router}.${method.toLowerCase()}(${path}, async (_request, reply) => {`, style, [
      `return reply.code(501).send(${answer(style)})`,
    ]);
  },
  hono: ({ router = 'app', method, path }, style) => {
    const isWord = /^(?:GET|POST|PUT|DELETE|PATCH|OPTIONS)$/.test(method);
    const begin = isWord
      ? `${router}.${method.toLowerCase()}(${path}, `
      : `${router}.on(${textLiteral(method, style)}, ${path}, `;
    return ended(`${begin}(context) => context.json(${answer(style)}, 501))`, style);
  },
};

function answer(style: CodeStyle): string {
  return `{ error: ${textLiteral('Not implemented', style)} }`;
}

function block(begin: string, style: CodeStyle, statements: readonly string[]): string {
  return [begin, ...statements.map((one) => style.indent + ended(one, style)), ended('})', style)].join('\n');
}

function nestStub({ method, template, operationId }: StubRequest, path: string, style: CodeStyle): Stub {
  if (method === 'TRACE' || method === 'QUERY') return refuse(`nestjs has no decorator for ${method}.`);
  const decorator = method.charAt(0) + method.slice(1).toLowerCase();
  const own = path === '/' ? '' : textLiteral(path.replace(/^\//, ''), style);
  const name = functionName(operationId ?? wordsOfOperation(method, template));
  const lines = [
    `@${decorator}(${own})`,
    `${name}()${style.isTypeScript ? ': never' : ''} {`,
    `${style.indent}${ended('throw new NotImplementedException()', style)}`,
    '}',
  ];
  return {
    text: lines.join('\n'),
    imports: [{ module: '@nestjs/common', names: [decorator, 'NotImplementedException'] }],
  };
}

const exported: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

function exportedStub(framework: 'next' | 'api-folder', method: HttpMethod, style: CodeStyle): Stub {
  if (!exported.has(method)) return refuse(`A route file has no export for ${method}.`);
  if (framework === 'next') {
    return {
      text: [
        `export function ${method}() {`,
        `${style.indent}${ended(`return Response.json(${answer(style)}, { status: 501 })`, style)}`,
        '}',
      ].join('\n'),
    };
  }
  const type = '{ status(code: number): { json(body: unknown): void } }';
  const parameters = style.isTypeScript ? `_request: unknown, response: ${type}` : '_request, response';
  return {
    text: [
      `export function ${method}(${parameters}) {`,
      `${style.indent}${ended(`response.status(501).json(${answer(style)})`, style)}`,
      '}',
    ].join('\n'),
  };
}

/** The path of an operation below a router, whose mount is what one of its routes has before the path that it is written with. */
export function belowRouter(
  template: string,
  known: { readonly template: string; readonly written: string },
): string | undefined {
  const written = segments(known.written.replace(/:(\w+)(?:\([^()]*\)|\{[^{}]*\})?[?*+]?/g, '{$1}'));
  const whole = segments(known.template);
  const mount = whole.slice(0, whole.length - written.length);
  const isTail = pathShape(`/${written.join('/')}`) === pathShape(`/${whole.slice(mount.length).join('/')}`);
  const own = segments(template);
  const isBelow = pathShape(`/${own.slice(0, mount.length).join('/')}`) === pathShape(`/${mount.join('/')}`);
  return isTail && isBelow ? `/${own.slice(mount.length).join('/')}` : undefined;
}

function segments(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}
