import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doneIn } from '../../support/done.ts';

async function messages(policy: object, files: Readonly<Record<string, string>> = {}) {
  const text = JSON.stringify(policy);
  const all = new Map([['parapet.jsonc', text], ['a.ts', 'export {};\n'], ...Object.entries(files)]);
  const { result } = await doneIn(all, new Map());
  return result.findings
    .filter(({ rule }) => rule === 'done/unmatched-scope')
    .map(({ path, span, severity, message }) => {
      const marked = (all.get(path) ?? '').slice(span.start, span.end);
      return `${path} ${marked} ${severity}: ${message}`;
    });
}

const gate = (accept: readonly string[]) => ({ vulnerabilities: { reports: ['audit.json'], accept } });

test('a pattern of documents that accept vulnerabilities is told where it matches none', async () => {
  const gates = gate(['vex-gone.json', 'vex/*.json']);
  assert.deepEqual(await messages({ gates }, { 'vex/own.json': '{}' }), [
    'parapet.jsonc "vex-gone.json" warning: No document matches "vex-gone.json", by which the gate "vulnerabilities" is to accept some.',
  ]);
});

test('one that matches, and one of a parent, are not told', async () => {
  assert.deepEqual(await messages({ gates: gate(['vex.json']) }, { 'vex.json': '{}' }), []);
  const base = JSON.stringify({ gates: gate(['vex-gone.json']) });
  assert.deepEqual(await messages({ extends: './base.jsonc' }, { 'base.jsonc': base }), []);
});
