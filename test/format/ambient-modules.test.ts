import assert from 'node:assert/strict';
import { test } from 'node:test';
import { extract } from '../../server/src/extract/imports.ts';
import { parseImports } from '../../server/src/semantics/parse-imports.ts';

/** Both readers say the same of them. */
const modulesIn = (path: string, text: string): readonly string[] | undefined => {
  const { ambient } = extract(path, text).facts;
  assert.deepEqual(parseImports(path, text).ambient, ambient);
  return ambient;
};

test('a declaration file names the modules that it declares', () => {
  const text = `/// <reference types="node" />
declare module 'virtual-icons/*' { const icon: string; export default icon; }
  declare module "*.svg";
declare module 'twice' {}
declare module 'twice' {}
declare module Namespace {}
`;
  for (const path of ['types/all.d.ts', 'all.d.mts', 'all.d.cts', 'style.d.css.ts']) {
    assert.deepEqual(modulesIn(path, text), ['*.svg', 'twice', 'virtual-icons/*'], path);
  }
});

test('other files declare none: there the words extend a module that exists', () => {
  for (const path of ['a.ts', 'a.tsx', 'd.ts', 'a.js', 'a.vue']) {
    assert.equal(
      modulesIn(path, "declare module 'express' { interface Request { user: string } }\n"),
      undefined,
    );
  }
  for (const text of ['', 'export {};', 'declare module', "declare module '", "declare module ''"]) {
    assert.equal(modulesIn('a.d.ts', text), undefined, text);
  }
});
