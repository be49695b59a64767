/* Generated from catalog.openapi.yaml. Changes here are lost. */
import type { Amount } from './checkout-api.js';

export interface components {
  readonly schemas: {
    readonly Product: {
      readonly sku: string;
      readonly title: string;
      readonly price: Amount;
      readonly inStock: boolean;
    };
  };
}

export const catalogApiVersion = '1.4.0';
