export interface Stock {
  readonly onHand: number;
  readonly reserved: number;
}

export function isAvailable(stock: Stock, quantity = 1): boolean {
  return stock.onHand - stock.reserved >= quantity;
}

export function sellable(stock: Stock): number {
  return Math.max(0, stock.onHand - stock.reserved);
}
