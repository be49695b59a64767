export function EmptyBasket() {
  return <p>Your basket is empty.</p>;
}
