import type { FileAdapter, RouterAdapter, WholeAdapter } from './adapter.ts';
import { apiFolder } from './api-folder.ts';
import { express } from './express.ts';
import { fastify } from './fastify.ts';
import { hono } from './hono.ts';
import { koa } from './koa.ts';
import { nest } from './nest.ts';
import { next } from './next.ts';
import { orpc } from './orpc.ts';
import { tsRest } from './ts-rest.ts';

export const routerAdapters: readonly RouterAdapter[] = [express, koa, fastify, hono];
export const fileAdapters: readonly FileAdapter[] = [nest, next, apiFolder];
export const wholeAdapters: readonly WholeAdapter[] = [tsRest, orpc];
