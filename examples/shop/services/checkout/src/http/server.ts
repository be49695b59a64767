import Fastify, { type FastifyInstance } from 'fastify';
import { replyWithProblem } from './http-error.js';
import { type OrderUseCases, registerOrderRoutes } from './order-routes.js';

export function createServer(useCases: OrderUseCases): FastifyInstance {
  const server = Fastify({ logger: true });
  server.setErrorHandler(replyWithProblem);
  registerOrderRoutes(server, useCases);
  return server;
}
