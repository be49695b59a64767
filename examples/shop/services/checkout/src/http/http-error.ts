import type { ProblemDto } from '@shop/contracts-types';
import type { FastifyReply, FastifyRequest } from 'fastify';

export class HttpError extends Error {
  constructor(
    readonly status: number,
    title: string,
  ) {
    super(title);
  }
}

export function replyWithProblem(error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
  const status = error instanceof HttpError ? error.status : 500;
  const problem: ProblemDto = { title: error instanceof Error ? error.message : 'Unexpected error', status };
  void reply.code(status).send(problem);
}
