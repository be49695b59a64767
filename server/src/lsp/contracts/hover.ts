import { operationKey, type Route, suggestedPrefix } from '../../model/contract.ts';
import type {
  BoundContract,
  MissingOperation,
  OperationMatch,
  UnpromisedRoute,
} from '../../model/matching.ts';
import { wasServed } from '../../model/served-keys.ts';
import { capital, count, enumerate, withoutStop } from '../../model/words.ts';
import { describeInterfaces } from './interfaces.ts';
import { type Differing, type KnownOperation, type KnownRoute, told } from './known.ts';
import { code, link, ownersOf, paragraphs, plain } from './markdown.ts';
import type { ContractStanding } from './standing.ts';
import type { ContractView } from './view.ts';
import { adverbs, calledBy, contractLabel, isTested, labelOf, surest, testedBy } from './words.ts';

/** A hover is read at a glance. */
const mostShown = 3;

/** What promises and serves it, who owns that and what the change does to it, as Markdown; undefined where nothing is to be said. */
export function describeStanding(view: ContractView, standing: ContractStanding): string | undefined {
  if (standing.kind === 'operations') return `${aboutOperations(view, told(standing.all))}\n`;
  if (standing.kind === 'interfaces') return `${describeInterfaces(view, standing.all)}\n`;
  const sections = [...new Set(standing.all.flatMap((known) => aboutRoute(view, known) ?? []))];
  if (sections.length === 0) return undefined;
  const rest = sections.length > mostShown ? [`and ${sections.length - mostShown} more`] : [];
  return `${[...sections.slice(0, mostShown), ...rest].join('\n\n')}\n`;
}

/** All of the operations of a path take one line each. */
function aboutOperations(view: ContractView, all: readonly KnownOperation[]): string {
  const [first] = all;
  if (!first) return '';
  const { match } = first;
  const about = [promisedIn(view, match), ownerOf(view, match.bound)];
  if (all.length > 1) {
    const listed = all.map(
      (known) => `- ${[heading(known.match), serves(view, known)?.said].filter(Boolean).join(': ')}`,
    );
    return paragraphs([listed.join('\n'), ...about]);
  }
  const served = serves(view, first);
  return paragraphs([
    heading(match),
    served && (served.isThere || !view.isTold) && `${capital(served.said)}.`,
    !view.isTold && served?.more,
    uses(first),
    ...about,
    stateOf(view, match),
  ]);
}

function aboutRoute(view: ContractView, known: KnownRoute): string | undefined {
  const { route, operations, differing, unpromised, internal } = known;
  const by = route.handler === undefined ? [] : [code(route.handler)];
  const own = [
    [`**${code(labelOf(route))}**`, route.framework, ...by].join(' · ') + doubtful([route]),
    beginning(view, route),
  ];
  const matches = operations.map(({ match }) => match);
  if (matches.length > 0)
    return paragraphs([
      ...own,
      ...matches
        .slice(0, mostShown)
        .flatMap((match) => [`Promised as ${promise(view, match)}.`, stateOf(view, match)]),
      matches.length > mostShown && `And ${count(matches.length - mostShown, 'more operation')}.`,
      ...matches.slice(0, 1).map(({ bound }) => ownerOf(view, bound)),
    ]);
  if (differing) {
    const { match, mismatch } = differing;
    return paragraphs([
      ...own,
      `${capital(`${adverbs[mismatch.confidence]}meant as`)} ${promise(view, match)}${view.isTold ? '' : `, which has ${difference(differing)}`}.`,
      ownerOf(view, match.bound),
    ]);
  }
  if (internal) {
    const why = internal.why === undefined ? '' : `: ${withoutStop(internal.why)}`;
    return paragraphs([...own, `${link(view, internal.place, 'Internal')}${why}.`]);
  }
  return unpromised && paragraphs([...own, ...unpromisedBy(view, unpromised), servedState(view, known)]);
}

function unpromisedBy(
  view: ContractView,
  { bound, rivals = [bound], claim, confidence }: UnpromisedRoute,
): readonly unknown[] {
  const reasons = {
    covers: 'covers this path',
    prefix: 'promises paths with the same beginning',
    service: `is the contract of service ${code(bound.service ?? '')}`,
    nearest: 'is the nearest contract',
  } as const;
  const lacking = view.isTold ? '' : ` and ${adverbs[confidence]}does not promise it`;
  const links = rivals.slice(0, mostShown).map((each) => contractLink(view, each));
  const rest = rivals.length > mostShown ? [count(rivals.length - mostShown, 'more contract')] : [];
  const name = enumerate([...links, ...rest]);
  return [`${name}${rivals.length > 1 ? ': each' : ''} ${reasons[claim]}${lacking}.`, ownerOf(view, bound)];
}

function heading(match: OperationMatch): string {
  const { operationId, isDeprecated, isPlanned, isInternal } = match.operation;
  const marks = [isDeprecated && 'deprecated', isPlanned && 'planned', isInternal === true && 'internal'];
  const id = operationId === undefined ? [] : [code(operationId)];
  return [`**${code(labelOf(match))}**`, ...id, ...marks.filter(Boolean)].join(' · ');
}

/** How it is served in a few words, and what is to be added where there is room. */
interface Served {
  readonly said: string;
  /** Some route serves it, or is meant to. */
  readonly isThere: boolean;
  readonly more?: string | undefined;
}

