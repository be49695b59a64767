import type { Operation, Route } from '../../model/contract.ts';
import type { TextEdit } from '../../model/fix.ts';
import { isRefused, type Refused, refuse } from './document.ts';
import { type CodeStyle, importOf } from './names.ts';
import { belowRouter, type Framework, type NamedImport, servedPath, stubOf } from './stub.ts';
import { type Anchor, anchorOf, chainAnchorOf } from './stub-anchor.ts';

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
  const anchors = [anchorOf, chainAnchorOf].flatMap((find) =>
    inOrder.flatMap((route) => {
      const anchor = find(text, route, style);
      return anchor ? [{ route, anchor }] : [];
    }),
  );
  for (const { route, anchor } of anchors) {
    const below = belowRouter(operation.template, { template: route.template, written: anchor.written });
    if (below === undefined) continue;
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
    const own = { path, start: anchor.end, end: anchor.end, text: placed(stub.text, anchor, eol) };
    return { edits: [...importEdits(file, stub.imports ?? [], style, eol), own] };
  }
  return refuse(`"${path}" has no route that ${operation.method} ${operation.template} could stand beside.`);
}

/** A statement of its own, or one more call of a chain. */
function placed(stub: string, { indent, isChained }: Anchor, eol: string): string {
  const lines = (isChained ? stub.replace(/;$/, '') : stub).split('\n').map((line) => indent + line);
  return (isChained ? eol : eol + eol) + lines.join(eol);
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
