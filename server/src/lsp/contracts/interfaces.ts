import type { GovernedInterface } from '../../model/contract-facts.ts';
import type { Place } from '../../model/span.ts';
import { capital } from '../../model/words.ts';
import type { ContractPlaceKind } from '../../protocol/contracts.ts';
import type { ContractLens, PlacedInterface } from './known.ts';
import { code, link, ownersOf, paragraphs } from './markdown.ts';
import { type ContractView, distinctPlaces } from './view.ts';

const mostShown = 3;

/** Over an interface what implements it, over what does the contract. */
export function interfaceLenses({ own }: ContractView): readonly ContractLens[] {
  return own.interfaces.flatMap(({ one, is, span }): readonly ContractLens[] => {
    const operation = labelOf(one);
    if (is === 'mark') return [];
    if (is === 'implementation')
      return [{ span, title: `implements ${labelOf(one)}`, about: 'operations', operation }];
    const title = `${labelOf(one)} · ${implementedBy(one)}`;
    return [one.implementations.length > 0 ? { span, title, about: 'routes', operation } : { span, title }];
  });
}

/** As Markdown. */
export function describeInterfaces(view: ContractView, all: readonly PlacedInterface[]): string {
  return paragraphs(all.slice(0, mostShown).flatMap((placed) => described(view, placed)));
}

/** Where contracts are promised, or implemented; in order of path. */
export function interfacePlaces(
  all: readonly PlacedInterface[],
  kind: ContractPlaceKind,
  contract?: string,
): readonly Place[] {
  const meant = all.filter(({ one }) => contract === undefined || labelOf(one) === contract);
  return distinctPlaces(
    meant.flatMap(({ one }) =>
      kind === 'routes' ? one.implementations : kind === 'operations' ? [one] : [],
    ),
  );
}

function described(view: ContractView, { one, is }: PlacedInterface): readonly unknown[] {
  const version = one.version === undefined ? 'no version' : code(one.version.text);
  const heading = `**${code(one.contract)}** · ${version} · interface `;
  if (is === 'implementation')
    return [`${heading}${link(view, one, one.name)}`, ownersOf(view, one.path, one.owner)];
  const places = one.implementations
    .slice(0, mostShown)
    .map((place) => `${code(place.name)} (${link(view, place)})`);
  const rest = one.implementations.length - places.length;
  const implemented =
    places.length === 0
      ? capital(implementedBy(one))
      : `Implemented by ${places.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return [`${heading}${code(one.name)}`, !view.isTold && implemented, ownersOf(view, one.path, one.owner)];
}

function labelOf({ contract, version }: GovernedInterface): string {
  return version === undefined ? contract : `${contract} ${version.text}`;
}

function implementedBy({ implementations, isOpen }: GovernedInterface): string {
  const [first] = implementations;
  if (!first) return `${isOpen ? 'likely ' : ''}implemented by nothing`;
  const rest = implementations.length - 1;
  return `implemented by ${first.name}${rest > 0 ? ` and ${rest} more` : ''}`;
}
