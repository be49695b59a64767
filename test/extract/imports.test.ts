import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { extract } from '../../server/src/extract/imports.ts';
import type { ImportFact, ImportKind } from '../../server/src/model/facts.ts';
import { parseImports } from '../../server/src/semantics/parse-imports.ts';
import { differences } from './differences.ts';

type Expected = readonly (readonly [ImportKind, string])[];
type Case = readonly [source: string, ...expected: Expected];

/** Sources by what they show; each is read as the file named, and none of them may be disputed. */
const cases: Readonly<Record<string, { readonly file: string; readonly sources: readonly Case[] }>> = {
  'import statements': {
    file: 'a.ts',
    sources: [
      [`import 'x'`, ['value', 'x']],
      [`import"x"`, ['value', 'x']],
      [`import a from 'x'`, ['value', 'x']],
      [`import a, { b } from 'x'`, ['value', 'x']],
      [`import a, * as b from 'x'`, ['value', 'x']],
      [`import * as a from 'x'`, ['value', 'x']],
      [`import*as a from'x'`, ['value', 'x']],
      [`import {} from 'x'`, ['value', 'x']],
      [`import { a, b as c, default as d, 'e-f' as e, } from 'x'`, ['value', 'x']],
      [`import{a}from'x';import{b}from'y'`, ['value', 'x'], ['value', 'y']],
      [`import /* 'no' */ a /* , */ from // 'no'\n 'x'`, ['value', 'x']],
      [`import {\r\n\ta,\r\n} from 'x';\r\nimport 'y';\r\n`, ['value', 'x'], ['value', 'y']],
      [`\uFEFFimport 'x'`, ['value', 'x']],
      [`#!/usr/bin/env node 'import\nimport 'x'`, ['value', 'x']],
      [`import a from 'x' with { type: 'json' };\nimport 'y'`, ['value', 'x'], ['value', 'y']],
      [`import défaut from 'x'`, ['value', 'x']],
      [`import { \\u0061, b as \\u0062 } from 'x'; import c\\u0061 from 'y'`, ['value', 'x'], ['value', 'y']],
      [`import a from 'x' assert { type: 'json' }`, ['value', 'x']],
      [`import 'x' with { type: 'css' }; export * from 'y' with {}`, ['value', 'x'], ['reexport', 'y']],
      [`import type from 'x'`, ['value', 'x']],
      [`import type, { a } from 'x'`, ['value', 'x']],
      [`import defer * as a from 'x'`, ['value', 'x']],
      [`import defer from 'x'`, ['value', 'x']],
      [`import defer, { a } from 'x'`, ['value', 'x']],
      [`import source from 'x'`, ['value', 'x']],
      [`import ''`, ['value', '']],
      [`import '\\u002e/a\\x62\\u{63}'`, ['value', './abc']],
      [`declare module 'no' { import a from 'x'; export { b } from 'y' }`, ['value', 'x'], ['reexport', 'y']],
      [`import a from 'no`],
      [`// import 'no'\n/* import 'no' */ const a = "import 'no'", b = \`import 'no'\``],
      [`const important = 1; a.import; ({ import: 1 }); $import`],
      [`import.meta.url; import.meta`],
    ],
  },
  'type imports': {
    file: 'a.ts',
    sources: [
      [`import type A from 'x'`, ['type', 'x']],
      [`import type { A } from 'x'`, ['type', 'x']],
      [`import type * as A from 'x'`, ['type', 'x']],
      [`import type from from 'x'`, ['type', 'x']],
      [`import { type A, type B as C } from 'x'`, ['type', 'x']],
      [`import { type as } from 'x'`, ['type', 'x']],
      [`import { type as as b } from 'x'`, ['type', 'x']],
      [`import { type as as } from 'x'`, ['value', 'x']],
      [`import { type as a } from 'x'`, ['value', 'x']],
      [`import { type } from 'x'`, ['value', 'x']],
      [`import { type A, b } from 'x'`, ['value', 'x']],
      [`import a, { type B } from 'x'`, ['value', 'x']],
      [`export type { A } from 'x'`, ['type', 'x']],
      [`export type * from 'x'`, ['type', 'x']],
      [`export type * as A from 'x'`, ['type', 'x']],
      [`export { type A } from 'x'`, ['type', 'x']],
      [`import type A = require('x')`, ['type', 'x']],
      [`import type = require('x')`, ['require', 'x']],
      [
        `/// <reference path="./x.d.ts" />\n/// <reference types="no" />\n/// <reference lib='no'/>`,
        ['type', './x.d.ts'],
      ],
      [`\uFEFF// a\r\n/// <reference path="x" />\r\nimport 'y'`, ['type', 'x'], ['value', 'y']],
      [`#!node\n/// <reference path='x' preserve="true" />`, ['type', 'x']],
      [`import type { A } from 'x' with { 'resolution-mode': 'import' }`, ['type', 'x']],
      [`/* a */\n\n// b\n///<reference path='x'/>\nlet a`, ['type', 'x']],
      [`let a;\n/// <reference path="no" />`],
      [`// <reference path="no" />\n/* /// <reference path="no" /> */`],
      [`export type { A }; export type B = 'no'`],
    ],
  },
  're-exports': {
    file: 'a.ts',
    sources: [
      [`export * from 'x'`, ['reexport', 'x']],
      [`export*from'x'`, ['reexport', 'x']],
      [`export * as a from 'x'`, ['reexport', 'x']],
      [`export * as 'a-b' from 'x'`, ['reexport', 'x']],
      [`export { a, type B } from 'x'`, ['reexport', 'x']],
      [`export {} from 'x'`, ['reexport', 'x']],
      [`export { default } from 'x'`, ['reexport', 'x']],
      [`export { a /* } */ } from 'x'`, ['reexport', 'x']],
      [`export { '}' as a } from 'x'`, ['reexport', 'x']],
      [`export { a }; from('no')`],
      [`export const a = 'no'; export default 'no'; export { a }`],
    ],
  },
  'dynamic imports': {
    file: 'a.ts',
    sources: [
      [`import('x')`, ['dynamic', 'x']],
      [`const a = await import("x")`, ['dynamic', 'x']],
      ['const a = import(`x`)', ['dynamic', 'x']],
      [`import('x', { with: { type: 'json' } }).then(a)`, ['dynamic', 'x']],
      [`import(/* webpackChunkName: "no" */ 'x')`, ['dynamic', 'x']],
      [`lazy(() => import('x'))`, ['dynamic', 'x']],
      [`const routes = [{ path: 'a', component: () => import('x') }]`, ['dynamic', 'x']],
      [`Promise.all([import('x'), import('y')])`, ['dynamic', 'x'], ['dynamic', 'y']],
      [`f(...import('x'))`, ['dynamic', 'x']],
      [`const a = b ? import('x') : import('y')`, ['dynamic', 'x'], ['dynamic', 'y']],
      ['`${await import("x")} import("no") ${`${import("y")}`}`', ['dynamic', 'x'], ['dynamic', 'y']],
      [`import.defer('x')`, ['dynamic', 'x']],
      [`import.source('x')`, ['dynamic', 'x']],
      ['import(`no${a}`); import(a); import("no" + a)'],
      [`a.import('no'); a?.import('no'); a\n  .import('no'); class A { import(a) {} }`],
    ],
  },
  'import types': {
    file: 'a.ts',
    sources: [
      [`let a: import('x').A`, ['import-type', 'x']],
      [`let a: typeof import('x')`, ['import-type', 'x']],
      [`type A = import('x').B<import('y').C>`, ['import-type', 'x'], ['import-type', 'y']],
      [
        `function f(a: import('x').A, b?: import('y').B): import('z').C {}`,
        ['import-type', 'x'],
        ['import-type', 'y'],
        ['import-type', 'z'],
      ],
      [`const a = b as import('x').A`, ['import-type', 'x']],
      [`const a = b as typeof import('x') && c`, ['import-type', 'x']],
      [`interface A { a: import('x').A; b(): import('y').B }`, ['import-type', 'x'], ['import-type', 'y']],
      [`class A { a: import('x').A = 1 }`, ['import-type', 'x']],
      [
        `let a: Promise<typeof import('x')>, b: A | import('y').B`,
        ['import-type', 'x'],
        ['import-type', 'y'],
      ],
      [`f<typeof import('x')>(import('y'))`, ['import-type', 'x'], ['dynamic', 'y']],
      [
        `type A = B extends import('x').C ? import('y').D : import('z').E`,
        ['import-type', 'x'],
        ['import-type', 'y'],
        ['import-type', 'z'],
      ],
      [`type A = (a: B) => import('x').C`, ['import-type', 'x']],
      [`let a: typeof import('x', { with: { 'resolution-mode': 'import' } })`, ['import-type', 'x']],
    ],
  },
  require: {
    file: 'a.ts',
    sources: [
      [`const a = require('x')`, ['require', 'x']],
      ['require(`x`)', ['require', 'x']],
      [`require ( /* a */ "x" ).b`, ['require', 'x']],
      [`if (a) require?.('x')`, ['require', 'x']],
      [`import a = require('x')`, ['require', 'x']],
      [`export import a = require('x')`, ['require', 'x']],
      [`[...require('x')]`, ['require', 'x']],
      [`new (require('x'))(); new require('y')`, ['require', 'x'], ['require', 'y']],
      [`const a = require<typeof import('y')>('x')`, ['import-type', 'y'], ['require', 'x']],
      [`require<A.B[], c>( /* a */ 'x').b`, ['require', 'x']],
      [`a(require < b, c > ('x'))`, ['require', 'x']],
      // A `require` of the module system that came by another way.
      [`const require = createRequire(import.meta.url); require('x')`, ['require', 'x']],
      [`define(function (require) { const a = require('x') })`, ['require', 'x']],
      [`declare function require(a: string): any; require('x')`, ['require', 'x']],
      // Known limit: a parameter counts as the real one, which it is not in the modules inside of a bundle.
      [`({ 1: [function (require, module) { require('x') }] })`, ['require', 'x']],
      [
        `a.require('no'); require.resolve('no'); jest.mock('no'); require(a); require('no' + a); import a = b.c`,
      ],
      [`const { required } = a; function require(a) {}; "require('no')"`],
    ],
  },
  'regular expressions and divisions': {
    file: 'a.ts',
    sources: [
      [`const a = /'/; import('x')`, ['dynamic', 'x']],
      [`const a = /[/'"\`]/g; import('x')`, ['dynamic', 'x']],
      [`if (a) /'/.test(b); import('x'); '"'`, ['dynamic', 'x']],
      [`const a = (b) / 2; import('x'); c / '"'`, ['dynamic', 'x']],
      [`for await (const a of b) /"/.exec(a); import('x')`, ['dynamic', 'x']],
      [`a = b[0] / c; import('x') /* ' */`, ['dynamic', 'x']],
      [`return /'/; }; import('x')`.replace('return', 'function f() { return'), ['dynamic', 'x']],
      [`a.return / b; "'"; import('x'); c / d`, ['dynamic', 'x']],
      [`x = () => {}\n/import('no')'/.test(a)`],
      [`a = /import('no')/; b = /\\/import('no')[/]/`],
      [`let a = 1 / 2 // import('no')`],
    ],
  },
  'lines of comments': {
    file: 'a.ts',
    sources: [
      [`import 'x'\n// import 'no'\n\t//see import('no')\nimport 'y'`, ['value', 'x'], ['value', 'y']],
      ['`\n// ${import("x")}`', ['dynamic', 'x']],
      ["`\n// ` + import('x')", ['dynamic', 'x']],
      [`/*\n// */ import('x')`, ['dynamic', 'x']],
      [`"\\\n// " + import('x')`, ['dynamic', 'x']],
      [`'\\\n// ' + import('x')`, ['dynamic', 'x']],
      [`// a\u2028import 'x'`, ['value', 'x']],
      [`// a\rimport 'x'`, ['value', 'x']],
      [`// ${'a'.repeat(300)} import('no')\nimport 'x'`, ['value', 'x']],
      ['/*\n// import("no")\n*/ `\n// import("no")`'],
    ],
  },
  'lines of comments and JSX': {
    file: 'a.tsx',
    sources: [
      [`const a = <p>\n// {import('x')} import('no')</p>`, ['dynamic', 'x']],
      [`const a = <p>\n// </p>; import('x')`, ['dynamic', 'x']],
      [`const a = <p b="\n// " c={import('x')} />`, ['dynamic', 'x']],
      [`const a = <p>\n// import('no')\n</p>`],
    ],
  },
  JSX: {
    file: 'a.tsx',
    sources: [
      [
        `const a = <p>don't \` /* // {import('x')} import('no')</p>; import('y')`,
        ['dynamic', 'x'],
        ['dynamic', 'y'],
      ],
      [
        `const a = <A b="it's" c='"' d={import('x')} e=<b/> {...f} />; import('y')`,
        ['dynamic', 'x'],
        ['dynamic', 'y'],
      ],
      [`const a = <>{/* ' */}'</>; import('x')`, ['dynamic', 'x']],
      [`const f = <T,>(a: T) => a; import('x')`, ['dynamic', 'x']],
      [`const f = <T extends U>(a: T) => "'"; import('x')`, ['dynamic', 'x']],
      [`type F = <T>(a: T) => void; import('x')`, ['dynamic', 'x']],
      [`if (a < b && c > d) import('x')`, ['dynamic', 'x']],
      [`const a = b ? <i>'</i> : <A.B c-d="e">{f ? <g/> : "'"}</A.B>; import('x')`, ['dynamic', 'x']],
      [`const a = <A<string> b="c">'</A>; import('x')`, ['dynamic', 'x']],
      [`const a = <A import="no" require="no">import 'no'; require('no')</A>`],
      [`const a = <A // import('no')\n b /* import('no') */ >'</A>`],
    ],
  },
};

