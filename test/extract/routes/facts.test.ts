import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFactReaders, readRouteFacts } from '../../../server/src/extract/routes/reading/read-facts.ts';

const long = `import express from 'express';
const app = express();
${Array.from({ length: 300 }, (_, at) => `app.get('/a${at}/:id', async ({ params: { id } }, res) => { const { q } = f(id); res.json(q); });`).join('\n')}
`;
/** Texts that end where a look ahead would see what another text left behind. */
const short = [
  '',
  'app',
  'app.get',
  "app.get('/x', (",
  'const a = (b',
  'class A { @Get',
  'const { a } = await',
  'x = `${a',
  "app.get('/x', (req) => req.query.q);",
];

test('facts do not depend on the text that was read before', () => {
  const { routeFacts, callFacts } = createFactReaders();
  for (const text of short) {
    routeFacts('long.ts', long);
    assert.deepEqual(routeFacts('a.ts', text), readRouteFacts('a.ts', text), text);
    callFacts('long.ts', long);
    assert.deepEqual(callFacts('a.ts', text), createFactReaders().callFacts('a.ts', text), text);
  }
});

test('facts stay what they are when another text is read', () => {
  const { routeFacts } = createFactReaders();
  const facts = routeFacts('a.ts', long);
  const before = JSON.stringify(facts);
  routeFacts('b.ts', long.replaceAll('app', 'other'));
  assert.equal(JSON.stringify(facts), before);
});
