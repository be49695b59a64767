import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPact } from '../../server/src/read/pact.ts';

function linesOf(text: string, path = 'pacts/web-orders.json') {
  const pact = readPact(path, text);
  return (
    pact && {
      names: `${pact.consumer ?? ''} ${pact.provider ?? ''}`,
      calls: pact.calls.map(
        ({ method, template, span }) => `${method} ${template} ${text.slice(span.start, span.end)}`,
      ),
      problems: pact.problems.map(
        ({ span, message }) => `${text.slice(span.start, span.end).slice(0, 30)}: ${message}`,
      ),
    }
  );
}

const names = '"consumer": { "name": "web" }, "provider": { "name": "orders" }';

test('Pact, versions 2 to 4: methods, paths with matchers, and what the provider puts in', () => {
  const text = `{ ${names}, "interactions": [
    { "request": { "method": "get", "path": "/orders", "query": "a=b" } },
    { "request": { "method": "POST", "path": "/orders/10",
      "matchingRules": { "path": { "combine": "AND", "matchers": [{ "match": "regex", "regex": "^/orders/\\\\d+$" }] } } } },
    { "type": "Synchronous/HTTP", "request": { "method": "DELETE", "path": "/orders/7/lines/1",
      "generators": { "path": { "type": "ProviderState", "expression": "/orders/\${id}/lines/1" } } } },
    { "type": "Asynchronous/Messages", "contents": {} }
  ], "metadata": { "pactSpecification": { "version": "4.0" } } }`;
  assert.deepEqual(linesOf(text), {
    names: 'web orders',
    calls: [
      'GET /orders "/orders"',
      'POST /orders/10 "/orders/10"',
      'DELETE /orders/{}/lines/1 "/orders/7/lines/1"',
    ],
    problems: [],
  });
});

test('Pact: what is wrong is told at its place, and the rest counts', () => {
  const text = `{ ${names}, "interactions": [
    { "description": "none" },
    { "request": { "method": "FETCH", "path": "/a" } },
    { "request": { "method": "GET", "path": 7 } },
    { "request": { "method": "GET" } },
    { "request": { "method": "GET", "path": "/b" } }
  ] }`;
  assert.deepEqual(linesOf(text)?.calls, ['GET /b "/b"']);
  assert.deepEqual(linesOf(text)?.problems, [
    '{ "description": "none" }: The interaction has no request.',
    '"FETCH": The request has no method of HTTP.',
    '7: The request has no path.',
    '"request": The request has no path.',
  ]);
  assert.deepEqual(linesOf(`{ ${names}, "interactions": {} }`)?.problems, [
    '{}: The interactions are no list.',
  ]);
});

test('Pact: a document that is cut off is a Pact with a problem', () => {
  const cut = `{ ${names}, "interactions": [{ "request": { "method": "GET", "path": "/a" } }, { "requ`;
  const found = linesOf(cut);
  assert.deepEqual(found?.calls, ['GET /a "/a"']);
  assert.ok((found?.problems.length ?? 0) > 0);
  assert.ok((linesOf('')?.problems.length ?? 1) >= 0);
  assert.ok(linesOf('{"a":', 'x/pacts/y.json')?.problems.length);
});

test('Pact: documents that are something else are none', () => {
  assert.equal(linesOf('{ "interactions": [] }'), undefined);
  assert.equal(linesOf(`{ ${names}, "messages": [] }`), undefined);
  assert.equal(linesOf('{ "name": "x" }', 'package.json'), undefined);
  assert.equal(linesOf('{ broken', 'data/orders.json'), undefined);
  assert.equal(linesOf(`{ ${names}, "interactions": [] }`, 'contracts/web.json')?.calls.length, 0);
});
