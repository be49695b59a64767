import type { Call, CalledOperation, OperationUse } from '../../model/calls.ts';
import type { Contract, Route } from '../../model/contract.ts';
import type { ContractFacts } from '../../model/contract-facts.ts';
import type { Confidence } from '../../model/finding.ts';
import type { OperationMatch } from '../../model/matching.ts';
import { count, enumerate } from '../../model/words.ts';

/** What stands before a statement that is less than certain. */
export const adverbs: Readonly<Record<Confidence, string>> = {
  certain: '',
  likely: 'likely ',
  possible: 'possibly ',
};

export function surest(all: readonly { readonly confidence: Confidence }[]): Confidence {
  const is = (confidence: Confidence) => all.some((each) => each.confidence === confidence);
  return is('certain') ? 'certain' : is('likely') ? 'likely' : 'possible';
}

/** `GET /api/orders/{id}`, of an operation with the first server's prefix. */
export function labelOf(one: OperationMatch | Route): string {
  if ('method' in one) return `${one.method} ${one.template}`;
  const { operation, paths } = one;
  return `${operation.method} ${paths[0] ?? operation.template}`;
}

/** `orders.openapi.yaml 1.2.0`; with as many of its folders as tell it apart where several contracts are called alike. */
export function contractLabel({ path, version }: Contract, { contracts }: ContractFacts): string {
  const others = contracts.flatMap(({ contract }) => (contract.path === path ? [] : [`/${contract.path}`]));
  const segments = path.split('/');
  const names = segments.map((_, index) => segments.slice(-1 - index).join('/'));
  const name = names.find((one) => others.every((other) => !other.endsWith(`/${one}`)));
  return [name ?? path, version?.text].filter(Boolean).join(' ');
}

type Use = Pick<OperationUse<CalledOperation>, 'tests' | 'covers'>;

/** At least one. */
export function calledBy(callers: readonly Call[]): string {
  return `${adverbs[surest(callers)]}called by ${count(callers.length, 'place')}`;
}

export function isTested(all: readonly Use[]): boolean {
  return all.some(({ tests, covers }) => tests.length + covers.length > 0);
}

/** `tested by 2 tests and schemathesis`. */
export function testedBy(all: readonly Use[]): string {
  const tests = all.flatMap((use) => use.tests);
  const tools = new Set(all.flatMap(({ covers }) => covers.map(({ tool }) => tool)));
  if (tests.length === 0) return `tested by ${enumerate([...tools]) || 'nothing'}`;
  const adverb = tools.size > 0 ? '' : adverbs[surest(tests)];
  return `${adverb}tested by ${enumerate([count(tests.length, 'test'), ...tools])}`;
}
