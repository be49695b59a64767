import { type Contract, knownPath, operationKey, type Route } from '../../model/contract.ts';
import type { GovernedContract } from '../../model/contract-facts.ts';
import type { Problem, Related } from '../../model/finding.ts';
import type {
  BoundContract,
  OperationMatch,
  ParameterMismatch,
  UnpromisedRoute,
} from '../../model/matching.ts';
import type { Policy } from '../../model/policy.ts';
import { count } from '../../model/words.ts';

/** `GET /api/orders/{id}`, with the first server's prefix. */
export function operationName({ operation, paths }: OperationMatch): string {
  return `${operation.method} ${paths[0] ?? operation.template}`;
}

/** `GET …/orders/{id}` where not all of its path is known. */
export function routeName(route: Route): string {
  return `${route.method} ${knownPath(route)}`;
}

/** What of an operation does not fit, free of places. */
export function parameterSubject({ match, problem, in: where, name }: ParameterMismatch): string {
  const { method, template } = match.operation;
  return `${operationKey(method, template)} ${problem} ${where} ${name}`;
}

/** A document is called by its path. */
export function nameOf({ name, path }: Contract): string {
  return name ?? path;
}

export function promisedHere(match: OperationMatch): Related {
  const { path, span } = match.operation;
  return { path, span, message: `${operationName(match)} is promised here.` };
}

export function servedHere(route: Route): Related {
  const { path, span } = route;
  return { path, span, message: `${routeName(route)} is served here.` };
}

/**
 * That nobody promises a route, by the contract that is nearest to it: `"openapi.yaml" does not promise it`. Where several are as
 * near none is named before the others. `promises` is what each would do.
 */
export function unpromisedBy(
  { bound, rivals = [] }: Pick<UnpromisedRoute, 'bound' | 'rivals'>,
  settingOf: (bound: BoundContract) => GovernedContract['setting'],
  [promises, not]: readonly [promises: string, not: string] = ['promises it', 'does not promise it'],
): string {
  const [first = bound, second, ...others] = rivals;
  if (!second) return `"${bound.contract.path}" ${not}`;
  const named = `"${first.contract.path}"`;
  const setting = settingOf(first);
  if (others.length === 0) return `neither ${named} nor "${second.contract.path}" ${promises}`;
  if (setting && rivals.every((one) => settingOf(one) === setting))
    return `none of ${count(rivals.length, 'contract')} of "${setting.file.glob}" ${promises}`;
  return `none of ${named}, "${second.contract.path}" and ${count(others.length, 'more contract')} ${promises}`;
}

/** Where a route is mounted at what is not known, if it is. */
export function beginsHere({ beneath }: Route): readonly Related[] {
  if (beneath === undefined) return [];
  const { path, span, reason } = beneath;
  return [{ path, span, message: `What it begins with is not known. ${reason}` }];
}

/** Where the policy names the contract, if it does. */
export function declaredHere({ setting }: Pick<GovernedContract, 'setting'>): readonly Related[] {
  return setting ? [{ ...setting.file.place, message: 'The policy names the contract here.' }] : [];
}

/** What the policy says of the service that offers the contract. */
export function ofService({ owner }: Pick<GovernedContract, 'owner'>): Pick<Problem, 'owner' | 'why'> {
  return {
    ...(owner?.owner !== undefined && { owner: owner.owner }),
    ...(owner?.why !== undefined && { why: owner.why }),
  };
}

/** The subject of what is served by no service, in one package. */
export function ofNoService(folder: string, policy: Policy): string {
  return folder === policy.folder ? 'contractFirst' : `contractFirst ${folder}`;
}

/** The first few places; the last one says how many there are besides. */
export function fewOf(places: readonly Related[], most = 10): readonly Related[] {
  const rest = places.length - most;
  const last = places[most];
  if (rest <= 1 || !last) return places;
  return [...places.slice(0, most), { ...last, message: `${count(rest, 'more place')} like these.` }];
}
