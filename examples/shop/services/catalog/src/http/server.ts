import Fastify, { type FastifyInstance } from 'fastify';
import { type ProductUseCases, registerProductRoutes } from './product-routes.js';

export function createServer(useCases: ProductUseCases): FastifyInstance {
  const server = Fastify({ logger: true });
  registerProductRoutes(server, useCases);
  return server;
}
