import type { ClientAdapter } from './adapter.ts';
import { appRequest } from './app-request.ts';
import { axios } from './axios.ts';
import { bare } from './bare.ts';
import { cypress } from './cypress.ts';
import { described } from './described.ts';
import { fetch } from './fetch.ts';
import { got } from './got.ts';
import { honoClient } from './hono-client.ts';
import { inject } from './inject.ts';
import { ky } from './ky.ts';
import { ofetch } from './ofetch.ts';
import { openapiClient } from './openapi-client.ts';
import { openapiFetch } from './openapi-fetch.ts';
import { pact } from './pact.ts';
import { playwright } from './playwright.ts';
import { superagent } from './superagent.ts';
import { supertest } from './supertest.ts';
import { tsRest } from './ts-rest.ts';
import { undici } from './undici.ts';

/** What shows itself anywhere is asked in this order. */
export const clientAdapters: readonly ClientAdapter[] = [
  fetch,
  axios,
  ky,
  got,
  ofetch,
  undici,
  superagent,
  openapiFetch,
  openapiClient,
  tsRest,
  honoClient,
  supertest,
  appRequest,
  inject,
  pact,
  playwright,
  cypress,
  bare,
  described,
];
