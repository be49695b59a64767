import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cutPlanOf } from '../../server/src/cut-plan.ts';
import { planCuts } from '../../server/src/cuts/plan-cuts.ts';
import { assemblyOf, described, filesOf, planOf } from '../support/cuts.ts';
import { openWorkspace } from '../support/workspace.ts';

const triangle = `//- a.ts
import { b } from './b';
export const a = () => b;
//- b.ts
import { c } from './c';
export const b = () => c;
//- c.ts
import { a } from './a';
import { b } from './b';
export const c = () => a() || b();`;

const layers =
  '{ "layers": [{ "name": "ui", "files": "ui/**" }, { "name": "domain", "files": "domain/**" }] }';

describe('a plan', () => {
  test('names the one import that is on every cycle, and says why and what is left', async () => {
    const plan = await planOf(filesOf(triangle));
    assert.deepEqual(described(plan), ['b.ts "./c" hand']);
    const [cut] = plan.cuts;
    assert.equal(cut?.why, '2 of the 2 shortest cycles here run through it');
    assert.match(cut?.way.title ?? '', /move what "b\.ts" takes from "c\.ts"/);
    assert.deepEqual(plan.before, { cycles: 1, files: 3, imports: 4, accepted: 0 });
    assert.deepEqual(cut?.left, { cycles: 0, files: 0, imports: 0, accepted: 0 });
    assert.deepEqual(plan.after, cut?.left);
    assert.deepEqual(
      plan.cycles.map(({ cuts, effort, atLeast }) => ({ cuts, effort, atLeast })),
      [{ cuts: 1, effort: 10, atLeast: 10 }],
    );
  });

  test('prefers what a fix can make type-only, even where that is more', async () => {
    const typed = `//- a.ts
import { b } from './b';
export const a = () => b;
//- b.ts
import { c } from './c';
export const b = () => c;
//- c.ts
import { a } from './a';
import { b } from './b';
export let c: typeof a | typeof b | undefined;`;
    const plan = await planOf(filesOf(typed));
    assert.deepEqual(described(plan), ['c.ts "./a" make-type-only', 'c.ts "./b" make-type-only']);
    assert.equal(plan.cycles[0]?.effort, 2);
  });

  test('counts what the policy counts', async () => {
    const typed = `//- a.ts\nimport type { B } from './b';\nexport type A = B;\n//- b.ts\nimport type { A } from './a';\nexport type B = A;`;
    assert.equal((await planOf(filesOf(typed))).cuts.length, 0);
    const policy = '{ "rules": { "architecture/import-cycle": ["error", { "kinds": ["value", "type"] }] } }';
    assert.deepEqual(described(await planOf(filesOf(typed, policy))), ['b.ts "./a" hand']);
  });

  test('leaves the public entry whole and leads imports past it', async () => {
    const barrel = `//- lib/index.ts
export { a } from './a';
export * from './b';
//- lib/a.ts
import { b } from '.';
export const a = () => b;
//- lib/b.ts
export const b = 1;`;
    const plan = await planOf(filesOf(barrel));
    assert.deepEqual(described(plan), ['lib/a.ts "." import-deeper']);
    assert.equal(plan.cuts[0]?.way.title, 'Import from "b.ts" instead of "."');
    const listed = barrel.replace("export { a } from './a';", "import { a } from './a';\nexport { a };");
    assert.deepEqual(
      described(
        await planOf(
          filesOf(listed.replace("export * from './b';", "import { b } from './b';\nexport { b };")),
        ),
      ),
      ['lib/a.ts "." import-deeper'],
    );
    const declared = barrel.replace("export * from './b';", 'export const b = 1;');
    assert.deepEqual(described(await planOf(filesOf(declared))), ['lib/a.ts "." hand']);
  });

  test('does not count on a way past an entry that leads back', async () => {
    const tangled = `//- lib/index.ts
export { a } from './a';
export { b } from './b';
//- lib/a.ts
import { b } from '.';
export const a = () => b;
//- lib/b.ts
import { a } from '.';
export const b = () => a;`;
    const plan = await planOf(filesOf(tangled));
    const [first, second] = [...plan.cuts].sort((a, b) => (a.way.by < b.way.by ? -1 : 1));
    assert.equal(first?.way.by, 'fix');
    assert.match(
      second?.way.title ?? '',
      /import past "lib\/index\.ts", and move what "[ab]\.ts" takes from "[ab]\.ts"/,
    );
  });

  test('never leads into the inside of another package, nor where a rule forbids it', async () => {
    const across = `//- one/package.json
{ "name": "one" }
//- one/index.ts
export { x } from './x';
export const one = 1;
//- one/x.ts
import { two } from '../two';
export const x = two;
//- two/package.json
{ "name": "two" }
//- two/index.ts
import { x } from '../one';
export const two = () => x;`;
    assert.ok(!described(await planOf(filesOf(across))).some((cut) => cut.includes('import-deeper')));
    const within = across
      .replace('{ "name": "one" }', '{}')
      .replace('//- two/package.json\n{ "name": "two" }\n', '');
    assert.deepEqual(described(await planOf(filesOf(within.replace('//- one/package.json\n{}\n', '')))), [
      'one/x.ts "../two" hand',
    ]);
  });

  test('is about the cycles of the files and folders asked for', async () => {
    const pair = (folder: string) =>
      `//- ${folder}/a.ts\nimport { b } from './b';\nexport const a = () => b;\n//- ${folder}/b.ts\nimport { a } from './a';\nexport const b = () => a;`;
    const files = filesOf(`${pair('x')}\n${pair('y')}`);
    assert.equal((await planOf(files)).before.cycles, 2);
    assert.deepEqual(described(await planOf(files, { paths: ['y'] })), ['y/b.ts "./a" hand']);
    assert.deepEqual(described(await planOf(files, { paths: ['x/b.ts'] })), ['x/b.ts "./a" hand']);
    assert.deepEqual(described(await planOf(files, { paths: ['z'] })), []);
  });

  test('is cancelled when asked to be', async () => {
    const assembly = await assemblyOf(filesOf(triangle));
    assert.equal(await cutPlanOf(assembly, { isCancelled: () => true }), undefined);
  });

  test('is empty where nothing is to be cut', async () => {
    const plan = await planOf(filesOf("//- a.ts\nimport './b';\n//- b.ts\nexport {};"));
    assert.deepEqual(plan.cuts, []);
    assert.deepEqual(plan.before, plan.after);
  });
});