function serves(view: ContractView, { match, missing, differing }: KnownOperation): Served | undefined {
  const { routes, operation } = match;
  if (routes.length > 0) {
    const shown = routes
      .slice(0, mostShown)
      .map((route) => `${link(view, route)} (${route.framework}${handler(route.handler)})`);
    const rest = routes.length > mostShown ? ` and ${routes.length - mostShown} more` : '';
    const said = `served at ${shown.join(', ')}${rest}${doubtful(routes)}`;
    return { said, isThere: true, more: differing && `The contract has ${difference(differing)}.` };
  }
  if (differing) {
    const { route, mismatch } = differing;
    const said = `${adverbs[mismatch.confidence]}served as ${code(labelOf(route))} at ${link(view, route)}`;
    return { said, isThere: true, more: `The contract has ${difference(differing)}.` };
  }
  if (operation.isPlanned) return { said: 'not served yet', isThere: false };
  if (!missing) return undefined;
  const said = `${adverbs[missing.confidence]}served by nothing`;
  return { said, isThere: false, more: doubtsOf(view, missing) };
}

/** Where what a route begins with would have to be known. */
function beginning(view: ContractView, route: Route): string | undefined {
  const { beneath } = route;
  const prefix = suggestedPrefix(route);
  if (beneath === undefined || prefix === undefined) return undefined;
  const what = prefix === '' ? 'That nothing stands before it' : code(prefix);
  return `${what} is read from the contract, as it is not known at ${link(view, beneath)}: ${plain(withoutStop(beneath.reason))}.`;
}

function difference({ mismatch }: Differing): string {
  return `${code(mismatch.promised)} where the code has ${code(mismatch.served)}`;
}

/** Why it may be served all the same. */
function doubtsOf(view: ContractView, { match, confidence, doubts }: MissingOperation): string | undefined {
  if (confidence === 'certain') return undefined;
  if (doubts.length === 0)
    return match.bound.service === undefined
      ? "Nothing here keeps this contract, and no policy names it: it may be somebody else's."
      : `Frameworks answer ${code(match.operation.method)} without a route.`;
  const shown = doubts
    .slice(0, mostShown)
    .map((doubt) => `- ${link(view, doubt)}: ${plain(withoutStop(doubt.reason))}`);
  const rest = doubts.length > mostShown ? [`- and ${doubts.length - mostShown} more`] : [];
  return ['Not everything could be followed:', ...shown, ...rest].join('\n');
}

function uses({ use, isUntested }: KnownOperation): string | undefined {
  if (!use) return undefined;
  const called = use.callers.length > 0 ? [calledBy(use.callers)] : [];
  const tested = isUntested || isTested([use]) ? [testedBy([use])] : [];
  const all = [...called, ...tested];
  return all.length === 0 ? undefined : `${capital(all.join(', '))}.`;
}

function promisedIn(view: ContractView, { bound, isCopy }: OperationMatch): string {
  const service = bound.service === undefined ? '' : `, service ${code(bound.service)}`;
  const copy = isCopy ? '; another document for the same code promises it as well' : '';
  return `Promised in ${contractLink(view, bound)}${service}${copy}.`;
}

function promise(view: ContractView, match: OperationMatch): string {
  const { operation, bound } = match;
  const id = operation.operationId === undefined ? '' : ` · ${code(operation.operationId)}`;
  const label = link(view, operation, labelOf(match));
  const mark = operation.isDeprecated ? ' · deprecated' : '';
  return `${label} · ${plain(contractLabel(bound.contract, view.facts))}${id}${mark}`;
}

function contractLink(view: ContractView, { contract }: OperationMatch['bound']): string {
  return link(view, contract.infoPlace, contractLabel(contract, view.facts));
}

function ownerOf(view: ContractView, { contract }: BoundContract): string | undefined {
  const governed = view.facts.contracts.find((each) => each.contract === contract);
  return ownersOf(view, contract.path, governed?.owner);
}

/** What the change does to an operation; nothing where it leaves it as it was, or was not judged. */
function stateOf({ changes }: ContractView, { bound, operation, paths }: OperationMatch): string | undefined {
  if (!changes) return undefined;
  if (!paths.some((path) => changes.promised.has(operationKey(operation.method, path))))
    return '**New** in this change.';
  // What was compared with a text that has been typed over since says nothing.
  const compared = changes.compared.find(({ now }) => now.contract === bound.contract);
  const own = (compared?.changes ?? []).filter(({ operations }) =>
    operations.includes(`${operation.method} ${operation.template}`),
  );
  const breaking = own.filter(({ level }) => level === 'breaking');
  const [first] = breaking.length > 0 ? breaking : own;
  if (!first) return undefined;
  const number =
    breaking.length > 0 ? count(breaking.length, 'breaking change') : count(own.length, 'change');
  return `**${capital(number)}** in this change: ${plain(withoutStop(first.message))}.`;
}

function servedState({ changes }: ContractView, { route }: KnownRoute): string | undefined {
  const isNew = changes && !wasServed(route, changes.served);
  return isNew ? '**New** in this change.' : undefined;
}

function handler(name: string | undefined): string {
  return name === undefined ? '' : `, ${code(name)}`;
}

function doubtful(routes: readonly Route[]): string {
  const confidence = surest(routes);
  if (confidence === 'certain') return '';
  if (routes.every(({ ending }) => ending !== undefined))
    return `: ${confidence}, as what its path begins with is not known in code`;
  return `: ${confidence}, as not all of its path is written where it can be read`;
}
