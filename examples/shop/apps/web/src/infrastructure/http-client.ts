import { isProblem } from '@shop/contracts-types';

export async function requestJson<Body>(url: string, init?: RequestInit): Promise<Body> {
  const response = await fetch(url, { headers: { 'content-type': 'application/json' }, ...init });
  const body: unknown = await response.json();
  if (isProblem(body)) throw new Error(body.detail ?? body.title);
  return body as Body;
}