describe('a baseline', () => {
  const files = (baseline: string) => {
    const all = filesOf(
      `//- ui/page.ts\nimport { old } from '../domain/old';\nexport const page = () => old;
//- domain/old.ts\nimport { page } from '../ui/page';\nexport const old = () => page;
//- domain/other.ts\nimport '../ui/frame';
//- ui/frame.ts\nexport {};`,
      layers,
    );
    return all.set('governance/baseline.txt', baseline);
  };
  const cycle =
    'architecture/import-cycle\tdomain/old.ts\tui/page.ts\narchitecture/import-cycle\tui/page.ts\tdomain/old.ts\n';
  const upward = 'architecture/upward-import\tdomain/old.ts\tui/page.ts\n';
  const other = 'architecture/upward-import\tdomain/other.ts\tui/frame.ts\n';

  test('is ended by what ends most of its entries first', async () => {
    const plan = await planOf(files(cycle + upward + other));
    assert.deepEqual(described(plan), [
      'domain/old.ts "../ui/page" hand',
      'domain/other.ts "../ui/frame" hand',
    ]);
    assert.deepEqual(
      plan.cuts.map(({ left }) => left.accepted),
      [1, 0],
    );
    assert.equal(plan.before.accepted, 4);
    assert.match(
      plan.cuts[0]?.why ?? '',
      /the only cycle here runs through it, and it breaks architecture\/upward-import/,
    );
    assert.match(plan.cuts[1]?.why ?? '', /accepts it for architecture\/upward-import/);
  });

  test('may accept a package, which a person has to do without, but not what its manifest says', async () => {
    const policy =
      '{ "packages": [{ "deny": ["moment"] }], "rules": { "architecture/undeclared-package": "warning" } }';
    const all = filesOf("//- a.ts\nimport 'moment';\nimport 'react';\n//- package.json\n{}", policy).set(
      'governance/baseline.txt',
      'architecture/forbidden-package\ta.ts\tmoment\narchitecture/undeclared-package\ta.ts\treact\n',
    );
    const plan = await planOf(all);
    assert.deepEqual(described(plan), ['a.ts "moment" hand']);
    assert.equal(plan.before.accepted, 1);
    assert.match(plan.cuts[0]?.way.title ?? '', /do without "moment" in "a\.ts"/);
  });

  test('says nothing of imports that it does not accept', async () => {
    const plan = await planOf(files(cycle));
    assert.deepEqual(described(plan), ['domain/old.ts "../ui/page" hand']);
    assert.equal(plan.before.accepted, 2);
  });
});

describe('the proof', () => {
  const pair = filesOf(
    `//- a.ts\nimport { B } from './b';\nexport type A = B;\nexport const a = 1;\n//- b.ts\nimport { a } from './a';\nexport type B = 1;\nexport const b = a;`,
  );

  test('a fix that does not do what it promises is not offered', async () => {
    assert.deepEqual(described(await planOf(pair)), ['a.ts "./b" make-type-only']);
    const idle = await assemblyOf(pair, {
      typeOnlyEdits: async () => [{ path: 'a.ts', start: 0, end: 0, text: '' }],
    });
    const plan = await cutPlanOf(idle);
    assert.deepEqual(plan && described(plan), ['b.ts "./a" hand']);
    assert.deepEqual(plan?.unproven, []);
  });

  test('a claim that does not hold is not made, and that is said', async () => {
    const workspace = await openWorkspace(new Map(pair));
    const facts = workspace.facts();
    const plan = await planCuts({
      facts,
      findings: workspace.findings(),
      semantics: { typeOnlyEdits: async () => undefined, deeperImport: async () => undefined },
      packageOf: () => '',
      isAllowed: () => true,
      pause: async () => undefined,
      async *fixes() {},
      recheck: async () => ({ facts, findings: workspace.findings(), isWhole: true }),
    });
    assert.deepEqual(plan?.cuts, []);
    assert.deepEqual(plan?.unproven, ['a.ts']);
  });

  test('a workspace of which less was seen proves nothing', async () => {
    const workspace = await openWorkspace(new Map(pair));
    const { fixTools } = await assemblyOf(pair);
    const empty = (await openWorkspace(new Map())).facts();
    const plan = await planCuts({
      facts: workspace.facts(),
      findings: [],
      semantics: await fixTools.semantics(),
      packageOf: () => '',
      isAllowed: () => true,
      pause: async () => undefined,
      async *fixes() {},
      recheck: async () => ({ facts: empty, findings: [], isWhole: false }),
    });
    assert.deepEqual(plan?.cuts, []);
  });
});
