import type { Operation, Route } from '../../model/contract.ts';
import type { TextEdit } from '../../model/fix.ts';
import { closingOf } from './code-brackets.ts';
import { isRefused, type Refused, refuse } from './document.ts';
import { type CodeStyle, importOf } from './names.ts';
import { belowRouter, type Framework, type NamedImport, servedPath, stubOf } from './stub.ts';

/** What a stub changes: the file that has the routes, or a new one. */
export type Stubbed =
  | {
      readonly edits: readonly TextEdit[];
      readonly creates?: readonly { readonly path: string; readonly text: string }[];
    }
  | Refused;

/** A file of code. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

type Served = Pick<Operation, 'method' | 'template' | 'operationId'>;

/**
 * Registers a stub behind the last route of a file that it can stand beside. `operation.template` is whole, with the servers'
 * prefix; `routes` are those of the file, as they were found.
 */
export function stubBeside(
  file: SourceText,
  routes: readonly Route[],
  operation: Served,
  style: CodeStyle,
): Stubbed {
  const { path, text } = file;
  const inOrder = routes.filter((route) => route.path === path).sort((a, b) => b.span.start - a.span.start);
  for (const route of inOrder) {
    const anchor = anchorOf(text, route);
    const below =
      anchor && belowRouter(operation.template, { template: route.template, written: anchor.written });
    if (!anchor || below === undefined) continue;
    const { method, operationId } = operation;
    const stub = stubOf(
      {
        framework: route.framework as Framework,
        method,
        template: below,
        ...(operationId !== undefined && { operationId }),
        ...(anchor.router !== undefined && { router: anchor.router }),
      },
      style,
    );
    if (isRefused(stub)) return stub;
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    const lines = stub.text.split('\n').map((line) => anchor.indent + line);
    const own = { path, start: anchor.end, end: anchor.end, text: eol + eol + lines.join(eol) };
    return { edits: [...importEdits(file, stub.imports ?? [], style, eol), own] };
  }
  return refuse(`"${path}" has no route that ${operation.method} ${operation.template} could stand beside.`);
}

interface Anchor {
  readonly router?: string;
  /** The path as the route has it. */
  readonly written: string;
  readonly indent: string;
  /** Behind the statement or method. */
  readonly end: number;
}

