import { type HttpMethod, httpMethods, type ParameterRead, type Route } from '../../model/contract.ts';
import type { TextEdit } from '../../model/fix.ts';
import { styleOf } from './code-style.ts';
import { refuse, type Written } from './document.ts';
import { importEdits } from './stub-place.ts';

type Read = (path: string) => string | undefined;

const methodWords: ReadonlySet<string> = new Set(httpMethods);

/** Has code serve a route by another method, where the method is a word before or at the path. */
export function changeRouteMethod({ path, span, method }: Route, wanted: HttpMethod, read: Read): Written {
  const text = read(path) ?? '';
  const own = text.slice(span.start, span.end);
  if (methodWords.has(own) && own === method) return { edits: [{ path, ...span, text: wanted }] };
  const [, mark, word = '', rest = ''] =
    /([.@])(\w+)((?:<[^<>()]*>)?\s*\(\s*)$/.exec(text.slice(Math.max(0, span.start - 200), span.start)) ?? [];
  if (mark === undefined || word.toUpperCase() !== method || wanted === 'QUERY' || wanted === 'TRACE')
    return refuse(`How ${method} is registered here is nothing that could be replaced by ${wanted}.`);
  const end = span.start - rest.length;
  const name = mark === '@' ? wanted.charAt(0) + wanted.slice(1).toLowerCase() : wanted.toLowerCase();
  const imports = mark === '@' ? [{ module: '@nestjs/common', names: [name] }] : [];
  return {
    edits: [
      ...importEdits({ path, text }, imports, styleOf(path, text), text.includes('\r\n') ? '\r\n' : '\n'),
      { path, start: end - word.length, end, text: name },
    ],
  };
}

/**
 * Has code serve a route at another path, of as many segments, where all that differs is written at the route. Parameters
 * get their new names also where handlers read them.
 */
export function renameRoute(route: Route, template: string, all: readonly Route[], read: Read): Written {
  const { path, span } = route;
  const literal = /^(['"`])([^'"`\\$]*)\1$/.exec((read(path) ?? '').slice(span.start, span.end));
  if (!literal) return refuse(`The path of ${route.method} ${route.template} is not written in one piece.`);
  const written = (literal[2] ?? '').split('/');
  const [before, after] = [segments(route.template), segments(template)];
  const isAt = written.flatMap((segment, index) => (segment === '' ? [] : [index]));
  const mount = before.length - isAt.length;
  if (after.length !== before.length || mount < 0)
    return refuse(`"${route.template}" and "${template}" have not as many parts.`);
  const names: (readonly [string, string])[] = [];
  for (const [index, wanted] of after.entries()) {
    const own = before[index] ?? '';
    if (own === wanted) continue;
    const at = isAt[index - mount];
    const [from, to] = [nameOf(own), nameOf(wanted)];
    const segment = at === undefined ? '' : (written[at] ?? '');
    const changed =
      from !== undefined && to !== undefined
        ? segment.replace(new RegExp(`^:${from}(?!\\w)`), `:${to}`)
        : segment === own
          ? wanted
          : segment;
    if (at === undefined || changed === segment)
      return refuse(
        `"${own}" is not written here: it is in what ${route.method} ${route.template} is mounted at.`,
      );
    written[at] = changed;
    if (from !== undefined && to !== undefined) names.push([from, to]);
  }
  const reads = renamedReads(route, names, all, read);
  if (typeof reads === 'string') return refuse(reads);
  const inner = { start: span.start + 1, end: span.end - 1 };
  return { edits: [{ path, ...inner, text: written.join('/') }, ...reads] };
}

function segments(template: string): readonly string[] {
  return template.split('/').filter((segment) => segment !== '');
}

/** Of a segment that is nothing but a parameter. */
function nameOf(segment: string): string | undefined {
  return /^\{(\w+)\}$/.exec(segment)?.[1];
}

/** The edits of all reads of the routes that one text registers, or why these would miss some or hit others. */
function renamedReads(
  { path, span }: Route,
  names: readonly (readonly [string, string])[],
  all: readonly Route[],
  read: Read,
): readonly TextEdit[] | string {
  if (names.length === 0) return [];
  const own = all.filter((route) => route.path === path && route.span.start === span.start);
  const others = all.filter((route) => !own.includes(route));
  for (const { reads, readsOpen = [], method, template } of own)
    if (!reads || readsOpen.includes('path'))
      return `What the handler of ${method} ${template} reads of its path is not known.`;
  const found = new Map<string, TextEdit>();
  for (const [from, to] of names)
    for (const one of own.flatMap(({ reads = [] }) => reads)) {
      if (one.in !== 'path' || one.name !== from) continue;
      const other = others.find(({ reads = [] }) => reads.some((their) => isSame(their, one)));
      if (other) return `The handler reads "${from}" for ${other.method} ${other.template} as well.`;
      const edit = readEdit(one, to, read);
      found.set(`${edit.path} ${edit.start}`, edit);
    }
  return [...found.values()];
}

function isSame(one: ParameterRead, other: ParameterRead): boolean {
  return one.path === other.path && one.span.start === other.span.start;
}

/** Has a handler read another part of its path. */
export function renameRead(
  route: Route,
  from: string,
  to: string,
  all: readonly Route[],
  read: Read,
): Written {
  const found = (route.reads ?? []).filter((one) => one.in === 'path' && one.name === from);
  const other = all.find(
    (one) =>
      one.template !== route.template && one.reads?.some((their) => found.some((own) => isSame(their, own))),
  );
  if (other) return refuse(`The handler reads "${from}" for ${other.method} ${other.template} as well.`);
  return { edits: found.map((one) => readEdit(one, to, read)) };
}

/** A read is a member, a text, or the key of a pattern, whose name for what is read stays. */
function readEdit({ path, span, name }: ParameterRead, to: string, read: Read): TextEdit {
  const text = read(path) ?? '';
  const own = text.slice(span.start, span.end);
  const quote = /^(['"`])/.exec(own)?.[1] ?? '';
  const before = /[^\s]\s*$/.exec(text.slice(Math.max(0, span.start - 100), span.start))?.[0].charAt(0);
  const isShort =
    quote === '' && (before === '{' || before === ',') && !/^\s*:/.test(text.slice(span.end, span.end + 100));
  return { path, ...span, text: isShort ? `${to}: ${name}` : quote + to + quote };
}
