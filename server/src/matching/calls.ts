import type { Call, CalledOperation, CallMatching, ContractCover } from '../model/calls.ts';
import { pathShape } from '../model/contract.ts';
import type { Confidence } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import { weaker } from './weaker.ts';

export interface CallSources<Called> {
  readonly calls: readonly Call[];
  readonly covers: readonly ContractCover[];
  /** Whether a file is a test; what Pact files hold is a test in any case. */
  isTest(path: string): boolean;
  /** Operations that a file calls before any others; the same object for files that are alike. */
  first?(path: string): readonly Called[] | undefined;
}

/**
 * Holds calls against operations: literal segments beat parameters, a path that is known as a whole beats one whose
 * beginning is not. Where several operations fit alike, all of them have the call as a possible one.
 */
export function matchCalls<Called extends CalledOperation>(
  operations: readonly Called[],
  { calls, covers, isTest, first }: CallSources<Called>,
): CallMatching<Called> {
  const fitsAmong = createFits<Called>();
  const callers = new Map<Called, Call[]>();
  const tests = new Map<Called, Call[]>();
  const unmatched: Call[] = [];
  for (const call of calls) {
    const own = first?.(call.path);
    const near = own ? fitsAmong(own, call) : [];
    const fits = near.length > 0 ? near : fitsAmong(operations, call);
    if (fits.length === 0) unmatched.push(call);
    const into = call.client === 'pact' || isTest(call.path) ? tests : callers;
    for (const { called, confidence } of fits) {
      const all = into.get(called) ?? [];
      into.set(called, all);
      all.push({ ...call, confidence: weaker(call.confidence, confidence) });
    }
  }
  return {
    uses: operations.map((called) => ({
      called,
      callers: callers.get(called) ?? [],
      tests: tests.get(called) ?? [],
      covers: covers.filter(({ contractPath }) => contractPath === called.operation.path),
    })),
    unmatched: unmatched
      .filter((call) => !isElsewhere(call, isTest))
      .map((call) => {
        const near = nearestTo(call, first?.(call.path) ?? operations);
        return near === undefined ? { call } : { call, nearest: near };
      }),
  };
}

/** Equal calls fit alike, and there are many of them. */
function createFits<Called extends CalledOperation>() {
  interface Group {
    readonly candidates: readonly Candidate<Called>[];
    readonly known: Map<string, readonly Fit<Called>[]>;
  }
  const groups = new Map<readonly Called[], Group>();
  return (operations: readonly Called[], call: Call): readonly Fit<Called>[] => {
    let group = groups.get(operations);
    if (!group) {
      group = { candidates: operations.flatMap(candidatesOf), known: new Map() };
      groups.set(operations, group);
    }
    const key = `${call.method} ${call.isBaseUnknown} ${call.template} ${call.operationId ?? ''}`;
    const fits = group.known.get(key) ?? fitsOf(call, group.candidates);
    group.known.set(key, fits);
    return fits;
  };
}

/** Other hosts serve other contracts, and the id of an operation that is none of these may be any name. */
function isElsewhere(call: Call, isTest: (path: string) => boolean): boolean {
  return call.host !== undefined || call.client === 'operation-id' || isTest(call.path);
}

interface Candidate<Called> {
  readonly called: Called;
  readonly segments: readonly Segment[];
  /** How many of the segments are the server's. */
  readonly prefix: number;
}

type Segment = { readonly text: string; readonly pattern?: RegExp };

interface Fit<Called> {
  readonly called: Called;
  readonly confidence: Confidence;
}

interface Scored<Called> extends Fit<Called> {
  /** How many segments stand before what is known. */
  readonly extra: number;
  readonly score: number;
}

function candidatesOf<Called extends CalledOperation>(called: Called): readonly Candidate<Called>[] {
  const own = segmentsOf(called.operation.template).length;
  return called.paths.map((path) => {
    const segments = segmentsOf(pathShape(path)).map(segmentOf);
    return { called, segments, prefix: segments.length - own };
  });
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '');
}

