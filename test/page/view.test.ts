import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange } from '../../server/src/page/arrange.ts';
import { ancestry, groupingsOf, type Tree, treeOf } from '../../server/src/page/tree.ts';
import { firstExpanded, type View, viewOf } from '../../server/src/page/view.ts';
import type { Picture } from '../../server/src/report/picture.ts';
import { openFixture, pictureIn } from '../report/picture-fixture.ts';

const all = () => true;

/** A picture of files alone, with an import from each to the next. */
function chainOf(files: readonly string[]): Picture {
  const edges = files.slice(1).flatMap((_, index) => [index, index + 1, 1, 0, 0]);
  return {
    ...{ title: 'chain', boxes: [], files, standing: files.map(() => []), tests: [], edges },
    ...{ findings: [], findingCount: 0 },
  };
}

function outline(tree: Tree, ids = tree.roots, indent = ''): readonly string[] {
  return ids.flatMap((id) => {
    const box = tree.boxes[id];
    return box ? [`${indent}${box.label} ${box.files}`, ...outline(tree, box.children, `${indent}  `)] : [];
  });
}

function arrowsOf({ boxes }: Tree, { arrows }: View): readonly string[] {
  const name = (id: number) => boxes[id]?.label ?? '';
  return arrows.map(
    ({ from, to, imports, typeOnly, violations, closesCircle }) =>
      `${name(from)} → ${name(to)} ${imports}/${typeOnly}/${violations}${closesCircle ? ' closes' : ''}`,
  );
}

const wish = { expanded: new Set<string>(), focus: undefined, showsTypeOnly: true };

test('layers hold slices, slices hold layers, and folders hold files, as one likes', async () => {
  const picture = pictureIn(await openFixture());
  assert.deepEqual(groupingsOf(picture), ['layer', 'slice', 'folder']);
  assert.deepEqual(outline(treeOf(picture, 'layer', all)), [
    'ui 1',
    '  feature:cart 1',
    '    src/features/cart/ui/page.ts 1',
    'domain 5',
    '  feature:cart 2',
    '    src/features/cart/domain/cart.test.ts 1',
    '    src/features/cart/domain/cart.ts 1',
    '  feature:pay 1',
    '    src/features/pay/domain/pay.ts 1',
    '  shared/ 2',
    '    money.ts 1',
    '    rate.ts 1',
    'main.ts 1',
  ]);
  const bySlice = outline(treeOf(picture, 'slice', all)).filter((line) => !line.startsWith('  '));
  assert.deepEqual(bySlice, ['feature:cart 3', 'feature:pay 1', 'domain 2', 'main.ts 1']);
  const byFolder = outline(treeOf(picture, 'folder', (file) => !picture.tests.includes(file)));
  assert.deepEqual(byFolder.slice(0, 4), ['shared/ 2', '  money.ts 1', '  rate.ts 1', 'src/features/ 3']);
});

test('imports between boxes are summed, with what is type-only, in violation and in a circle', async () => {
  const picture = pictureIn(await openFixture());
  const tree = treeOf(picture, 'layer', all);
  const view = viewOf(picture, tree, wish);
  assert.deepEqual(arrowsOf(tree, view), [
    'main.ts → ui 1/0/0',
    // It goes up, it is in a cycle of files, and of the circle of boxes it is the lighter half.
    'domain → ui 1/0/2 closes',
    'ui → domain 2/0/1',
  ]);
  const open = viewOf(picture, tree, {
    ...wish,
    expanded: new Set([tree.boxes[tree.roots[1] ?? 0]?.key ?? '']),
  });
  assert.ok(arrowsOf(tree, open).includes('feature:pay → shared/ 1/1/0'));
  const values = viewOf(picture, tree, {
    ...wish,
    expanded: new Set(tree.boxes.map(({ key }) => key)),
    showsTypeOnly: false,
  });
  assert.ok(!arrowsOf(tree, values).some((arrow) => arrow.startsWith('money.ts')));
});

test('a focus leaves the box and its neighbours, open to its files', async () => {
  const picture = pictureIn(await openFixture());
  const tree = treeOf(picture, 'layer', all);
  const labels = (ids: readonly number[]) => ids.map((id) => tree.boxes[id]?.label);
  const [ui, domain, main] = tree.roots as readonly [number, number, number];
  assert.deepEqual(labels(viewOf(picture, tree, { ...wish, focus: main }).closed), ['ui', 'main.ts']);
  const expanded = new Set([tree.boxes[domain]?.key ?? '']);
  const inside = viewOf(picture, tree, { ...wish, expanded, focus: ui });
  assert.deepEqual(labels(inside.closed), ['ui', 'feature:cart', 'feature:pay', 'main.ts']);
  assert.deepEqual(labels(inside.open), ['domain']);
  // What is not drawn because a box around it is closed is drawn as that box.
  const file = tree.boxes.find(({ label }) => label === 'money.ts')?.id;
  assert.deepEqual(labels(viewOf(picture, tree, { ...wish, focus: file }).closed), ['ui', 'domain']);
});

test('folders that hold one folder are drawn as one, and very many files as ranges of names', () => {
  const deep = chainOf(['a/b/c/one.ts', 'a/b/c/two.ts', 'a/x.ts']);
  assert.deepEqual(outline(treeOf(deep, 'folder', all)), [
    'a/b/c/ 2',
    '  one.ts 1',
    '  two.ts 1',
    'a/x.ts 1',
  ]);
  const wide = chainOf(
    Array.from({ length: 2000 }, (_, index) => `src/f${String(index).padStart(4, '0')}.ts`),
  );
  const tree = treeOf(wide, 'folder', all);
  assert.equal(tree.roots.length <= 80, true, String(tree.roots.length));
  assert.match(tree.boxes[tree.roots[0] ?? 0]?.label ?? '', /^f0000\.ts … f0039\.ts$/);
  assert.equal(
    tree.boxOf.every((box) => box !== undefined && ancestry(tree, box).length > 1),
    true,
  );
});

test('at first so many boxes are open as can be taken in', () => {
  const picture = chainOf(['a/1.ts', 'a/2.ts', 'b/1.ts', 'b/2.ts', 'b/3.ts']);
  const tree = treeOf(picture, 'folder', all);
  const drawn = (most: number) =>
    viewOf(picture, tree, { ...wish, expanded: firstExpanded(tree, most) }).closed.length;
  assert.deepEqual([drawn(2), drawn(3), drawn(4), drawn(99)], [2, 3, 3, 5]);
});

test('boxes stand within the boxes around them, and every arrow has two ends', async () => {
  const picture = pictureIn(await openFixture());
  const tree = treeOf(picture, 'slice', all);
  const view = viewOf(picture, tree, { ...wish, expanded: new Set(tree.boxes.map(({ key }) => key)) });
  const { places, width, height } = arrange(tree, view, () => '');
  for (const { id, parent } of tree.boxes) {
    const own = places.get(id);
    const outer = parent === undefined ? { x: 0, y: 0, width, height } : places.get(parent);
    assert.ok(own && outer, String(id));
    assert.ok(own.x >= outer.x && own.x + own.width <= outer.x + outer.width + 0.01, `${id} in ${parent}`);
    assert.ok(own.y >= outer.y && own.y + own.height <= outer.y + outer.height, `${id} in ${parent}`);
  }
  for (const { from, to } of view.arrows) assert.ok(places.has(from) && places.has(to));
});
