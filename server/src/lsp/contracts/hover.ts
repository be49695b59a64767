import { operationKey } from '../../model/contract.ts';
import type { Doubt, OperationMatch, UnpromisedRoute } from '../../model/matching.ts';
import type { Place } from '../../model/span.ts';
import { capital, count, withoutStop } from '../../model/words.ts';
import type { KnownOperation, KnownRoute } from './known.ts';
import { told } from './known.ts';
import type { ContractStanding } from './standing.ts';
import { type ContractView, placeName } from './view.ts';
import { adverbs, contractLabel, labelOf, surest } from './words.ts';

/** A hover is read at a glance. */
const mostShown = 3;

/** What promises and serves it, who owns that and what the change does to it, as Markdown; undefined where nothing is to be said. */
export function describeStanding(view: ContractView, standing: ContractStanding): string | undefined {
  const sections =
    standing.kind === 'operations'
      ? told(standing.all).map((known) => aboutOperation(view, known))
      : standing.all.flatMap((known) => aboutRoute(view, known) ?? []);
  const shown = [...new Set(sections)];
  if (shown.length === 0) return undefined;
  const rest = shown.length > mostShown ? [`and ${shown.length - mostShown} more`] : [];
  return `${[...shown.slice(0, mostShown), ...rest].join('\n\n')}\n`;
}

function aboutOperation(view: ContractView, known: KnownOperation): string {
  return paragraphs([
    heading(known.match),
    ...serves(view, known),
    uses(known),
    promisedIn(view, known.match),
    ownerOf(view, known.match.bound.contract.path),
    stateOf(view, known.match),
  ]);
}

function aboutRoute(view: ContractView, known: KnownRoute): string | undefined {
  const { route, operations, differing, unpromised, internal } = known;
  const own = [
    `**${code(labelOf(route))}** is served by ${route.framework}${handler(route.handler)}${doubtful(route.confidence)}`,
  ];
  const matches = operations.map(({ match }) => match);
  if (matches.length > 0)
    return paragraphs([
      ...own,
      ...matches.slice(0, mostShown).flatMap((match) => [promise(view, match), stateOf(view, match)]),
      matches.length > mostShown && `and ${count(matches.length - mostShown, 'more operation')}`,
      ...matches.slice(0, 1).map(({ bound }) => ownerOf(view, bound.contract.path)),
    ]);
  if (differing) {
    const { match, mismatch } = differing;
    return paragraphs([
      ...own,
      `${capital(`${adverbs[mismatch.confidence]}meant as`)} ${promise(view, match)}, which has ${code(mismatch.promised)} where the code has ${code(mismatch.served)}.`,
      ownerOf(view, match.bound.contract.path),
    ]);
  }
  if (internal) {
    const why = internal.why === undefined ? '' : `: ${withoutStop(internal.why)}`;
    return paragraphs([...own, `${link(view, internal.place, 'Internal')}${why}.`]);
  }
  return unpromised && paragraphs([...own, ...unpromisedBy(view, unpromised), servedState(view, known)]);
}

function unpromisedBy(view: ContractView, { bound, claim, confidence }: UnpromisedRoute): readonly unknown[] {
  const { contract, service } = bound;
  const name = contractLink(view, bound);
  const reasons = {
    covers: 'whose paths are covered by it',
    prefix: 'which promises paths with the same beginning',
    service: `which is the contract of service ${code(service ?? '')}`,
    nearest: 'which is the nearest contract',
  } as const;
  return [
    `${capital(`${adverbs[confidence]}promised`)} by nothing in ${name}, ${reasons[claim]}.`,
    ownerOf(view, contract.path),
  ];
}

function heading({ operation }: OperationMatch): string {
  const { operationId, isDeprecated, isPlanned, isInternal } = operation;
  const marks = [isDeprecated && 'deprecated', isPlanned && 'planned', isInternal === true && 'internal'];
  const id = operationId === undefined ? [] : [code(operationId)];
  return [`**${code(labelOf(operation))}**`, ...id, ...marks.filter(Boolean)].join(' · ');
}

