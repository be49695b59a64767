import type { ContractAdapter } from '../search.ts';
import { hono } from './hono.ts';
import { orpc } from './orpc.ts';
import { table } from './table.ts';
import { tsRest } from './ts-rest.ts';
import { zodOpenapi } from './zod-openapi.ts';

export const contractAdapters: readonly ContractAdapter[] = [tsRest, orpc, hono, zodOpenapi, table];
