import type { DocumentPosition } from '../protocol.ts';

/** `parapet/contractPlaces`, client to server, {@link ShowContractPlaces} → `DocumentPlace[]` in order of path. */
export const contractPlacesRequest = 'parapet/contractPlaces';

/** What a line over an operation, a route, or an interface that is a contract leads to: its implementations are routes. */
export type ContractPlaceKind = 'routes' | 'operations' | 'callers' | 'tests';

/** The operation or the route at a position of a document, and which of the places that belong to it are to be shown. */
export interface ShowContractPlaces {
  readonly uri: string;
  readonly position: DocumentPosition;
  readonly about: ContractPlaceKind;
  /** Of several operations that one route serves the one that is meant: `GET /orders/{id}`; or the contract of an interface: `orders 1.2.0`. */
  readonly operation?: string;
}
