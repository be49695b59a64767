import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasRunTimeCode } from '../../server/src/gating/run-time-code.ts';

for (const [title, text] of [
  ['nothing', '\n'],
  ['comments', '// a\n/* b\nc() */\n'],
  [
    'types',
    "import type { A } from './a';\nexport type B = A | {\n  c: string;\n};\ninterface C<T> extends B {\n  d(): void;\n}\n",
  ],
  [
    'types over several lines',
    "export type Url =\n  | `http://${string}`\n  | 'a;b'\nexport type D<T> = T extends string\n  ? { e: T }\n  : never\n",
  ],
  [
    're-exports',
    "export { a } from './a';\nexport * from './b'\nexport type { c } from './c';\nimport './d';\n",
  ],
  [
    'declarations',
    'declare module "x" {\n  const y: string;\n}\ndeclare global {\n  interface Window { z: 1 }\n}\nexport {};\n',
  ],
] as const) {
  test(`leaves nothing to run: ${title}`, () => assert.equal(hasRunTimeCode(text), false));
}

for (const [title, text] of [
  ['a statement', 'run();\n'],
  ['a constant after a type', 'type A = string;\nexport const a = 1;\n'],
  ['a statement on the line of a type', 'type A = string; run();\n'],
  ['a dynamic import', "import('./a');\n"],
  ['an enumeration', 'export enum A { b }\n'],
  ['a default export', 'export default {};\n'],
  ['a class after an interface', 'interface A {\n}\nclass B {}\n'],
  ['a regular expression, which may hide anything', 'type A = 1\n/x/.test(y)\n'],
  ['brackets without an end', 'type A = {\n'],
] as const) {
  test(`has something to run: ${title}`, () => assert.equal(hasRunTimeCode(text), true));
}
