import Fastify, { type FastifyInstance } from 'fastify';
import { registerBackOfficeRoutes } from './back-office-routes.js';
import { replyWithProblem } from './http-error.js';
import { type OrderUseCases, registerOrderRoutes } from './order-routes.js';
import { registerPriceRoutes } from './price-routes.js';

export function createServer(useCases: OrderUseCases): FastifyInstance {
  const server = Fastify({ logger: true });
  server.setErrorHandler(replyWithProblem);
  registerOrderRoutes(server, useCases);
  registerPriceRoutes(server);
  registerBackOfficeRoutes(server, useCases);
  return server;
}
