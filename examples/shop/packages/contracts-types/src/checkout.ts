import type { components } from './generated/checkout-api.js';

export type OrderDto = components['schemas']['Order'];
export type OrderRequestDto = components['schemas']['OrderRequest'];

export const orderStates = ['placed', 'paid', 'shipped', 'cancelled'] as const;

export type OrderStateDto = (typeof orderStates)[number];
