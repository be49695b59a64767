import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTestCode } from '../../server/src/extract/test-code.ts';

const tests = [
  'test/server.ts',
  'src/tests/app.ts',
  'src/__tests__/app.ts',
  'src/__mocks__/app.ts',
  'src/orders.test.ts',
  'src/orders.spec.tsx',
  'src/orders.e2e-spec.ts',
  'src/orders_test.ts',
  'src/test.ts',
  'src/test-utils/server.ts',
  'src/test-server.ts',
  'src/orders.test.setup.ts',
  'src/integration-tests/app.ts',
  'browser-tests/app.ts',
  'e2e/app.ts',
  'fixtures/app.ts',
  'src/__fixtures__/app.ts',
  'tests/app/api/orders/route.ts',
  'src/app/api/orders/route.test.ts',
  'src/pages/api/orders.test.ts',
];
/** What is only called a little like it, so that nothing of a product is left out. */
const products = [
  'src/security-penetration-tests/security-penetration-tests.controller.ts',
  'src/security-penetration-tests/findings.controller.ts',
  'src/lab-tests/index.ts',
  'src/test-results/test-results.controller.ts',
  'src/test-runs.routes.ts',
  'src/app/api/test/route.ts',
  'app/api/test-results/[id]/route.ts',
  'pages/api/test.ts',
  'pages/api/tests/[id].ts',
  'src/contest.ts',
  'src/latest/app.ts',
  'src/protest-server.ts',
  'src/inspect/app.ts',
];
for (const path of tests) test(`${path} is test code`, () => assert.equal(isTestCode(path), true));
for (const path of products) test(`${path} is none`, () => assert.equal(isTestCode(path), false));
