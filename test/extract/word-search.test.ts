import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordSearch } from '../../server/src/extract/word-search.ts';

const words = [
  'express',
  'express-promise-router',
  '@hono/zod-openapi',
  'hono',
  '.handler(',
  '"/',
  'fastify',
  'koa',
];

test('a search finds each word wherever it stands, also by what it holds', () => {
  const holds = wordSearch(words);
  for (const word of words) {
    assert.ok(holds(word), word);
    assert.ok(holds(`import x from '${word}';`), word);
    assert.ok(holds(`${'fy xpress dler( '.repeat(3)}${word}\n`), word);
  }
});

test('a search is silent where only the end of a word stands, or nothing is looked for', () => {
  const holds = wordSearch(words);
  for (const text of ['', 'xpress', 'fy', 'fastif', 'handler(', "'/", 'ono', 'expres s', 'KOA'])
    assert.ok(!holds(text), text);
  assert.ok(!wordSearch([])('express'));
});
