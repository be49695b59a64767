export interface Stock {
  readonly onHand: number;
  readonly reserved: number;
}

export function isAvailable(stock: Stock, quantity = 1): boolean {
  return stock.onHand - stock.reserved >= quantity;
}
