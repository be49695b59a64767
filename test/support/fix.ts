import assert from 'node:assert/strict';
import { createFixTools } from '../../server/src/assemble.ts';
import type { Workspace } from '../../server/src/engine/workspace.ts';
import type { Fixable } from '../../server/src/fix-all.ts';
import { editedTexts } from '../../server/src/model/apply-edits.ts';
import type { Finding } from '../../server/src/model/finding.ts';
import { type Fix, isFix, type WayOut } from '../../server/src/model/fix.ts';
import { rules } from '../../server/src/rules/index.ts';
import { readFixture } from './fixture.ts';
import { openWorkspace } from './workspace.ts';

export interface FixCase {
  /** The id of the rule whose first finding is to be fixed. */
  readonly rule: string;
  readonly policy: string;
  /** A fixture: `//- path` starts a file. */
  readonly before: string;
  /** Which of the ways out; default is the first. */
  readonly fix?: string;
}

/** The files of a fixture with a policy. */
export function filesOf(policy: string, fixture: string): Map<string, string> {
  return new Map([['parapet.jsonc', policy], ...readFixture(fixture).files]);
}

/** A workspace over files in memory that can be fixed. */
export async function openFixable(
  files: Map<string, string>,
  limits: Parameters<typeof createFixTools>[2] = {},
): Promise<Fixable & { workspace: Workspace }> {
  const workspace = await openWorkspace(files);
  return {
    workspace,
    toolsOver: (texts) => createFixTools(workspace, (path) => texts.get(path) ?? files.get(path), limits),
  };
}

export async function waysOut(
  { workspace, toolsOver }: Fixable,
  finding: Finding,
): Promise<readonly WayOut[]> {
  const rule = rules.find(({ id }) => id === finding.rule);
  const ways: WayOut[] = [];
  const found = rule?.fix?.(finding, workspace.facts(), toolsOver(new Map()));
  if (found) for await (const way of found) ways.push(way);
  return ways;
}

/** Applies a fix to the files and checks the files that `after` names, the whole of each; the rest is as it was. */
export async function checkFix(
  one: FixCase & { readonly after: string; readonly safe?: boolean },
): Promise<void> {
  const files = filesOf(one.policy, one.before);
  const way = await wayOf(one, files);
  assert.ok(isFix(way), 'refused' in way ? way.refused : undefined);
  if (one.safe !== undefined) assert.equal(way.safe, one.safe);
  const expected = new Map([...files, ...readFixture(one.after).files]);
  assert.deepEqual(Object.fromEntries(applied(way, files)), Object.fromEntries(expected));
}

/** Checks that a way out is not there, and which sentence says why. */
export async function checkRefusal(one: FixCase & { readonly refused: RegExp }): Promise<void> {
  const way = await wayOf(one, filesOf(one.policy, one.before));
  assert.ok(!isFix(way), `offered: ${way.title}`);
  assert.match(way.refused, one.refused);
}

/** The files after a fix. */
export function applied(
  { edits, creates = [] }: Fix,
  files: ReadonlyMap<string, string>,
): Map<string, string> {
  const after = new Map([...files, ...editedTexts(edits, (path) => files.get(path) ?? '')]);
  for (const { path, text } of creates) {
    assert.ok(!after.has(path), `"${path}" is free`);
    after.set(path, text);
  }
  return after;
}

async function wayOf({ rule, fix }: FixCase, files: Map<string, string>): Promise<WayOut> {
  const fixable = await openFixable(files);
  const finding = fixable.workspace.findings().find((found) => found.rule === rule);
  assert.ok(finding, `a finding of ${rule}`);
  const ways = await waysOut(fixable, finding);
  const way = fix === undefined ? ways[0] : ways.find(({ id }) => id === fix);
  assert.ok(way, `a way out among ${ways.map(({ id }) => id).join(', ')}`);
  return way;
}
