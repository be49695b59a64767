import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoProducts } from '../infrastructure/demo-products.js';
import { createMemoryProducts } from '../infrastructure/memory-products.js';
import { createListProducts } from './list-products.js';

test('filters by title', async () => {
  const list = createListProducts(createMemoryProducts(demoProducts));
  assert.deepEqual((await list('lamp')).map((product) => product.sku), ['LMP-0007']);
});
