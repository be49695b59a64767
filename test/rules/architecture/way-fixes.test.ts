import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkFix, filesOf, openFixable, waysOut } from '../../support/fix.ts';

async function titles(rule: string, policy: string, fixture: string): Promise<readonly string[]> {
  const fixable = await openFixable(filesOf(policy, fixture));
  const finding = fixable.workspace.findings().find((one) => one.rule === rule);
  assert.ok(finding, `a finding of ${rule}`);
  return (await waysOut(fixable, finding)).map(({ title }) => title);
}

describe('an import on a circle that takes names from a file that only passes them on', () => {
  const rule = 'architecture/import-cycle';
  const policy = '{ "rules": { "architecture/import-cycle": "error" } }';
  const before = `//- show/index.ts
export * from './card';
export * from './user';
//- show/card.ts
import { user } from '.';
export const card = () => user;
//- show/user.ts
export const user = 1;`;

  test('names the file that declares them', () =>
    checkFix({
      ...{ rule, policy, before, fix: 'import-deeper', safe: false },
      after: "//- show/card.ts\nimport { user } from './user';\nexport const card = () => user;",
    }));

  test('does not where that file leads back, where another import remains, and where a boundary is crossed', async () => {
    const of = (fixture: string, given = policy) => titles(rule, given, fixture);
    assert.deepEqual(await of(before), ['Import from "user.ts" instead of "."']);
    const back = before.replace('export const user = 1;', "import './card';\nexport const user = 1;");
    assert.deepEqual(await of(back), []);
    const twice = before.replace("from '.';", "from '.';\nimport '.';");
    assert.deepEqual(await of(twice), []);
    const slices = `{ "slices": [{ "name": "inner", "files": "show/user.ts", "public": [] }], ${policy.slice(1)}`;
    assert.deepEqual(await of(before, slices), []);
  });
});

describe('an import on a way that must not be', () => {
  const rule = 'architecture/forbidden-reach';
  const policy = '{ "reach": [{ "from": "routes/**", "mustNotReach": "db/**" }] }';
  const before = `//- routes/a.ts
import { load } from '../service';
export const a = load;
//- service.ts
import { Pool } from './db/pool';
export const load = (pool: Pool) => pool;
//- db/pool.ts
export class Pool {}`;

  test('becomes type-only where only its types are used', () =>
    checkFix({
      ...{ rule, policy, before, safe: true },
      after:
        "//- service.ts\nimport type { Pool } from './db/pool';\nexport const load = (pool: Pool) => pool;",
    }));

  test('does not where it is used at run time, where another way remains, and where types count', async () => {
    const of = (fixture: string, given = policy) => titles(rule, given, fixture);
    assert.deepEqual(await of(before), ['Make the import of "./db/pool" in "service.ts" type-only']);
    assert.deepEqual(await of(before.replace('pool: Pool) => pool', 'pool = new Pool()) => pool')), []);
    const twice = before.replace("'./db/pool';", "'./db/pool';\nimport './db/pool';");
    assert.deepEqual(await of(twice), []);
    const twoWays = before.replace("'../service';", "'../service';\nimport '../zone';");
    assert.deepEqual(await of(`${twoWays}\n//- zone.ts\nimport './db/pool';`), []);
    assert.deepEqual(
      await of(before, policy.replace('"db/**" }', '"db/**", "kinds": ["value", "type"] }')),
      [],
    );
    const other =
      '"overrides": [{ "files": ["db/**"], "rules": { "architecture/forbidden-reach": "warning" } }]';
    assert.deepEqual(await of(before, policy.replace('] }', `], ${other} }`)), []);
  });
});
