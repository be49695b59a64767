/** What the checkout offers to whoever helps customers. The desk's tool calls by this table, and nothing else does. */
export const backOffice = {
  quote: { method: 'POST', path: '/back-office/quotes' },
  cancelOrder: { method: 'POST', path: '/back-office/orders/:id/cancellation' },
} as const;

export type BackOfficeOperation = keyof typeof backOffice;
