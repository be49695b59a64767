/** The error body of both services, after RFC 9457. */
export interface ProblemDto {
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
}

export function isProblem(body: unknown): body is ProblemDto {
  return typeof body === 'object' && body !== null && 'title' in body && 'status' in body;
}