/** `{}` alone is any segment; `report-{}.pdf` is a pattern. */
function segmentOf(text: string): Segment {
  if (!text.includes('{')) return { text };
  if (text === '{}') return { text: '' };
  const parts = text.split(/\{\*?\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return { text: '', pattern: new RegExp(`^${parts.join('.+')}$`) };
}

function fitsOf<Called extends CalledOperation>(
  call: Call,
  candidates: readonly Candidate<Called>[],
): readonly Fit<Called>[] {
  if (call.operationId !== undefined) {
    const named = candidates.filter(({ called }) => called.operation.operationId === call.operationId);
    const all = [...new Set(named.map(({ called }) => called))];
    if (all.length > 0 || call.template === '')
      return all.map((called) => ({ called, confidence: all.length > 1 ? 'possible' : 'certain' }));
  }
  const segments = segmentsOf(call.template);
  const ofMethod = candidates.filter(({ called }) => serves(called.operation.method, call.method));
  const whole = ofMethod.flatMap((each) => scored(each, segments, each.segments.length));
  if (!call.isBaseUnknown && whole.length > 0) return best(whole);
  const own = ofMethod.flatMap((each) => scored(each, segments, each.segments.length - each.prefix));
  if (!call.isBaseUnknown) return best(own);
  const ends = ofMethod.flatMap((each) => scored(each, segments, segments.length));
  return best([...whole, ...own, ...ends]);
}

function serves(promised: string, method: Call['method']): boolean {
  return method === 'ANY' || method === promised || (method === 'HEAD' && promised === 'GET');
}

/** How well the last segments of a candidate fit, all of those that are called. */
function scored<Called>(
  { called, segments, prefix }: Candidate<Called>,
  calledSegments: readonly string[],
  length: number,
): readonly Scored<Called>[] {
  if (length !== calledSegments.length || length > segments.length) return [];
  const extra = segments.length - length;
  let score = 0;
  let isGuessed = false;
  for (const [index, written] of calledSegments.entries()) {
    const segment = segments[extra + index];
    const fit = segment === undefined ? 0 : fitOf(segment, written);
    // A base that ends with all but the value of a parameter is none.
    if (fit === 0 || (fit === 2 && index === 0 && extra > prefix)) return [];
    if (fit === 1) isGuessed = true;
    score += fit;
  }
  const confidence = isGuessed || extra > prefix ? 'possible' : extra === 0 ? 'certain' : 'likely';
  return [{ called, extra: extra === prefix ? 0 : extra, score, confidence }];
}

/** 0 for none; a literal or a hole for its like is best, then a value for a parameter, then a hole for a literal. */
function fitOf({ text, pattern }: Segment, written: string): number {
  const isHole = written === '{}';
  if (text !== '') return isHole ? 1 : text === written ? 3 : 0;
  if (isHole) return pattern === undefined ? 3 : 1;
  return pattern === undefined || pattern.test(written) ? 2 : 0;
}

function best<Called>(all: readonly Scored<Called>[]): readonly Fit<Called>[] {
  const extra = Math.min(...all.map((each) => each.extra));
  const near = all.filter((each) => each.extra === extra);
  const score = Math.max(...near.map((each) => each.score));
  const found = new Map<Called, Fit<Called>>();
  for (const each of near) if (each.score === score && !found.has(each.called)) found.set(each.called, each);
  const fits = [...found.values()];
  return fits.length > 1 ? fits.map(({ called }) => ({ called, confidence: 'possible' })) : fits;
}

/** The same path with another method, or the path that is most like it. */
function nearestTo<Called extends CalledOperation>(
  call: Call,
  operations: readonly Called[],
): Called | undefined {
  if (call.template === '') {
    const ids = new Map(operations.map((each) => [each.operation.operationId ?? '', each]));
    return ids.get(nearest(call.operationId ?? '', ids.keys()) ?? '');
  }
  const asAny = fitsOf({ ...call, method: 'ANY' }, operations.flatMap(candidatesOf));
  const [other] = asAny;
  if (other !== undefined) return other.called;
  const byPath = new Map<string, Called>();
  for (const each of operations) {
    const isSame = each.operation.method === call.method;
    for (const path of each.paths) {
      const shape = pathShape(path);
      if (isSame || !byPath.has(shape)) byPath.set(shape, each);
    }
  }
  return byPath.get(nearest(call.template, byPath.keys()) ?? '');
}
