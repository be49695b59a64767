import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Rule } from '../../server/src/model/rule.ts';
import { rules } from '../../server/src/rules/index.ts';
import { doneIn } from '../support/done.ts';
import { type Marker, readFixture } from '../support/fixture.ts';
import type { BaseDifferences } from '../support/memory-change.ts';
import { openWorkspace, toMarkers } from '../support/workspace.ts';

/** The documentation of every rule is its first test: the bad example shows exactly its markers, the good one nothing. */
for (const rule of rules) {
  test(`${rule.id}: the failing example fails as it says`, () => judgeExample(rule, rule.docs.bad));
  test(`${rule.id}: the passing example is silent`, () => judgeExample(rule, rule.docs.good));
}

async function judgeExample(rule: Rule, text: string): Promise<void> {
  const { files, markers, base } = readFixture(text);
  const workspaceFiles = new Map([['parapet.jsonc', rule.docs.policy], ...files]);
  if (base) return judgeChangeExample(rule, workspaceFiles, markers, base);
  const workspace = await openWorkspace(workspaceFiles);
  await workspace.deep.run(undefined);
  assert.deepEqual(toMarkers(workspace.findings(), workspaceFiles), inOrder(markers));
  assert.equal(
    markers.length === 0 || workspace.findings().some((finding) => finding.rule === rule.id),
    true,
    'the example must show its own rule',
  );
}

async function judgeChangeExample(
  rule: Rule,
  files: ReadonlyMap<string, string>,
  markers: readonly Marker[],
  base: BaseDifferences,
): Promise<void> {
  const { result } = await doneIn(files, base);
  assert.deepEqual(toMarkers(result.findings, files), inOrder(markers));
  assert.equal(markers.length === 0 || result.findings.some((finding) => finding.rule === rule.id), true);
}

function inOrder(markers: readonly Marker[]): readonly Marker[] {
  return [...markers].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line));
}
