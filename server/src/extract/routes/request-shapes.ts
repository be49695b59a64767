import type { ParameterPlace } from '../../model/contract.ts';

/** What a part of a request is. */
export type Part =
  /** Its keys are names of parameters; `query or path` where the framework mixes both. */
  | { readonly is: 'keys'; readonly in: ParameterPlace | 'query or path' }
  /** Its `get`, `getAll` and `has` take names of parameters. */
  | { readonly is: 'store'; readonly in: ParameterPlace }
  /** Called with a name. */
  | { readonly is: 'reader'; readonly in: ParameterPlace }
  /** Called with a place; gives what a schema let through. */
  | { readonly is: 'validated' }
  | { readonly is: 'address' }
  | { readonly is: 'parts'; readonly parts: Parts };

export type Parts = ReadonlyMap<string, Part>;

function parts(table: Readonly<Record<string, Part>>): Parts {
  return new Map(Object.entries(table));
}

function keys(place: ParameterPlace | 'query or path'): Part {
  return { is: 'keys', in: place };
}

function reader(place: ParameterPlace): Part {
  return { is: 'reader', in: place };
}

function store(place: ParameterPlace): Part {
  return { is: 'store', in: place };
}

export const address: Parts = parts({ searchParams: store('query'), search: keys('query') });

const express = parts({
  params: keys('path'),
  query: keys('query'),
  headers: keys('header'),
  cookies: keys('cookie'),
  signedCookies: keys('cookie'),
  get: reader('header'),
  header: reader('header'),
  url: { is: 'address' },
  originalUrl: { is: 'address' },
});

const ofKoa = {
  query: keys('query'),
  headers: keys('header'),
  header: keys('header'),
  get: reader('header'),
};
const koa = parts({
  ...ofKoa,
  params: keys('path'),
  cookies: store('cookie'),
  request: { is: 'parts', parts: parts({ ...ofKoa, params: keys('path') }) },
  URL: { is: 'parts', parts: address },
});

const hono = parts({
  req: {
    is: 'parts',
    parts: parts({
      param: reader('path'),
      query: reader('query'),
      queries: reader('query'),
      header: reader('header'),
      url: { is: 'address' },
      valid: { is: 'validated' },
    }),
  },
});

const nextRequest = parts({
  headers: store('header'),
  cookies: store('cookie'),
  nextUrl: { is: 'parts', parts: address },
  url: { is: 'address' },
});

const nextPage = parts({
  query: keys('query or path'),
  headers: keys('header'),
  cookies: keys('cookie'),
});

/** What the parameters of a handler are, by framework and position. */
export const shapes: Readonly<Record<string, readonly Parts[]>> = {
  express: [express],
  fastify: [express],
  koa: [koa],
  hono: [hono],
  'api-folder': [express],
  next: [nextRequest, parts({ params: keys('path') })],
  'next pages': [nextPage],
};
