import type { Article } from '@/domain/article';
import { Button } from './button';
import { PriceTag } from './price-tag';

export interface ProductCardProps {
  readonly article: Article;
  readonly onAdd: () => void;
}

export function ProductCard({ article, onAdd }: ProductCardProps) {
  return (
    <article>
      <h2>{article.title}</h2>
      <PriceTag amount={article.price} />
      {article.available ? <Button label="Add to basket" onPress={onAdd} /> : <em>Sold out</em>}
    </article>
  );
}
