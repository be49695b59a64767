import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cutPlanOf } from '../../server/src/cut-plan.ts';
import type { Knot } from '../../server/src/model/rule.ts';
import { assemblyOf, withCuts } from '../support/cuts.ts';
import { openWorkspace } from '../support/workspace.ts';

const seconds = Number(process.env['PARAPET_PROPERTY_SECONDS'] ?? 3);
const limits = { numRuns: 100_000, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false };

type Use = 'value' | 'type-use' | 'type' | 'dynamic' | 'side-effect' | 'entry';
const uses: readonly Use[] = ['value', 'type-use', 'type', 'dynamic', 'side-effect', 'entry'];

/** What each file imports of which other, and which files an entry re-exports. */
const workspaces = fc.integer({ min: 2, max: 7 }).chain((count) => {
  const other = fc.integer({ min: 0, max: count - 1 });
  return fc.record({
    files: fc.array(fc.array(fc.tuple(other, fc.constantFrom(...uses)), { maxLength: 4 }), {
      minLength: count,
      maxLength: count,
    }),
    entry: fc.uniqueArray(other, { maxLength: count }),
  });
});

const statements: Readonly<Record<Use, (to: number, at: number) => string>> = {
  value: (to, at) => `import { v${to} as x${at} } from './f${to}';\nx${at};`,
  'type-use': (to, at) => `import { v${to} as x${at} } from './f${to}';\nexport type T${at} = typeof x${at};`,
  type: (to, at) => `import type { v${to} as x${at} } from './f${to}';\nexport type T${at} = typeof x${at};`,
  dynamic: (to, at) => `export const x${at} = () => import('./f${to}');`,
  'side-effect': (to) => `import './f${to}';`,
  entry: (to, at) => `import { v${to} as x${at} } from './index';\nx${at};`,
};

function textsOf({
  files,
  entry,
}: {
  files: readonly (readonly (readonly [number, Use])[])[];
  entry: readonly number[];
}) {
  const all = files.map((imports, index): [string, string] => [
    `f${index}.ts`,
    [...imports.map(([to, use], at) => statements[use](to, at)), `export const v${index} = ${index};\n`].join(
      '\n',
    ),
  ]);
  return new Map([...all, ['index.ts', `${entry.map((to) => `export * from './f${to}';`).join('\n')}\n`]]);
}

async function cycles(files: Map<string, string>): Promise<readonly Knot[]> {
  return (await openWorkspace(files)).facts().knots(['value', 'dynamic']);
}

test('whatever the imports, no cycle is left after the cuts, none of which is needless', async () => {
  await fc.assert(
    fc.asyncProperty(workspaces, async (shape) => {
      const files = textsOf(shape);
      const plan = await cutPlanOf(await assemblyOf(files));
      assert.ok(plan);
      const before = await cycles(files);
      assert.equal(plan.before.cycles, before.length);
      assert.equal(
        plan.before.files,
        before.reduce((sum, knot) => sum + knot.files.length, 0),
      );
      assert.deepEqual(plan.unproven, []);
      assert.deepEqual(await cycles(withCuts(files, plan.cuts)), []);
      const pairs = new Set(plan.cuts.map(({ path, to }) => `${path} ${to}`));
      for (const pair of pairs) {
        const others = plan.cuts.filter(({ path, to }) => `${path} ${to}` !== pair);
        const left = await cycles(withCuts(files, others));
        assert.ok(left.length > 0, `${pair} is needless`);
      }
      let left = plan.before;
      for (const cut of plan.cuts) {
        assert.ok(
          cut.left.cycles <= left.cycles && cut.left.files <= left.files && cut.left.imports <= left.imports,
        );
        left = cut.left;
      }
      assert.deepEqual(left, plan.after);
      assert.equal(plan.after.cycles, 0);
      for (const { effort, atLeast } of plan.cycles) assert.ok(atLeast <= effort);
    }),
    limits,
  );
});