function anchorOf(text: string, { span, framework }: Route): Anchor | undefined {
  const before = text.slice(0, span.start);
  const literal = /^(['"`])(.*)\1$/s.exec(text.slice(span.start, span.end));
  if (framework === 'nestjs') return methodAnchor(text, before, span, literal?.[2]);
  const call = /(?:^|[^\w$.)\]])((?:[A-Za-z_$][\w$]*\.)*[A-Za-z_$][\w$]*)\s*\.\s*\w+\s*\(\s*$/.exec(before);
  const router = call?.[1];
  if (router === undefined || !literal) return undefined;
  const end = statementEnd(text, span.end);
  return end === undefined
    ? undefined
    : { router, written: literal[2] ?? '', indent: indentOf(text, before.lastIndexOf(router)), end };
}

/** Behind the call that an offset is an argument of, and those that are chained to it. */
function statementEnd(text: string, from: number): number | undefined {
  let end = closingOf(text, from, ')');
  for (let chain = end; chain !== undefined; ) {
    end = chain;
    const next: string | undefined = /^\s*\.\s*[\w$]+\s*\(/.exec(text.slice(chain, chain + 500))?.[0];
    chain = next === undefined ? undefined : closingOf(text, chain + next.length, ')');
  }
  if (end === undefined) return undefined;
  return text[end] === ';' ? end + 1 : end;
}

/** Behind the method that a decorator stands at. */
function methodAnchor(
  text: string,
  before: string,
  span: Route['span'],
  written: string | undefined,
): Anchor | undefined {
  const at = before.lastIndexOf('@');
  const decorator = text.indexOf('(', at);
  const close = decorator < 0 ? undefined : closingOf(text, decorator + 1, ')');
  const isOwn = at >= 0 && close !== undefined && close >= span.end;
  const start = isOwn ? at : span.start;
  const end = text[start] === '@' ? methodEnd(text, start) : undefined;
  return end === undefined ? undefined : { written: written ?? '', indent: indentOf(text, start), end };
}

/** Decorators, a name, parameters and a body. */
function methodEnd(text: string, start: number): number | undefined {
  let at = start;
  for (
    let decorator = /^\s*@[\w$.]+\(/.exec(text.slice(at));
    decorator;
    decorator = /^\s*@[\w$.]+\(/.exec(text.slice(at))
  ) {
    const close = closingOf(text, at + decorator[0].length, ')');
    if (close === undefined) return undefined;
    at = close;
  }
  const head = /^[\s\w$*]+\(/.exec(text.slice(at))?.[0];
  const parameters = head === undefined ? undefined : closingOf(text, at + head.length, ')');
  if (parameters === undefined) return undefined;
  // A type of braces would be taken for the body, and its end for that of the method.
  const body = /^\s*(?::\s*[\w$.<>[\]|&\s,'"]+)?\{/.exec(text.slice(parameters))?.[0];
  return body === undefined ? undefined : closingOf(text, parameters + body.length, '}');
}

function indentOf(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? '';
}

/** Names that a module is not yet imported for: into the import that is there, or a new one. */
export function importEdits(
  { path, text }: SourceText,
  imports: readonly NamedImport[],
  style: CodeStyle,
  eol: string,
): readonly TextEdit[] {
  return imports.flatMap(({ module, names }) => {
    const known = [...text.matchAll(/^import\s*\{([^{}]*)\}\s*from\s*(['"])([^'"\n]+)\2/gm)].find(
      (one) => one[3] === module,
    );
    const has = new Set((known?.[1] ?? '').split(',').map((name) => name.trim().split(/\s+/)[0]));
    const missing = names.filter((name) => !has.has(name));
    if (missing.length === 0) return [];
    if (!known)
      return [{ path, start: 0, end: 0, text: importOf(`{ ${missing.join(', ')} }`, module, style) + eol }];
    const list = known[1] ?? '';
    const start = known.index + known[0].indexOf('{') + 1 + list.trimEnd().length;
    const comma = list.trimEnd().endsWith(',') || list.trim() === '' ? ' ' : ', ';
    return [{ path, start, end: start, text: comma + missing.join(', ') }];
  });
}

/** A file that serves an operation by its name. */
export interface RouteFolder {
  readonly framework: 'next' | 'api-folder';
  /** The folder that paths begin in: `app`, `src/app`, `src/api`. */
  readonly folder: string;
  /** What a path has in front of that: Next's `basePath`. */
  readonly prefix?: string;
  /** The files of the workspace: a folder for a parameter may be there under another name. */
  readonly paths: readonly string[];
  /** The text of the file if it is there. */
  readonly read: (path: string) => string | undefined;
}

/** Adds a stub to the file of a file router that an operation belongs into, or makes that file. */
export function stubInFolder(place: RouteFolder, operation: Served, style: CodeStyle): Stubbed {
  const { framework, folder, prefix = '', paths, read } = place;
  const { method, template } = operation;
  if (template !== prefix && !template.startsWith(`${prefix}/`))
    return refuse(`"${template}" is not below "${prefix}".`);
  const own = template.slice(prefix.length) || '/';
  const isFit =
    servedPath(own, framework) !== undefined && !own.split('/').some((segment) => /^[_@.]/.test(segment));
  if (!isFit) return refuse(`The path "${own}" cannot be written as folders.`);
  const stub = stubOf({ framework, method, template: own }, style);
  if (isRefused(stub)) return stub;
  const within = foldersFor(own, folder, paths);
  const known = ['ts', 'js']
    .map((ending) => `${within}/route.${ending}`)
    .find((path) => read(path) !== undefined);
  const text = known === undefined ? undefined : read(known);
  if (known === undefined || text === undefined) {
    const path = `${within}/route.${style.isTypeScript ? 'ts' : 'js'}`;
    return { edits: [], creates: [{ path, text: `${stub.text}\n` }] };
  }
  if (new RegExp(`export\\s+(?:async\\s+)?(?:function\\s*\\*?|const|let)\\s+${method}\\b`).test(text)) {
    return refuse(`"${known}" already exports ${method}.`);
  }
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const end = text.trimEnd().length;
  return {
    edits: [
      {
        path: known,
        start: end,
        end: text.length,
        text: `${eol}${eol}${stub.text.replaceAll('\n', eol)}${eol}`,
      },
    ],
  };
}

function foldersFor(template: string, folder: string, paths: readonly string[]): string {
  let within = folder;
  for (const segment of template.split('/').filter((one) => one !== '')) {
    const name = /^\{([^{}]*)\}$/.exec(segment)?.[1];
    if (name === undefined) within += `/${segment}`;
    else {
      const isRest = name.endsWith('*');
      const before = `${within}/[${isRest ? '...' : ''}`;
      const known = paths.find(
        (path) => path.startsWith(before) && (isRest || !path.startsWith(`${before}...`)),
      );
      const own = known?.slice(within.length + 1).split('/')[0];
      within += `/${own ?? `[${isRest ? '...' : ''}${name.replace(/\*$/, '').replace(/\W+/g, '_')}]`}`;
    }
  }
  return within;
}
