import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParsedFiles } from '../../server/src/semantics/parsed.ts';
import { typeOnlyEdits } from '../../server/src/semantics/type-only.ts';

function fix(text: string, path = 'a.ts'): string | undefined {
  const file = new ParsedFiles({ read: () => text, follow: () => undefined }).at(path);
  const edits = file && typeOnlyEdits(path, file, text.indexOf('import'));
  if (!edits) return undefined;
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce(
      (fixed, { start, end, text: inserted }) => fixed.slice(0, start) + inserted + fixed.slice(end),
      text,
    );
}

const mended: readonly (readonly [name: string, before: string, after: string])[] = [
  ['a named binding', "import { A } from './a';\nlet a: A;", "import type { A } from './a';\nlet a: A;"],
  ['a default binding', "import A from './a';\nlet a: A[];", "import type A from './a';\nlet a: A[];"],
  ['a namespace', "import * as a from './a';\nlet x: a.B;", "import type * as a from './a';\nlet x: a.B;"],
  ['an alias', "import { A as B } from './a';\nlet b: B;", "import type { A as B } from './a';\nlet b: B;"],
  [
    'bindings marked before',
    "import { type A, B } from './a';\nlet a: A | B;",
    "import type { A, B } from './a';\nlet a: A | B;",
  ],
  [
    'a default with named ones, which cannot share one statement',
    "import A, { B } from './a';\nlet a: A | B;",
    "import type A from './a';\nimport type { B } from './a';\nlet a: A | B;",
  ],
  [
    'attributes and quotes',
    'import { A } from "./a" with { type: "json" };\nlet a: A;',
    'import type { A } from "./a" with { type: "json" };\nlet a: A;',
  ],
  [
    'typeof in a type',
    "import { a } from './a';\nlet b: typeof a;",
    "import type { a } from './a';\nlet b: typeof a;",
  ],
  [
    'implements and interface extends',
    "import { A } from './a';\nclass B implements A {}\ninterface C extends A {}",
    "import type { A } from './a';\nclass B implements A {}\ninterface C extends A {}",
  ],
  [
    'a property of the same name is no use',
    "import { A } from './a';\nlet a: A = { A: 1 }.A;",
    "import type { A } from './a';\nlet a: A = { A: 1 }.A;",
  ],
  [
    'an export as a type',
    "import { A } from './a';\nexport type { A };",
    "import type { A } from './a';\nexport type { A };",
  ],
];

for (const [name, before, after] of mended) {
  test(`made type-only: ${name}`, () => assert.equal(fix(before), after));
}

const refused: readonly (readonly [name: string, text: string, path?: string])[] = [
  ['a call', "import { a } from './a';\na();"],
  ['one of two is a value', "import { A, b } from './a';\nlet a: A = b;"],
  ['class extends', "import { A } from './a';\nclass B extends A {}"],
  ['new', "import { A } from './a';\nlet a: A = new A();"],
  ['shorthand property', "import { a } from './a';\nlet b = { a };"],
  ['JSX', "import { A } from './a';\nlet a = <A />;", 'a.tsx'],
  ['re-export', "import { A } from './a';\nexport { A };"],
  ['export default', "import { A } from './a';\nexport default A;"],
  ['a side effect', "import './a';"],
  ['an empty list', "import {} from './a';"],
  ['a JavaScript file', "import { A } from './a';", 'a.js'],
  ['typeof in an expression', "import { a } from './a';\nlet b = typeof a;"],
  [
    'a decorated parameter property',
    "import { A } from './a';\n@Injectable()\nclass B { constructor(private a: A) {} }",
  ],
  ['a decorated property', "import { A } from './a';\nclass B { @Input() a: A; }"],
  ['a decorator itself', "import { A } from './a';\n@A\nclass B {}"],
  ['a name declared anew inside', "import { A } from './a';\nfunction f(A: number) { return A; }"],
];

for (const [name, text, path] of refused) {
  test(`left alone: ${name}`, () => assert.equal(fix(text, path), undefined));
}