for (const [name, { file, sources }] of Object.entries(cases)) {
  describe(name, () => {
    for (const [source, ...expected] of sources) {
      test(JSON.stringify(source), () => {
        const { facts, disputed } = extract(file, source);
        const parsed = parseImports(file, source);
        assert.deepEqual(pairs(parsed.imports), expected, 'full parse');
        const isBroken = /import a from 'no$/.test(source);
        assert.equal(disputed, isBroken, 'disputed');
        if (isBroken) return;
        assert.deepEqual(pairs(facts.imports), expected, 'extractor');
        assert.deepEqual(differences(facts, parsed), []);
      });
    }
  });
}

describe('known differences: the extractor is right and the compiler behind', () => {
  const sources: readonly Case[] = [
    // Source phase imports are not in the compiler's grammar yet.
    [`import source a from 'x'`, ['value', 'x']],
    [`import source source from 'x'`, ['value', 'x']],
    // The compiler's own reader takes the byte order mark away; Node does, and then knows the first line.
    [`\uFEFF#!/usr/bin/env node import 'no'\r\nimport 'x'`, ['value', 'x']],
  ];
  for (const [source, ...expected] of sources) {
    test(JSON.stringify(source), () => {
      const { facts, disputed } = extract('a.ts', source);
      assert.deepEqual(pairs(facts.imports), expected);
      assert.equal(disputed, false);
      assert.notDeepEqual(pairs(parseImports('a.ts', source).imports), expected);
    });
  }
});

describe('a require of the file itself, which only a full parse tells', () => {
  const sources: readonly Case[] = [
    [`require('no'); function require(a) {}`],
    [`const require = (a) => a; require('no')`],
    [`let a = 1, require = function (a) {}; require('no')`],
    [`function f() { function require(a) {} require('no') }\nrequire('x')`, ['require', 'x']],
    [`if (a) { const require = async a => a; require('no') } import b = require('x')`, ['require', 'x']],
    [
      `window.require = (a) => a; b = { c, require: (d) => d }; const d = e, require = (f); require('x')`,
      ['require', 'x'],
    ],
  ];
  for (const [source, ...expected] of sources) {
    test(JSON.stringify(source), () => {
      assert.equal(extract('a.ts', source).disputed, true);
      assert.deepEqual(pairs(parseImports('a.ts', source).imports), expected);
    });
  }
});

function pairs(imports: readonly ImportFact[]): Expected {
  return imports.map(({ kind, specifier }) => [kind, specifier] as const);
}
