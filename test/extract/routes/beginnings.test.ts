import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundIn } from './route-fixture.ts';

const cases: readonly {
  readonly name: string;
  readonly files: string;
  readonly below: readonly (readonly string[] | undefined)[];
}[] = [
  {
    name: 'what is mounted at a path and cannot be followed is below that',
    files: `//- app.ts
import express from 'express';
import { adminRouter } from './gone';
const app = express();
const api = express.Router();
app.use('/api', api);
api.use('/admin', adminRouter);
`,
    below: [['/api/admin']],
  },
  {
    name: 'at the root it may be anywhere',
    files: `//- app.ts
import express from 'express';
import { adminRouter } from './gone';
const app = express();
app.use(adminRouter);
`,
    below: [undefined],
  },
  {
    name: 'so it may where nobody mounts what it is mounted on',
    files: `//- app.ts
import express from 'express';
import { adminRouter } from './gone';
export const api = express.Router();
api.use('/admin', adminRouter);
`,
    below: [undefined],
  },
  {
    name: 'a path that is not known is below the prefix that is',
    files: `//- app.ts
import express from 'express';
const app = express();
const api = express.Router();
app.use('/api', api);
api.get(process.env.HIDDEN, () => {});
`,
    below: [['/api']],
  },
];

for (const { name, files, below } of cases)
  test(name, () => {
    assert.deepEqual(
      foundIn(files).unresolved.map((each) => each.below),
      below,
    );
  });

test('a base path of Next.js that is not known is a prefix', () => {
  const files = `//- next.config.mjs
export default { basePath: process.env.BASE };
//- app/api/a/route.ts
export function GET() {}
`;
  const { routes, unresolved } = foundIn(files);
  assert.deepEqual(
    [routes.map(({ template }) => template), unresolved.map(({ isPrefix }) => isPrefix)],
    [['/api/a'], [true]],
  );
});
