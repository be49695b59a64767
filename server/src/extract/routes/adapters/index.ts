import type { FileAdapter, RouterAdapter } from './adapter.ts';
import { apiFolder } from './api-folder.ts';
import { express } from './express.ts';
import { fastify } from './fastify.ts';
import { hono } from './hono.ts';
import { koa } from './koa.ts';
import { nest } from './nest.ts';
import { next } from './next.ts';

export const routerAdapters: readonly RouterAdapter[] = [express, koa, fastify, hono];
export const fileAdapters: readonly FileAdapter[] = [nest, next, apiFolder];
