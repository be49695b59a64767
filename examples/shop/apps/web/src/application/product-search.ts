import { memoize } from 'lodash';
import type { Article } from '@/domain/article';
import type { Catalog } from './ports';

export type ProductSearch = (query: string) => Promise<readonly Article[]>;

export function createProductSearch(catalog: Catalog): ProductSearch {
  return memoize((query: string) => catalog.search(query));
}
