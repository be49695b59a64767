import { type ParameterKey, type Piece, pathName } from './pieces.ts';

/** Where a request goes to, as far as it is written. */
export interface Target {
  readonly template: string;
  readonly isBaseUnknown: boolean;
  /** Where something that is not written says which host it is: the same for all that go there. */
  readonly base?: string;
  readonly host?: string;
  /** A guess was made, as what follows the last written segment is most likely a query. */
  readonly isGuessed: boolean;
}

const mark = '\uE000';
const marks = /^\uE000+/;

/**
 * The template that pieces make, each segment with a hole in it as `{}`; the reason when nothing of the path is written,
 * and undefined for what is no address of HTTP.
 */
export function targetOf(pieces: readonly Piece[]): Target | { readonly reason: string } | undefined {
  const text = pieces.map((piece) => piece.text?.replaceAll(mark, '') ?? mark).join('');
  if (/^(?:data|blob|file|mailto|about|chrome|node|javascript):/i.test(text)) return undefined;
  const address = /^(?:https?|wss?):\/\/([^/?#]*)(.*)$/is.exec(text);
  const isBaseUnknown = address === null && marks.test(text);
  const rest = (address?.[2] ?? text).replace(isBaseUnknown ? marks : /^$/, '');
  const { segments, isGuessed } = segmentsOf(rest);
  const isUnwritten = segments.every((segment) => segment === '{}');
  const isWide = pieces.some((piece) => piece.isWide === true);
  if (isWide || (isUnwritten && (isBaseUnknown || segments.length > 0))) return { reason: reasonOf(pieces) };
  const host = address === null ? undefined : hostOf(address[1] ?? '');
  const base = baseOf(pieces, isBaseUnknown || /^\uE000+(?::|$)/.test(address?.[1] ?? ''));
  return {
    template: `/${segments.join('/')}`,
    isBaseUnknown,
    isGuessed,
    ...(base === undefined ? {} : { base }),
    ...(host === undefined ? {} : { host }),
  };
}

/** The first holes in a row, unless one of them may be something else each time. */
function baseOf(pieces: readonly Piece[], isOpen: boolean): string | undefined {
  if (!isOpen) return undefined;
  const first = pieces.findIndex(({ text }) => text === undefined);
  const end = pieces.findIndex(({ text }, index) => index > first && text !== undefined);
  const sources = pieces.slice(first, end < 0 ? undefined : end).map(({ source }) => source);
  return sources.includes(undefined) ? undefined : sources.join(' ');
}

/** A slash or an address at the beginning, or a slash behind a base that is not known. */
export function beginsLikePath(pieces: readonly Piece[]): boolean {
  const [first, second] = pieces;
  const written = first?.text ?? second?.text ?? '';
  return first?.text === undefined ? written.startsWith('/') : /^(?:\/|https?:)/.test(written);
}

/** A parameter of this name stands before paths. */
const baseName = /base|host|origin|root|server|api/i;

/** A parameter of a function decides more than a base or one segment: what is requested is known where it is called. */
export function openParameter(pieces: readonly Piece[]): ParameterKey | undefined {
  const query = pieces.findIndex(({ text }) => text?.includes('?'));
  const path = query < 0 ? pieces : pieces.slice(0, query);
  const isWritten = path.some(({ text }) => /\w/.test(withoutOrigin(text ?? '')));
  return path.findLast(({ parameter }, index) => {
    if (parameter === undefined) return false;
    const before = path[index - 1]?.text ?? '';
    const after = pieces[index + 1]?.text ?? '';
    const isPath = pathName.test(parameter.name) && !baseName.test(parameter.name);
    const isBase = index === 0 && /^\/\w/.test(after) && !isPath;
    const isSegment = before.endsWith('/') && !/^\w/.test(after) && !isPath;
    return !isWritten || !(isBase || isSegment);
  })?.parameter;
}

function withoutOrigin(text: string): string {
  return text.replace(/^https?:\/\/[^/?#]*/, '');
}

/** Hosts of this machine say nothing about who serves. */
function hostOf(written: string): string | undefined {
  const host = written
    .replaceAll(mark, '{}')
    .replace(/^.*@/, '')
    .replace(/:[^:]*$/, '')
    .toLowerCase();
  if (/^(?:|\{\}|localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]?)$/.test(host)) return undefined;
  return /(?:^|\.)(?:localhost|test|invalid|local|internal)$/.test(host) ? undefined : host;
}

function segmentsOf(rest: string): { readonly segments: readonly string[]; readonly isGuessed: boolean } {
  const path = rest.replace(/[?#].*$/s, '');
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  let isGuessed = false;
  const segments = parts.map((part, index) => {
    const isLast = index === parts.length - 1;
    const glued = isLast && !/\/$/.test(path) ? /^([^\uE000]*[\w-])\uE000+$/.exec(part) : null;
    if (glued !== null) {
      isGuessed = true;
      return glued[1] ?? '';
    }
    return part.includes(mark) || isParameter(part) ? '{}' : part;
  });
  return { segments, isGuessed };
}

function isParameter(segment: string): boolean {
  return /^\{[^{}]+\}$/.test(segment) || /^:[A-Za-z_]\w*(?:\{.*\})?[?+*]?$/.test(segment);
}

function reasonOf(pieces: readonly Piece[]): string {
  const [last] = pieces.filter((piece) => piece.reason !== undefined).slice(-1);
  return `Nothing of the path is written here. ${last?.reason ?? ''}`.trim();
}
