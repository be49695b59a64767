import Fastify, { type FastifyInstance } from 'fastify';
import { registerLabelRoutes } from './label-routes.js';
import { type ProductUseCases, registerProductRoutes } from './product-routes.js';
import { registerShelfRoutes } from './shelf-routes.js';

export function createServer(useCases: ProductUseCases): FastifyInstance {
  const server = Fastify({ logger: true });
  registerProductRoutes(server, useCases);
  registerShelfRoutes(server, useCases);
  registerLabelRoutes(server, useCases);
  server.get('/health', async () => ({ state: 'up' }));
  return server;
}