function serves(view: ContractView, { match, missing, differing }: KnownOperation): readonly unknown[] {
  const { routes } = match;
  if (routes.length > 0) {
    const sure = surest(routes);
    const shown = routes
      .slice(0, mostShown)
      .map((route) => `${link(view, route)} (${route.framework}${handler(route.handler)})`);
    const rest = routes.length > mostShown ? ` and ${routes.length - mostShown} more` : '';
    const shift =
      differing &&
      `The contract has ${code(differing.mismatch.promised)} where the code has ${code(differing.mismatch.served)}.`;
    return [`Served at ${shown.join(', ')}${rest}${doubtful(sure)}`, shift];
  }
  if (differing) {
    const { route, mismatch } = differing;
    return [
      `${capital(`${adverbs[mismatch.confidence]}served as`)} ${code(labelOf(route))} at ${link(view, route)}: the contract has ${code(mismatch.promised)} where the code has ${code(mismatch.served)}.`,
    ];
  }
  if (!missing) return [];
  return [`${capital(`${adverbs[missing.confidence]}served by nothing`)}${because(view, missing.doubts)}.`];
}

/** Doubts are whole sentences. */
function because(view: ContractView, doubts: readonly Doubt[]): string {
  if (doubts.length === 0) return '';
  const shown = doubts
    .slice(0, mostShown)
    .map((doubt) => `\n- ${link(view, doubt)}: ${plain(withoutStop(doubt.reason))}`);
  const rest = doubts.length > mostShown ? `\n- and ${doubts.length - mostShown} more` : '';
  return `, but not everything could be followed:\n${shown.join('')}${rest}\n\n`;
}

function uses({ uses: known }: KnownOperation): string | undefined {
  if (!known) return undefined;
  const callers =
    known.callers.length > 0 ? `Called by ${count(known.callers.length, 'place')}, tested` : 'Tested';
  return `${callers} by ${known.tests.length > 0 ? count(known.tests.length, 'test') : 'nothing'}.`;
}

function promisedIn(view: ContractView, { bound, isCopy }: OperationMatch): string {
  const service = bound.service === undefined ? '' : `, service ${code(bound.service)}`;
  const copy = isCopy ? '; another document for the same code promises it as well' : '';
  return `In ${contractLink(view, bound)}${service}${copy}`;
}

function promise(view: ContractView, { operation, bound }: OperationMatch): string {
  const id = operation.operationId === undefined ? '' : ` · ${code(operation.operationId)}`;
  const label = link(view, operation, labelOf(operation));
  const mark = operation.isDeprecated ? ' · deprecated' : '';
  return `${label} · ${plain(contractLabel(bound.contract, view.facts))}${id}${mark}`;
}

function contractLink(view: ContractView, { contract }: OperationMatch['bound']): string {
  return link(view, contract.infoPlace, contractLabel(contract, view.facts));
}

function ownerOf(view: ContractView, path: string): string | undefined {
  const owners = view.ownersOf(path);
  return owners.length === 0 ? undefined : `Owner: ${owners.map(code).join(', ')}`;
}

/** What the change does to an operation; nothing where it leaves it as it was, or was not judged. */
function stateOf({ changes }: ContractView, { bound, operation, paths }: OperationMatch): string | undefined {
  if (!changes) return undefined;
  if (!paths.some((path) => changes.promised.has(operationKey(operation.method, path))))
    return '**New** in this change';
  // What was compared with a text that has been typed over since says nothing.
  const compared = changes.compared.find(({ now }) => now.contract === bound.contract);
  const own = (compared?.changes ?? []).filter(({ operations }) => operations.includes(labelOf(operation)));
  const breaking = own.filter(({ level }) => level === 'breaking');
  const [first] = breaking.length > 0 ? breaking : own;
  if (!first) return undefined;
  const number =
    breaking.length > 0 ? count(breaking.length, 'breaking change') : count(own.length, 'change');
  return `**${capital(number)}** in this change: ${plain(withoutStop(first.message))}.`;
}

function servedState({ changes }: ContractView, { route }: KnownRoute): string | undefined {
  const isNew = changes && !changes.served.has(operationKey(route.method, route.template));
  return isNew ? '**New** in this change' : undefined;
}

function handler(name: string | undefined): string {
  return name === undefined ? '' : `, ${code(name)}`;
}

function doubtful(confidence: keyof typeof adverbs): string {
  if (confidence === 'certain') return '';
  return `: ${confidence}, as not all of its path is written where it can be read`;
}

function link(view: ContractView, place: Place, text = placeName(view, place)): string {
  const { line, character } = view.lines(place.path).position(place.span.start);
  const uri = view.uri(place.path).replaceAll('(', '%28').replaceAll(')', '%29');
  return `[${code(text)}](${uri}#L${line + 1},${character + 1})`;
}

function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text}${fence}`;
}

function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&').replace(/\s+/g, ' ');
}

function paragraphs(parts: readonly unknown[]): string {
  return parts.filter((part): part is string => typeof part === 'string' && part !== '').join('\n\n');
}
