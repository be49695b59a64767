/* Generated from checkout.openapi.yaml. Changes here are lost. */
import { catalogApiVersion } from './catalog-api.js';

export interface Amount {
  readonly minor: number;
  readonly currency: 'EUR' | 'GBP' | 'USD';
}

export interface components {
  readonly schemas: {
    readonly Order: {
      readonly id: string;
      readonly state: 'placed' | 'paid' | 'shipped' | 'cancelled';
      readonly total: Amount;
    };
    readonly OrderRequest: {
      readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
      readonly postcode: string;
      readonly voucher?: string;
    };
  };
}

export const checkoutApiVersion = `2.1.0+catalog.${catalogApiVersion}`;
