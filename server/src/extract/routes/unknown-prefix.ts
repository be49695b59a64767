import { pathShape, type UnknownPrefix } from '../../model/contract.ts';
import type { Expression } from '../../model/route-facts.ts';
import type { Place } from '../../model/span.ts';
import type { Evaluation, Located, Value } from './evaluation.ts';
import { joinPaths, type PathSyntax, templatesOf } from './templates.ts';
import type { Prefix } from './tools.ts';

/** A path that is not known as a whole: what is known before and behind that part of it. */
export interface OpenPath {
  readonly source: UnknownPrefix['source'];
  /** Whole segments, or nothing. */
  readonly head: string;
  /** Each begins with a slash or is empty; at least one. */
  readonly endings: readonly string[];
}

/** What is known of a path that has no texts: `${config.prefix}/users` ends with `/users`. */
export function unknownPrefix(evaluation: Evaluation, located: Located): OpenPath {
  const { source, head, tails } = openPath(evaluation, located, 0);
  return {
    source,
    head: head.slice(0, Math.max(0, head.lastIndexOf('/'))),
    endings: [...new Set(tails.map(wholeSegments))],
  };
}

interface Open {
  readonly source: UnknownPrefix['source'];
  readonly head: string;
  readonly tails: readonly string[];
}

const deepest = 8;
const mostTails = 16;

function openPath(evaluation: Evaluation, located: Located, depth: number): Open {
  const value = evaluation.valueOf(located);
  const source = sourceOf(value, located);
  const closed = { source, head: '', tails: [''] };
  if (depth > deepest || value.is !== 'written' || value.expression.is !== 'joined') return closed;
  const { context } = value;
  const at = (expression: Expression): Located => ({ context, expression });
  const parts = value.expression.parts.map((part) => ({ part, texts: evaluation.textsOf(at(part)).texts }));
  const first = parts.findIndex(({ texts }) => texts === undefined);
  const last = parts.findLastIndex(({ texts }) => texts === undefined);
  const [begins, ends] = [parts[first], parts[last]];
  if (begins === undefined || ends === undefined) return closed;
  const before = joined(parts.slice(0, first));
  const one = openPath(evaluation, at(begins.part), depth + 1);
  const other = first === last ? one : openPath(evaluation, at(ends.part), depth + 1);
  const behind = joined(parts.slice(last + 1));
  return {
    source: first === last ? one.source : source,
    head: before.length === 1 ? `${before[0]}${one.head}` : '',
    tails: other.tails.flatMap((tail) => behind.map((text) => tail + text)).slice(0, mostTails),
  };
}

function joined(parts: readonly { readonly texts?: readonly string[] | undefined }[]): readonly string[] {
  return parts.reduce<readonly string[]>(
    (found, { texts = [] }) =>
      found.flatMap((before) => texts.map((text) => before + text)).slice(0, mostTails),
    [''],
  );
}

/** What stands in one segment with what is not known is not known, either. */
function wholeSegments(tail: string): string {
  const at = tail.indexOf('/');
  return at < 0 ? '' : tail.slice(at);
}

/** Names stay what they are while the text around them moves; what is only written has its place. */
function sourceOf(value: Value, { context, expression }: Located): UnknownPrefix['source'] {
  switch (value.is) {
    case 'parameter':
      return `${value.context.file} ${value.context.scope} ${value.index}`;
    case 'package':
      return `${value.module} ${value.name}`;
    case 'written':
      return placeIn(value);
    case 'unknown': {
      const { source, taken } = value;
      if (taken !== undefined)
        return `${taken.context.file} ${taken.context.scope} ${taken.index} ${taken.key}`;
      return source?.startsWith('env.') ? source : placeIn({ context, expression });
    }
    default:
      return placeIn({ context, expression });
  }
}

function placeIn({ context, expression: { start, end } }: Located): Place {
  return { path: context.file, span: { start, end } };
}

/** What stands before the paths of what is mounted at a path that is not known as a whole. */
export function belowUnknown(
  above: readonly Prefix[],
  { source, head: own, endings }: OpenPath,
  { path, span, reason }: Pick<UnknownPrefix, 'path' | 'span' | 'reason'>,
  syntax: PathSyntax | undefined,
): readonly Prefix[] {
  const [first] = above;
  if (first === undefined) return [];
  const heads = above.map(({ text, beneath }) =>
    beneath === undefined ? pathShape(templatesOf(joinPaths(text, own), syntax)[0] ?? '') : '',
  );
  const head = heads.every((each) => each === heads[0]) ? (heads[0] ?? '').replace(/^\/$/, '') : '';
  const mountedIn = [...new Set(above.flatMap((each) => each.mountedIn ?? []))];
  const around: Omit<Prefix, 'text'> = {
    confidence: above.every(({ confidence }) => confidence === 'possible') ? 'possible' : 'likely',
    beneath: { path, span, reason, source, head },
    ...(above.some(({ ignoresCase }) => ignoresCase) ? { ignoresCase: true } : {}),
    ...(mountedIn.length > 0 && { mountedIn }),
  };
  return endings.map((text) => ({ text, ...around }));
}

/** Empty where all is known; else tells it from all others, with a space at the end. */
export function keyOfUnknown(beneath: UnknownPrefix | undefined): string {
  return beneath === undefined ? '' : `${beneath.path} ${beneath.span.start} `;
}

export function isSameUnknown(a: UnknownPrefix | undefined, b: UnknownPrefix | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    isSamePlace(a, b) &&
    a.reason === b.reason &&
    a.head === b.head &&
    (typeof a.source === 'string' || typeof b.source === 'string'
      ? a.source === b.source
      : isSamePlace(a.source, b.source))
  );
}

function isSamePlace(a: Place, b: Place): boolean {
  return a.path === b.path && a.span.start === b.span.start && a.span.end === b.span.end;
}

/** The same where texts have moved. */
export function movedUnknown(beneath: UnknownPrefix, move: <T extends Place>(place: T) => T): UnknownPrefix {
  const { source } = beneath;
  return { ...move(beneath), source: typeof source === 'string' ? source : move(source) };
}
