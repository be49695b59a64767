import type { Contract, Operation, Route } from '../../model/contract.ts';
import type { ContractFacts } from '../../model/contract-facts.ts';
import type { Confidence } from '../../model/finding.ts';
import { lastSegment } from '../../model/path.ts';

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

/** `GET /orders/{id}`. */
export function labelOf({ method, template }: Operation | Route): string {
  return `${method} ${template}`;
}

/** `orders.openapi.yaml 1.2.0`; the whole path where several contracts are called alike. */
export function contractLabel({ path, version }: Contract, { contracts }: ContractFacts): string {
  const name = lastSegment(path);
  const isUnique = contracts.every(
    ({ contract }) => contract.path === path || lastSegment(contract.path) !== name,
  );
  return [isUnique ? name : path, version?.text].filter(Boolean).join(' ');
}
