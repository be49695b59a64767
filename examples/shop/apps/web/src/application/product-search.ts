import type { Article } from '@/domain/article';
import type { Catalog } from './ports';

export type ProductSearch = (query: string) => Promise<readonly Article[]>;

export function createProductSearch(catalog: Catalog): ProductSearch {
  const answers = new Map<string, Promise<readonly Article[]>>();
  return (query) => {
    const known = answers.get(query) ?? catalog.search(query);
    answers.set(query, known);
    return known;
  };
}
