import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Project, type ts } from 'ts-morph';
import { complaintsOf, isAsGood } from '../../server/src/semantics/complaints.ts';

const path = '/a.ts';

function complaintsAbout(text: string) {
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: { strict: true, noLib: true },
  });
  project.createSourceFile(path, text);
  return complaintsOf(project.getProgram().compilerObject as ts.Program, path);
}

const isAsGoodAs = (before: string, after: string) =>
  isAsGood(complaintsAbout(before), complaintsAbout(after));

test('an edit that brings a complaint is not as good', () => {
  assert.equal(isAsGoodAs('export const a = 1;\n', 'export const a: string = 1;\n'), false);
  assert.equal(isAsGoodAs('export const a = 1;\n', 'export const a: number = ;\n'), false);
});

test('one that brings none is as good, and one that takes some away', () => {
  assert.equal(isAsGoodAs('export const a = 1;\n', 'export const a: number = 1;\n'), true);
  assert.equal(isAsGoodAs('export const a: string = 1;\n', 'export const a: number = 1;\n'), true);
});

test('a complaint of before may stand elsewhere, but not more often', () => {
  const wrong = 'const b: string = 1;\n';
  assert.equal(
    isAsGoodAs(`${wrong}export const a = 2;\n`, `\n\n${wrong}export const a: number = 2;\n`),
    true,
  );
  assert.equal(isAsGoodAs(wrong, `${wrong}{ ${wrong.trim()} }\n`), false);
});
