import { useEffect, useState } from 'react';
import type { BasketStore } from '@/application/basket-store';
import type { ProductSearch } from '@/application/product-search';
import type { Article } from '@/domain/article';
import { ProductCard } from '@/ui/components/product-card';

export interface ProductsPageProps {
  readonly search: ProductSearch;
  readonly basket: BasketStore;
}

export function ProductsPage({ search, basket }: ProductsPageProps) {
  const [query, setQuery] = useState('');
  const [articles, setArticles] = useState<readonly Article[]>([]);
  useEffect(() => {
    void search(query).then(setArticles);
  }, [search, query]);
  return (
    <section>
      <input value={query} onChange={(event) => setQuery(event.target.value)} placeholder="Search" />
      {articles.map((article) => (
        <ProductCard key={article.sku} article={article} onAdd={() => basket.add(article)} />
      ))}
    </section>
  );
}
